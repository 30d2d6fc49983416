import type { OrderRow } from '../../core/contract/live';
import { assertNever } from '../../core/model/assert-never';
import { isFinal, type OrderState } from '../../core/model/order';
import { asksForYes } from '../../core/model/queued-order';
import { formatMs } from '../ui/numbers';

/** Whom an order waits for. An order that is over its limit is `active` and needs the operator besides. */
export const quickFilters = ['needs-you', 'in-progress', 'waiting', 'queued', 'active', 'ended', 'all'] as const;
export type QuickFilter = (typeof quickFilters)[number];

export const quickFilterNames: Readonly<Record<QuickFilter, string>> = {
  'needs-you': 'Needs you',
  'in-progress': 'In progress',
  waiting: 'Waiting',
  queued: 'Queued offline',
  active: 'Active',
  ended: 'Ended',
  all: 'All',
};

/** How the engine's words begin where it cannot go on alone. */
const asksForHuman = 'asks for a human';

/** Planned over what was known last. */
const queuedWords = 'queued: will be checked again when the carriers on its way are heard';

const inProgress: readonly OrderState[] = ['received', 'identifying', 'reserved', 'provisioning', 'restoring', 'moving', 'releasing'];

/** Slower than it was promised. */
export const isOverLimit = ({ state, marginNs }: Pick<OrderRow, 'state' | 'marginNs'>): boolean =>
  !isFinal(state) && marginNs !== null && marginNs < 0;

/** Only an operator can bring it on: it is impaired, over its limit, or the engine asks for a human. */
export const needsOperator = (order: Pick<OrderRow, 'state' | 'cause' | 'marginNs'>): boolean =>
  order.state === 'impaired' ||
  isOverLimit(order) ||
  (order.state === 'planned' && (order.cause.startsWith(asksForHuman) || order.cause.startsWith(asksForYes)));

export function isUnder(filter: QuickFilter, order: OrderRow): boolean {
  switch (filter) {
    case 'needs-you':
      return needsOperator(order);
    case 'in-progress':
      return inProgress.includes(order.state);
    case 'waiting':
      return order.state === 'planned' && !needsOperator(order);
    case 'queued':
      return order.queued !== null;
    case 'active':
      return order.state === 'active';
    case 'ended':
      return isFinal(order.state);
    case 'all':
      return true;
    default:
      return assertNever(filter);
  }
}

const rankOf: Readonly<Record<OrderState, number>> = {
  impaired: 0,
  restoring: 3,
  moving: 4,
  provisioning: 5,
  reserved: 6,
  identifying: 7,
  received: 8,
  releasing: 9,
  planned: 10,
  active: 11,
  failed: 12,
  rejected: 13,
  released: 14,
};

/** Those that need the operator first, those that are at an end last. */
export function stateRank(order: OrderRow): number {
  if (order.state === 'impaired') return rankOf.impaired;
  return needsOperator(order) ? (isOverLimit(order) ? 1 : 2) : rankOf[order.state];
}

/** What comes next and who does it, in a few words; `cause` says why. */
export function nextStep(order: OrderRow): string {
  if (order.isCancelRequested && order.state !== 'releasing' && !isFinal(order.state)) return 'is cancelled when its turn comes';
  switch (order.state) {
    case 'received':
    case 'identifying':
      return 'a route is searched';
    case 'planned':
      if (order.queued === 'waits') return queuedWords;
      if (order.queued === 'asks') return 'queued offline: look at what differs, then send it or cancel it';
      return order.cause.startsWith(asksForHuman) ? 'you decide: move, change or cancel' : order.cause;
    case 'reserved':
      return 'the carriers are asked';
    case 'provisioning':
      return 'the carriers set it up';
    case 'active':
      if (isOverLimit(order)) return order.isFrozen ? 'over its limit and frozen: unfreeze or move' : 'over its limit: move it';
      return '';
    case 'impaired':
      if (order.isFrozen) return 'frozen: you move it';
      // What it waits for says more than that it waits.
      return order.cause.startsWith('waits')
        ? order.cause
        : `no way within ${limitWords(order)} now: ${moreLatency}, or wait for the repair`;
    case 'restoring':
      return 'is put on another route';
    case 'moving':
      return 'is moved';
    case 'releasing':
      return 'the carriers remove it';
    case 'released':
      return '';
    case 'rejected':
    case 'failed': {
      const best = /^best achievable (\S+ \S+), limit /.exec(order.cause)?.[1];
      return best === undefined ? order.cause : `${best} would be had, ${limitWords(order)} were asked for: ${moreLatency}`;
    }
    default:
      return assertNever(order.state);
  }
}

const limitWords = ({ limit }: OrderRow): string => formatMs(limit.oneWayNs);
// The limit of an order stands; what is agreed anew is another order.
const moreLatency = 'order anew with a higher limit';
