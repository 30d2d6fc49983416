import { duration } from '../model/duration';
import type { Exhaustion, RateOfUse } from '../model/path-outlook';

/** What was given and released within a window of time. */
export interface UseCount {
  readonly given: number;
  readonly released: number;
  readonly windowMs: number;
}

/** Counts what lies within the window: after `fromMs`, up to `toMs`. The times need no order. */
export function useWithin(givenAtMs: readonly number[], releasedAtMs: readonly number[], fromMs: number, toMs: number): UseCount {
  const countOf = (times: readonly number[]): number => times.filter((atMs) => fromMs < atMs && atMs <= toMs).length;
  return { given: countOf(givenAtMs), released: countOf(releasedAtMs), windowMs: Math.max(0, toMs - fromMs) };
}

/** Fewer tell no rate. */
const leastGiven = 5;

/** Of a normal distribution, nine in ten lie within so many standard deviations. */
const deviations = 1.645;
const hourMs = 3_600_000;

/**
 * The net rate of use, with a band that holds the true one nine times in ten. What is given and released are taken as independent Poisson processes, so
 * the difference of two counts has the standard deviation √(given + released). Orders that come in bulk are not independent: the band is too narrow then.
 */
export function rateOfUse({ given, released, windowMs }: UseCount): RateOfUse {
  const counted = `${given} given, ${released} released in ${duration(windowMs)}`;
  if (given < leastGiven || windowMs <= 0) return { kind: 'too-few', text: `too few orders to tell a rate: ${counted}` };
  const perHourOf = (net: number): number => (net / windowMs) * hourMs;
  const error = deviations * Math.sqrt(given + released);
  const [net, low, high] = [given - released, given - released - error, given - released + error];
  const [perHour, lowPerHour, highPerHour] = [perHourOf(net), perHourOf(low), perHourOf(high)];
  const text = `${rounded(perHour)} an hour (${rounded(lowPerHour)} to ${rounded(highPerHour)}): ${counted}`;
  return { kind: 'rate', perHour, lowPerHour, highPerHour, text };
}

/**
 * When a path is exhausted that can serve `left` orders more, of which so many wait already. The band holds the true time nine times in ten: after a time t
 * the net use is r·t, with the variance v·t of what is still to come (Poisson) and (v/T)·t² of the rate, which was counted over a window T; v is given and
 * released together per time. The band's ends are where r·t ± 1.645 standard deviations reach what is left.
 */
export function exhaustionOf(use: UseCount, left: number, waiting: number): Exhaustion {
  const toGo = left - waiting;
  if (toGo <= 0) return { kind: 'now', text: left <= 0 ? 'exhausted' : 'exhausted by the orders that wait' };
  if (rateOfUse(use).kind === 'too-few')
    return { kind: 'too-few', text: `too few orders to tell when it is exhausted: ${use.given} given in ${duration(use.windowMs)}` };
  const net = use.given - use.released;
  const { earliestMs, latestMs } = band(use, toGo);
  if (net <= 0) {
    const perhaps = earliestMs === null ? '' : ` (${duration(earliestMs)} at the earliest)`;
    return { kind: 'not-at-this-rate', earliestMs, text: `not exhausted at this rate${perhaps}` };
  }
  const inMs = (toGo / net) * use.windowMs;
  const soonestMs = earliestMs ?? inMs;
  const range =
    latestMs === null ? `${duration(soonestMs)} at the earliest, perhaps never` : `${duration(soonestMs)} to ${duration(latestMs)}`;
  return { kind: 'expected', inMs, earliestMs: soonestMs, latestMs, text: `exhausted in ${duration(inMs)} (${range})` };
}

/**
 * The times t at which (toGo − r·t)² = z²·(v·t + v·t²/T), in units of T: a·t² − b·t + toGo² = 0. The smaller root is where the upper end of the band
 * reaches what is left, the larger one where the lower end does; without a positive root it never does.
 */
function band(
  { given, released, windowMs }: UseCount,
  toGo: number,
): { readonly earliestMs: number | null; readonly latestMs: number | null } {
  const net = given - released;
  const spread = deviations ** 2 * (given + released);
  const a = net ** 2 - spread;
  const b = 2 * toGo * net + spread;
  const discriminant = b ** 2 - 4 * a * toGo ** 2;
  const root = Math.sqrt(discriminant);
  // With −b in the denominator instead of the numerator nothing cancels where a is near zero.
  const at = (denominator: number): number | null => (denominator > 0 ? ((2 * toGo ** 2) / denominator) * windowMs : null);
  if (Number.isNaN(root)) return { earliestMs: null, latestMs: null };
  return { earliestMs: at(b + root), latestMs: net > 0 && a > 0 ? at(b - root) : null };
}

const rounded = (rate: number): string => (Math.abs(rate) < 10 ? rate.toFixed(1) : rate.toFixed(0)).replace('-', '−');
