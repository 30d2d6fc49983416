import type { PathShown } from '../../core/contract/circuit-shapes';
import type { Condition } from '../../core/model/condition';
import { exactDuration } from '../../core/model/duration';
import { whenConsulted } from '../../core/model/when-consulted';
import { formatUtcTime } from '../ui/numbers';
import { applyingNumber, conditionValues } from './conditions-now';
import { hasNoMore, ordersWait } from './path-standing';

export interface WhatApplies {
  /** null: not exactly one row does. */
  readonly number: number | null;
  /** What that row means for this path now. */
  readonly now: string;
  /** What comes next, and when. */
  readonly next: string;
}

/** What the table comes to for a path at this moment, in sentences. */
export function whatApplies(rows: readonly Condition[], path: PathShown, nowMs: number): WhatApplies {
  const values = conditionValues(path, nowMs);
  const number = applyingNumber(rows, values);
  const action = number === null ? null : (rows[number - 1]?.action ?? null);
  if (action === null) return { number: null, now: 'The table has not exactly one row for this path: edit it.', next: '' };
  if (action !== 'do-not-send' && hasNoMore(path)) return { number: null, now: noMore(path), next: '' };
  const { pending, startTimeMs, timeThresholdMs, waiting } = path;
  if (action === 'do-not-send' && path.status === 'IN_PROCESS' && startTimeMs !== null) {
    const overMs = startTimeMs + timeThresholdMs;
    const later = applyingNumber(rows, { ...values, elapsedMs: timeThresholdMs + 1 });
    const laterAction = later === null ? undefined : rows[later - 1]?.action;
    const range = pending === null ? 'A request' : `A request for ${pending.range.first}–${pending.range.last}`;
    const elapsed = `${Math.floor((values.elapsedMs ?? 0) / 1000)} s of ${exactDuration(timeThresholdMs)}`;
    return {
      number,
      now: `${range} has been out for ${elapsed}, so no other is sent. ${servedFrom(path)}`,
      next:
        laterAction === undefined || laterAction === 'do-not-send'
          ? ''
          : `Row ${later ?? ''} sends again at ${formatUtcTime(overMs)} if no answer has come.`,
    };
  }
  if (action === 'do-not-send') {
    const beyond = applyingNumber(rows, { ...values, remaining: path.deltaThreshold });
    const by = path.asksForMore.kind === 'to-come' ? toCome(path.asksForMore.number) : '';
    return {
      number,
      now: `${values.remaining} remain after the one that is given next, more than the delta threshold of ${path.deltaThreshold}, so nothing is sent. ${servedFrom(path)}`,
      next: by !== '' && beyond !== null && beyond !== number ? `Row ${beyond} sends ${by}.` : '',
    };
  }
  if (path.status === 'FAIL' && path.heldSinceMs === null && path.retryAtMs !== null && path.retryAtMs > nowMs)
    return {
      number,
      now: `Attempt ${path.attempts} of ${path.maxAttempts} was unsuccessful. ${servedFrom(path)}`,
      next: `It is sent again at ${formatUtcTime(path.retryAtMs)}, at the end of the backoff.`,
    };
  const outcome = capital(whenConsulted(path.status, waiting, path.applied.outcome));
  return { number, now: `${outcome}. ${servedFrom(path)}`, next: '' };
}

function noMore(path: PathShown): string {
  const { pool, waiting } = path;
  if (!pool.isFull) return `No more identifiers exist, so nothing is sent. ${servedFrom(path)}`;
  return `This path is full, no more identifiers exist, so nothing is sent. ${waiting > 0 ? `${capital(ordersWait(waiting))}: release` : 'Release'} circuits, or order on another path.`;
}

function servedFrom({ pool, waiting, isReserveHeld, applied, deltaThreshold }: PathShown): string {
  if (waiting > 0)
    return isReserveHeld && applied.remaining <= deltaThreshold && pool.free > 0
      ? `${capital(ordersWait(waiting))}: the reserve of ${pool.free} is held.`
      : `Nothing is free: ${ordersWait(waiting)}.`;
  return pool.free === 0
    ? 'Nothing is free: the next order waits.'
    : `Orders take from the ${pool.free === 1 ? 'one that is' : `${pool.free} that are`} free.`;
}

const toCome = (number: number): string => (number === 1 ? 'with the next order' : `with the ${ordinal(number)} order from now`);

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const suffix = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${suffix}`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
