import type { IdentifierRange } from '../../core/model/identifier-range';

/** The unbroken ranges of identifiers, ascending; each identifier once. */
export function rangesOf(identifiers: Iterable<number>): readonly IdentifierRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const identifier of [...identifiers].sort((one, other) => one - other)) {
    const open = ranges.at(-1);
    if (open?.last === identifier - 1) open.last = identifier;
    else ranges.push({ first: identifier, last: identifier });
  }
  return ranges;
}

export const isWithin = (identifier: number, { first, last }: IdentifierRange): boolean => identifier >= first && identifier <= last;

export const rangeText = ({ first, last }: IdentifierRange): string => (first === last ? String(first) : `${first}-${last}`);
