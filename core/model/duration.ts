const hourMs = 3_600_000;
const minuteMs = 60_000;

/** For people: two units at most, such as "3 h 20 min". */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${seconds} s`;
  const [larger, smaller, per] =
    seconds < 3600 ? (['min', 's', 60] as const) : seconds < 86_400 ? (['h', 'min', 3600] as const) : (['d', 'h', 86_400] as const);
  const rest = Math.floor((seconds % per) / (per === 60 ? 1 : per === 3600 ? 60 : 3600));
  return rest === 0 ? `${Math.floor(seconds / per)} ${larger}` : `${Math.floor(seconds / per)} ${larger} ${rest} ${smaller}`;
}

/** As it was written, to the millisecond, in the largest unit that divides it: `2 h`, `10 min`, `90 s`, `30.001 s`. */
export function exactDuration(ms: number): string {
  const [perUnit, unit] = ms !== 0 && ms % hourMs === 0 ? [hourMs, 'h'] : ms !== 0 && ms % minuteMs === 0 ? [minuteMs, 'min'] : [1000, 's'];
  // A clock that was set back makes it negative; a hyphen would be taken for a dash.
  return `${ms / perUnit} ${unit}`.replace('-', '−');
}

const msPerUnit: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: minuteMs, min: minuteMs, h: hourMs, d: 24 * hourMs };

/** `30 s`, `500ms`, `1.5 h`: milliseconds; null where it is no number with a unit. */
export function readDuration(text: string): number | null {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)\s*(ms|s|m|min|h|d)$/i.exec(text.trim());
  const perUnit = msPerUnit[(match?.[2] ?? '').toLowerCase()];
  return match && perUnit !== undefined ? Math.round(Number(match[1]) * perUnit) : null;
}
