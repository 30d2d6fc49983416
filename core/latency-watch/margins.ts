import type { Engine } from '../engine';
import { worseNs } from '../model/latency';
import type { LatencyRecord } from '../model/latency-record';
import type { Margin } from '../model/margin';
import type { Order } from '../model/order';
import { readOrders } from '../read-orders';
import { isInService } from './judge';
import { readInSlices } from './read-in-slices';
import { serviceTimes } from './service-times';
import { spellsOf } from './spells';
import { trendOf } from './trend';

/** The margin of every order in service, the least first; what is not known comes last. `windowMs`: over how long trends are told. */
export async function margins({ store, clock }: Engine, windowMs: number): Promise<readonly Margin[]> {
  const inService = (await readOrders(store, 'open')).filter(({ state }) => isInService(state));
  const found: Margin[] = [];
  await readInSlices(store, inService, async (tx, order) => {
    const nowMs = clock.now();
    const records = await tx.latencyRecords.ofOrder(order.id, nowMs - windowMs);
    const overSinceMs = await tx.latencyRecords.overSince(order.id, order.limit.oneWayNs, nowMs);
    const margin = marginOf(order, records, overSinceMs, windowMs, nowMs);
    if (margin) found.push(margin);
    return records.length;
  });
  return found.sort((one, other) => (one.marginShare ?? Infinity) - (other.marginShare ?? Infinity));
}

function marginOf(order: Order, records: readonly LatencyRecord[], overSinceMs: number, windowMs: number, nowMs: number): Margin | null {
  const latest = records.at(-1);
  if (!latest || latest.state === 'ended') return null;
  const limitNs = order.limit.oneWayNs;
  const totalNs = latest.total && worseNs(latest.total);
  const marginNs = totalNs === null ? null : limitNs - totalNs;
  const spells = spellsOf(records, nowMs - windowMs, nowMs);
  return {
    order,
    state: latest.state,
    totalNs,
    marginNs,
    marginShare: marginNs === null ? null : marginNs / limitNs,
    isLow: latest.isLow,
    overForMs: marginNs !== null && marginNs < 0 ? nowMs - overSinceMs : 0,
    overMs: serviceTimes(spells, limitNs).overMs,
    trend: trendOf(records, limitNs, windowMs, nowMs),
  };
}
