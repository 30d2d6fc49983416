/** Numbers as the console writes them: true minus, fixed decimals, a space between thousands and before the unit. */

export function formatCount(count: number): string {
  const digits = Math.abs(count)
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, ' ');
  return count < 0 ? `−${digits}` : digits;
}

/** `7.457`, without the unit: 2 decimals in lists and on the map, 3 in waterfalls. Nanoseconds in. */
export const formatMsNumber = (ns: number, decimals: 2 | 3 = 2): string => fixed(ns / 1e6, decimals);

/** `7.457 ms`. */
export const formatMs = (ns: number, decimals: 2 | 3 = 2): string => `${formatMsNumber(ns, decimals)} ms`;

/** `3×`: how often. */
export const formatTimes = (count: number): string => `${formatCount(count)}×`;

/** `1 240.50`: minor currency units in. */
export function formatAmount(minorUnits: number): string {
  const hundredths = Math.round(Math.abs(minorUnits));
  const [whole, rest] = [Math.floor(hundredths / 100), hundredths % 100];
  return `${minorUnits < 0 && hundredths > 0 ? '−' : ''}${formatCount(whole)}.${pad(rest)}`;
}

/** `1 240.50 units a month`: carriers tell prices as numbers, and no currency. */
export const formatPrice = (minorUnits: number): string => `${formatAmount(minorUnits)} units a month`;

/** Whose the unit of a price is: for a title, or a note. */
export const priceUnitWords = 'Prices are in the currency unit that the carriers agreed on with you: they tell numbers, and no currency.';

export const formatPercent = (share: number): string => `${fixed(share * 100, 1)} %`;

/** `214 MB`; decimal units. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : value.toFixed(0)} ${units[step] ?? 'B'}`;
}

/** How long, each number with its unit: `38 s`, `9 min 05 s`, `3 h 20 min`, from two days on `12 d`. Milliseconds in. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${pad(minutes % 60)} min`;
  return `${formatCount(Math.floor(hours / 24))} d`;
}

/** How long, as far as it matters at a glance: `38 s`, `9 min`, `3 h 20 min`, `12 d`. Milliseconds in. */
export const formatRough = (ms: number): string => (ms >= 60_000 && ms < 3_600_000 ? `${Math.floor(ms / 60_000)} min` : formatDuration(ms));

/** The host's clock and this machine's may differ by so much: what is to come by less may be past. */
export const clockToleranceMs = 5_000;

/** `38 s` since then; `in 38 s` of what is to come. Milliseconds since the epoch. */
export const formatAge = (atMs: number, nowMs: number): string =>
  atMs > nowMs + clockToleranceMs ? `in ${formatRough(atMs - nowMs)}` : formatRough(nowMs - atMs);

/** `38 s ago`, `in 38 s`; `now` of this second, and of what is to come so soon that it may be past. Milliseconds since the epoch. */
export const formatRelative = (atMs: number, nowMs: number): string =>
  atMs > nowMs + clockToleranceMs ? formatAge(atMs, nowMs) : nowMs - atMs < 1_000 ? 'now' : `${formatAge(atMs, nowMs)} ago`;

/** `21:46:12` in UTC. */
export const formatUtcTime = (atMs: number): string => new Date(atMs).toISOString().slice(11, 19);
/** `2026-11-21 21:46:12 UTC`. */
export const formatUtc = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
export const formatLocal = (atMs: number): string => localFormat.format(atMs);

/** One for all: to make it anew takes as long as a row of the queue does, and each row has a time. */
const localFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

/** `1 order`, `2 orders`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === 1 ? one : many}`;

const pad = (value: number): string => String(value).padStart(2, '0');

function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** `the host cannot be reached` → `The host cannot be reached.`; a name of a file or program at its beginning stays as it is. */
export function asSentence(text: string): string {
  const whole = text.trim();
  const begun = /^[a-z]+ /.test(whole) ? whole.charAt(0).toUpperCase() + whole.slice(1) : whole;
  return whole === '' ? '' : `${begun}${/[.!?]$/.test(whole) ? '' : '.'}`;
}
