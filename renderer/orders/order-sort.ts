import type { OrderRow } from '../../core/contract/live';
import { assertNever } from '../../core/model/assert-never';
import { recoveryPolicies } from '../../core/model/order';
import { signals } from '../../core/model/signal';
import { nextStep, stateRank } from './order-standing';
import { folded, naturalKey } from './search-text';

/** The queue's columns; each can be sorted by. */
export const orderColumns = [
  'state',
  'order',
  'customer',
  'ends',
  'signal',
  'carrier',
  'priority',
  'of-limit',
  'margin',
  'policy',
  'next-step',
  'age',
  'received',
] as const;
export type OrderColumn = (typeof orderColumns)[number];

export interface OrderSort {
  readonly column: OrderColumn;
  readonly isDescending: boolean;
}

/** What orders are put together by. */
export const groupings = ['customer', 'carrier', 'state'] as const;
export type Grouping = (typeof groupings)[number];

/** All keys of one column are of one type; null: not known, which is last whichever way it is sorted. */
export type SortKey = number | string | null;

export interface Names {
  /** Of a site; its id where it has none. */
  readonly site: (id: string) => string;
  /** Of a carrier. */
  readonly carrier: (id: string) => string;
}

export const endName = ({ kind, id }: OrderRow['a'], names: Names): string => (kind === 'site' ? names.site(id) : id);

export function sortKey(order: OrderRow, column: OrderColumn, names: Names): SortKey {
  switch (column) {
    case 'state':
      // Within a state, what came to it last comes first.
      return stateRank(order) * 1e13 + (9e12 - order.stateSinceMs);
    case 'order':
      return naturalKey(order.id);
    case 'customer':
      return folded(order.customer);
    case 'ends':
      return `${folded(endName(order.a, names))}\u0000${folded(endName(order.z, names))}`;
    case 'signal':
      return signals.indexOf(order.signal);
    case 'carrier':
      return folded(names.carrier(order.accessingCarrierId));
    case 'priority':
      return order.priority;
    case 'of-limit':
      return order.latencyNs === null ? null : order.latencyNs / order.limit.oneWayNs;
    case 'margin':
      return order.marginNs;
    case 'policy':
      return recoveryPolicies.indexOf(order.recovery);
    case 'next-step':
      return folded(nextStep(order));
    case 'age':
      return -order.stateSinceMs;
    case 'received':
      return -order.receivedAtMs;
    default:
      return assertNever(column);
  }
}

export function groupLabel(order: OrderRow, grouping: Grouping, names: Names): string {
  switch (grouping) {
    case 'customer':
      return order.customer;
    case 'carrier':
      return names.carrier(order.accessingCarrierId);
    case 'state':
      return order.state;
    default:
      return assertNever(grouping);
  }
}

/** States in the order of their urgency, all else by name. */
export const groupKey = (order: OrderRow, grouping: Grouping, names: Names): string =>
  grouping === 'state'
    ? String(stateRank({ ...order, marginNs: null, cause: '' })).padStart(2, '0')
    : folded(groupLabel(order, grouping, names));
