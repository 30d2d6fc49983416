import { z } from 'zod';
import { whenHeards, type PlanDifference, type WhenHeard } from '../model/queued-order';
import type { Route } from '../model/route';
import { by, id } from './inputs';
import { chosenRoute } from './route-choices';
import type { RouteShown } from './shapes';

/** An order that was queued offline: what the operator saw when it was, and what it would get at this moment. */
export interface QueuedOrderShown {
  readonly orderId: string;
  readonly customer: string;
  readonly whenHeard: WhenHeard;
  readonly queuedAtMs: number;
  readonly plan: RouteShown;
  /**
   * - `waits`: for carriers to be heard, or for what its words tell; nothing can be sent
   * - `route`: it would get this one; `route` is given back to confirm it
   * - `none`: there is none; confirmed, it is rejected
   */
  readonly now:
    | { readonly kind: 'waits'; readonly message: string }
    | { readonly kind: 'route'; readonly route: Route; readonly shown: RouteShown }
    | { readonly kind: 'none'; readonly message: string };
  /** Empty: the same, or nothing can be told yet. */
  readonly differences: readonly PlanDifference[];
}

export interface QueuedOrdersShown {
  readonly orders: readonly QueuedOrderShown[];
  /** How many more there are. */
  readonly left: number;
}

export interface QueueConfirmedShown {
  readonly orderId: string;
  /** `moved`: it would not get any more what was seen; `moved` and `refused`: nothing was sent. */
  readonly kind: 'sent' | 'moved' | 'refused';
  readonly message: string;
}

export const mostQueuedShown = 200;

/** Without ids: all, in the order in which they came. */
export const queuedAsked = z.strictObject({ orderIds: z.array(id).min(1).max(mostQueuedShown).optional() });
/** `seen`: what was shown that the order gets; null: that it has no route. */
export const queueConfirmed = z.strictObject({
  orders: z
    .array(z.strictObject({ orderId: id, seen: chosenRoute.nullable() }))
    .min(1)
    .max(mostQueuedShown),
  ...by,
});
export const whenHeard = z.enum(whenHeards);
export const whenHeardSet = z.strictObject({ orderId: id, whenHeard, ...by });
