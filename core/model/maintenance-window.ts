import type { HoldOutSubject } from './hold-out';
import type { Route } from './route';

/**
 * `moving-away`: before it opens, nothing new is put on its subjects and orders are moved away from them; `open`: the work may be done;
 * `moving-back`: it is over, and orders that were moved away return; `closed` and `cancelled` are ends.
 */
export const windowStates = ['planned', 'moving-away', 'open', 'moving-back', 'closed', 'cancelled'] as const;
export type WindowState = (typeof windowStates)[number];

/** A time at which something is worked on (N12). */
export interface MaintenanceWindow {
  readonly id: string;
  readonly subjects: readonly HoldOutSubject[];
  /** Milliseconds since the epoch. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What is done, in words for the operator. */
  readonly text: string;
  readonly state: WindowState;
  /** The operators, by name. */
  readonly plannedBy: string;
  readonly cancelledBy: string | null;
}

export const isOver = ({ state }: MaintenanceWindow): boolean => state === 'closed' || state === 'cancelled';

/** While it is, its subjects are held out. */
export const isInEffect = ({ state }: MaintenanceWindow): boolean => state === 'moving-away' || state === 'open';

/**
 * What becomes of an order that ran over a window's subjects. `held-back`: frozen, or recovery is paused, so it may not be moved;
 * `stays`: it could not be; `away`: it runs elsewhere; `left`: it was away, and does not return.
 */
export const windowOrderStates = ['held-back', 'moving-away', 'stays', 'away', 'moving-back', 'back', 'left'] as const;
export type WindowOrderState = (typeof windowOrderStates)[number];

export interface WindowOrder {
  readonly windowId: string;
  readonly orderId: string;
  readonly state: WindowOrderState;
  /** The route that it had before, to which it returns. */
  readonly formerRoute: Route;
  /** Why, in words for the operator. */
  readonly text: string;
}
