import type { Alternative } from '../model/alternative';
import type { Order } from '../model/order';
import { isSameWay, type Route } from '../model/route';
import type { Network } from '../network/network';
import type { Hop } from '../network/routes-in-use';
import type { RoutingQuery } from '../routing/query';
import { nextBestRoutes } from '../routing/routes-in-order';
import { sharingWith } from '../routing/sharing';
import { apartFrom, avoiding, pathOf } from './apart-from';
import { queriesFor } from './identify-route';
import { questionFor, type Purpose, type Question } from './question';
import { routeOf, searchRoutes } from './search-routes';
import { countsOf, whatIsShared } from './sharing';

export interface FoundAlternative {
  readonly route: Route;
  /** What it has in common with the primary. */
  readonly shared: Alternative['shared'];
}

export interface FoundAlternatives {
  /** The first is to be taken first. */
  readonly found: readonly FoundAlternative[];
  /** The search was cut off: there may be others, or more diverse ones. */
  readonly isCutShort: boolean;
}

/** Routes that are compared where none is diverse from the primary, and the labels that this may take. */
const comparedRoutes = 24;
const comparisonBudget = 200_000;

/**
 * Up to `count` routes that an order could be moved to from its primary, all within its limit, with its ends (N9); they book nothing.
 * Each is the best by the order's objective among those that share no risk with the primary and the alternatives before it; if there is none,
 * no link; if there is none either, the one that has least in common with the primary. `kept`: alternatives that it has already.
 */
export function findAlternatives(
  network: Network,
  order: Order,
  primary: Route,
  purpose: Omit<Purpose, 'ends' | 'occasion'>,
  count: number,
  kept: readonly Route[] = [],
): FoundAlternatives {
  const question = questionFor(network, order, {
    ...purpose,
    occasion: 'alternative',
    ends: { aPortId: primary.aPortId, zPortId: primary.zPortId },
  });
  if (question.kind === 'none') return { found: [], isCutShort: false };
  const queries = queriesFor(network, question.query, apartFrom(network.view, order));
  const found: Route[] = [];
  let isCutShort = false;
  while (found.length < count) {
    const next = nextDiverse(network, order, question, queries, [primary, ...kept, ...found]);
    isCutShort ||= next.isCutShort;
    if (!next.route) break;
    found.push(next.route);
  }
  return {
    found: found.map((route) => ({ route, shared: countsOf(whatIsShared(network.view, route.hops, [primary.hops])) })),
    isCutShort,
  };
}

type Asked = Extract<Question, { kind: 'asked' }>;

interface Next {
  readonly route: Route | null;
  readonly isCutShort: boolean;
}

function nextDiverse(network: Network, order: Order, asked: Asked, queries: readonly RoutingQuery[], others: readonly Route[]): Next {
  const [primary] = others;
  let isCutShort = false;
  for (const query of queries) {
    for (const by of ['shared-risk', 'link'] as const) {
      // Diverse from all of them, else at least from the primary, but not one of them.
      for (const from of [others, others.slice(0, 1)]) {
        const apart = avoiding(network, query, hopsOf(from), by);
        const found = searchRoutes(network, order, { ...asked, query: apart }, 0);
        isCutShort ||= found.isCutShort;
        if (found.route && !isOneOf(found.route, others)) return { route: found.route, isCutShort };
      }
    }
    const found = primary ? leastInCommon(network, asked, query, primary, others) : null;
    isCutShort ||= found?.isCutShort ?? false;
    if (found?.route) return { route: found.route, isCutShort };
  }
  return { route: null, isCutShort };
}

/** Fewest shared-risk groups in common, then edges, then nodes; among equals the best by the order's objective. */
function leastInCommon(network: Network, { ends, refused }: Asked, query: RoutingQuery, primary: Route, others: readonly Route[]): Next {
  const { graph } = network.graph;
  const shareLeast = sharingWith(graph, [pathOf(network.graph, primary.hops)]);
  const { routes, end } = nextBestRoutes(graph, { ...query, shareLeast }, comparedRoutes, comparisonBudget);
  const candidates = routes.flatMap((path) => {
    const candidate = routeOf(network, path, ends, refused);
    if (!candidate || candidate.refusal || isOneOf(candidate.route, others)) return [];
    const { risks, edges, nodes } = countsOf(whatIsShared(network.view, candidate.route.hops, [primary.hops]));
    return [{ route: candidate.route, inCommon: [risks, edges, nodes] as const }];
  });
  const [least] = candidates.sort((one, other) => compare(one.inCommon, other.inCommon));
  return { route: least?.route ?? null, isCutShort: end === 'budget-spent' };
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((count, at) => count !== other[at]);
  return index < 0 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

const hopsOf = (routes: readonly Route[]): readonly (readonly Hop[])[] => routes.map(({ hops }) => hops);

const isOneOf = (route: Route, others: readonly Route[]): boolean => others.some((other) => isSameWay(other, route));
