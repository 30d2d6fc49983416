/** Lower case, without accents: `zurich` finds `Zürich`. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  // Nearly every name is ASCII, and taking marks apart is slow.
  return isAscii(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}

const isAscii = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
};

/** The words to look for, each once; empty: nothing is looked for. */
export const wordsOf = (text: string): readonly string[] => [
  ...new Set(
    folded(text)
      .split(/\s+/)
      .filter((word) => word !== ''),
  ),
];

/** Of a folded text: a bit for each letter, a to z, and for each digit that is in it. */
export const lettersIn = (text: string): number => bitsIn(text, 97, 26);
export const digitsIn = (text: string): number => bitsIn(text, 48, 10);

function bitsIn(text: string, first: number, count: number): number {
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const place = text.charCodeAt(at) - first;
    if (place >= 0 && place < count) bits |= 1 << place;
  }
  return bits;
}

/** Numbers in it compare as numbers: `ORD-9` comes before `ORD-10`. */
export const naturalKey = (text: string): string => folded(text).replace(/\d+/g, (digits) => digits.padStart(12, '0'));
