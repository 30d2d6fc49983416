import type { CustomerCompliance, OrderCompliance, Restoration, ServiceTimes } from '../model/compliance';
import type { LatencyRecord } from '../model/latency-record';
import type { Order } from '../model/order';
import { availabilityOf, serviceTimes, worstOf } from './service-times';
import { spellsOf } from './spells';

/** How an order kept to its limit from `fromMs` up to `toMs`, told from its whole record, or from what the store has of the period. */
export function orderCompliance(order: Order, records: readonly LatencyRecord[], fromMs: number, toMs: number): OrderCompliance {
  const spells = spellsOf(records, fromMs, toMs);
  const limitNs = order.limit.oneWayNs;
  const times = serviceTimes(spells, limitNs);
  const worstNs = worstOf(spells);
  const isWithin = ({ atMs }: { readonly atMs: number }): boolean => atMs >= fromMs && atMs < toMs;
  const timesOf = (occasion: LatencyRecord['occasion']): number =>
    records.filter((record) => record.occasion === occasion && isWithin(record)).length;
  return {
    orderId: order.id,
    customer: order.customer,
    accessingCarrierId: order.accessingCarrierId,
    limit: order.limit,
    recordedFromMs: recordedFrom(records, fromMs, toMs),
    ...times,
    availability: availabilityOf(times),
    worstNs,
    leastMarginNs: worstNs === null ? null : limitNs - worstNs,
    impairments: timesOf('impaired'),
    restorations: restorationsOf(records).filter(isWithin),
    moves: timesOf('moved'),
  };
}

/** In the order in which customers first occur. */
export function customerCompliance(orders: readonly OrderCompliance[]): readonly CustomerCompliance[] {
  return [...byCustomer(orders)].map(([customer, own]): CustomerCompliance => {
    const sum = (of: (order: OrderCompliance) => number): number => own.reduce((total, order) => total + of(order), 0);
    const times: ServiceTimes = {
      inServiceMs: sum((order) => order.inServiceMs),
      withinMs: sum((order) => order.withinMs),
      overMs: sum((order) => order.overMs),
      unknownMs: sum((order) => order.unknownMs),
      downMs: sum((order) => order.downMs),
    };
    const margins = own.flatMap(({ leastMarginNs }) => leastMarginNs ?? []);
    return {
      ...{ customer, orders: own.length, ...times, availability: availabilityOf(times) },
      leastMarginNs: margins.length === 0 ? null : Math.min(...margins),
      impairments: sum((order) => order.impairments),
      restorations: sum((order) => order.restorations.length),
      moves: sum((order) => order.moves),
    };
  });
}

/** In the order in which each comes first. */
export function byCustomer(orders: readonly OrderCompliance[]): ReadonlyMap<string, readonly OrderCompliance[]> {
  const groups = new Map<string, OrderCompliance[]>();
  for (const order of orders) {
    const known = groups.get(order.customer);
    if (known) known.push(order);
    else groups.set(order.customer, [order]);
  }
  return groups;
}

/** A record that begins otherwise than with the service begins late: the store is older than records are, or the first ones were dropped. */
function recordedFrom([first]: readonly LatencyRecord[], fromMs: number, toMs: number): number | null {
  if (!first || first.occasion === 'in-service') return null;
  return first.atMs > fromMs && first.atMs < toMs ? first.atMs : null;
}

/** Of the whole record, in one pass. */
function restorationsOf(records: readonly LatencyRecord[]): readonly Restoration[] {
  const restorations: Restoration[] = [];
  // What was last said of the order but that something changed.
  let latest: number | null = null;
  records.forEach(({ occasion, atMs }, index) => {
    if (occasion === 'changed') return;
    if (occasion === 'restored') restorations.push(restoration(latest === null ? [] : records.slice(latest, index), atMs));
    latest = index;
  });
  return restorations;
}

/** `since`: what was recorded from what came last before it on; later records, as of a clock that was put back, are of another time. */
function restoration(since: readonly LatencyRecord[], atMs: number): Restoration {
  const [begun] = since;
  if (begun?.occasion !== 'impaired') return { atMs, durationMs: null, outageMs: null };
  return {
    atMs,
    durationMs: Math.max(0, atMs - begun.atMs),
    outageMs: serviceTimes(spellsOf(since, begun.atMs, atMs), 0).downMs,
  };
}
