import type { QueueItem } from './order-index';

/** What names an item in the list: the id of an order, or of a group's head. */
export const itemKey = (item: QueueItem): string => (item.kind === 'order' ? item.id : `group-${item.key}`);

export type GridStep = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

const steps: Readonly<Record<string, GridStep>> = {
  ArrowUp: 'up',
  k: 'up',
  ArrowDown: 'down',
  j: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'first',
  End: 'last',
};
export const stepOf = (key: string): GridStep | null => steps[key] ?? null;

/** Where the cursor goes from `from` (-1: it is nowhere yet), among `count` items of which `perPage` are seen. */
export function placeAfter(step: GridStep, from: number, count: number, perPage: number): number {
  const by = { up: -1, down: 1, 'page-up': -perPage, 'page-down': perPage, first: -count, last: count }[step];
  if (from === -1) return step === 'last' ? count - 1 : 0;
  return Math.max(0, Math.min(count - 1, from + by));
}

/** The orders between two places, both included. */
export function ordersBetween(items: readonly QueueItem[], one: number, other: number): readonly string[] {
  return items.slice(Math.min(one, other), Math.max(one, other) + 1).flatMap((item) => (item.kind === 'order' ? [item.id] : []));
}

/** What of the list is in sight, in pixels: its lines are below a head that stays, and `cover` of them lies under what stays below it. */
export interface Sight {
  readonly offset: number;
  readonly height: number;
  readonly head: number;
  readonly cover: number;
  readonly line: number;
}

/** How far to scroll, as little as may be, so that the line at that place is whole in sight. */
export function offsetShowing(place: number, { offset, height, head, cover, line }: Sight): number {
  const highest = place * line - cover;
  const lowest = (place + 1) * line + head - height;
  return Math.max(0, Math.min(highest, Math.max(lowest, offset)));
}
