import type { Candidate, Decision } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import type { RoutingQuery } from '../routing/query';
import { apartFrom, apartWords, avoiding, sharedReason, sharedWith, type Apart } from './apart-from';
import { explainRefusal } from './explain-refusal';
import { questionFor, type Purpose, type Question } from './question';
import { searchRoutes, type Found } from './search-routes';

export type Identification =
  | { readonly kind: 'route'; readonly route: Route; readonly decision: Decision }
  /** There is a route, over carriers whose link is down: nothing is provisioned over stale information (N4). */
  | { readonly kind: 'waits'; readonly carrierIds: readonly string[]; readonly decision: Decision }
  | { readonly kind: 'none'; readonly decision: Decision };

/**
 * Identifies the connections that can serve an order over what is free now, determines their total latency, and chooses (N5, N6).
 * What is fresh comes first; only if that gives nothing, what is stale says what the order is to wait for.
 * A diversity from another order that is required leaves out what the two would share; one that is preferred is followed where that
 * leaves a route within the limit, and else told.
 */
export function identifyRoute(network: Network, order: Order, purpose: Purpose): Identification {
  const decide = decisionOf(order, purpose);
  const question = questionFor(network, order, purpose);
  if (question.kind === 'none') return { kind: 'none', decision: decide('no-route', question.message, null, []) };
  const apart = apartFrom(network.view, order);
  const queries = queriesFor(network, question.query, apart);
  const fresh = firstFound(network, order, question, queries);
  if (fresh.route) {
    const summary = chosenSummary(network, order, apart, { ...fresh, route: fresh.route });
    return { kind: 'route', route: fresh.route, decision: decide('chosen', summary, worseNs(fresh.route), fresh.candidates) };
  }
  const withStale = queries.map((query) => ({ ...query, allowStale: true }));
  const stale = firstFound(network, order, question, withStale);
  if (stale.route) {
    const carrierIds = staleCarriers(network, stale.route);
    const names = carrierIds.map((id) => network.view.carrierName(id)).join(', ');
    const summary = `waits for the link to ${names}: ${chosenSummary(network, order, apart, { ...stale, route: stale.route })}`;
    return { kind: 'waits', carrierIds, decision: decide('waits', summary, worseNs(stale.route), stale.candidates) };
  }
  const isCutShort = fresh.isCutShort || stale.isCutShort;
  const refused = [...fresh.candidates, ...stale.candidates];
  const why =
    (apart?.isRequired && !isCutShort && wouldShare(network, order, question, apart)) ||
    explainRefusal(network, order, withStale.at(-1) ?? question.query, isCutShort, refused);
  return { kind: 'none', decision: decide(isCutShort ? 'budget-spent' : 'no-route', why.summary, why.bestAchievableNs, why.candidates) };
}

export const decisionOf =
  (order: Order, { atMs, occasion }: Pick<Purpose, 'atMs' | 'occasion'>) =>
  (outcome: Decision['outcome'], summary: string, bestAchievableNs: number | null, candidates: readonly Candidate[]): Decision => ({
    orderId: order.id,
    atMs,
    occasion,
    outcome,
    summary,
    limitNs: order.limit.oneWayNs,
    bestAchievableNs,
    candidates,
  });

/** What is asked for one after the other until there is a route. */
export function queriesFor(network: Network, query: RoutingQuery, apart: Apart | null): readonly RoutingQuery[] {
  if (!apart) return [query];
  const avoidingIt = avoiding(network, query, apart.routes, apart.by);
  return apart.isRequired ? [avoidingIt] : [avoidingIt, query];
}

type Asked = Extract<Question, { kind: 'asked' }>;

function firstFound(network: Network, order: Order, { ends, refused }: Asked, queries: readonly RoutingQuery[]): Found {
  let found: Found = { route: null, candidates: [], isCutShort: false };
  for (const query of queries) {
    found = searchRoutes(network, order, query, ends, refused);
    if (found.route) return found;
  }
  return found;
}

/** The refusal of an order that only its required diversity keeps from being served; null: it is not that. */
function wouldShare(network: Network, order: Order, { query, ends, refused }: Asked, apart: Apart) {
  const { route, candidates } = searchRoutes(network, order, { ...query, allowStale: true }, ends, refused);
  if (!route) return null;
  const shared = sharedWith(network.view, apart, route.hops);
  const summary =
    `no route is ${apartWords(apart)}: ` +
    `the best one, ${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}, shares ${shared.join(', ')} with it`;
  const told = candidates.map((candidate) => {
    const common = sharedWith(network.view, apart, candidate.hops);
    return { ...candidate, isChosen: false, reasons: [...(common.length > 0 ? [sharedReason(apart, common)] : []), ...candidate.reasons] };
  });
  return { summary, bestAchievableNs: null, candidates: told.filter(({ reasons }) => reasons.length > 0) };
}

function staleCarriers({ view }: Network, route: Route): readonly string[] {
  const carriers = route.hops.flatMap((hop) => (hop.kind === 'node' ? [view.nodes.get(hop.id)?.carrierId ?? ''] : []));
  return [...new Set(carriers)].filter((id) => view.isStale(id));
}

function chosenSummary(
  { view }: Network,
  order: Order,
  apart: Apart | null,
  { route, isCutShort }: Found & { readonly route: Route },
): string {
  const best = isCutShort
    ? 'the best that was found before the search was cut off'
    : `${order.objective === 'price' ? 'cheapest' : 'fastest'} of what is free`;
  const shared = apart ? sharedWith(view, apart, route.hops) : [];
  const diversity = !apart
    ? ''
    : shared.length === 0
      ? `, ${apartWords(apart)}`
      : `, not ${apartWords(apart)}: shares ${shared.join(', ')}`;
  return `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}, ${best}${diversity}`;
}
