import type { BulkRequestShown, PathShown } from '../../core/contract/circuit-shapes';
import { exactDuration } from '../../core/model/duration';
import type { PathSeverity } from './path-standing';
import { shortAnswer } from './short-answer';

/** A line of the log of bulk requests. */
export interface RequestLine {
  readonly request: BulkRequestShown;
  readonly elapsedMs: number;
  /** Of its path, as it is now; null: the path was removed. */
  readonly thresholdMs: number | null;
  /** 0 to 1. */
  readonly share: number;
  readonly isLate: boolean;
  /** null: nothing is abnormal. */
  readonly severity: PathSeverity | null;
  readonly word: string;
  /** As the switch gave it; else why there is none. */
  readonly answer: string;
  /** The same in the room of a cell. */
  readonly brief: string;
}

export function requestLine(request: BulkRequestShown, path: PathShown | undefined, isHeld: boolean, nowMs: number): RequestLine {
  const elapsedMs = Math.max(0, (request.endMs ?? nowMs) - request.startMs);
  const thresholdMs = path?.timeThresholdMs ?? null;
  const share = thresholdMs === null ? 0 : Math.min(1, elapsedMs / thresholdMs);
  const isLate = request.state === 'given-up' || (thresholdMs !== null && elapsedMs > thresholdMs);
  return { request, elapsedMs, thresholdMs, share, isLate, ...outcomeOf(request, isHeld, isLate) };
}

function outcomeOf(
  request: BulkRequestShown,
  isHeld: boolean,
  isLate: boolean,
): Pick<RequestLine, 'severity' | 'word' | 'answer' | 'brief'> {
  const { state, answer } = request;
  const short = shortAnswer(request);
  switch (state) {
    case 'pending':
      return { severity: isLate ? 'minor' : null, word: 'pending', answer: answer || 'no answer yet', brief: short || 'no answer yet' };
    case 'succeeded':
      return { severity: null, word: 'succeeded', answer, brief: short };
    case 'failed':
    case 'given-up': {
      const word = isHeld ? 'held' : state === 'failed' ? 'failed' : 'given up';
      return {
        ...{ severity: isHeld ? 'critical' : 'minor', word },
        answer: `${answer || 'no answer'}${isHeld ? '; held for the operator' : ''}`,
        brief: `${isHeld ? 'held; ' : ''}${short || 'no answer'}`,
      };
    }
  }
}

/** Those that brought their path to be held: of each held path its latest request. */
export function holdingRequests(
  requests: readonly BulkRequestShown[],
  paths: ReadonlyMap<string, Pick<PathShown, 'heldSinceMs'>>,
): ReadonlySet<string> {
  const latest = new Map<string, BulkRequestShown>();
  for (const request of requests) {
    const known = latest.get(request.pathId);
    if (known === undefined || request.startMs > known.startMs) latest.set(request.pathId, request);
  }
  return new Set([...latest.values()].filter(({ pathId }) => (paths.get(pathId)?.heldSinceMs ?? null) !== null).map(({ id }) => id));
}

export const requestViews = ['all', 'failed', 'held'] as const;
export type RequestView = (typeof requestViews)[number];

export const isInView = (line: RequestLine, view: RequestView): boolean =>
  view === 'all' || (view === 'held' ? line.word === 'held' : line.request.state === 'failed' || line.request.state === 'given-up');

/** `48 / 90 s`; what took longer than a minute and a half is not told in seconds. */
export const elapsedWords = ({ elapsedMs, thresholdMs }: Pick<RequestLine, 'elapsedMs' | 'thresholdMs'>): string => {
  const seconds = elapsedMs < 10_000 ? (elapsedMs / 1000).toFixed(1) : String(Math.round(elapsedMs / 1000));
  if (thresholdMs === null) return `${seconds} s`;
  return thresholdMs % 1000 === 0 && thresholdMs < 600_000
    ? `${seconds} / ${thresholdMs / 1000} s`
    : `${seconds} s / ${exactDuration(thresholdMs)}`;
};

/** Newest first. */
export const byStart = (a: BulkRequestShown, b: BulkRequestShown): number => b.startMs - a.startMs || (a.id < b.id ? 1 : -1);
