import { formatNs, worseNs } from './latency';
import type { Route } from './route';
import { priceText } from './price';

/** What becomes of an order whose chosen route cannot be taken any more: it asks for a decision, or takes the best that there is. */
export const otherwises = ['ask', 'best'] as const;
export type Otherwise = (typeof otherwises)[number];

/** The route that an operator chose for an order out of several, as he saw it. */
export interface RouteChoice {
  readonly route: Route;
  readonly otherwise: Otherwise;
  readonly by: string;
}

/**
 * What of a route is not as it was when it was chosen, in words; empty: all is. Latencies move with every reading: what is less than `driftNs` over the
 * whole route says nothing.
 */
export function movedSince(chosen: Route, now: Route, nameOf: (hop: Route['hops'][number]) => string, driftNs: number): readonly string[] {
  const moved: string[] = [];
  if (Math.abs(worseNs(now) - worseNs(chosen)) > driftNs) {
    moved.push(`it now takes ${formatNs(worseNs(now))} one way, was ${formatNs(worseNs(chosen))}`);
    const parts = now.hops.flatMap((hop, at) => {
      const was = chosen.hops[at];
      if (!was || Math.abs(worseNs(hop) - worseNs(was)) * now.hops.length <= driftNs) return [];
      return [`${nameOf(hop)} ${formatNs(worseNs(hop))}, was ${formatNs(worseNs(was))}`];
    });
    moved.push(...parts.slice(0, 3));
  }
  if (now.price !== chosen.price) moved.push(`it now costs ${priceText(now.price)} a month, was ${priceText(chosen.price)}`);
  return moved;
}
