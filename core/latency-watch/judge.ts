import { worseNs, type Latency } from '../model/latency';
import type { LatencyRecord, RecordedState } from '../model/latency-record';
import type { NetworkSubject } from '../model/network';
import type { OrderState } from '../model/order';
import type { Route } from '../model/route';
import type { WatchedOrder } from '../store/store';
import type { LookUpPart } from './parts';

/** What an order has at this moment. */
export type Judgement = Pick<LatencyRecord, 'state' | 'total'>;

/** Judges orders by the active connection that each has, with the latencies in force (N6). `parts`: everything on their routes. */
export const judgeOrders = (parts: LookUpPart, orders: readonly WatchedOrder[]): ReadonlyMap<string, Judgement> =>
  new Map(orders.map((order) => [order.orderId, judge(parts, order)]));

/** The states in which an order has a connection, or had one and is to have one again. */
export const isInService = (state: OrderState): boolean => statesInService.includes(state);

export const statesInService: readonly OrderState[] = ['active', 'impaired', 'restoring', 'moving'];

/** Less than `share` of the limit is left, or nothing. */
export const isMarginLow = (total: Latency, limitNs: number, share: number): boolean => limitNs - worseNs(total) < limitNs * share;

function judge(partOf: LookUpPart, { state, connection, serviceFaults }: WatchedOrder): Judgement {
  if (!isInService(state)) return { state: 'ended', total: null };
  if (!connection || serviceFaults.some((cause) => cause === 'down' || cause === 'withdrawn')) return withoutTotal('down');
  const { hops, aPortId, zPortId } = connection.route;
  const carries = (kind: NetworkSubject['kind'], id: string): boolean => partOf(kind, id)?.carries === true;
  if (!carries('port', aPortId) || !carries('port', zPortId) || !hops.every(({ kind, id }) => carries(kind, id)))
    return withoutTotal('down');
  // Its carrier changed the route by itself to one that is not entered.
  if (serviceFaults.length > 0) return withoutTotal('unknown');
  const total = totalOf(partOf, hops);
  return total ? { state: 'carrying', total } : withoutTotal('unknown');
}

function totalOf(partOf: LookUpPart, hops: Route['hops']): Latency | null {
  let azNs = 0;
  let zaNs = 0;
  let before: string | undefined;
  for (const { kind, id } of hops) {
    const part = partOf(kind, id);
    if (!part?.latency) return null;
    const isReversed = part.startsAt !== null && part.startsAt !== before;
    azNs += isReversed ? part.latency.zaNs : part.latency.azNs;
    zaNs += isReversed ? part.latency.azNs : part.latency.zaNs;
    before = id;
  }
  return { azNs, zaNs };
}

const withoutTotal = (state: Exclude<RecordedState, 'carrying'>): Judgement => ({ state, total: null });
