import { worseNs, type Latency } from '../model/latency';
import type { LatencyRecord, RecordedState } from '../model/latency-record';
import type { Condition, NetworkSubject } from '../model/network';
import type { OrderState } from '../model/order';
import type { Route } from '../model/route';
import { NetworkView } from '../network/network-view';
import { startOf } from '../provisioning/read-back';
import type { Tx, WatchedOrder } from '../store/store';

/** What an order has at this moment; null: it is not in service, and nothing of it is recorded. */
export type Judgement = Pick<LatencyRecord, 'state' | 'total'>;

/**
 * Judges orders in service by the record alone, as it is within the transaction: what is in memory follows only once that is durable.
 * The total is that of the active connection with the latencies in force (N6).
 */
export async function judgeOrders(tx: Tx, orders: readonly WatchedOrder[]): Promise<ReadonlyMap<string, Judgement>> {
  const running = orders.flatMap(({ state, connection }) => (isInService(state) && connection ? [connection.route] : []));
  const parts = running.length === 0 ? noParts : await readParts(tx, running);
  return new Map(orders.map((order) => [order.orderId, judge(parts, order)]));
}

/** The states in which an order has a connection, or had one and is to have one again. */
export const isInService = (state: OrderState): boolean => statesInService.includes(state);

export const statesInService: readonly OrderState[] = ['active', 'impaired', 'restoring', 'moving'];

/** Less than `share` of the limit is left, or nothing. */
export const isMarginLow = (total: Latency, limitNs: number, share: number): boolean => limitNs - worseNs(total) < limitNs * share;

/** Something on a route, looked at once for all orders that use it. */
interface Part {
  readonly carries: boolean;
  readonly latency: Latency | null;
  /** The node at its A end; of a node itself: null. */
  readonly startsAt: string | undefined | null;
}

/** By kind and then id. */
type Parts = Readonly<Record<NetworkSubject['kind'], Map<string, Part>>>;

async function readParts(tx: Tx, routes: readonly Route[]): Promise<Parts> {
  const parts: Parts = { node: new Map(), resource: new Map(), interconnect: new Map(), port: new Map() };
  const subjects: NetworkSubject[] = [];
  const need = (kind: NetworkSubject['kind'], id: string): void => {
    if (parts[kind].has(id)) return;
    parts[kind].set(id, unseen);
    subjects.push({ kind, id });
  };
  for (const { hops, aPortId, zPortId } of routes) {
    for (const { kind, id } of hops) need(kind, id);
    need('port', aPortId);
    need('port', zPortId);
  }
  const known = new NetworkView(await tx.network.readSome(subjects), await tx.latency.readSome(subjects), { slots: [], ports: [] });
  for (const { kind, id } of subjects) {
    const carries = !brokenConditions.includes(known.health({ kind, id }).condition);
    const isMeasured = kind !== 'port';
    const startsAt = kind === 'node' || !isMeasured ? null : startOf(known, { kind, id });
    parts[kind].set(id, { carries, latency: isMeasured ? known.latency({ kind, id }) : null, startsAt });
  }
  return parts;
}

const unseen: Part = { carries: false, latency: null, startsAt: null };

const noParts: Parts = { node: new Map(), resource: new Map(), interconnect: new Map(), port: new Map() };

function judge(parts: Parts, { state, connection, serviceFaults }: WatchedOrder): Judgement {
  if (!isInService(state)) return { state: 'ended', total: null };
  if (!connection || serviceFaults.some((cause) => cause === 'down' || cause === 'withdrawn')) return withoutTotal('down');
  const { hops, aPortId, zPortId } = connection.route;
  const carries = (kind: NetworkSubject['kind'], id: string): boolean => parts[kind].get(id)?.carries === true;
  if (!carries('port', aPortId) || !carries('port', zPortId) || !hops.every(({ kind, id }) => carries(kind, id)))
    return withoutTotal('down');
  // Its carrier changed the route by itself to one that is not entered.
  if (serviceFaults.length > 0) return withoutTotal('unknown');
  const total = totalOf(parts, hops);
  return total ? { state: 'carrying', total } : withoutTotal('unknown');
}

function totalOf(parts: Parts, hops: Route['hops']): Latency | null {
  let azNs = 0;
  let zaNs = 0;
  let before: string | undefined;
  for (const { kind, id } of hops) {
    const part = parts[kind].get(id);
    if (!part?.latency) return null;
    const isReversed = part.startsAt !== null && part.startsAt !== before;
    azNs += isReversed ? part.latency.zaNs : part.latency.azNs;
    zaNs += isReversed ? part.latency.azNs : part.latency.zaNs;
    before = id;
  }
  return { azNs, zaNs };
}

const withoutTotal = (state: Exclude<RecordedState, 'carrying'>): Judgement => ({ state, total: null });

const brokenConditions: readonly Condition[] = ['down', 'withdrawn'];
