import type { Route } from './route';
import type { Actor } from './order';

/** `forced`: by the operator's hand; `maintenance`: away from what will be worked on; `revert`: back to the route that it had. */
export const moveCauses = ['forced', 'maintenance', 'revert'] as const;
export type MoveCause = (typeof moveCauses)[number];

/** An active connection is to be moved although nothing is wrong with it. One per order; carried out when nothing more urgent is under way. */
export interface MoveRequest {
  readonly orderId: string;
  readonly cause: MoveCause;
  /** Where to; null: wherever the limit is met and nothing is held out. */
  readonly route: Route | null;
  /** Why, in words for the operator. */
  readonly text: string;
  readonly actor: Actor;
  readonly requestedAtMs: number;
  /** What it may touch, as it was previewed; absent: whatever is planned when its turn comes. */
  readonly planDigest?: string;
  /** Orders that must have been moved before, because what they give up is in the way; it waits for them. Absent: none. */
  readonly afterOrders?: readonly string[];
}
