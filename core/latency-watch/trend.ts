import { formatTime } from '../model/clock';
import { duration } from '../model/duration';
import { formatNs, worseNs } from '../model/latency';
import type { LatencyRecord } from '../model/latency-record';
import type { Trend } from '../model/margin';
import { spellsOf, type Spell } from './spells';

/** Fewer changes than this are steps, not a trend. */
const leastChanges = 3;
/** Over less time than this share of the window nothing is told. */
const leastShare = 1 / 8;
export const dayMs = 86_400_000;
/** What lies further ahead is not worth telling, and may be no date. */
const furthestMs = 3650 * dayMs;

/**
 * Where the total has been going in the window before `nowMs`, since the order came onto its present connection: the slope of the straight line that is
 * closest to it at all times (least squares), and when it would reach the limit if it went on so.
 */
export function trendOf(records: readonly LatencyRecord[], limitNs: number, windowMs: number, nowMs: number): Trend {
  const ordered = spellsOf(records, nowMs - windowMs, nowMs);
  const first = ordered.findLastIndex(({ record }) => isNewConnection(record));
  const spells = (first > 0 ? ordered.slice(first) : ordered).filter(({ record }) => record.total !== null);
  const last = spells.at(-1);
  const [begin] = spells;
  if (!begin || !last) return tooLittle('its total was not known in the window');
  const overMs = spells.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const values = spells.map(({ record }) => (record.total ? worseNs(record.total) : 0));
  const changes = values.filter((ns, index) => index > 0 && ns !== values[index - 1]).length;
  if (changes === 0) return tooLittle(`it has not changed in ${duration(overMs)}`);
  if (changes < leastChanges)
    return tooLittle(`it has changed ${changes === 1 ? 'once' : 'twice'} in ${duration(overMs)}: steps, not a trend`);
  if (overMs < windowMs * leastShare) return tooLittle(`it has been known for ${duration(overMs)} only`);
  const nsPerDay = slopePerMs(spells, values) * dayMs;
  const currentNs = values.at(-1) ?? 0;
  const basis = { changes, overMs };
  const words = `${changes} changes in ${duration(overMs)}`;
  const change = `${formatNs(Math.abs(nsPerDay))} a day`;
  if (nsPerDay <= 0) return { kind: 'told', nsPerDay, basis, reachesLimitAtMs: null, text: `${change} away from the limit (${words})` };
  const isOver = currentNs > limitNs;
  const aheadMs = ((limitNs - currentNs) / nsPerDay) * dayMs;
  const reachesLimitAtMs = isOver || aheadMs > furthestMs ? null : nowMs + Math.round(aheadMs);
  const when = isOver
    ? 'it is over it'
    : reachesLimitAtMs === null
      ? 'not within ten years'
      : `reached ${formatTime(roundToMinute(reachesLimitAtMs))}`;
  return { kind: 'told', nsPerDay, basis, reachesLimitAtMs, text: `${change} towards the limit, ${when} (${words})` };
}

/** The line through a total that is constant in each spell: integrals over time, not points, so that a value counts for as long as it held. */
function slopePerMs(spells: readonly Spell[], values: readonly number[]): number {
  const startMs = spells[0]?.fromMs ?? 0;
  let length = 0;
  let timeSum = 0;
  let valueSum = 0;
  spells.forEach(({ fromMs, toMs }, index) => {
    const [a, b] = [fromMs - startMs, toMs - startMs];
    length += b - a;
    timeSum += (b * b - a * a) / 2;
    valueSum += (values[index] ?? 0) * (b - a);
  });
  const meanTime = timeSum / length;
  const meanValue = valueSum / length;
  let covariance = 0;
  let variance = 0;
  spells.forEach(({ fromMs, toMs }, index) => {
    const [a, b] = [fromMs - startMs - meanTime, toMs - startMs - meanTime];
    covariance += ((values[index] ?? 0) - meanValue) * ((b * b - a * a) / 2);
    variance += (b * b * b - a * a * a) / 3;
  });
  return covariance / variance;
}

const isNewConnection = ({ occasion }: LatencyRecord): boolean =>
  occasion === 'in-service' || occasion === 'restored' || occasion === 'moved';

const tooLittle = (why: string): Trend => ({ kind: 'too-little', text: `no trend: ${why}` });

const roundToMinute = (atMs: number): number => Math.round(atMs / 60_000) * 60_000;
