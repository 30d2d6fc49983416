import type { OrderEnd, OrderRequest } from './order';
import { orderFields, type OrderField } from './order-fields';

/** As an end is typed: a site by its code, a node or a port with what it is. */
export const endText = ({ kind, id }: OrderEnd): string => (kind === 'site' && !/^(?:site|node|port):/.test(id) ? id : `${kind}:${id}`);

/** The other way: `FRA` is a site; `node:alder/…` and `port:alder/…` name one node or port. */
export function readEnd(text: string): OrderEnd {
  const match = /^(site|node|port):(.+)$/.exec(text);
  return match ? { kind: match[1] as OrderEnd['kind'], id: (match[2] ?? '').trim() } : { kind: 'site', id: text };
}

/** An order as it would be typed: reading it gives the same order. */
export function fieldsOfOrder(order: OrderRequest): Readonly<Record<OrderField, string>> {
  const { oneWayNs, enteredAs } = order.limit;
  return {
    order: order.id,
    customer: order.customer,
    accessing: order.accessingCarrierId,
    a: endText(order.a),
    z: endText(order.z),
    signal: order.signal,
    limit: `${enteredAs === 'round-trip' ? 2 * oneWayNs : oneWayNs} ns`,
    basis: enteredAs,
    objective: order.objective,
    recovery: order.recovery,
    priority: String(order.priority),
    provenance: order.minimumProvenance,
    start: timeText(order.startMs),
    end: timeText(order.endMs),
    'diverse-from': order.diversity?.fromOrderId ?? '',
    'diverse-by': order.diversity?.by ?? '',
    diversity: order.diversity === null ? '' : order.diversity.isRequired ? 'required' : 'preferred',
    revert: order.revert,
  };
}

/** How an order is listed, in the columns `orderFields` and `orderListColumns`: a list that is imported gives the same orders. */
export function listedCells(order: OrderRequest & ListedState): readonly (string | number | null)[] {
  const fields = fieldsOfOrder(order);
  return [
    ...orderFields.map((field) => fields[field]),
    ...[order.state, order.cause, order.limit.oneWayNs, order.latencyNs, order.marginNs],
    ...[timeText(order.receivedAtMs), timeText(order.stateSinceMs)],
  ];
}

interface ListedState {
  readonly state: string;
  readonly cause: string;
  readonly latencyNs: number | null;
  readonly marginNs: number | null;
  readonly receivedAtMs: number;
  readonly stateSinceMs: number;
}

const timeText = (atMs: number | null): string => (atMs === null ? '' : new Date(atMs).toISOString());
