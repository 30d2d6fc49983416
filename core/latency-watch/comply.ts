import type { CustomerCompliance, OrderCompliance, Restoration, ServiceTimes } from '../model/compliance';
import type { LatencyRecord } from '../model/latency-record';
import type { Order } from '../model/order';
import { availabilityOf, serviceTimes, worstOf } from './service-times';
import { spellsOf } from './spells';

/** How an order kept to its limit from `fromMs` up to `toMs`, told from its whole record. */
export function orderCompliance(order: Order, records: readonly LatencyRecord[], fromMs: number, toMs: number): OrderCompliance {
  const spells = spellsOf(records, fromMs, toMs);
  const limitNs = order.limit.oneWayNs;
  const times = serviceTimes(spells, limitNs);
  const worstNs = worstOf(spells);
  const happened = (occasion: LatencyRecord['occasion']): readonly LatencyRecord[] =>
    records.filter((record) => record.occasion === occasion && record.atMs >= fromMs && record.atMs < toMs);
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
    impairments: happened('impaired').length,
    restorations: happened('restored').map((record) => restorationOf(records, record)),
    moves: happened('moved').length,
  };
}

/** In the order in which customers first occur. */
export function customerCompliance(orders: readonly OrderCompliance[]): readonly CustomerCompliance[] {
  return [...new Set(orders.map(({ customer }) => customer))].map((customer): CustomerCompliance => {
    const own = orders.filter((order) => order.customer === customer);
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

/** A record that begins otherwise than with the service begins late: the store is older than records are, or the first ones were dropped. */
function recordedFrom([first]: readonly LatencyRecord[], fromMs: number, toMs: number): number | null {
  if (!first || first.occasion === 'in-service') return null;
  return first.atMs > fromMs && first.atMs < toMs ? first.atMs : null;
}

function restorationOf(records: readonly LatencyRecord[], restored: LatencyRecord): Restoration {
  const { atMs, number } = restored;
  const before = records.filter((record) => record.number < number);
  const begun = before.findLast(({ occasion }) => occasion === 'impaired');
  const isUnbroken = begun && !before.some((record) => record.number > begun.number && record.occasion !== 'changed');
  if (!isUnbroken) return { atMs, durationMs: null, outageMs: null };
  // As the records stood then: what a clock that was put back later says of that time is of another.
  const until = records.filter((record) => record.number <= number);
  return {
    atMs,
    durationMs: Math.max(0, atMs - begun.atMs),
    outageMs: serviceTimes(spellsOf(until, begun.atMs, atMs), 0).downMs,
  };
}
