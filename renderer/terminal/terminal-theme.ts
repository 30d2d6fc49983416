import type { ITheme } from '@xterm/xterm';
import { tones } from './tl1-highlight';

/** The tokens of the theme that stands, as xterm wants them; to be asked again when the theme changes. */
export function terminalTheme(isTl1: boolean): ITheme {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string): string => styles.getPropertyValue(`--ll-${name}`).trim();
  const isLight = styles.colorScheme === 'light';
  return {
    background: token('surface-0'),
    foreground: token('text-1'),
    cursor: token('text-1'),
    cursorAccent: token('surface-0'),
    selectionBackground: token('border-2'),
    selectionInactiveBackground: token('border-1'),
    scrollbarSliderBackground: token('border-2'),
    scrollbarSliderHoverBackground: token('border-3'),
    scrollbarSliderActiveBackground: token('border-3'),
    black: isLight ? token('text-1') : token('surface-3'),
    red: token('critical-fg'),
    green: token('cleared-fg'),
    yellow: token('minor-fg'),
    blue: token('warning-fg'),
    magenta: token('carrier-3'),
    cyan: token('carrier-1'),
    white: isLight ? token('text-3') : token('text-2'),
    brightBlack: token('text-3'),
    brightRed: token('critical-fg'),
    brightGreen: token('cleared-fg'),
    brightYellow: token('major-fg'),
    brightBlue: token('warning-fg'),
    brightMagenta: token('carrier-3'),
    brightCyan: token('carrier-1'),
    brightWhite: token('text-1'),
    // What highlights TL1 has these numbers, so that it changes with the theme; a session that speaks no TL1 has the usual colours there.
    ...(isTl1 && { extendedAnsi: [...tones.flatMap((tone) => [token(`${tone}-fg`), token(`${tone}-bg`)]), token('text-3')] }),
  };
}

/** Calls back when the theme has changed. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    observer.disconnect();
  };
}

/** The colours in which what is searched for is marked. */
export function searchColours(): {
  matchBackground: string;
  matchOverviewRuler: string;
  activeMatchBackground: string;
  activeMatchColorOverviewRuler: string;
} {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string): string => styles.getPropertyValue(`--ll-${name}`).trim();
  const [match, active] = [token('border-2'), token('neutral')];
  return { matchBackground: match, matchOverviewRuler: match, activeMatchBackground: active, activeMatchColorOverviewRuler: active };
}
