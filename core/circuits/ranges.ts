import type { IdentifierRange } from '../model/identifier-range';

/** How many identifiers they hold together; ranges that overlap count once. */
export const sizeOf = (ranges: readonly IdentifierRange[]): number =>
  union(ranges).reduce((sum, { first, last }) => sum + last - first + 1, 0);

/** All that is in any of them: ascending, without overlap, those that touch merged. What ends before it begins is empty. */
export function union(ranges: readonly IdentifierRange[]): readonly IdentifierRange[] {
  const merged: IdentifierRange[] = [];
  const ascending = ranges.filter(({ first, last }) => first <= last).sort((one, other) => one.first - other.first);
  for (const range of ascending) {
    const before = merged.at(-1);
    if (before === undefined || range.first > before.last + 1) merged.push({ first: range.first, last: range.last });
    else merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return merged;
}

/** What is in `ranges` and in none of `others`; in the form of `union`. */
export function minus(ranges: readonly IdentifierRange[], others: readonly IdentifierRange[]): readonly IdentifierRange[] {
  const removed = union(others);
  const left: IdentifierRange[] = [];
  let index = 0;
  for (const { first, last } of union(ranges)) {
    let from = first;
    for (let cut = removed[index]; cut !== undefined && cut.first <= last; cut = removed[index]) {
      if (cut.first > from) left.push({ first: from, last: cut.first - 1 });
      from = Math.max(from, cut.last + 1);
      // One that goes on beyond this range may cut the next one too.
      if (cut.last > last) break;
      index += 1;
    }
    if (from <= last) left.push({ first: from, last });
  }
  return left;
}

/** The part of them that lies within the limits; in the form of `union`. */
export const within = (ranges: readonly IdentifierRange[], limits: IdentifierRange): readonly IdentifierRange[] =>
  union(ranges.map(({ first, last }) => ({ first: Math.max(first, limits.first), last: Math.min(last, limits.last) })));

export const contains = (ranges: readonly IdentifierRange[], identifier: number): boolean =>
  ranges.some(({ first, last }) => first <= identifier && identifier <= last);

/** The top of the part of `held` that begins at `first` and has no gap; `first − 1` where there is none. */
export const unbrokenTop = (held: readonly IdentifierRange[], first: number): number =>
  union(held).find((range) => contains([range], first))?.last ?? first - 1;

/** `100–107, 110`; `none` where there are none. */
export const rangesText = (ranges: readonly IdentifierRange[]): string =>
  union(ranges)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`))
    .join(', ') || 'none';
