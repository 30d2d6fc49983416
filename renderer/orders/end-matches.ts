import { folded, wordsOf } from './search-text';

interface EndChoice {
  readonly value: string;
  readonly label: string;
}

/** Every word, accents aside, no more than `limit` in all; within a group what is called just so comes first, then what begins so. */
export function endMatches<Choice extends EndChoice, Heading>(
  groups: readonly { readonly group: Heading; readonly items: readonly Choice[] }[],
  search: string,
  limit: number,
): { group: Heading; items: Choice[] }[] {
  const words = wordsOf(search.replaceAll(',', ' '));
  const text = folded(search.trim());
  let left = limit;
  return groups.flatMap(({ group, items }) => {
    const found = items.filter(({ label }) => words.every((word) => folded(label).includes(word)));
    // Sorting keeps the order of those that are alike.
    const shown = (text === '' ? found : found.toSorted((one, other) => farness(one, text) - farness(other, text))).slice(0, left);
    left -= shown.length;
    return shown.length === 0 ? [] : [{ group, items: shown }];
  });
}

function farness({ value, label }: EndChoice, text: string): number {
  const whole = folded(label);
  if (whole === text || folded(value) === text || whole.startsWith(`${text}, `)) return 0;
  return whole.startsWith(text) ? 1 : 2;
}
