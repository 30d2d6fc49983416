import { formatNs, worseNs } from '../model/latency';
import type { CandidateReason, Decision } from '../model/decision';
import type { Order } from '../model/order';
import { isSameRoute, type Route } from '../model/route';
import type { Network } from '../network/network';
import { nextBestRoutes } from '../routing/routes-in-order';
import type { RoutingQuery } from '../routing/query';
import { apartFrom, sharedReason, sharedWith } from './apart-from';
import { comparedWords } from './candidate';
import { identifyRoute, queriesFor } from './identify-route';
import { describeWindows, windowsOnTheWay } from './keep-clear';
import { qualifyRoute } from './qualify-route';
import { questionFor, type Purpose } from './question';
import { oneCircuitEach } from './parallel-circuits';
import { routeOf, searchRoutes } from './search-routes';

/** A way that an order could be given, to choose from. */
export interface RouteCandidate {
  readonly route: Route;
  /** The engine would take it. */
  readonly isProposed: boolean;
  /** What keeps it from being taken: it is told for comparison. Empty: it can be taken now. */
  readonly against: readonly CandidateReason[];
  /** What one should know of it beside: how it compares, maintenance on the way. */
  readonly notes: readonly string[];
}

export interface FoundCandidates {
  /** What the engine would decide, were it submitted now. */
  readonly kind: 'route' | 'waits' | 'none';
  readonly decision: Decision;
  /** The engine's own first. */
  readonly candidates: readonly RouteCandidate[];
}

/** Routes that are compared. */
const comparedRoutes = 8;
/** Partial routes that the comparison may look at: somebody is typing. */
const comparisonBudget = 6_000;

/**
 * Ways to choose from for an order that is not entered yet, at most `count`, one of each way through the nodes: the engine's own choice, the next
 * fastest, the cheapest, and what would be over the limit, for comparison. Books nothing. Where the order would wait for links that are down, the ways
 * that it would wait for. `chosen`: a route that was chosen before is told in any case, as it is now, or with what keeps it from being taken.
 */
export function findCandidates(
  network: Network,
  order: Order,
  purpose: Purpose,
  count: number,
  chosen: Route | null = null,
): FoundCandidates {
  const { view } = network;
  const own = identifyRoute(network, order, { ...purpose, detail: 'brief' });
  const question = questionFor(network, order, purpose);
  if (question.kind === 'none') return { kind: own.kind, decision: own.decision, candidates: [] };
  const apart = apartFrom(view, order);
  const [query = question.query] = queriesFor(network, question.query, apart);
  const asked: RoutingQuery = { ...query, allowStale: own.kind !== 'route', limitNs: Infinity };
  const seen = new Set<string>();
  const routes: Route[] = [];
  const add = (route: Route): void => {
    const way = wayOf(route);
    if (seen.has(way)) return;
    seen.add(way);
    routes.push(route);
  };
  if (own.kind === 'route') add(own.route);
  const qualified = chosen && qualifyRoute(network, order, chosen, purpose);
  const kept = qualified?.kind === 'holds' ? qualified.route : chosen;
  if (kept && !(own.kind === 'route' && isSameRoute(kept, own.route))) {
    seen.add(wayOf(kept));
    routes.push(kept);
  }
  const proposed = own.kind === 'route' ? own.route : null;
  // One circuit between two nodes: candidates differ in their way. The engine's own, and the cheapest, were found among all.
  const { graph } = network.graph;
  const { routes: paths } = nextBestRoutes(graph, oneCircuitEach(graph, asked), comparedRoutes, comparisonBudget);
  for (const path of paths) {
    const found = routeOf(network, path, question.ends, question.refused);
    if (found && !found.refusal) add(found.route);
  }
  const cheapest =
    proposed && order.objective === 'latency'
      ? searchRoutes(network, { ...order, objective: 'price' }, { ...question, query: { ...query, objective: 'price' } }, 0)
      : null;
  if (cheapest?.route) add(cheapest.route);
  const candidates = routes.map((route): RouteCandidate => {
    const isProposed = proposed !== null && isSameRoute(route, proposed);
    const against: CandidateReason[] = route === kept && qualified?.kind === 'fails' ? [...qualified.reasons] : [];
    const overNs = worseNs(route) - order.limit.oneWayNs;
    if (overNs > 0 && !against.some(({ kind }) => kind === 'latency'))
      against.push({ kind: 'latency', text: `${formatNs(overNs)} over the limit` });
    const shared = apart ? sharedWith(view, apart, route.hops) : [];
    if (apart?.isRequired && shared.length > 0 && !against.some(({ kind }) => kind === 'shared-risk'))
      against.push(sharedReason(apart, shared));
    if (own.kind !== 'route') against.push({ kind: 'stale', text: own.decision.summary });
    const windows = windowsOnTheWay(view, order, route, purpose.atMs);
    return {
      ...{ route, isProposed, against },
      notes: [
        ...(proposed && !isProposed ? [comparedWords(route, proposed)] : []),
        ...(apart && !apart.isRequired && shared.length > 0 ? [sharedReason(apart, shared).text] : []),
        ...(windows.length > 0 ? [`maintenance on the way: ${describeWindows(windows)}`] : []),
      ],
    };
  });
  // What can be taken first, and of what cannot only the nearest.
  const [takeable, over] = [candidates.filter(isTakeable), candidates.filter((candidate) => !isTakeable(candidate))];
  return {
    kind: own.kind,
    decision: own.decision,
    candidates: [...takeable.slice(0, count - Math.min(over.length, toldOver)), ...over.slice(0, toldOver)],
  };
}

const toldOver = 2;

const isTakeable = ({ against }: RouteCandidate): boolean => against.length === 0;

const wayOf = ({ hops }: Route): string => hops.flatMap(({ kind, id }) => (kind === 'node' ? [id] : [])).join();
