import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import { asksForYes, type PlanDifference, type QueuedOrder } from '../model/queued-order';
import { isSameWay, type Route } from '../model/route';
import { priceText } from '../model/price';
import type { Network } from '../network/network';
import type { NetworkView } from '../network/network-view';
import type { Identification } from './identify-route';

/**
 * What is done with what was identified for an order that was queued offline: nothing is sent that differs from what the operator saw then, and nothing at
 * all where he wants to be asked. `driftNs`: latencies move with every reading; what is less says nothing.
 */
export function identifyQueued(
  { view }: Network,
  order: Order,
  { plan, whenHeard }: QueuedOrder,
  found: Identification,
  driftNs: number,
): Identification {
  // What waits sends nothing; a search that was cut off proved nothing.
  if (plan === null || found.kind === 'waits' || found.decision.outcome === 'budget-spent') return found;
  const differences = planDifferences(view, plan, found, driftNs);
  if (differences.length === 0 && whenHeard === 'send-equal') return found;
  const words =
    differences.length === 0
      ? `queued offline; it gets what it was planned with: ${totalWords(order, plan)}`
      : `queued offline; it would not get what it was planned with: ${differences.map(({ before, after }) => `${after}, was ${before}`).join('; ')}`;
  const decision = { ...found.decision, outcome: 'waits', summary: `${asksForYes}: ${words}` } as const;
  return { kind: 'waits', carrierIds: [], decision };
}

/** What an order would get now, beside what it was planned with; empty: the same. */
export function planDifferences(
  view: NetworkView,
  plan: Route,
  now: Exclude<Identification, { kind: 'waits' }>,
  driftNs: number,
): readonly PlanDifference[] {
  if (now.kind === 'none') return [{ what: 'none', before: wayWords(view, plan), after: `no route now: ${now.decision.summary}` }];
  const { route } = now;
  const differences: PlanDifference[] = [];
  const add = (what: PlanDifference['what'], before: string, after: string): void => {
    if (before !== after) differences.push({ what, before, after });
  };
  if (!isSameWay(plan, route)) {
    const [before, after] = [wayWords(view, plan), wayWords(view, route)];
    // Other circuits between the same nodes are another route too.
    if (before === after) add('route', circuitWords(view, plan), circuitWords(view, route));
    else add('route', before, after);
    add('carriers', carrierWords(view, plan), carrierWords(view, route));
  }
  add('ends', endWords(view, plan), endWords(view, route));
  if (Math.abs(worseNs(route) - worseNs(plan)) > driftNs) add('latency', formatNs(worseNs(plan)), formatNs(worseNs(route)));
  add('price', priceWords(plan), priceWords(route));
  return differences;
}

const totalWords = (order: Order, route: Route): string => `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;

const wayWords = (view: NetworkView, { hops }: Route): string =>
  hops.flatMap((hop) => (hop.kind === 'node' ? [view.nameOf(hop)] : [])).join(' → ');

const circuitWords = (view: NetworkView, { hops }: Route): string =>
  hops.flatMap((hop) => (hop.kind === 'node' ? [] : [view.nameOf(hop)])).join(' → ');

function carrierWords(view: NetworkView, { hops }: Route): string {
  const ids = hops.flatMap((hop) => (hop.kind === 'node' ? [view.nodes.get(hop.id)?.carrierId ?? ''] : []));
  return [...new Set(ids)].map((id) => view.carrierName(id)).join(', ');
}

const endWords = (view: NetworkView, { aPortId, zPortId }: Route): string =>
  [aPortId, zPortId].map((id) => view.nameOf({ kind: 'port', id })).join(' and ');

/** Of minor units a month. */
const priceWords = ({ price }: Route): string => `${priceText(price)} a month`;
