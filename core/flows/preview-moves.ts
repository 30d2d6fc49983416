import type { Engine } from '../engine';
import { routeOver } from '../identification/qualify-route';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import { NetworkGraph } from '../network/network-graph';
import type { Hop } from '../network/routes-in-use';
import type { MovePlan } from '../provisioning/plan-move';
import { planSegments } from '../provisioning/plan-segments';
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
  const batch = moveBatch(engine, choices.length);
  const byOrder = new Map<string, PreviewedMove>();
  for (const { choice, holdings, known } of [...gathered].sort(
    (one, other) => (one.holdings?.order.priority ?? 10) - (other.holdings?.order.priority ?? 10),
  )) {
    const previewed = previewOne(engine, batch.network, choice, holdings, known);
    byOrder.set(choice.orderId, previewed);
    if (previewed.kind === 'move') batch.suppose(previewed);
  }
  return choices.flatMap(({ orderId }) => byOrder.get(orderId) ?? []);
}

type Move = Extract<PreviewedMove, { readonly kind: 'move' }>;

/** Moves that follow each other: each is previewed where those before it have been made. */
export interface MoveBatch {
  /** As it would be once all that was supposed is done. */
  readonly network: Network;
  readonly preview: (choice: MoveChoice) => Promise<PreviewedMove>;
  /** The orders that must have been moved before this one can be, by exactly its plan; empty: it need not wait. */
  readonly neededBefore: (move: Move) => readonly string[];
  /** It is done, for those that come after it. */
  readonly suppose: (move: Move) => void;
}

/** `count` of moves: for one alone nothing is supposed, so nothing is copied. */
export function moveBatch(engine: Engine, count: number): MoveBatch {
  const network = count > 1 ? copyOf(engine.network) : engine.network;
  /** Where those before have taken what they need, and given up nothing yet. */
  const meanwhile = count > 1 ? copyOf(engine.network) : engine.network;
  const before: Move[] = [];
  return {
    network,
    async preview(choice) {
      return previewOne(engine, network, choice, await readHoldings(engine, choice.orderId), await knownOf(engine, choice.orderId));
    },
    neededBefore({ holdings, route, digest }) {
      if (before.length === 0) return [];
      const [first] = against(engine, meanwhile, holdings, route);
      if (first === undefined && digestOf(holdings.order, planMove(meanwhile, holdings, route)) === digest) return [];
      const needed = new Set([route.aPortId, route.zPortId, ...route.hops.map(({ id }) => id), ...portsOf(network, route)]);
      return before.flatMap((move) =>
        givenUp(move).some(({ aPortId, zPortId, resourceIds }) => [aPortId, zPortId, ...resourceIds].some((id) => needed.has(id)))
          ? [move.orderId]
          : [],
      );
    },
    suppose(move) {
      if (count === 1) return;
      const { order } = move.holdings;
      exchange(network, order, ownOf(move.holdings), move.route);
      exchange(meanwhile, order, [], move.route);
      before.push(move);
    },
  };
}

/** What of its old connection the order does not keep as it is. */
const givenUp = ({ plan, holdings }: Move) => ownOf(holdings).filter(({ id }) => !plan.kept.some(({ segment }) => segment.id === id));

const portsOf = ({ view }: Network, route: Route): readonly string[] =>
  planSegments(route, view).flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]);

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
