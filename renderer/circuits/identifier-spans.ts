import type { PathDossierShown } from '../../core/contract/circuit-shapes';
import type { IdentifierRange } from '../../core/model/identifier-range';

export type SpanKind = 'used' | 'quarantined' | 'free' | 'pending' | 'foreign';

/** Consecutive identifiers of one kind. What is in no span was not created. */
export interface Span extends IdentifierRange {
  readonly kind: SpanKind;
}

const kindOf = { given: 'used', quarantined: 'quarantined', free: 'free', foreign: 'foreign' } as const;

/** Where each identifier of a path is. */
export function identifierSpans(
  path: Pick<PathDossierShown, 'vcis' | 'currentVci' | 'lastVci' | 'pending'> & {
    readonly circuits: readonly Pick<PathDossierShown['circuits'][number], 'vci' | 'state'>[];
  },
): readonly Span[] {
  const { vcis, currentVci, lastVci, pending, circuits } = path;
  const known = new Map(circuits.map(({ vci, state }) => [vci, kindOf[state]]));
  const spans: Span[] = [];
  let open = null as Span | null;
  for (let vci = vcis.first; vci <= vcis.last; vci += 1) {
    const isNext = vci >= currentVci && vci <= lastVci;
    const isAsked = pending !== null && vci >= pending.range.first && vci <= pending.range.last && vci > lastVci;
    const kind: SpanKind | null = known.get(vci) ?? (isNext ? 'free' : isAsked ? 'pending' : null);
    if (open !== null && open.kind === kind) open = { ...open, last: vci };
    else {
      if (open !== null) spans.push(open);
      open = kind === null ? null : { kind, first: vci, last: vci };
    }
  }
  return open === null ? spans : [...spans, open];
}

/** What may not vanish beside its neighbours, the most important first. */
const importance: readonly SpanKind[] = ['foreign', 'quarantined', 'pending', 'free', 'used'];

/**
 * The same, with no more spans than can be told apart on so many columns: where several fall on one, the rarer counts.
 * A range that has fewer identifiers than columns stays as it is.
 */
export function fittedSpans(spans: readonly Span[], range: IdentifierRange, columns: number): readonly Span[] {
  const size = range.last - range.first + 1;
  if (size <= columns || spans.length <= columns / 4) return spans;
  const shown = new Array<SpanKind | null>(columns).fill(null);
  const columnOf = (vci: number): number => Math.floor(((vci - range.first) / size) * columns);
  for (const { kind, first, last } of spans) {
    for (let column = columnOf(first); column <= columnOf(last); column += 1) {
      const before = shown[column] ?? null;
      if (before === null || importance.indexOf(kind) < importance.indexOf(before)) shown[column] = kind;
    }
  }
  const fitted: Span[] = [];
  const vciAt = (column: number): number => range.first + Math.ceil((column / columns) * size);
  shown.forEach((kind, column) => {
    if (kind === null) return;
    const previous = fitted.at(-1);
    const [first, last] = [vciAt(column), vciAt(column + 1) - 1];
    if (previous?.kind === kind && previous.last === first - 1) fitted[fitted.length - 1] = { ...previous, last };
    else fitted.push({ kind, first, last });
  });
  return fitted;
}

export interface Mark {
  readonly text: string;
  /** Where it stands, 0 at the left, 1 at the right. */
  readonly at: number;
  readonly isStrong: boolean;
  /** On which side of its place it is written, where there is room. */
  readonly side: 'before' | 'after';
}

/** One of both is given: from the left end of the bar, or from its right end. */
export interface PlacedMark extends Mark {
  readonly leftPx?: number;
  readonly rightPx?: number;
}

const gapPx = 8;
/** Of the axis' type: 11 px, tabular. */
export const characterPx = 7;

/** Places labels under a bar so that none covers another: the first ones first; who finds no room is left out. */
export function placeMarks(marks: readonly Mark[], widthPx: number): readonly PlacedMark[] {
  const taken: { readonly from: number; readonly to: number }[] = [];
  return marks.flatMap((mark): readonly PlacedMark[] => {
    const size = Math.min(widthPx, mark.text.length * characterPx);
    const at = mark.at * widthPx;
    const before = { from: Math.max(0, at - size), isBefore: at - size >= 0 };
    const after = { from: Math.min(at, widthPx - size), isBefore: at > widthPx - size };
    const sides = mark.side === 'before' ? [before, after] : [after, before];
    const place = sides.find(({ from }) => taken.every((other) => from + size + gapPx <= other.from || from >= other.to + gapPx));
    if (place === undefined) return [];
    taken.push({ from: place.from, to: place.from + size });
    return [{ ...mark, ...(place.isBefore ? { rightPx: widthPx - place.from - size } : { leftPx: place.from }) }];
  });
}

/** The marks of a path's bar, the most wanted first. */
export function marksOf({
  vcis,
  currentVci,
  lastVci,
  pending,
}: Pick<PathDossierShown, 'vcis' | 'currentVci' | 'lastVci' | 'pending'>): readonly Mark[] {
  const size = vcis.last - vcis.first + 1;
  const at = (vci: number): number => Math.min(1, Math.max(0, (vci - vcis.first) / size));
  return [
    { text: `current ${currentVci}`, at: at(currentVci), isStrong: true, side: 'before' },
    { text: `last ${lastVci}`, at: at(lastVci + 1), isStrong: true, side: 'after' },
    { text: `VCI ${vcis.first}`, at: 0, isStrong: false, side: 'after' },
    { text: `${vcis.last}`, at: 1, isStrong: false, side: 'before' },
    ...(pending === null
      ? []
      : [{ text: `pending to ${pending.range.last}`, at: at(pending.range.last + 1), isStrong: false, side: 'after' as const }]),
  ];
}
