import type { Engine } from '../engine';
import { identifyAlternatives } from '../identification/identify-alternatives';
import { preferOwn } from '../identification/prefer-own';
import { qualifyRoute, routeOver } from '../identification/qualify-route';
import { conflicts, countsOf, whatIsShared } from '../identification/sharing';
import type { Alternative } from '../model/alternative';
import type { Refusal } from '../model/connection';
import { isSameWay, type Route } from '../model/route';
import type { Network } from '../network/network';
import type { MovePlan } from '../provisioning/plan-move';
import { isBookedOn } from '../provisioning/plan-move';
import { chooseAlternative } from '../recovery/choose-alternative';
import { planMove } from './move-connection';
import { lastRoute, type Holdings } from './order-steps';
import { ownOf } from './take-up-move';

/** One way that an order in service, or impaired, could be moved to. */
export interface Way {
  /** As it totals now. */
  readonly route: Route;
  /** The engine would take it, were it asked now. */
  readonly isProposed: boolean;
  /** It was found beforehand and kept for the order. */
  readonly isKept: boolean;
  /** Why it cannot be taken; empty: it can. */
  readonly against: readonly string[];
  readonly shared: Alternative['shared'];
  /** The same by name. */
  readonly sharedNames: readonly string[];
  /** Least on its way, the order's own counted as free; null: it has no resource. */
  readonly freeSlots: number | null;
  readonly plan: MovePlan;
}

export interface Ways {
  /** The one that it has, or had until it was impaired; null: none. */
  readonly former: Route | null;
  readonly ways: readonly Way[];
  /** What the engine decides, in a sentence: which it proposes, or why none. */
  readonly summary: string;
}

/** What is chosen among beside the order itself. */
export interface Known {
  readonly alternatives: readonly Alternative[];
  readonly refusals: readonly Refusal[];
}

/**
 * Up to `count` ways that the order could be moved to, the engine's proposal first and then the best by the order's objective; those that cannot be taken
 * with why. A question only: it books nothing.
 */
export function weighWays(engine: Engine, network: Network, holdings: Holdings, known: Known, count: number): Ways {
  const former = lastRoute(holdings);
  if (!former) return { former: null, ways: [], summary: 'it has no connection that could be moved' };
  const proposed = proposedWay(engine, network, holdings, known);
  const others = identifyAlternatives(network, holdings.order, former, count + 1, {
    ownSegments: ownOf(holdings),
    refusals: known.refusals,
    atMs: engine.clock.now(),
  }).flatMap(({ hops }) => routeOver(network, holdings.order, hops, former) ?? []);
  const kept = known.alternatives.flatMap(({ route }) => routeOver(network, holdings.order, route.hops, former) ?? []);
  const routes: Route[] = [];
  for (const route of [...(proposed.route ? [proposed.route] : []), ...kept, ...others])
    if (!isSameWay(route, former) && !routes.some((one) => nodesOf(one) === nodesOf(route))) routes.push(route);
  const ways = routes.slice(0, count).map((route) => wayOf(engine, network, holdings, known, route, former, route === proposed.route));
  return { former, ways, summary: proposed.summary };
}

/** What passes the same nodes differs in parallel circuits alone. */
const nodesOf = ({ hops }: Route): string => hops.flatMap(({ kind, id }) => (kind === 'node' ? [id] : [])).join(' ');

/** What the engine would take now; null: nothing, and why. */
export function proposedWay(
  engine: Engine,
  network: Network,
  holdings: Holdings,
  { alternatives, refusals }: Known,
): { readonly route: Route | null; readonly summary: string } {
  const atMs = engine.clock.now();
  const identified = chooseAlternative(network, holdings, alternatives, { refusals, atMs, budgets: engine.settings.searchBudgets });
  const { summary } = identified.decision;
  if (identified.kind !== 'route') return { route: null, summary };
  return { route: preferOwn(network.view, holdings.order, identified.route, ownOf(holdings), refusals), summary };
}

/** Why the way cannot be taken at this moment, in words; empty: it can. */
export function against(engine: Engine, network: Network, holdings: Holdings, route: Route): readonly string[] {
  const purpose = { occasion: 'move', ownSegments: ownOf(holdings), refusals: [], atMs: engine.clock.now() } as const;
  const qualified = qualifyRoute(network, holdings.order, route, purpose);
  return qualified.kind === 'holds' ? [] : qualified.reasons.map(({ text }) => text);
}

function wayOf(
  engine: Engine,
  network: Network,
  holdings: Holdings,
  { alternatives }: Known,
  route: Route,
  former: Route,
  isProposed: boolean,
): Way {
  const { view } = network;
  const sharing = whatIsShared(view, route.hops, [former.hops]);
  return {
    ...{ route, isProposed, shared: countsOf(sharing) },
    isKept: alternatives.some((alternative) => isSameWay(alternative.route, route)),
    against: against(engine, network, holdings, route),
    sharedNames: [...new Set([...conflicts(view, sharing, 'node'), ...sharing.risks])],
    freeSlots: freeSlotsOn(network, holdings, route),
    plan: planMove(network, holdings, route),
  };
}

function freeSlotsOn({ view }: Network, holdings: Holdings, route: Route): number | null {
  const own = ownOf(holdings);
  const free = route.hops.flatMap(({ kind, id }) => {
    const resource = kind === 'resource' ? view.resources.get(id) : undefined;
    if (!resource) return [];
    const ownSlots = own.filter((segment) => isBookedOn(view, segment, id)).reduce((sum, { slots }) => sum + slots, 0);
    return [view.freeSlots(resource) + ownSlots];
  });
  return free.length === 0 ? null : Math.min(...free);
}
