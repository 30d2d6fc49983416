import type { Order } from '../model/order';
import { worseNs } from '../model/latency';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import { findDisjointPair } from '../routing/pairs/find-disjoint-pair';
import { worseTotalNs } from '../routing/query';
import { nextBestRoutes } from '../routing/routes-in-order';
import { apartFrom } from './apart-from';
import { findAlternatives, type FoundAlternatives } from './find-alternatives';
import { queriesFor } from './identify-route';
import { questionFor, type Purpose } from './question';
import { routeOf } from './search-routes';

export interface FoundTogether extends FoundAlternatives {
  readonly primary: Route;
  /** What a pair that shares no risk would take, worse directions, where only a slower or dearer primary makes one; null: not so, or not known. */
  readonly passedOver: { readonly primaryNs: number; readonly alternativeNs: number } | null;
}

const comparedRoutes = 24;
const comparisonBudget = 200_000;

/**
 * Primary and alternatives in one search (N9, `together`). The primary is as good as the best alone, which is given: a diversity preference never
 * turns into latency, nor into price. Only among routes that are exactly as good does the more diverse alternative decide.
 */
export function findTogether(
  network: Network,
  order: Order,
  best: Route,
  purpose: Omit<Purpose, 'ends' | 'occasion'>,
  count: number,
): FoundTogether {
  let chosen: FoundTogether = { primary: best, passedOver: null, ...findAlternatives(network, order, best, purpose, count) };
  if (!sharesRisk(chosen)) return chosen;
  for (const primary of asGoodAs(network, order, best, purpose)) {
    const found = findAlternatives(network, order, primary, purpose, count);
    if (inCommon(found) < inCommon(chosen)) chosen = { primary, passedOver: null, ...found };
    if (!sharesRisk(chosen)) return chosen;
  }
  return { ...chosen, passedOver: pairPassedOver(network, order, best, purpose) };
}

/** The best pair that shares no risk, both within the limit: told to the operator, not taken. */
function pairPassedOver(
  network: Network,
  order: Order,
  best: Route,
  purpose: Omit<Purpose, 'ends' | 'occasion'>,
): FoundTogether['passedOver'] {
  const ends = { aPortId: best.aPortId, zPortId: best.zPortId };
  const question = questionFor(network, order, { ...purpose, occasion: 'provisioning', ends });
  if (question.kind === 'none') return null;
  const [query = question.query] = queriesFor(network, question.query, apartFrom(network.view, order));
  const answer = findDisjointPair(network.graph.graph, query, { by: 'shared-risk', measure: 'sum' });
  if (answer.kind !== 'pair') return null;
  const [primary, alternative] = answer.pair.routes;
  return { primaryNs: worseTotalNs(primary), alternativeNs: worseTotalNs(alternative) };
}

const sharesRisk = ({ found: [first] }: FoundAlternatives): boolean => !first || first.shared.edges + first.shared.risks > 0;

/** Of the first alternative; none at all is worst. */
const inCommon = ({ found: [first] }: FoundAlternatives): number => (first ? first.shared.risks + first.shared.edges : Infinity);

/** Other routes of the same latency and price between the same ports. Parallel interconnects make many that are alike: one of each way. */
function asGoodAs(network: Network, order: Order, best: Route, purpose: Omit<Purpose, 'ends' | 'occasion'>): readonly Route[] {
  const ends = { aPortId: best.aPortId, zPortId: best.zPortId };
  const question = questionFor(network, order, { ...purpose, occasion: 'provisioning', ends });
  if (question.kind === 'none') return [];
  const [query = question.query] = queriesFor(network, question.query, apartFrom(network.view, order));
  const { routes } = nextBestRoutes(
    network.graph.graph,
    { ...query, limitNs: order.objective === 'latency' ? worseNs(best) : query.limitNs },
    comparedRoutes,
    comparisonBudget,
  );
  const seen = new Set([wayOf(best)]);
  return routes.flatMap((path) => {
    const candidate = routeOf(network, path, question.ends, question.refused);
    if (!candidate || candidate.refusal) return [];
    const { route } = candidate;
    const isAsGood = worseNs(route) === worseNs(best) && route.price <= best.price;
    if (!isAsGood || seen.has(wayOf(route))) return [];
    seen.add(wayOf(route));
    return [route];
  });
}

const wayOf = ({ hops }: Route): string => hops.flatMap(({ kind, id }) => (kind === 'interconnect' ? [] : [id])).join();
