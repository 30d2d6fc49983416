import { assertNever } from '../model/assert-never';
import type { ServiceTimes } from '../model/compliance';
import { worseNs } from '../model/latency';
import type { Spell } from './spells';

/** How long an order was in service in these spells, and how: its total within its limit, over it, unknown, or nothing carried. */
export function serviceTimes(spells: readonly Spell[], limitNs: number): ServiceTimes {
  let withinMs = 0;
  let overMs = 0;
  let unknownMs = 0;
  let downMs = 0;
  for (const { record, fromMs, toMs } of spells) {
    const lengthMs = toMs - fromMs;
    switch (record.state) {
      case 'carrying':
        if (record.total && worseNs(record.total) > limitNs) overMs += lengthMs;
        else withinMs += lengthMs;
        break;
      case 'unknown':
        unknownMs += lengthMs;
        break;
      case 'down':
        downMs += lengthMs;
        break;
      case 'ended':
        break;
      default:
        assertNever(record.state);
    }
  }
  return { inServiceMs: withinMs + overMs + unknownMs + downMs, withinMs, overMs, unknownMs, downMs };
}

/** The share of the time in service in which it carried; null: it was not in service. */
export const availabilityOf = ({ inServiceMs, downMs }: ServiceTimes): number | null =>
  inServiceMs === 0 ? null : (inServiceMs - downMs) / inServiceMs;

/** The worst total that it had for any time; null: none was known. */
export function worstOf(spells: readonly Spell[]): number | null {
  const totals = spells.flatMap(({ record }) => (record.total ? [worseNs(record.total)] : []));
  return totals.length === 0 ? null : totals.reduce((worst, ns) => Math.max(worst, ns));
}
