import type { Applied } from '../circuits/conditions-table';
import { rangesText } from '../circuits/ranges';
import { assertNever } from '../model/assert-never';
import { formatTime } from '../model/clock';
import { exactDuration } from '../model/duration';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import { whatToSend, withPlausibleTimes } from './what-to-send';

export interface WaitedFor {
  readonly path: VirtualPath;
  /** The row of the conditions table that applies. */
  readonly applied: Applied;
  readonly isSwitchUp: boolean;
  /** The path's last bulk request; null: none was sent. */
  readonly last: BulkRequest | null;
  /** When the next quarantine of the path ends; null: there is none. */
  readonly quarantineEndMs: number | null;
}

/** What the orders of a path that have no identifier wait for, and what an operator can do about it. */
export function waitsFor(given: WaitedFor, atMs: number): string {
  const { quarantineEndMs } = given;
  const path = withPlausibleTimes(given.path, atMs);
  const what = whatToSend(path, given.applied, given.isSwitchUp, atMs);
  if (what.kind === 'used-up')
    return quarantineEndMs === null
      ? `a release: path ${path.id} is full; release circuits of it, or let its vcis end higher`
      : `the end of a quarantine, the next at ${formatTime(quarantineEndMs)}: path ${path.id} is full; or let its vcis end higher`;
  const sooner = quarantineEndMs === null ? '' : `; or the end of a quarantine, the next at ${formatTime(quarantineEndMs)}`;
  return `${moreText({ ...given, path }, what)}${sooner}`;
}

/** How more circuits come to be created. */
function moreText(
  { path, applied, isSwitchUp, last }: WaitedFor,
  what: Exclude<ReturnType<typeof whatToSend>, { readonly kind: 'used-up' }>,
): string {
  const answered = last !== null && last.state !== 'pending' && last.answer !== '' ? ` (the last: ${last.answer})` : '';
  // Without a host nobody has asked the switch: what is said holds all the same.
  const silence = isSwitchUp ? '' : `, once switch ${path.switchId} answers`;
  switch (what.kind) {
    case 'nothing':
      if (last?.state !== 'pending') return `the next consulting of the conditions table: ${applied.text}`;
      return `the answer to the request of path ${path.id} for ${rangesText([last.range])}, attempt ${last.attempt} of ${path.maxAttempts}, sent at ${formatTime(path.startTimeMs ?? last.startMs)} and expected within ${exactDuration(path.timeThresholdMs)}${silence}`;
    case 'held':
    case 'hold':
      return `an operator: path ${path.id} is held after ${path.attempts} unsuccessful attempts${answered}; "paths retry ${path.id}" has it ask again${silence}`;
    case 'backoff':
      return `the end of the backoff at ${formatTime(what.untilMs)}, when path ${path.id} asks again: ${path.attempts} of ${path.maxAttempts} attempts were unsuccessful${answered}; "paths retry ${path.id}" has it ask at once${silence}`;
    case 'switch-down':
      return `an answer of switch ${path.switchId}: path ${path.id} asks for ${rangesText([what.range])} once it answers`;
    case 'request':
      return `the request of path ${path.id} for ${rangesText([what.range])}, which is about to be sent`;
    default:
      return assertNever(what);
  }
}
