import type { WindowShown } from '../../core/contract/shapes';
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
