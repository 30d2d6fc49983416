import { useSyncExternalStore } from 'react';
import { formatAge, formatLocal, formatRelative, formatUtc, formatUtcTime } from './numbers';
import { utcTyped } from './utc-typed';

/** One clock for the whole screen: a second's tick draws again what shows an age, and nothing else. */
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  // It stood while nobody looked at it.
  if (timer === null) nowMs = Date.now();
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time, to the second; the component is drawn again each second. */
export const useNow = (): number => useSyncExternalStore(listen, () => nowMs);

interface UtcTimeProps {
  readonly atMs: number;
  readonly withDate?: boolean;
  /** With the date, and without seconds: what was entered so. */
  readonly isToMinute?: boolean;
}

/** `21:46:12` in UTC, the date and the local time as title. */
export function UtcTime({ atMs, withDate = false, isToMinute = false }: UtcTimeProps) {
  return (
    <time dateTime={new Date(atMs).toISOString()} title={`${formatUtc(atMs)}\n${formatLocal(atMs)} local`}>
      {isToMinute ? utcTyped(atMs) : withDate ? formatUtc(atMs).replace(' UTC', '') : formatUtcTime(atMs)}
    </time>
  );
}

interface AgeProps {
  readonly sinceMs: number;
  /** `38 s ago`, `in 38 s`; without: `38 s`, and of what is to come `in 38 s`. */
  readonly isRelative?: boolean;
}

/** How long ago, or in how long, by this machine's clock; with when as title. */
export function Age({ sinceMs, isRelative = false }: AgeProps) {
  const now = useNow();
  return (
    <time dateTime={new Date(sinceMs).toISOString()} title={`${formatUtc(sinceMs)}\n${formatLocal(sinceMs)} local`}>
      {isRelative ? formatRelative(sinceMs, now) : formatAge(sinceMs, now)}
    </time>
  );
}
