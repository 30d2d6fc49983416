import type { Candidate, CandidateReason } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import { isSameWay, type Route } from '../model/route';
import type { Network } from '../network/network';
import { nextBestRoutes } from '../routing/routes-in-order';
import { apartFrom, sharedReason, sharedWith } from './apart-from';
import { candidateFrom, oncePerWay, refusedCandidate } from './candidate';
import { questionFor, type Purpose } from './question';
import { routeOf } from './search-routes';
import { conflicts, whatIsShared } from './sharing';

/** Routes that are compared for each one that is told: parallel circuits make many that are alike. */
const comparedPerCandidate = 12;
const comparisonBudget = 400_000;

/**
 * Up to `count` other loopless ways that an order could be moved to from the route that it has, the limit aside, best first by its objective; for each
 * how it compares, what it has in common with the route, and what is against it. A question only: it books nothing.
 */
export function identifyAlternatives(
  network: Network,
  order: Order,
  route: Route,
  count: number,
  purpose: Omit<Purpose, 'ends' | 'occasion'>,
): readonly Candidate[] {
  const { view } = network;
  const ends = { aPortId: route.aPortId, zPortId: route.zPortId };
  const question = questionFor(network, order, { ...purpose, occasion: 'alternative', ends });
  if (question.kind === 'none') return [];
  const query = { ...question.query, limitNs: Infinity };
  const { routes } = nextBestRoutes(network.graph.graph, query, (count + 1) * comparedPerCandidate, comparisonBudget);
  const apart = apartFrom(view, order);
  const candidates = routes.flatMap((path): readonly Candidate[] => {
    const found = routeOf(network, path, question.ends, question.refused);
    if (!found || isSameWay(found.route, route)) return [];
    if (found.refusal) return [refusedCandidate(view, found.route, found.refusal)];
    const candidate = candidateFrom(order, found.route, route);
    const against: CandidateReason[] = [...candidate.reasons];
    const common = conflicts(view, whatIsShared(view, found.route.hops, [route.hops]), 'shared-risk');
    if (common.length > 0) against.push({ kind: 'shared-risk', text: `shares ${common.join(', ')} with the route that it has` });
    const shared = apart ? sharedWith(view, apart, found.route.hops) : [];
    if (apart && shared.length > 0) against.push(sharedReason(apart, shared));
    const overNs = worseNs(found.route) - order.limit.oneWayNs;
    if (overNs > 0)
      against.push({ kind: 'latency', text: `${formatNs(worseNs(found.route))} one way, ${formatNs(overNs)} over the limit` });
    return [{ ...candidate, reasons: against }];
  });
  return oncePerWay(candidates).slice(0, count);
}
