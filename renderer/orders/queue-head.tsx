import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { OrderRow } from '../../core/contract/live';
import type { FittedColumn } from './fit-columns';
import { columnHeads } from './order-cells';
import classes from './order-grid.module.css';
import { orderColumns, type OrderColumn, type OrderSort } from './order-sort';

// The rows are sorted and filtered by the index (`order-index.ts`): the table has the columns.
const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature, columnSizingFeature, columnResizingFeature });
const helper = createColumnHelper<typeof features, OrderRow>();
const columnDefs = helper.columns(
  orderColumns.map((id) => helper.display({ id, header: columnHeads[id].head, minSize: 44, maxSize: 900 })),
);
const noRows: OrderRow[] = [];

const isColumn = (id: string): id is OrderColumn => (orderColumns as readonly string[]).includes(id);

interface QueueHeadProps {
  readonly columns: readonly FittedColumn[];
  readonly sort: OrderSort;
  readonly onSort: (sort: OrderSort) => void;
  readonly onWidth: (column: OrderColumn, width: number) => void;
}

/** The heads of the columns: sorted by a click, resized at their right edge. */
export function QueueHead({ columns, sort, onSort, onWidth }: QueueHeadProps) {
  const sizes = useMemo(() => Object.fromEntries(columns.map(({ id, width }) => [id, width])), [columns]);
  const visible = useMemo(() => Object.fromEntries(orderColumns.map((id) => [id, columns.some((column) => column.id === id)])), [columns]);
  const table = useTable({
    features,
    columns: columnDefs,
    data: noRows,
    manualSorting: true,
    enableSortingRemoval: false,
    columnResizeMode: 'onChange',
    state: { sorting: [{ id: sort.column, desc: sort.isDescending }], columnSizing: sizes, columnVisibility: visible },
    onColumnSizingChange: (updater) => {
      const next = typeof updater === 'function' ? updater(sizes) : updater;
      for (const [id, width] of Object.entries(next)) if (isColumn(id) && sizes[id] !== width) onWidth(id, Math.round(width));
    },
  });
  return (
    <div role="rowgroup">
      {table.getHeaderGroups().map((group) => (
        <div key={group.id} role="row" aria-rowindex={1} className={classes['headRow']}>
          <span role="columnheader" aria-colindex={1}>
            <span className="visually-hidden">Selected</span>
          </span>
          {group.headers.map((header, at) => {
            const { id } = header.column;
            if (!isColumn(id)) return null;
            const isSorted = sort.column === id;
            const { head, word = head, isNumber } = columnHeads[id];
            const Arrow = sort.isDescending ? IconArrowUp : IconArrowDown;
            const resize = header.getResizeHandler();
            return (
              <span
                key={header.id}
                role="columnheader"
                aria-colindex={at + 2}
                aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
                className={`${classes['headCell'] ?? ''} ${isNumber ? (classes['headNumber'] ?? '') : ''}`}
              >
                <button
                  type="button"
                  className={classes['headButton']}
                  title={`Sort by ${word.toLowerCase()}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    onSort({ column: id, isDescending: isSorted && !sort.isDescending });
                  }}
                  onKeyDown={stopKeys}
                >
                  <span className="ellipsis">{head}</span>
                  {isSorted && <Arrow size={12} aria-hidden="true" />}
                </button>
                <span
                  aria-hidden="true"
                  className={classes['handle']}
                  data-moving={header.column.getIsResizing() || undefined}
                  onMouseDown={resize}
                  onTouchStart={resize}
                  onClick={(event) => {
                    event.stopPropagation();
                  }}
                />
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** Space and Enter work the button, not the row that the grid is at. */
function stopKeys(event: React.KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}
