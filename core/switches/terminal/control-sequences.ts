/** What a sequence is let through as, or null: left out. */
export type Judged = string | null;

/** Longer ones are none that a terminal needs. */
export const longestParameters = 128;

/** No terminal is larger; without a bound a repetition of a few bytes would keep a terminal busy for hours (xterm.js repeats as often as it is told). */
const mostRepeated = 1_000;
const mostElsewhere = 9_999;

/** Cursor, erasing, scrolling, tabs, attributes, margins (ECMA-48 §8.3; xterm's ctlseqs). */
const plain = new Set('ABCDEFGHJKT`abdefgmrsuILMP@SXZ');
const repeating = new Set('ILMP@STXZab');
/** With a prefix or an intermediate before the final byte. */
const marked = new Set([
  // Selective erase, soft reset, cursor style, protection, columns, scrolling sideways.
  '?J',
  '?K',
  '!p',
  ' q',
  '"q',
  "'}",
  "'~",
  ' @',
  ' A',
]);
/** Insert, new line. Not the keyboard's lock (2) nor local echo (12). */
const ansiModes = new Set([4, 20]);
/**
 * DEC and xterm private modes that change how a session looks and how keys and the mouse are told: cursor keys, reverse, origin, wrap, repeat, mouse, cursor,
 * reverse wrap, other screen, keypad, bracketed paste, synchronised output. Not the width of the window (3), nor telling whether it has the focus (1004).
 */
const privateModes = new Set([
  1, 5, 6, 7, 8, 9, 12, 25, 45, 47, 66, 1000, 1002, 1003, 1005, 1006, 1007, 1015, 1016, 1047, 1048, 1049, 2004, 2026,
]);

/**
 * A control sequence between `CSI` and its end. Left out: windows (`t`), printing and files (`i`), all that asks for more than the kind of terminal and where the
 * cursor is, and what is not known.
 */
export function judgeControlSequence(parameters: string, final: string): Judged {
  const parts = /^([<=>?]?)([0-9:;]*)([ -/]*)$/.exec(parameters);
  if (parts === null) return null;
  const [, prefix = '', numbers = '', intermediates = ''] = parts;
  const kind = prefix + intermediates + final;
  const emit = (text: string): string => `\u001b[${prefix}${text}${intermediates}${final}`;
  if (kind === 'h' || kind === 'l') return modes(numbers, ansiModes, emit);
  if (kind === '?h' || kind === '?l') return modes(numbers, privateModes, emit);
  if (kind === 'c' || kind === '>c') return numbers === '' || numbers === '0' ? emit(numbers) : null;
  if (kind === 'n') return numbers === '5' || numbers === '6' ? emit(numbers) : null;
  // With more than one parameter it is about the mouse.
  if (kind === 'T' && numbers.includes(';')) return null;
  if (!plain.has(kind) && !marked.has(kind)) return null;
  const most = repeating.has(kind) ? mostRepeated : mostElsewhere;
  return emit(numbers.replace(/[0-9]{4,}/g, (number) => (Number(number) > most ? String(most) : number)));
}

function modes(numbers: string, allowed: ReadonlySet<number>, emit: (text: string) => string): Judged {
  const kept = numbers.split(';').filter((number) => /^[0-9]{1,4}$/.test(number) && allowed.has(Number(number)));
  return kept.length === 0 ? null : emit(kept.join(';'));
}

/** Save and restore the cursor, keypad, index, new line, tab, reverse index, reset, single and locking shifts, columns. */
const escapes = new Set('78=>DEHMNOcno|}~69');

/** `ESC`, perhaps one intermediate, and a final byte. Left out: eight-bit answers (`ESC SP G`), other encodings (`ESC %`), what asks (`ESC Z`). */
export function judgeEscape(intermediates: string, final: string): Judged {
  if (intermediates === '') return escapes.has(final) ? `\u001b${final}` : null;
  // Line heights, the test picture; character sets.
  const isKnown = intermediates === '#' ? '34568'.includes(final) : /^[()*+./-]$/.test(intermediates) && /^[0-9A-Za-z<=>`]$/.test(final);
  return isKnown ? `\u001b${intermediates}${final}` : null;
}

/** C1 controls, which UTF-8 writes in two bytes, and what they stand for after an ESC (ECMA-48 §5.3). */
export const afterEscape = (c1: number): string => String.fromCharCode(c1 - 0x40);
