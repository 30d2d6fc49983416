import type { Comparison, Condition, ConditionAction } from '../../core/model/condition';
import type { VirtualPath } from '../../core/model/virtual-path';
import { clockDuration } from './clock-words';

/** What a path's row of the conditions table is looked up by, at a moment. */
export interface ConditionValues {
  readonly status: VirtualPath['status'];
  readonly remaining: number;
  readonly deltaThreshold: number;
  /** Null: no request is pending. */
  readonly elapsedMs: number | null;
  readonly timeThresholdMs: number;
  /** Null: no backoff runs. */
  readonly backoffEndsInMs: number | null;
  /** An operator has to have it tried again. */
  readonly isHeld: boolean;
}

export function conditionValues(
  path: Pick<
    VirtualPath,
    'status' | 'currentVci' | 'lastVci' | 'deltaThreshold' | 'startTimeMs' | 'timeThresholdMs' | 'retryAtMs' | 'heldSinceMs'
  >,
  nowMs: number,
): ConditionValues {
  const { status, currentVci, lastVci, deltaThreshold, startTimeMs, timeThresholdMs, retryAtMs, heldSinceMs } = path;
  return {
    ...{ status, deltaThreshold, timeThresholdMs, remaining: lastVci - currentVci, isHeld: heldSinceMs !== null },
    elapsedMs: status === 'IN_PROCESS' && startTimeMs !== null ? Math.max(0, nowMs - startTimeMs) : null,
    backoffEndsInMs: retryAtMs !== null && retryAtMs > nowMs ? retryAtMs - nowMs : null,
  };
}

export interface ConditionNow {
  /** The row's comparisons with their values, `13 ≤ 32`; `–` where it makes none. */
  readonly text: string;
  /** All that the row says is so. */
  readonly applies: boolean;
}

export function conditionNow(row: Condition, values: ConditionValues): ConditionNow {
  const { remaining, deltaThreshold, elapsedMs, timeThresholdMs } = values;
  const parts: string[] = [];
  if (row.remaining !== null) parts.push(`${whole(remaining)} ${signs[row.remaining]} ${deltaThreshold}`);
  if (row.elapsed !== null)
    parts.push(
      `${elapsedMs === null ? 'none pending' : clockDuration(elapsedMs)} ${elapsedMs === null ? '' : `${signs[row.elapsed]} ${clockDuration(timeThresholdMs)}`}`.trim(),
    );
  const isStatus = row.status === null || row.status === values.status;
  if (row.action === 'send-again' && values.status === 'FAIL' && isStatus)
    parts.push(
      values.isHeld
        ? 'held for you'
        : values.backoffEndsInMs === null
          ? 'backoff ended'
          : `backoff ${clockDuration(values.backoffEndsInMs)}`,
    );
  return {
    text: parts.length === 0 ? '–' : parts.join(', '),
    applies:
      isStatus &&
      (row.remaining === null || holds[row.remaining](remaining - deltaThreshold)) &&
      (row.elapsed === null || (elapsedMs !== null && holds[row.elapsed](elapsedMs - timeThresholdMs))),
  };
}

/** The number of the one row that applies; null: none does, or several do. */
export function applyingNumber(rows: readonly Condition[], values: ConditionValues): number | null {
  const numbers = rows.flatMap((row, index) => (conditionNow(row, values).applies ? [index + 1] : []));
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}

/** What a row asks, in words: `last − current ≤ delta`. */
export function conditionWords({ remaining, elapsed, action, status }: Condition): string {
  const parts = [
    ...(remaining === null ? [] : [`last − current ${signs[remaining]} delta`]),
    ...(elapsed === null ? [] : [`elapsed ${signs[elapsed]} time threshold`]),
    ...(remaining === null && elapsed === null && status === 'FAIL' && action === 'send-again' ? ['backoff ended'] : []),
  ];
  return parts.length === 0 ? 'any' : parts.join(' and ');
}

export const actionWords: Readonly<Record<ConditionAction, string>> = {
  send: 'send a bulk request',
  'send-again': 'send again',
  'do-not-send': 'do not send',
};

export const signs: Readonly<Record<Comparison, string>> = { '<': '<', '<=': '≤', '=': '=', '>=': '≥', '>': '>' };

const holds: Readonly<Record<Comparison, (difference: number) => boolean>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '=': (difference) => difference === 0,
  '>=': (difference) => difference >= 0,
  '>': (difference) => difference > 0,
};

const whole = (value: number): string => String(value).replace('-', '−');
