/** A paste as it may be sent, and what the operator is told before. */
export interface PreparedPaste {
  /** Lines end with CR, as Enter does. */
  readonly text: string;
  /** Each line end is an Enter: a command that is carried out. What follows the last one waits. */
  readonly lines: number;
  /** Control characters that were taken out: ESC, C1 and all others but tab and line end. */
  readonly removed: number;
}

/**
 * Nothing of a paste acts as a key other than text, tab and Enter. Without ESC and C1 it cannot end a bracketed paste either (`ESC [ 201 ~`), so that all of it stays
 * within the brackets where a program on the switch asked for them.
 */
export function preparePaste(pasted: string): PreparedPaste {
  const lineEnds = pasted.replace(/\r\n|\n|\u2028|\u2029/g, '\r');
  const text = lineEnds.replace(/[\u0000-\u0008\u000a-\u000c\u000e-\u001f\u007f-\u009f]/g, '');
  const parts = text.split('\r');
  return { text, lines: parts.length - (parts.at(-1) === '' ? 1 : 0), removed: lineEnds.length - text.length };
}
