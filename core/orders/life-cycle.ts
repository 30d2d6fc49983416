import { isFinal, orderStates, type OrderState } from '../model/order';

/** Life of an order as data: what may follow each state, cancelling aside. */
const next: Readonly<Record<OrderState, readonly OrderState[]>> = {
  received: ['identifying', 'rejected'],
  identifying: ['planned', 'rejected', 'failed'],
  planned: ['identifying', 'reserved'],
  reserved: ['provisioning', 'identifying'],
  provisioning: ['active', 'identifying', 'failed'],
  active: ['impaired', 'moving'],
  impaired: ['restoring', 'active'],
  restoring: ['active', 'impaired'],
  moving: ['active', 'impaired'],
  releasing: ['released'],
  released: [],
  rejected: [],
  failed: [],
};

/** Whether an order may go from one state to the other. Cancelling (`releasing`) is possible from every state that is not an end. */
export function isLegalTransition(from: OrderState, to: OrderState): boolean {
  if (to === 'releasing') return from !== 'releasing' && !isFinal(from);
  return next[from].includes(to);
}

/** All legal transitions, for tests and documentation. */
export function legalTransitions(): readonly (readonly [OrderState, OrderState])[] {
  return orderStates.flatMap((from) => orderStates.filter((to) => isLegalTransition(from, to)).map((to) => [from, to] as const));
}
