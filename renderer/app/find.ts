/** One thing that can be found: what it is, its words, and where it leads. */
export interface Findable {
  readonly group: string;
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly go: () => void;
}

/** Whether every word of the query is in one of the texts, whatever their case and accents. */
export function isFound(words: readonly string[], ...texts: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = folded(texts.join(' '));
  return words.every((word) => text.includes(word));
}

export const wordsOf = (query: string): readonly string[] =>
  folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How well a thing answers to what was typed: it is called so (0), begins so (1), or has it somewhere (2). */
export function rankOf(query: string, ...names: readonly string[]): 0 | 1 | 2 {
  const wanted = folded(query).trim();
  const given = names.map(folded);
  if (wanted === '' || given.includes(wanted)) return 0;
  return given.some((name) => name.startsWith(wanted)) ? 1 : 2;
}

/** The best `most` that are found, those of one rank as they come; without looking further than needed. */
export function bestFound<Row>(
  rows: Iterable<Row>,
  most: number,
  isWanted: (row: Row) => boolean,
  rank: (row: Row) => 0 | 1 | 2,
): readonly Row[] {
  const ranks: readonly [Row[], Row[], Row[]] = [[], [], []];
  for (const row of rows) {
    if (!isWanted(row)) continue;
    const equals = ranks[rank(row)];
    if (equals.length < most) equals.push(row);
    if (ranks[0].length === most) break;
  }
  return ranks.flat().slice(0, most);
}
