import type { LinkWarning } from '../carrier-link';
import { entries, isObject, member } from './json';
import type { JsonObject } from './json';
import { wordsOf } from './restconf/answer';
import type { RestconfClient } from './restconf/client';
import { mappedPorts } from './network-index';
import { isUsableUuid, uuidOf } from './snapshot';
import type { Snapshot } from './snapshot';
import { asCurrent } from './terms';
import type { Terms } from './terms';

export interface DirtyObject {
  readonly kind: 'link' | 'node' | 'port';
  readonly uuid: string;
  /** The carrier said that it lists it no longer. */
  readonly isGone: boolean;
}

export interface ObjectReadsOutcome {
  /** Those that could not be read; their old state stands. */
  readonly failed: readonly DirtyObject[];
  readonly warnings: readonly LinkWarning[];
}

const context = 'tapi-common:context';

/** Reads the objects again, at most as many at a time as the client has connections, and puts them into the snapshot; those that are gone leave it. */
export async function readObjects(
  objects: readonly DirtyObject[],
  client: RestconfClient,
  root: string,
  snapshot: Snapshot,
  terms: Terms,
): Promise<ObjectReadsOutcome> {
  const results = await Promise.all(
    objects.map(async (object) => ({ object, outcome: await readObject(object, client, `${root}/data/${context}`, snapshot, terms) })),
  );
  const warnings = results.flatMap(({ object: { kind, uuid, isGone }, outcome }): readonly LinkWarning[] => {
    if (outcome.kind === 'failed')
      return [
        {
          subject: uuid,
          message: `the ${kind} could not be read again (${outcome.reason}): its last known state is shown; it is tried again`,
        },
      ];
    // Something that came and went between two reads is gone, and said to be.
    if (outcome.kind === 'read' || isGone) return [];
    return [
      { subject: uuid, message: `a notice came about a ${kind} that the carrier does not list: ignored; the carrier should look into it` },
    ];
  });
  return { failed: results.flatMap(({ object, outcome }) => (outcome.kind === 'failed' ? [object] : [])), warnings };
}

/** Ports that these nodes map and that were never read: a node that is new brings its ports along. */
export function unreadPorts(objects: readonly DirtyObject[], snapshot: Snapshot): readonly DirtyObject[] {
  const nodes = objects.flatMap(({ kind, uuid }) => (kind === 'node' ? (snapshot.nodes.get(uuid)?.value ?? []) : []));
  const mapped = nodes.flatMap((node) => entries(member(node, 'owned-node-edge-point'))).flatMap(mappedPorts);
  return [...new Set(mapped)]
    .filter((uuid) => isUsableUuid(uuid) && !snapshot.ports.has(uuid))
    .map((uuid) => ({ kind: 'port', uuid, isGone: false }));
}

type ReadOutcome = { readonly kind: 'read' | 'unlisted' } | { readonly kind: 'failed'; readonly reason: string };

async function readObject(
  object: DirtyObject,
  client: RestconfClient,
  base: string,
  snapshot: Snapshot,
  terms: Terms,
): Promise<ReadOutcome> {
  const { kind, uuid } = object;
  if (kind === 'port') {
    const found = await readOne(
      client,
      `${base}/service-interface-point=${encodeURIComponent(uuid)}`,
      'service-interface-point',
      object,
      terms,
    );
    if (found.kind === 'failed') return found;
    if (found.kind === 'absent') return { kind: snapshot.ports.delete(uuid) ? 'read' : 'unlisted' };
    snapshot.ports.set(uuid, found.value);
    return { kind: 'read' };
  }
  const held = kind === 'link' ? snapshot.links : snapshot.nodes;
  const known = held.get(uuid)?.topologyUuid;
  // A new object may be in any topology.
  for (const topologyUuid of known === undefined ? snapshot.topologies.keys() : [known]) {
    const path = `${base}/tapi-topology:topology-context/topology=${encodeURIComponent(topologyUuid)}/${kind}=${encodeURIComponent(uuid)}`;
    const found = await readOne(client, path, kind, object, terms);
    if (found.kind === 'failed') return found;
    if (found.kind === 'found') {
      held.set(uuid, { topologyUuid, value: found.value });
      return { kind: 'read' };
    }
  }
  return { kind: held.delete(uuid) ? 'read' : 'unlisted' };
}

type OneOutcome =
  | { readonly kind: 'found'; readonly value: JsonObject }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly reason: string };

async function readOne(client: RestconfClient, path: string, name: string, { kind, uuid }: DirtyObject, terms: Terms): Promise<OneOutcome> {
  const answer = await client.request({ method: 'GET', path });
  if (answer.kind === 'unchanged')
    return { kind: 'failed', reason: 'the manager answered "not modified" to a read that was not conditional' };
  if (answer.kind === 'refused' && answer.status === 404) return { kind: 'absent' };
  if (answer.kind !== 'answered') return { kind: 'failed', reason: wordsOf(answer) };
  const listed = entries(member(answer.json, name)).find((entry) => uuidOf(entry) === uuid);
  const value = listed === undefined ? undefined : asCurrent(kind, listed, terms);
  return isObject(value) ? { kind: 'found', value } : { kind: 'failed', reason: `the answer holds no ${name} of that uuid` };
}
