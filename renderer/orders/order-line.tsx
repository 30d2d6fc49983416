import { memo } from 'react';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { OrderRow } from '../../core/contract/live';
import { formatCount } from '../ui/numbers';
import type { FittedColumn } from './fit-columns';
import { orderCell, columnHeads } from './order-cells';
import classes from './order-grid.module.css';
import type { GroupHead } from './order-index';
import type { Names } from './order-sort';

/** Ids of elements, so that the grid can tell which of its rows is the active one. */
export const lineId = (key: string): string => `order-line-${key}`;

interface LineProps {
  readonly order: OrderRow;
  readonly names: Names;
  readonly columns: readonly FittedColumn[];
  /** From the top of the list, pixels; and its place among all rows, from 0. */
  readonly top: number;
  readonly place: number;
  readonly isOpen: boolean;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
}

/** One order. Drawn again only when the order, its place or its marks change. */
export const OrderLine = memo(function OrderLine({ order, names, columns, top, place, isOpen, isCursor, isSelected }: LineProps) {
  return (
    <div
      role="row"
      id={lineId(order.id)}
      aria-rowindex={place + 2}
      aria-selected={isSelected}
      aria-current={isOpen ? 'true' : undefined}
      data-order={order.id}
      data-cursor={isCursor || undefined}
      className={classes['line']}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" aria-colindex={1} className={classes['pick']} data-pick="">
        <i className={classes['box']} data-checked={isSelected || undefined} aria-hidden="true" />
        <span className="visually-hidden">{isSelected ? 'selected' : 'not selected'}</span>
      </span>
      {columns.map(({ id }, at) => (
        <span
          key={id}
          role="gridcell"
          aria-colindex={at + 2}
          data-column={id}
          className={columnHeads[id].isNumber ? classes['number'] : classes['cell']}
        >
          {orderCell(id, order, names)}
        </span>
      ))}
    </div>
  );
});

interface GroupProps {
  readonly head: GroupHead;
  readonly top: number | null;
  readonly place: number;
  readonly isCursor: boolean;
  readonly span: number;
}

/** The head of a group; `top` null: the one that sticks to the top of the list. */
export const GroupLine = memo(function GroupLine({ head, top, place, isCursor, span }: GroupProps) {
  const Chevron = head.isCollapsed ? IconChevronRight : IconChevronDown;
  const content = (
    <>
      <Chevron size={14} aria-hidden="true" />
      <bdi className="ellipsis">{head.label === '' ? 'without a name' : head.label}</bdi>
      <span className={classes['count']}>{formatCount(head.count)}</span>
    </>
  );
  if (top === null)
    return (
      <div className={`${classes['group'] ?? ''} ${classes['stuck'] ?? ''}`} data-group={head.key} aria-hidden="true">
        {content}
      </div>
    );
  return (
    <div
      role="row"
      id={lineId(`group-${head.key}`)}
      aria-rowindex={place + 2}
      aria-expanded={!head.isCollapsed}
      data-group={head.key}
      data-cursor={isCursor || undefined}
      className={`${classes['line'] ?? ''} ${classes['group'] ?? ''}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" aria-colspan={span} className={classes['groupCell']}>
        {content}
      </span>
    </div>
  );
});
