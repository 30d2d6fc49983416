import type { ColourToken } from './scene';

/** `var(--ll-carrier-2)` → `carrier-2`. */
export function tokenOf(accent: string | undefined): ColourToken {
  const number = Number(/carrier-([1-5])/.exec(accent ?? '')?.[1]);
  return number >= 1 && number <= 5 ? `carrier-${number as 1 | 2 | 3 | 4 | 5}` : 'neutral';
}
