import type { WindowPreviewShown, WindowShown } from '../../core/contract/shapes';
import type { WindowOrderState, WindowState } from '../../core/model/maintenance-window';
import { counted } from '../ui/numbers';

export const windowStateWords: Readonly<Record<WindowState, string>> = {
  planned: 'planned',
  'moving-away': 'moving away',
  open: 'open',
  'moving-back': 'moving back',
  closed: 'closed',
  cancelled: 'cancelled',
};

interface PreviewCounts {
  readonly all: number;
  readonly moved: number;
  /** It is frozen, or recovery is paused. */
  readonly held: number;
  /** There is no other way. */
  readonly stay: number;
}

/** What would become of whom a window hits: each is counted once. */
export function previewCounts({ orders }: Pick<WindowPreviewShown, 'orders'>): PreviewCounts {
  const stay = orders.filter(({ how }) => how === null).length;
  const held = orders.filter(({ how, heldBack }) => how !== null && heldBack !== null).length;
  return { all: orders.length, moved: orders.length - stay - held, held, stay };
}

/** `12 could not be, 1 held back`; empty: all would be moved away. */
export function restWords(shown: Pick<WindowPreviewShown, 'orders'>): string {
  const { held, stay } = previewCounts(shown);
  return [...(stay > 0 ? [`${stay} could not be`] : []), ...(held > 0 ? [`${held} held back`] : [])].join(', ');
}

/** Those that the work would cut: they have no other way, or are held back. */
export const cutIds = ({ orders }: Pick<WindowPreviewShown, 'orders'>): readonly string[] =>
  orders.filter(({ how, heldBack }) => how === null || heldBack !== null).map(({ orderId }) => orderId);

/** `O1, O2, O3 and 9 more` */
export const someIds = (ids: readonly string[]): string =>
  ids.length <= 6 ? ids.join(', ') : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`;

/** `3 of 4 moved away, 1 stays`; `2 of 4 returned`. */
export function progressWords({ state, orders }: Pick<WindowShown, 'state' | 'orders'>): string {
  const count = (...states: readonly WindowOrderState[]): number => orders.filter((order) => states.includes(order.state)).length;
  const all = orders.length;
  if (state === 'planned') return 'nothing is moved yet';
  if (all === 0) return state === 'cancelled' ? 'nothing was moved' : 'no connection ran over it';
  const parts = (...given: readonly (readonly [number, string])[]): string =>
    given.flatMap(([number, words]) => (number === 0 ? [] : `, ${number} ${words}`)).join('');
  if (state === 'moving-away' || state === 'open')
    return `${count('away')} of ${counted(all, 'connection')} moved away${parts([count('moving-away'), 'on the way'], [count('stays'), 'cannot be moved'], [count('held-back'), 'held back'], [count('left'), 'left to the operator'])}`;
  return `${count('back')} of ${counted(all, 'connection')} returned${parts([count('moving-back'), 'on the way'], [count('away'), 'still away'], [count('stays', 'held-back'), 'never moved'], [count('left'), 'left where they are'])}`;
}
