import type { Route } from './route';

/**
 * What becomes of an order that was queued offline, once the carriers on its way are heard again: it is sent by itself if it gets just what it was planned
 * with, or the operator is asked in any case. What differs is never sent unasked.
 */
export const whenHeards = ['send-equal', 'ask'] as const;
export type WhenHeard = (typeof whenHeards)[number];

/** What an order was queued with; kept until the order carries or has ended. */
export interface QueuedOrder {
  readonly whenHeard: WhenHeard;
  /** The route that it was planned with over information that was stale, as the operator saw it; null: it never had to wait for that. */
  readonly plan: Route | null;
  readonly queuedAtMs: number | null;
}

/** How the cause of an order begins that only stale information gives a route. */
export const waitsForLink = 'waits for the link to';
/** How the cause of an order begins that was queued offline and waits for the operator's yes. */
export const asksForYes = 'asks for your yes';

/** What an order that was queued offline would get now, beside what it was planned with. */
export interface PlanDifference {
  readonly what: 'route' | 'carriers' | 'ends' | 'latency' | 'price' | 'none';
  /** In words. */
  readonly before: string;
  readonly after: string;
}
