import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import classes from './row-table.module.css';

export interface RowColumn<Row> {
  readonly id: string;
  readonly head: string;
  /** A track of a CSS grid: `82px`, `minmax(120px, 1fr)`. */
  readonly width: string;
  readonly align?: 'right';
  /** Its words are never cut: they take the lines that they need, and the row grows. */
  readonly isWhole?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** In the place of the head's words. */
  readonly headCell?: () => ReactNode;
  /** The whole text, where the cell may cut it short. */
  readonly title?: (row: Row) => string;
  /** Without: the column cannot be sorted by. */
  readonly sortBy?: (row: Row) => string | number;
}

export interface RowSort {
  readonly columnId: string;
  readonly isDescending: boolean;
}

interface RowTableProps<Row> {
  /** What it lists, for who does not see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly RowColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly rowHeight?: number;
  readonly sort?: RowSort;
  readonly selectedKey?: string | null;
  readonly onSelect?: (row: Row) => void;
  /** Escape: nothing is to be selected any more. */
  readonly onLeave?: () => void;
  /** With these, rows can be chosen: by the space bar, or a column of the caller. */
  readonly onToggle?: (row: Row) => void;
  /** The last rows come into sight: there may be more. */
  readonly onNearEnd?: (() => void) | undefined;
  /** A row that is to be told from the others. */
  readonly toneOf?: (row: Row) => 'critical' | undefined;
  /** This row is brought into sight, once for each key. */
  readonly revealKey?: string | null;
  /** Below the row whose key is `openKey`. */
  readonly detail?: (row: Row) => ReactNode;
  readonly openKey?: string | null;
  readonly empty: ReactNode;
}

/** A table of which only what is seen is drawn; one sort mark; arrows, Home, End and pages move, Enter selects. */
export function RowTable<Row>(props: RowTableProps<Row>) {
  const { label, columns, keyOf, rowHeight = 26, selectedKey = null, onSelect, onToggle, detail, openKey = null } = props;
  const [sort, setSort] = useState<RowSort | null>(props.sort ?? null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const rows = useMemo(() => sorted(props.rows, columns, sort), [props.rows, columns, sort]);
  const scroll = useRef<HTMLDivElement>(null);
  const tableId = useId();
  // eslint-disable-next-line react-hooks/incompatible-library -- what the virtualizer gives is used here alone, and never memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keyOf(rows[index] as Row),
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? -1) >= rows.length - 10;
  const { onNearEnd, revealKey = null } = props;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, rows.length, onNearEnd]);
  const revealIndex = revealKey === null ? -1 : rows.findIndex((row) => keyOf(row) === revealKey);
  useEffect(() => {
    if (revealIndex >= 0) virtualizer.scrollToIndex(revealIndex, { align: 'center' });
  }, [revealIndex, revealKey, virtualizer]);
  const isTall = columns.some(({ isWhole = false }) => isWhole);
  const template = columns.map(({ width }) => width).join(' ');
  const activeIndex = rows.findIndex((row) => keyOf(row) === (activeKey ?? selectedKey));
  const idOf = (index: number): string => `${tableId}-${index}`;

  const move = (to: number): void => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(keyOf(row));
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / rowHeight) - 2);
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: activeIndex + 1, j: activeIndex + 1, ArrowUp: activeIndex - 1, k: activeIndex - 1 },
      ...{ Home: 0, End: rows.length - 1, PageDown: activeIndex + page, PageUp: activeIndex - page },
    };
    const row = rows[activeIndex];
    const to = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && row !== undefined) onSelect?.(row);
    else if ((event.key === ' ' || event.key === 'x') && row !== undefined && onToggle) onToggle(row);
    else if (event.key === 'Escape' && props.onLeave) props.onLeave();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroll}
      className={classes['scroll']}
      role={detail === undefined ? 'grid' : 'treegrid'}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      {...(activeIndex >= 0 ? { 'aria-activedescendant': idOf(activeIndex) } : {})}
      onKeyDown={onKeyDown}
    >
      <div className={classes['head']} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <Head key={column.id} column={column} sort={sort} onSort={setSort} />
        ))}
      </div>
      {rows.length === 0 && (
        <div role="row">
          <div role="gridcell" className={classes['empty']}>
            {props.empty}
          </div>
        </div>
      )}
      <div className={classes['body']} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const key = keyOf(row);
          const isOpen = detail !== undefined && key === openKey;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={classes['place']}
              role="presentation"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <div
                id={idOf(item.index)}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={key === selectedKey}
                {...(detail === undefined ? {} : { 'aria-expanded': isOpen })}
                className={classes['row']}
                data-active={item.index === activeIndex || undefined}
                data-tone={props.toneOf?.(row)}
                data-selectable={onSelect !== undefined || undefined}
                style={{ gridTemplateColumns: template, [isTall ? 'minHeight' : 'height']: rowHeight }}
                onClick={() => {
                  setActiveKey(key);
                  onSelect?.(row);
                }}
              >
                <Cells row={row} columns={columns} />
              </div>
              {isOpen && <div className={classes['detail']}>{detail(row)}</div>}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Drawn again only where the row or the columns are others: while one scrolls, what stays in sight is left alone. */
const Cells = memo(function Cells<Row>({ row, columns }: { readonly row: Row; readonly columns: readonly RowColumn<Row>[] }) {
  return columns.map((column) => (
    <div
      key={column.id}
      role="gridcell"
      className={classes['cell']}
      data-align={column.align}
      data-whole={column.isWhole === true || undefined}
      title={column.title?.(row)}
    >
      {column.cell(row)}
    </div>
  ));
}) as <Row>(props: { readonly row: Row; readonly columns: readonly RowColumn<Row>[] }) => ReactNode;

interface HeadProps<Row> {
  readonly column: RowColumn<Row>;
  readonly sort: RowSort | null;
  readonly onSort: (sort: RowSort) => void;
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const isSorted = sort?.columnId === column.id;
  const Icon = sort?.isDescending ? IconChevronDown : IconChevronUp;
  const order = !isSorted ? 'none' : sort.isDescending ? 'descending' : 'ascending';
  const isSortable = column.sortBy !== undefined;
  return (
    <div role="columnheader" className={classes['heading']} data-align={column.align} {...(isSortable ? { 'aria-sort': order } : {})}>
      {isSortable ? (
        <button
          type="button"
          onClick={() => {
            onSort({ columnId: column.id, isDescending: isSorted ? !sort.isDescending : false });
          }}
        >
          {column.head}
          {isSorted && <Icon size={12} stroke={2} aria-hidden />}
        </button>
      ) : (
        (column.headCell?.() ?? column.head)
      )}
    </div>
  );
}

function sorted<Row>(rows: readonly Row[], columns: readonly RowColumn<Row>[], sort: RowSort | null): readonly Row[] {
  const sortBy = sort === null ? undefined : columns.find(({ id }) => id === sort.columnId)?.sortBy;
  if (sort === null || sortBy === undefined) return rows;
  const sign = sort.isDescending ? -1 : 1;
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return rows
    .map((row) => ({ row, by: sortBy(row) }))
    .sort((a, b) => sign * compare(a.by, b.by))
    .map(({ row }) => row);
}

const collator = new Intl.Collator('en', { numeric: true });
