import type { Engine } from '../engine';
import { routeOver } from '../identification/qualify-route';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import { NetworkGraph } from '../network/network-graph';
import type { Hop } from '../network/routes-in-use';
import type { MovePlan } from '../provisioning/plan-move';
import { exchange } from '../recovery/what-if';
import { planMove } from './move-connection';
import { lastRoute, readHoldings, type Holdings } from './order-steps';
import { digestOf } from './plan-digest';
import { ownOf } from './take-up-move';
import { against, proposedWay, type Known } from './weigh-ways';

/** Where the operator would have an order moved; `hops` null: where the engine proposes. */
export interface MoveChoice {
  readonly orderId: string;
  readonly hops: readonly Hop[] | null;
}

export type PreviewedMove =
  | {
      readonly kind: 'move';
      readonly orderId: string;
      readonly holdings: Holdings;
      readonly route: Route;
      readonly isProposed: boolean;
      readonly plan: MovePlan;
      /** Names exactly this plan. */
      readonly digest: string;
    }
  /** It would not be moved, and why. */
  | { readonly kind: 'none'; readonly orderId: string; readonly holdings: Holdings | null; readonly text: string };

/**
 * What moving these orders would touch, as things stand: the most important first, and each takes its capacity from those that come after it. Changes
 * nothing. Answers in the order of the choices.
 */
export async function previewMoves(engine: Engine, choices: readonly MoveChoice[]): Promise<readonly PreviewedMove[]> {
  const gathered: { readonly choice: MoveChoice; readonly holdings: Holdings | null; readonly known: Known }[] = [];
  for (const choice of choices)
    gathered.push({ choice, holdings: await readHoldings(engine, choice.orderId), known: await knownOf(engine, choice.orderId) });
  const network = choices.length === 1 ? engine.network : copyOf(engine.network);
  const byOrder = new Map<string, PreviewedMove>();
  for (const { choice, holdings, known } of [...gathered].sort(
    (one, other) => (one.holdings?.order.priority ?? 10) - (other.holdings?.order.priority ?? 10),
  )) {
    const previewed = previewOne(engine, network, choice, holdings, known);
    byOrder.set(choice.orderId, previewed);
    if (previewed.kind === 'move' && network !== engine.network)
      exchange(network, previewed.holdings.order, ownOf(previewed.holdings), previewed.route);
  }
  return choices.flatMap(({ orderId }) => byOrder.get(orderId) ?? []);
}

export async function knownOf({ store }: Engine, orderId: string): Promise<Known> {
  return store.transaction(async (tx) => ({
    alternatives: await tx.alternatives.ofOrder(orderId),
    refusals: await tx.connections.refusals(orderId),
  }));
}

function previewOne(
  engine: Engine,
  network: Network,
  { orderId, hops }: MoveChoice,
  holdings: Holdings | null,
  known: Known,
): PreviewedMove {
  const none = (text: string): PreviewedMove => ({ kind: 'none', orderId, holdings, text });
  if (!holdings) return none(`order ${orderId} is not known; check its id`);
  const { state, cause } = holdings.order;
  const former = lastRoute(holdings);
  if ((state !== 'active' && state !== 'impaired') || !former) return none(`it is ${state}: ${cause}`);
  const proposed = hops === null ? proposedWay(engine, network, holdings, known) : null;
  if (proposed && !proposed.route) return none(proposed.summary);
  const route = hops === null ? (proposed?.route ?? null) : routeOver(network, holdings.order, hops, former);
  if (!route)
    return none('the way that was chosen is none any more: a carrier has redrawn it, or a latency on it is unknown; choose another');
  const [first] = against(engine, network, holdings, route);
  if (first !== undefined) return none(`the way that was chosen cannot be taken: ${first}`);
  const plan = planMove(network, holdings, route);
  return { kind: 'move', orderId, holdings, route, isProposed: hops === null, plan, digest: digestOf(holdings.order, plan) };
}

function copyOf({ view: known }: Network): Network {
  const view = known.copy();
  return { view, graph: new NetworkGraph(view) };
}
