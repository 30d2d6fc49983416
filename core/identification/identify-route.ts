import type { Candidate, Decision } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import { waitsForLink } from '../model/queued-order';
import type { Route } from '../model/route';
import { priceText } from '../model/price';
import type { Network } from '../network/network';
import { NetworkGraph } from '../network/network-graph';
import type { NetworkView } from '../network/network-view';
import type { RoutingQuery } from '../routing/query';
import { apartFrom, apartWords, avoiding, sharedReason, sharedWith, type Apart } from './apart-from';
import { explainRefusal } from './explain-refusal';
import { clearOfWindows, describeWindows, windowsOnTheWay } from './keep-clear';
import { questionFor, type Purpose, type Question } from './question';
import { searchRoutes, toldAlternatives, type Found } from './search-routes';

export type Identification =
  /** `isChosen`: by an operator; no other is taken in its place, be it as good. */
  | { readonly kind: 'route'; readonly route: Route; readonly isChosen?: boolean; readonly decision: Decision }
  /** There is a route, over carriers whose link is down: nothing is provisioned over stale information (N4); or over what is held out (N12). */
  | {
      readonly kind: 'waits';
      readonly carrierIds: readonly string[];
      /** The one that it would get if what is stale still holds; absent: none is known. */
      readonly route?: Route;
      readonly decision: Decision;
    }
  | { readonly kind: 'none'; readonly decision: Decision };

/**
 * Identifies the connections that can serve an order over what is free now, determines their total latency, and chooses (N5, N6).
 * What is fresh comes first; only if that gives nothing, what is stale says what the order is to wait for.
 * A diversity from another order that is required leaves out what the two would share; one that is preferred is followed where that
 * leaves a route within the limit, and else told.
 */
export function identifyRoute(network: Network, order: Order, purpose: Purpose): Identification {
  const found = identifyAmongOpen(network, order, purpose);
  if (found.kind !== 'none' || purpose.occasion !== 'provisioning') return found;
  return waitForHeldOut(network, order, purpose, found.decision) ?? found;
}

/** A new order that only an intervention stands against waits until that ends; null: it is not that. */
function waitForHeldOut(network: Network, order: Order, purpose: Purpose, refusal: Decision): Identification | null {
  const { view } = network;
  if (view.everyHoldOut().length === 0) return null;
  const found = identifyAmongOpen(withoutHoldOuts(view), order, purpose);
  if (found.kind === 'none') return null;
  if (found.kind === 'waits') return found;
  const { route } = found;
  const ports = [route.aPortId, route.zPortId].map((id) => ({ kind: 'port', id }) as const);
  const heldOut = [...route.hops, ...ports].flatMap((subject) => view.heldOut(subject) ?? []);
  const why = [...new Set(heldOut.map(({ subject, text }) => `${subject.kind} ${subject.id} is ${text}`))].join('; ');
  const summary = `waits for what is kept from new routes: ${why}; then ${totalWords(order, route)}, ${bestWords(order)}`;
  const decision: Decision = { ...refusal, outcome: 'waits', summary, bestAchievableNs: worseNs(route) };
  return { kind: 'waits', carrierIds: [], decision };
}

function withoutHoldOuts(known: NetworkView): Network {
  const view = known.copy();
  for (const { subject, cause } of view.everyHoldOut()) view.removeHoldOut(subject, cause);
  return { view, graph: new NetworkGraph(view) };
}

type Asked = Extract<Question, { kind: 'asked' }>;

function identifyAmongOpen(network: Network, order: Order, purpose: Purpose): Identification {
  const decide = decisionOf(order, purpose);
  const question = questionFor(network, order, purpose);
  if (question.kind === 'none') return { kind: 'none', decision: decide('no-route', question.message, null, []) };
  const apart = apartFrom(network.view, order);
  const queries = queriesFor(network, question.query, apart);
  const told = purpose.detail === undefined || purpose.detail === 'full' ? toldAlternatives : 0;
  const best = firstFound(network, order, question, queries, told);
  if (best.route) {
    const { found, words } = atItsDates(network, order, { ...best, route: best.route }, question, purpose.atMs, told);
    const summary = chosenSummary(network, order, apart, found) + words;
    const decision = decide('chosen', summary, worseNs(found.route), found.candidates);
    return {
      kind: 'route',
      route: found.route,
      decision: purpose.detail === 'full-if-refused' ? { ...decision, isBrief: true } : decision,
    };
  }
  const withStale = queries.map((query) => ({ ...query, allowStale: true }));
  // Where every link is up the same would be found, or not found, again.
  const isAnyStale = [...network.view.carriers.keys()].some((id) => network.view.isStale(id));
  const stale = isAnyStale ? firstFound(network, order, question, withStale, told) : { ...best, candidates: [] };
  if (stale.route) {
    const carrierIds = staleCarriers(network, stale.route);
    const names = carrierIds.map((id) => waitedFor(network, id)).join(', ');
    const summary = `${waitsForLink} ${names}: ${chosenSummary(network, order, apart, { ...stale, route: stale.route })}`;
    return { kind: 'waits', carrierIds, route: stale.route, decision: decide('waits', summary, worseNs(stale.route), stale.candidates) };
  }
  const isCutShort = best.isCutShort || stale.isCutShort;
  const refused = [...best.candidates, ...stale.candidates];
  const why =
    (apart?.isRequired && !isCutShort && wouldShare(network, order, question, apart)) ||
    explainRefusal(network, order, withStale.at(-1) ?? question.query, isCutShort, refused, purpose.detail);
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

/** `query`: the one that gave it, or the last. */
function firstFound(
  network: Network,
  order: Order,
  asked: Asked,
  queries: readonly RoutingQuery[],
  told: number,
): Found & { readonly query: RoutingQuery } {
  let found: Found & { readonly query: RoutingQuery } = { route: null, candidates: [], isCutShort: false, bound: null, query: asked.query };
  for (const query of queries) {
    found = { ...searchRoutes(network, order, { ...asked, query }, told), query };
    if (found.route) return found;
  }
  return found;
}

/** The refusal of an order that only its required diversity keeps from being served; null: it is not that. */
function wouldShare(network: Network, order: Order, asked: Asked, apart: Apart) {
  const { route, candidates } = searchRoutes(network, order, { ...asked, query: { ...asked.query, allowStale: true } });
  if (!route) return null;
  const shared = sharedWith(network.view, apart, route.hops);
  const summary = `no route is ${apartWords(apart)}: the best one, ${totalWords(order, route)}, shares ${shared.join(', ')} with it`;
  const told = candidates.map((candidate) => {
    const common = sharedWith(network.view, apart, candidate.hops);
    return {
      ...candidate,
      isChosen: false,
      reasons: [...(common.length > 0 ? [sharedReason(apart, common)] : []), ...candidate.reasons],
    };
  });
  return { summary, bestAchievableNs: null, candidates: told.filter(({ reasons }) => reasons.length > 0) };
}

/** An order with dates keeps clear of maintenance within them where it can, while its limit is met (N5); else it is told, as one without dates is. */
function atItsDates(
  network: Network,
  order: Order,
  best: Found & { readonly route: Route; readonly query: RoutingQuery },
  asked: Asked,
  atMs: number,
  told: number,
): { readonly found: Found & { readonly route: Route }; readonly words: string } {
  const windows = windowsOnTheWay(network.view, order, best.route, atMs);
  if (windows.length === 0) return { found: best, words: '' };
  const isDated = order.startMs !== null || order.endMs !== null;
  const clear = isDated ? clearOfWindows(network, order, best.query, asked.ends, atMs) : null;
  const other = clear && searchRoutes(network, order, { ...asked, ...clear }, told);
  if (other?.route) {
    return { found: { ...other, route: other.route }, words: `; keeps clear of maintenance: ${describeWindows(windows)}` };
  }
  return { found: best, words: `; maintenance on the way: ${describeWindows(windows)}` };
}

export function staleCarriers({ view }: Network, route: Route): readonly string[] {
  const carriers = route.hops.flatMap((hop) => (hop.kind === 'node' ? [view.nodes.get(hop.id)?.carrierId ?? ''] : []));
  return [...new Set(carriers)].filter((id) => view.isStale(id));
}

/** Over a carrier that is known only from a file nothing is provisioned either, and no link will come back by itself (N3). */
export function waitedFor({ view }: Network, carrierId: string): string {
  const words = view.fileWords(carrierId);
  return words === null ? view.carrierName(carrierId) : `${view.carrierName(carrierId)}, ${words}`;
}

const totalWords = (order: Order, route: Route): string => `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;

const bestWords = (order: Order): string => `${order.objective === 'price' ? 'cheapest' : 'fastest'} of what is free`;

/** What no better route could be below, where the best was not proved. */
function boundWords({ objective }: Order, bound: number | null): string {
  if (bound === null) return '';
  return objective === 'price' ? ` (none costs less than ${priceText(bound)} a month)` : ` (none takes less than ${formatNs(bound)})`;
}

/** A wish that asks for nothing now, lest a mistyped id goes unseen. */
const lonelyWords = ({ diversity }: Order): string => (diversity ? `, to be ${apartWords(diversity)}, which has no route now` : '');

function chosenSummary(
  { view }: Network,
  order: Order,
  apart: Apart | null,
  { route, isCutShort, bound }: Found & { readonly route: Route },
): string {
  const best = isCutShort ? `the best that was found before the search was cut off${boundWords(order, bound)}` : bestWords(order);
  const shared = apart ? sharedWith(view, apart, route.hops) : [];
  const diversity = !apart
    ? lonelyWords(order)
    : shared.length === 0
      ? `, ${apartWords(apart)}`
      : `, not ${apartWords(apart)}: shares ${shared.join(', ')}`;
  return `${totalWords(order, route)}, ${best}${diversity}`;
}
