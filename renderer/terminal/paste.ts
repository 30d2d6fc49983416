import { showHidden } from '../../core/model/hidden-characters';

/** A paste as the operator sees it before it goes; the host prepares it again by its own rules. */
export interface SeenPaste {
  readonly text: string;
  /** Each line end is an Enter: a command that is carried out. */
  readonly lines: number;
  /** Control characters that do not go: `ESC`, `U+0007`. */
  readonly removed: readonly string[];
  /** The first lines, what cannot be seen in them written as codes. */
  readonly shown: readonly string[];
}

/** In one frame. */
export const longestPaste = 1024 * 1024;
const mostShown = 500;
const longestShown = 400;

export function seePaste(text: string): SeenPaste {
  const lineEnds = text.replace(/\r\n|[\r\n\u2028\u2029]/g, '\n');
  const parts = lineEnds.split('\n');
  if (parts.at(-1) === '') parts.pop();
  const controls = lineEnds.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g) ?? [];
  return {
    text,
    lines: parts.length,
    removed: [...new Set(controls.map(nameOf))],
    shown: parts.slice(0, mostShown).map((line) => {
      const seen = showHidden(line, '\t');
      return seen.length > longestShown ? `${seen.slice(0, longestShown)}…` : seen;
    }),
  };
}

/** Whether the operator is asked: many lines, or something in it that cannot be seen. */
export const needsAsking = ({ text, lines, removed, shown }: SeenPaste): boolean =>
  lines > 1 || removed.length > 0 || /[\r\n]/.test(text) || shown.some((line) => line.includes('\\u{'));

function nameOf(character: string): string {
  const code = character.charCodeAt(0);
  return code === 0x1b ? 'ESC' : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
