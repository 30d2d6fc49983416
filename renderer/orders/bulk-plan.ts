import type { OrderRow } from '../../core/contract/live';
import { assertNever } from '../../core/model/assert-never';
import { isFinal } from '../../core/model/order';
import { counted } from '../ui/numbers';

/** What can be done to many orders at once. */
export const bulkActs = ['freeze', 'unfreeze', 'move', 'revert', 'cancel'] as const;
export type BulkAct = (typeof bulkActs)[number];

export const bulkActNames: Readonly<Record<BulkAct, string>> = {
  freeze: 'Freeze',
  unfreeze: 'Unfreeze',
  move: 'Move',
  revert: 'Revert',
  cancel: 'Cancel',
};

/** What an act would touch, before it is asked for. */
export interface BulkPlan {
  readonly act: BulkAct;
  /** Those that it can be done to. */
  readonly touched: readonly OrderRow[];
  /** Those that it is not asked of, with why. */
  readonly left: readonly { readonly order: OrderRow; readonly why: string }[];
  /** Thing, fact and consequence, a sentence each. */
  readonly words: readonly string[];
  /** It takes traffic down, or may. */
  readonly isCutting: boolean;
  /** The history keeps why. */
  readonly needsReason: boolean;
}

export function planBulk(act: BulkAct, orders: readonly OrderRow[]): BulkPlan {
  const judged = orders.map((order) => ({ order, why: whyNot(act, order) }));
  const touched = judged.flatMap(({ order, why }) => (why === '' ? [order] : []));
  return {
    act,
    touched,
    left: judged.filter(({ why }) => why !== ''),
    words: wordsOf(act, touched),
    isCutting: act === 'cancel' && touched.some(isCarrying),
    needsReason: act !== 'cancel',
  };
}

/** It carries traffic, or did until something on its way broke. */
const isCarrying = ({ state }: OrderRow): boolean => ['active', 'impaired', 'restoring', 'moving'].includes(state);

function whyNot(act: BulkAct, order: OrderRow): string {
  if (isFinal(order.state)) return `it is ${order.state}`;
  if (order.state === 'releasing') return 'it is being released';
  switch (act) {
    case 'freeze':
      return order.isFrozen ? 'it is frozen' : '';
    case 'unfreeze':
      return order.isFrozen ? '' : 'it is not frozen';
    case 'move':
    case 'revert':
      return isCarrying(order) ? '' : `it is ${order.state}: there is nothing to move`;
    case 'cancel':
      return order.isCancelRequested ? 'it is cancelled already' : '';
    default:
      return assertNever(act);
  }
}

function wordsOf(act: BulkAct, touched: readonly OrderRow[]): readonly string[] {
  const carrying = touched.filter(isCarrying);
  const customers = new Set(carrying.map(({ customer }) => customer)).size;
  const of = `${counted(carrying.length, 'connection')} of ${counted(customers, 'customer')}`;
  const others = touched.length - carrying.length;
  switch (act) {
    case 'freeze':
      return [
        `${counted(touched.length, 'order')} will not be moved automatically: not restored when something breaks, not reverted, not moved for maintenance.`,
        carrying.length > 0 ? `${of} stay on their routes.` : '',
      ].filter((words) => words !== '');
    case 'unfreeze':
      return [
        `${counted(touched.length, 'order')} can be moved automatically again; those that are impaired or over their limit are taken up at once.`,
      ];
    case 'move':
      return [
        `${of} are moved, each to the best route that is free now; where there is none, it stays.`,
        'Where the old route carries, the new one is made before it is broken; otherwise the connection is interrupted for as long as its carriers take.',
      ];
    case 'revert':
      return [
        `${of} go back to the route that they were first given, where it is whole, free and within their limits; otherwise they stay.`,
        'Where the present route carries, the old one is made again before it is left.',
      ];
    case 'cancel':
      return [
        carrying.length > 0 ? `${of} go down, and the carriers are asked to remove them.` : '',
        others > 0 ? `${counted(others, 'order')} without a connection ${others === 1 ? 'ends' : 'end'} here.` : '',
        touched.length > 0 ? 'A cancelled order does not come back; it can be ordered anew under another id.' : '',
      ].filter((words) => words !== '');
    default:
      return assertNever(act);
  }
}
