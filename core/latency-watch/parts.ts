import type { Latency } from '../model/latency';
import type { Condition, NetworkSubject } from '../model/network';
import type { Route } from '../model/route';
import { NetworkView } from '../network/network-view';
import { startOf } from '../provisioning/read-back';
import type { Tx } from '../store/store';

/** Something on a route, looked at once for all orders that use it. */
export interface Part {
  readonly carries: boolean;
  readonly latency: Latency | null;
  /** The node at its A end; of a node or port: null. */
  readonly startsAt: string | undefined | null;
}

/** By kind and then id. */
export type Parts = Readonly<Record<NetworkSubject['kind'], Map<string, Part>>>;

export type LookUpPart = (kind: NetworkSubject['kind'], id: string) => Part | undefined;

export const newParts = (): Parts => ({ node: new Map(), resource: new Map(), interconnect: new Map(), port: new Map() });

/** Reads what is on the routes and not known, as it is within the transaction: what is in memory elsewhere follows only once that is durable. */
export async function readParts(
  tx: Tx,
  routes: readonly Route[],
  isKnown: (kind: NetworkSubject['kind'], id: string) => boolean,
): Promise<Parts> {
  const parts = newParts();
  const subjects: NetworkSubject[] = [];
  const need = (kind: NetworkSubject['kind'], id: string): void => {
    if (isKnown(kind, id) || parts[kind].has(id)) return;
    parts[kind].set(id, unread);
    subjects.push({ kind, id });
  };
  for (const { hops, aPortId, zPortId } of routes) {
    for (const { kind, id } of hops) need(kind, id);
    need('port', aPortId);
    need('port', zPortId);
  }
  if (subjects.length === 0) return parts;
  // What a resource or an interconnect is like depends on the nodes at its ends as well, known or not.
  const nodes = new Set<string>();
  for (const { hops } of routes) for (const { kind, id } of hops) if (kind === 'node') nodes.add(id);
  const dependingOn = [...subjects.filter(({ kind }) => kind !== 'node'), ...[...nodes].map((id) => ({ kind: 'node', id }) as const)];
  const known = new NetworkView(await tx.network.readSome(dependingOn), await tx.latency.readSome(subjects), { slots: [], ports: [] });
  for (const { kind, id } of subjects) parts[kind].set(id, partOf(known, { kind, id }));
  return parts;
}

function partOf(known: NetworkView, { kind, id }: NetworkSubject): Part {
  const carries = !brokenConditions.includes(known.health({ kind, id }).condition);
  if (kind === 'port') return { carries, latency: null, startsAt: null };
  return { carries, latency: known.latency({ kind, id }), startsAt: kind === 'node' ? null : startOf(known, { kind, id }) };
}

const unread: Part = { carries: false, latency: null, startsAt: null };

const brokenConditions: readonly Condition[] = ['down', 'withdrawn'];
