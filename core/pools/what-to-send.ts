import type { Applied } from '../circuits/conditions-table';
import { backoffMs, rangeToRequest } from '../circuits/next-request';
import { rangesText } from '../circuits/ranges';
import { assertNever } from '../model/assert-never';
import { formatTime } from '../model/clock';
import { exactDuration } from '../model/duration';
import type { IdentifierRange } from '../model/identifier-range';
import type { VirtualPath } from '../model/virtual-path';

/** What comes of the row that applies, by the path as it is. */
export type WhatToSend =
  | { readonly kind: 'nothing' }
  /** The operator decides. */
  | { readonly kind: 'held' }
  | { readonly kind: 'backoff'; readonly untilMs: number }
  /** All its identifiers were asked for. */
  | { readonly kind: 'used-up' }
  | { readonly kind: 'switch-down'; readonly range: IdentifierRange }
  /** So many attempts were unsuccessful: it is to be held. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'request'; readonly range: IdentifierRange; readonly attempt: number };

/** What the conditions table's row comes to (V5, V10): it is for the table to say that more are wanted, for the path's state when, and how many. */
export function whatToSend(path: VirtualPath, { action }: Pick<Applied, 'action'>, isSwitchUp: boolean, atMs: number): WhatToSend {
  if (action === 'do-not-send') return { kind: 'nothing' };
  if (path.heldSinceMs !== null) return { kind: 'held' };
  // Whatever the row says: without it a switch that refuses is asked without end.
  if (path.retryAtMs !== null && path.retryAtMs > atMs) return { kind: 'backoff', untilMs: path.retryAtMs };
  const range = rangeToRequest(path, action);
  if (range === null) return { kind: 'used-up' };
  if (!isSwitchUp) return { kind: 'switch-down', range };
  if (path.status === 'SUCCESS') return { kind: 'request', range, attempt: 1 };
  if (path.attempts >= path.maxAttempts) return { kind: 'hold' };
  return { kind: 'request', range, attempt: path.attempts + 1 };
}

/** A clock that was set back neither prolongs a pending request nor a backoff. */
export function withPlausibleTimes(path: VirtualPath, atMs: number): VirtualPath {
  const latestRetryMs = atMs + backoffMs(path, path.attempts);
  return {
    ...path,
    startTimeMs: path.startTimeMs === null ? null : Math.min(path.startTimeMs, atMs),
    retryAtMs: path.retryAtMs === null ? null : Math.min(path.retryAtMs, latestRetryMs),
  };
}

/** In words, for who tries a table. */
export function whatToSendText(path: VirtualPath, what: WhatToSend): string {
  switch (what.kind) {
    case 'nothing':
      return 'nothing is sent';
    case 'held':
      return 'nothing is sent: the path is held for the operator, who has it tried again';
    case 'backoff':
      return `nothing is sent before ${formatTime(what.untilMs)}, the end of the backoff`;
    case 'used-up':
      return 'nothing is sent: no more identifiers exist';
    case 'switch-down':
      return `${rangesText([what.range])} are asked for once switch ${path.switchId} answers`;
    case 'hold':
      return `nothing is sent: ${path.attempts} attempts were unsuccessful, and it is held for the operator`;
    case 'request':
      return `${rangesText([what.range])} are asked for, attempt ${what.attempt} of ${path.maxAttempts}, within ${exactDuration(path.timeThresholdMs)}`;
    default:
      return assertNever(what);
  }
}
