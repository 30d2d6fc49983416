/** `2026-11-22 18:30`, as it is typed: UTC. */
export const utcTyped = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');

/** Milliseconds since the epoch; null: it is no time. */
export function readUtc(typed: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})$/.exec(typed.trim().replace(/ ?UTC$|Z$/i, ''));
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number];
  const atMs = Date.UTC(year, month - 1, day, hour, minute);
  // 31 February is no day, and 25:00 no time.
  return utcTyped(atMs) === `${found[1] ?? ''}-${found[2] ?? ''}-${found[3] ?? ''} ${(found[4] ?? '').padStart(2, '0')}:${found[5] ?? ''}`
    ? atMs
    : null;
}

export interface TimesTyped {
  readonly from: string;
  readonly to: string;
}

/** What is wrong with a window's times, as a sentence for whoever typed them; null: nothing. */
export function timesAmiss({ from, to }: TimesTyped, nowMs: number): { readonly from: string | null; readonly to: string | null } {
  const [fromMs, toMs] = [readUtc(from), readUtc(to)];
  const form = 'Write it as 2026-11-22 18:30, UTC';
  return {
    from: fromMs === null ? form : fromMs < nowMs - 60_000 ? 'It is past; let it begin now or later' : null,
    to:
      toMs === null
        ? form
        : toMs <= nowMs
          ? 'It is past; give an end to come'
          : fromMs !== null && toMs <= fromMs
            ? 'It is not after the beginning'
            : null,
  };
}
