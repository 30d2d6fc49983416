import type { OrderRow } from '../../core/contract/live';
import type { OrderEnd } from '../../core/model/order';
import { orderListColumns, type OrderField } from '../../core/model/order-fields';
import { csvOf } from '../ui/csv';

/** Its diversity is no part of a row of the queue. */
const columns = [
  ...(['order', 'customer', 'accessing', 'a', 'z', 'signal', 'limit', 'basis', 'objective'] as const),
  ...(['recovery', 'priority', 'provenance', 'start', 'end', 'revert'] as const),
] satisfies readonly OrderField[];

/** Orders as a CSV file that can be read again: the fields they were ordered with, and how they stand. */
export const ordersCsv = (orders: readonly OrderRow[]): string => csvOf([...columns, ...orderListColumns], orders.map(cellsOf));

const cellsOf = (order: OrderRow): readonly (string | number | null)[] => {
  const { oneWayNs, enteredAs } = order.limit;
  return [
    ...[order.id, order.customer, order.accessingCarrierId, endText(order.a), endText(order.z), order.signal],
    ...[`${enteredAs === 'round-trip' ? 2 * oneWayNs : oneWayNs} ns`, enteredAs, order.objective, order.recovery, order.priority],
    ...[order.minimumProvenance, timeText(order.startMs), timeText(order.endMs), order.revert],
    ...[order.state, order.cause, oneWayNs, order.latencyNs, order.marginNs, timeText(order.receivedAtMs), timeText(order.stateSinceMs)],
  ];
};

/** As an end is typed: a site by its code, a node or a port with what it is. */
export const endText = ({ kind, id }: OrderEnd): string => (kind === 'site' ? id : `${kind}:${id}`);

const timeText = (atMs: number | null): string => (atMs === null ? '' : new Date(atMs).toISOString());
