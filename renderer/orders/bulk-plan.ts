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
  if (touched.length === 0) return [];
  const carrying = touched.filter(isCarrying);
  const customers = new Set(carrying.map(({ customer }) => customer)).size;
  const [only] = touched.length === 1 ? touched : [];
  const [subject, it] = only ? [only.id, 'it'] : [counted(touched.length, 'order'), 'they'];
  const isAre = only ? 'is' : 'are';
  const of = `${counted(carrying.length, 'connection')} of ${counted(customers, 'customer')}`;
  const others = touched.length - carrying.length;
  switch (act) {
    case 'freeze':
      return [`${subject} will not be moved automatically: not restored when something breaks, not reverted, not moved for maintenance.`];
    case 'unfreeze':
      return [`${subject} can be moved automatically again; where ${it} ${isAre} impaired or over the limit, that begins at once.`];
    case 'move':
      return [
        only
          ? `${subject} is moved to the best route that is free when its turn comes, or where you say; where there is none, it stays.`
          : `${of} are moved, each to the best route that is free when its turn comes; where there is none, it stays.`,
        'Where the old route carries, the new one is made before it is broken; otherwise there is an interruption for as long as the carriers take.',
      ];
    case 'revert':
      return [
        `${only ? subject : of} ${only ? 'goes' : 'go'} back to the first route, where that is whole, free and within the limit; otherwise ${it} ${only ? 'stays' : 'stay'}.`,
        'Where the present route carries, the old one is made again before it is left.',
      ];
    case 'cancel':
      return [
        carrying.length > 0
          ? only
            ? `The connection of ${only.customer} goes down, and the carriers are asked to remove it.`
            : `${of} go down, and the carriers are asked to remove them.`
          : '',
        others > 0
          ? only
            ? `${subject} ends here; nothing carries it yet.`
            : `${counted(others, 'order')} without a connection ${others === 1 ? 'ends' : 'end'} here.`
          : '',
        'A cancelled order does not come back; it can be ordered anew under another id.',
      ].filter((words) => words !== '');
    default:
      return assertNever(act);
  }
}
