import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { FittedColumn } from './fit-columns';
import { itemKey, offsetShowing, ordersBetween, placeAfter, stepOf } from './grid-keys';
import classes from './order-grid.module.css';
import { GroupLine, lineId, OrderLine } from './order-line';
import type { GroupHead, Queue, QueueItem } from './order-index';
import type { Names } from './order-sort';

export interface OrderGridProps {
  readonly queue: Queue;
  readonly names: Names;
  readonly columns: readonly FittedColumn[];
  readonly label: string;
  readonly isBusy: boolean;
  /** The order whose detail is shown. */
  readonly openId: string | null;
  /** Key of the item that the keyboard is at. */
  readonly cursor: string | null;
  readonly selected: ReadonlySet<string>;
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  readonly onCursor: (key: string) => void;
  readonly onOpen: (orderId: string) => void;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onGroup: (key: string) => void;
  readonly onLeave: () => void;
  readonly head: React.ReactNode;
}

const lineHeight = 26;
/** `--ll-thead`. */
const headHeight = 28;

/** The list of orders: only what is seen is drawn. Worked with the keyboard as with the mouse. */
export function OrderGrid(props: OrderGridProps) {
  const { queue, names, columns, label, isBusy, openId, cursor, selected, scroller, onCursor, onOpen, onSelect, onGroup, onLeave, head } =
    props;
  const { items, heads } = queue;
  // From where a range is selected.
  const anchor = useRef<string | null>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises this component
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 8,
    // No keys of its own: with another function each time it would place all lines anew each time.
  });
  const seen = virtual.getVirtualItems();
  const stuck = stuckHead(items, heads, Math.floor((virtual.scrollOffset ?? 0) / lineHeight));
  const placeOf = (key: string | null): number => (key === null ? -1 : items.findIndex((item) => itemKey(item) === key));

  const toggle = (orderId: string): void => {
    const next = new Set(selected);
    if (!next.delete(orderId)) next.add(orderId);
    anchor.current = orderId;
    onSelect(next);
  };
  // Not by the virtualizer: it measures the whole list anew, more than once for each key.
  const reveal = (place: number): void => {
    const list = scroller.current;
    if (list === null) return;
    const { scrollTop: offset, clientHeight: height } = list;
    const cover = heads.length > 0 ? lineHeight : 0;
    const shown = offsetShowing(place, { offset, height, cover, head: headHeight, line: lineHeight });
    if (shown !== offset) list.scrollTop = shown;
  };
  const extend = (to: number): void => {
    const from = placeOf(anchor.current);
    onSelect(new Set([...selected, ...ordersBetween(items, from === -1 ? to : from, to)]));
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.altKey || (event.ctrlKey && event.key !== 'a') || event.metaKey) return;
    const at = placeOf(cursor);
    const current = items[at];
    const step = stepOf(event.key);
    if (step !== null) {
      const to = placeAfter(step, at, items.length, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / lineHeight) - 2));
      const item = items[to];
      if (!item) return;
      if (event.shiftKey) {
        if (anchor.current === null && current?.kind === 'order') anchor.current = current.id;
        extend(to);
      } else anchor.current = item.kind === 'order' ? item.id : null;
      onCursor(itemKey(item));
      reveal(to);
    } else if (event.key === 'Enter' && current) {
      if (current.kind === 'order') onOpen(current.id);
      else onGroup(current.key);
    } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && current?.kind === 'group') {
      if (current.isCollapsed === (event.key === 'ArrowRight')) onGroup(current.key);
    } else if ((event.key === 'x' || event.key === ' ') && current?.kind === 'order') toggle(current.id);
    else if (event.key === 'a' && event.ctrlKey) onSelect(new Set(ordersBetween(items, 0, items.length)));
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  const onClick = (event: React.MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const group = event.target.closest<HTMLElement>('[data-group]')?.dataset['group'];
    if (group !== undefined) {
      onCursor(`group-${group}`);
      onGroup(group);
      return;
    }
    const orderId = event.target.closest<HTMLElement>('[data-order]')?.dataset['order'];
    if (orderId === undefined) return;
    onCursor(orderId);
    if (event.shiftKey) extend(placeOf(orderId));
    else if (event.ctrlKey || event.metaKey || event.target.closest('[data-pick]')) toggle(orderId);
    else {
      anchor.current = orderId;
      onOpen(orderId);
    }
  };

  const isCursorSeen = cursor !== null && seen.some(({ index }) => keyAt(items, index) === cursor);
  const template = `26px ${columns.map(({ width }) => `${width}px`).join(' ')}`;
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-busy={isBusy}
      aria-activedescendant={isCursorSeen ? lineId(cursor) : undefined}
      className={classes['grid']}
      style={{ '--queue-columns': template } as React.CSSProperties}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={(event) => {
        // A click with Shift selects rows, not text.
        if (event.shiftKey) event.preventDefault();
      }}
    >
      {head}
      {stuck && (
        <div className={classes['stuckPlace']}>
          <GroupLine head={stuck} top={null} place={0} isCursor={false} span={columns.length + 1} />
        </div>
      )}
      <div role="rowgroup" className={classes['body']} style={{ height: virtual.getTotalSize() }}>
        {seen.map(({ index, start }) => {
          const item = items[index];
          if (!item) return null;
          const key = itemKey(item);
          if (item.kind === 'group')
            return <GroupLine key={key} head={item} top={start} place={index} isCursor={cursor === key} span={columns.length + 1} />;
          return (
            <OrderLine
              key={key}
              order={item.row}
              names={names}
              columns={columns}
              top={start}
              place={index}
              isOpen={item.id === openId}
              isCursor={item.id === cursor}
              isSelected={selected.has(item.id)}
            />
          );
        })}
      </div>
    </div>
  );
}

function keyAt(items: readonly QueueItem[], index: number): string | null {
  const item = items[index];
  return item ? itemKey(item) : null;
}

/** The group that the topmost line that is seen belongs to; null: nothing is grouped. */
function stuckHead(items: readonly QueueItem[], heads: readonly number[], top: number): GroupHead | null {
  let [low, high] = [0, heads.length - 1];
  let found: GroupHead | null = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = heads[middle] ?? 0;
    if (at <= top) {
      const item = items[at];
      found = item?.kind === 'group' ? item : null;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}
