/**
 * What would steer a terminal, reverse what is read, or hide: control characters (C0, DEL, C1: line breaks too), format characters such as the
 * bidirectional marks, halves of surrogate pairs, line and paragraph separators. The joiners U+200C and U+200D are none, since scripts need them.
 */
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** What is wrong with a text that is entered, or null: what is told under it could otherwise be forged. */
export function hiddenCharactersIn(text: string): string | null {
  const codes = [...new Set(text.match(hidden))].map((character) => `U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}`);
  return codes.length === 0
    ? null
    : `contains control characters, or such as cannot be seen (${codes.slice(0, 5).join(', ')}); remove them`;
}

/** Each is shown as its code instead, but for those to `keep`. */
export const showHidden = (text: string, keep = ''): string =>
  text.replace(hidden, (character) => (keep.includes(character) ? character : `\\u{${codeOf(character).toString(16)}}`));

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
