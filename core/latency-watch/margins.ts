import type { Engine } from '../engine';
import { worseNs } from '../model/latency';
import type { LatencyRecord } from '../model/latency-record';
import type { Margin } from '../model/margin';
import type { Order } from '../model/order';
import { statesInService } from './judge';
import { serviceTimes } from './service-times';
import { spellsOf, type Spell } from './spells';
import { trendOf } from './trend';

export const dayMs = 86_400_000;

/** The margin of every order in service, the least first; what is not known comes last. `windowMs`: over how long trends are told. */
export async function margins({ store, clock }: Engine, windowMs: number): Promise<readonly Margin[]> {
  const nowMs = clock.now();
  const found = await store.transaction(async (tx) => {
    const all: Margin[] = [];
    for (const order of await tx.orders.inState(statesInService)) {
      const margin = marginOf(order, await tx.latencyRecords.ofOrder(order.id, nowMs - windowMs), windowMs, nowMs);
      if (margin) all.push(margin);
    }
    return all;
  });
  return found.sort((one, other) => (one.marginShare ?? Infinity) - (other.marginShare ?? Infinity));
}

function marginOf(order: Order, records: readonly LatencyRecord[], windowMs: number, nowMs: number): Margin | null {
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
    overForMs: marginNs !== null && marginNs < 0 ? overFor(spells, limitNs) : 0,
    overMs: serviceTimes(spells, limitNs).overMs,
    trend: trendOf(records, limitNs, windowMs, nowMs),
  };
}

/** At the end of the spells. */
function overFor(spells: readonly Spell[], limitNs: number): number {
  const since = spells.findLastIndex(({ record }) => !record.total || worseNs(record.total) <= limitNs);
  return spells.slice(since + 1).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}
