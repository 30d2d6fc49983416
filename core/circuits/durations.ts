const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Exact, in the largest unit that divides it: `2 h`, `10 min`, `90 s`, `30.001 s`. */
export function exactDuration(ms: number): string {
  if (ms !== 0 && ms % hourMs === 0) return `${minusSign(ms / hourMs)} h`;
  if (ms !== 0 && ms % minuteMs === 0) return `${minusSign(ms / minuteMs)} min`;
  return `${minusSign(ms / 1000)} s`;
}

/** With the sign that cannot be taken for a hyphen. */
export const minusSign = (value: number): string => `${value}`.replace('-', '−');
