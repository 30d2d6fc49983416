/** `21:45:24`, UTC. */
export const clockTime = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

/** `2026-11-21 21:45:24`, UTC. */
export const dateTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** With the day, where it is not today's: `21:45:24`, `20 Nov 21:45`. */
export const dayTime = (ms: number, nowMs: number): string =>
  dateTime(ms).slice(0, 10) === dateTime(nowMs).slice(0, 10) ? clockTime(ms) : `${dayWords.format(ms)} ${clockTime(ms).slice(0, 5)}`;

const dayWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `00:48`, `1:02:03`: a duration as a clock shows it. */
export function clockDuration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`;
}

/** For who reads the clock on his own wall. */
export const localTime = (ms: number): string => localWords.format(ms);
const localWords = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
