import type { Comparison, Condition, ConditionAction } from '../model/condition';
import { exactDuration } from '../model/duration';
import type { SerialisationParameters } from '../model/virtual-path';

/** V9. */
export const defaultConditions: readonly Condition[] = [
  { status: 'SUCCESS', remaining: '<=', elapsed: null, action: 'send' },
  { status: 'FAIL', remaining: null, elapsed: null, action: 'send-again' },
  { status: 'SUCCESS', remaining: '>', elapsed: null, action: 'do-not-send' },
  { status: 'IN_PROCESS', remaining: null, elapsed: '<=', action: 'do-not-send' },
  { status: 'IN_PROCESS', remaining: null, elapsed: '>', action: 'send-again' },
];

/** Which row applied, and with what values. */
export interface Applied {
  /** Of the row; the first is 1. */
  readonly number: number;
  readonly row: Condition;
  readonly action: ConditionAction;
  /** `lastVci − currentVci` (V3); −1 where nothing is left. */
  readonly remaining: number;
  /** Since the pending request was sent; null: none is pending. */
  readonly elapsedMs: number | null;
  /** `row 1: SUCCESS, 131 − 127 = 4 remain ≤ delta threshold 4: send` */
  readonly text: string;
}

/** What a table that need not be usable comes to with these parameters. */
export interface Tried {
  /** Of the rows that apply. */
  readonly numbers: readonly number[];
  /** null: none does, or several do. */
  readonly applied: Applied | null;
  readonly text: string;
}

export function tryConditions(rows: readonly Condition[], parameters: SerialisationParameters): Tried {
  const remaining = parameters.lastVci - parameters.currentVci;
  const elapsedMs =
    parameters.status === 'IN_PROCESS' && parameters.startTimeMs !== null ? parameters.currentTimeMs - parameters.startTimeMs : null;
  const numbers = applyingRows(rows, {
    status: parameters.status,
    remainingSign: Math.sign(remaining - parameters.deltaThreshold),
    elapsedSign: elapsedMs === null ? null : Math.sign(elapsedMs - parameters.timeThresholdMs),
  });
  const [number] = numbers;
  const row = number === undefined ? undefined : rows[number - 1];
  if (number === undefined || row === undefined || numbers.length > 1) {
    const which = numbers.length === 0 ? 'no row' : `rows ${numbers.join(' and ')}`;
    return { numbers, applied: null, text: `${which} of the conditions table: ${valuesText(null, parameters, remaining, elapsedMs)}` };
  }
  const text = `row ${number}: ${valuesText(row, parameters, remaining, elapsedMs)}: ${actionWords[row.action]}`;
  return { numbers, applied: { number, row, action: row.action, remaining, elapsedMs, text }, text };
}

/** The one row that applies (V7). Throws where none does, or two do: a table that was checked cannot. */
export function applyingCondition(rows: readonly Condition[], parameters: SerialisationParameters): Applied {
  const { applied, text } = tryConditions(rows, parameters);
  if (!applied) throw new Error(`${text}; exactly one row must apply`);
  return applied;
}

/** All that a condition can tell apart. The signs are those of `remaining − delta threshold` and `elapsed − time threshold`. */
export interface Combination {
  readonly status: SerialisationParameters['status'];
  readonly remainingSign: number;
  /** Null: no request is in process, and no comparison of its time holds. */
  readonly elapsedSign: number | null;
}

/** Numbers of all rows that apply; the first row is 1. */
export const applyingRows = (rows: readonly Condition[], combination: Combination): readonly number[] =>
  rows.flatMap((row, index) => (applies(row, combination) ? [index + 1] : []));

const applies = ({ status, remaining, elapsed }: Condition, combination: Combination): boolean =>
  (status === null || status === combination.status) &&
  (remaining === null || holds[remaining](combination.remainingSign)) &&
  (elapsed === null || (combination.elapsedSign !== null && holds[elapsed](combination.elapsedSign)));

const holds: Readonly<Record<Comparison, (sign: number) => boolean>> = {
  '<': (sign) => sign < 0,
  '<=': (sign) => sign <= 0,
  '=': (sign) => sign === 0,
  '>=': (sign) => sign >= 0,
  '>': (sign) => sign > 0,
};

export const actionWords: Readonly<Record<ConditionAction, string>> = {
  send: 'send',
  'send-again': 'send again',
  'do-not-send': 'do not send',
};

const signs: Readonly<Record<Comparison, string>> = { '<': '<', '<=': '≤', '=': '=', '>=': '≥', '>': '>' };

/** The values that the row looked at; all of them where there is no row. */
function valuesText(row: Condition | null, parameters: SerialisationParameters, remaining: number, elapsedMs: number | null): string {
  const { status, lastVci, currentVci, deltaThreshold, timeThresholdMs } = parameters;
  const parts: string[] = [status];
  if (row === null || row.remaining !== null) {
    const sign = row?.remaining ? ` ${signs[row.remaining]}` : ',';
    parts.push(`${lastVci} − ${currentVci} = ${`${remaining}`.replace('-', '−')} remain${sign} delta threshold ${deltaThreshold}`);
  }
  if (row === null || row.elapsed !== null) {
    const sign = row?.elapsed ? ` ${signs[row.elapsed]}` : ',';
    const elapsed = elapsedMs === null ? 'nothing pending' : `${exactDuration(elapsedMs)} elapsed`;
    parts.push(`${elapsed}${sign} time threshold ${exactDuration(timeThresholdMs)}`);
  }
  return parts.join(', ');
}
