import { useKept } from '../app/preferences';
import { defaultColumns } from './fit-columns';
import { groupings, orderColumns, type Grouping, type OrderColumn, type OrderSort } from './order-sort';
import { quickFilters, type QuickFilter } from './order-standing';

/** What the queue remembers from one day to the next. */
export interface KeptQueue {
  readonly quick: QuickFilter;
  readonly sort: OrderSort;
  readonly grouping: Grouping | null;
  readonly columns: readonly OrderColumn[];
  /** Those that the operator gave, pixels. */
  readonly widths: Readonly<Partial<Record<OrderColumn, number>>>;
}

const initial: KeptQueue = {
  quick: 'all',
  sort: { column: 'state', isDescending: false },
  grouping: null,
  columns: defaultColumns,
  widths: {},
};

export const useKeptQueue = (): [KeptQueue, (kept: KeptQueue) => void] => useKept('orders.queue', initial, isKeptQueue);

const isOneOf = <T extends string>(all: readonly T[], value: unknown): value is T => (all as readonly unknown[]).includes(value);

function isKeptQueue(value: unknown): value is KeptQueue {
  if (typeof value !== 'object' || value === null) return false;
  const { quick, sort, grouping, columns, widths } = value as Partial<Record<keyof KeptQueue, unknown>>;
  return (
    isOneOf(quickFilters, quick) &&
    typeof sort === 'object' &&
    sort !== null &&
    'column' in sort &&
    isOneOf(orderColumns, sort.column) &&
    'isDescending' in sort &&
    typeof sort.isDescending === 'boolean' &&
    (grouping === null || isOneOf(groupings, grouping)) &&
    Array.isArray(columns) &&
    columns.every((column) => isOneOf(orderColumns, column)) &&
    typeof widths === 'object' &&
    widths !== null &&
    Object.values(widths).every((width) => typeof width === 'number')
  );
}
