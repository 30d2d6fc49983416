import type { OrderColumn } from './order-sort';

export interface ColumnMeasure {
  readonly id: OrderColumn;
  /** What it takes at least, pixels. */
  readonly width: number;
  /** Gets its share of what is left; 0: keeps its width. */
  readonly grow: number;
  /** The higher goes first where there is no room for all. */
  readonly goesAt: number;
}

/** What a column needs and how readily it gives way; in the order in which they stand. */
export const columnMeasures: readonly ColumnMeasure[] = [
  { id: 'state', width: 104, grow: 0, goesAt: 0 },
  { id: 'order', width: 88, grow: 0, goesAt: 0 },
  { id: 'customer', width: 96, grow: 2, goesAt: 1 },
  { id: 'ends', width: 118, grow: 2.5, goesAt: 0 },
  { id: 'signal', width: 84, grow: 0, goesAt: 6 },
  { id: 'carrier', width: 96, grow: 1, goesAt: 9 },
  { id: 'priority', width: 60, grow: 0, goesAt: 8 },
  { id: 'of-limit', width: 70, grow: 0, goesAt: 3 },
  { id: 'margin', width: 72, grow: 0, goesAt: 2 },
  { id: 'policy', width: 68, grow: 0, goesAt: 7 },
  { id: 'next-step', width: 170, grow: 10, goesAt: 5 },
  { id: 'age', width: 68, grow: 0, goesAt: 1 },
  { id: 'received', width: 76, grow: 0, goesAt: 4 },
];

/** Those that stand without being chosen. */
export const defaultColumns: readonly OrderColumn[] = [
  ...(['state', 'order', 'customer', 'ends', 'signal', 'of-limit', 'margin', 'policy', 'next-step', 'age'] as const),
];

export interface FittedColumn {
  readonly id: OrderColumn;
  readonly width: number;
}

/**
 * Which of the chosen columns fit side by side, and how wide. A width that the operator gave is kept. Where there is no room for all, the least needed
 * give way; the two that name an order always stand, and then the list is scrolled sideways.
 */
export function fitColumns(
  available: number,
  chosen: ReadonlySet<OrderColumn>,
  given: Readonly<Partial<Record<OrderColumn, number>>>,
): readonly FittedColumn[] {
  const widthOf = ({ id, width }: ColumnMeasure): number => given[id] ?? width;
  const sum = (columns: readonly ColumnMeasure[]): number => columns.reduce((total, column) => total + widthOf(column), 0);
  let standing = columnMeasures.filter(({ id, goesAt }) => chosen.has(id) || goesAt === 0);
  while (sum(standing) > available) {
    const [first] = standing.filter(({ goesAt }) => goesAt > 0).sort((one, other) => other.goesAt - one.goesAt);
    if (!first) break;
    standing = standing.filter((column) => column !== first);
  }
  const left = Math.max(0, available - sum(standing));
  const growOf = ({ id, grow }: ColumnMeasure): number => (given[id] === undefined ? grow : 0);
  const shares = standing.reduce((total, column) => total + growOf(column), 0);
  return standing.map((column) => ({
    id: column.id,
    width: Math.floor(widthOf(column) + (shares === 0 ? 0 : (left * growOf(column)) / shares)),
  }));
}
