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

/** The first `most` that are found, without looking further than needed. */
export function firstFound<Row>(rows: Iterable<Row>, most: number, isWanted: (row: Row) => boolean): readonly Row[] {
  const found: Row[] = [];
  for (const row of rows) {
    if (!isWanted(row)) continue;
    found.push(row);
    if (found.length === most) break;
  }
  return found;
}
