import { useSyncExternalStore } from 'react';
import { formatAge, formatLocal, formatUtc, formatUtcTime } from './numbers';
import { utcTyped } from './utc-typed';

/** One clock for the whole screen: a second's tick draws again what shows an age, and nothing else. */
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

function listen(listener: () => void): () => void {
  listeners.add(listener);
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

/** `38 s`: how long ago, with when as title. Of something that is to come: `in 38 s`, but for what a suffix says to be past: clocks differ a little. */
export function Age({ sinceMs, suffix = '' }: { readonly sinceMs: number; readonly suffix?: string }) {
  const now = useNow();
  const isToCome = suffix === '' && sinceMs > now + 1_000;
  return (
    <time dateTime={new Date(sinceMs).toISOString()} title={`${formatUtc(sinceMs)}\n${formatLocal(sinceMs)} local`}>
      {isToCome ? `in ${formatAge(sinceMs - now)}` : `${formatAge(now - sinceMs)}${suffix}`}
    </time>
  );
}
