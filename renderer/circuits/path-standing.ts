import type { PathShown } from '../../core/contract/circuit-shapes';
import { formatUtcTime } from '../ui/numbers';
import { exhaustionText } from './forecast-words';

export type PathSeverity = 'critical' | 'major' | 'minor' | 'warning';

/** How a path stands, in a word beside its mark; `severity` null: nothing is abnormal. */
export interface PathStanding {
  readonly severity: PathSeverity | null;
  readonly word: string;
  /** The fact, its consequence, and what can be done. */
  readonly text: string;
}

type Judged = Pick<
  PathShown,
  | 'id'
  | 'status'
  | 'heldSinceMs'
  | 'attempts'
  | 'retryAtMs'
  | 'maxAttempts'
  | 'isSwitchUp'
  | 'switchName'
  | 'isImpaired'
  | 'carriage'
  | 'isLow'
  | 'waiting'
  | 'pool'
  | 'applied'
  | 'exhaustion'
  | 'deltaThreshold'
>;

/** Sooner than that it is a mark; before, words. */
const soonMs = 24 * 3_600_000;

/** It is used up within a day, or never has more than its delta threshold again. */
export const runsOutSoon = ({
  isLow,
  exhaustion,
  pool,
  deltaThreshold,
}: Pick<PathShown, 'isLow' | 'exhaustion' | 'pool' | 'deltaThreshold'>): boolean =>
  isLow && (exhaustion.kind === 'now' || pool.left <= deltaThreshold || (exhaustion.kind === 'expected' && exhaustion.inMs <= soonMs));

/** All its identifiers were asked for. */
export const hasNoMore = ({ lastVci, vcis }: Pick<PathShown, 'lastVci' | 'vcis'>): boolean => lastVci >= vcis.last;

/** The worst that is to be said of a path. */
export function standingOf(path: Judged): PathStanding {
  const { pool, waiting, carriage } = path;
  const orders = ordersWait(waiting);
  if (path.heldSinceMs !== null)
    return {
      severity: 'critical',
      word: 'held',
      text: `${path.attempts} attempts to create circuits were unsuccessful, so the path is held and no more are asked for${and(orders)}. Look at the answers, then retry.`,
    };
  if (pool.isFull)
    return { severity: waiting > 0 ? 'critical' : 'major', word: 'path full', text: `${capital(pool.fullText ?? '')}${and(orders)}.` };
  if (pool.free === 0 && waiting > 0 && (path.status === 'FAIL' || !path.isSwitchUp))
    return {
      severity: 'critical',
      word: path.isSwitchUp ? 'fail' : 'switch down',
      text: `Nothing is free: ${orders}. ${nextAttempt(path)}`,
    };
  if (path.isImpaired && carriage)
    return {
      severity: 'major',
      word: 'not carried',
      text: `The connection of order ${carriage.orderId} is to carry the path and does not: it is ${carriage.state}. Its ${pool.used} circuits are cut.`,
    };
  if (!path.isSwitchUp)
    return {
      severity: 'minor',
      word: 'switch down',
      text: `Switch ${path.switchName} does not answer: nothing can be created or joined until it does.`,
    };
  if (path.status === 'FAIL') return { severity: 'minor', word: 'fail', text: `The last bulk request failed. ${nextAttempt(path)}` };
  if (waiting > 0) return { severity: 'minor', word: statusWord(path), text: `${capital(orders)}. Next: ${path.applied.outcome}.` };
  if (runsOutSoon(path)) return { severity: 'warning', word: 'low', text: `The path runs out: ${exhaustionText(path.exhaustion)}.` };
  const ahead = path.isLow ? `${capital(exhaustionText(path.exhaustion))}. ` : '';
  return { severity: null, word: statusWord(path), text: `${ahead}Next: ${path.applied.outcome}.` };
}

/** The ring takes a severity only where nothing is free, or the path is held. */
export const ringSeverity = (path: Judged): PathSeverity | null => {
  const { severity } = standingOf(path);
  return path.heldSinceMs !== null || (path.pool.free === 0 && severity !== 'warning') ? severity : null;
};

const nextAttempt = ({ retryAtMs, attempts, maxAttempts, applied }: Judged): string =>
  retryAtMs === null
    ? `Next: ${applied.outcome}.`
    : `It is sent again at ${formatUtcTime(retryAtMs)}; after ${maxAttempts - attempts === 1 ? 'one more failure' : `${maxAttempts - attempts} more failures`} the path is held for you.`;

const statusWords = { SUCCESS: 'success', FAIL: 'fail', IN_PROCESS: 'in process' } as const;
const statusWord = ({ status }: Pick<Judged, 'status'>): string => statusWords[status];

/** `3 orders wait`; empty: none does. */
export const ordersWait = (waiting: number): string => (waiting === 0 ? '' : waiting === 1 ? '1 order waits' : `${waiting} orders wait`);

const and = (words: string): string => (words === '' ? '' : `; ${words}`);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
