import { commit, type Engine } from '../engine';
import { identifyRoute } from '../identification/identify-route';
import { preferOwn } from '../identification/prefer-own';
import { qualifyRoute } from '../identification/qualify-route';
import type { Decision } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { MoveRequest } from '../model/move';
import type { Order } from '../model/order';
import { isSameRoute, type Route } from '../model/route';
import { describeMove, type MovePlan } from '../provisioning/plan-move';
import { beginMove, planMove } from './move-connection';
import { carrierNames, type ConnectionParts, type Holdings, type Step } from './order-steps';
import { digestOf, stateOfDigest } from './plan-digest';
import { waitForMoves } from './wait-for-moves';

/** An active order that is asked to move does, if there is somewhere to move to; else the request is dropped, with words. */
export async function takeUpMove(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order, active } = holdings;
  const request = await engine.store.transaction((tx) => tx.interventions.move(order.id));
  if (!request || !active) return 'rests';
  if (order.isFrozen && request.cause !== 'forced') return drop(engine, order, request, 'the order is frozen against automatic moves');
  const others = await waitForMoves(engine, request);
  if (others) return others;
  const refusals = await engine.store.transaction((tx) => tx.connections.refusals(order.id));
  if (refusals.length >= engine.settings.maxRefusals) {
    return drop(engine, order, request, `carriers refused it ${refusals.length} times, last: ${refusals.at(-1)?.message ?? ''}`);
  }
  const destination = request.route
    ? destinationOf(engine, holdings, request, request.route)
    : anyDestination(engine, holdings, active, refusals);
  if (destination.kind === 'none') return drop(engine, order, request, destination.why, destination.decision);
  if (destination.kind === 'waits') return wait(engine, order, destination.decision);
  const { route, decision } = destination;
  if (isSameRoute(route, active.connection.route)) return drop(engine, order, request, 'it is on that route already', decision);
  const plan = planMove(engine.network, holdings, route);
  const otherwise = otherThanPreviewed(engine, holdings, request, plan);
  if (otherwise !== null) return drop(engine, order, request, otherwise, decision);
  const silent = plan.breakBefore.filter(({ carrierId }) => engine.network.view.isStale(carrierId));
  if (silent.length > 0) {
    const words = `waits for the link to ${carrierNames(engine, silent)}, which holds a part of the connection that is in the way`;
    return wait(engine, order, { ...decision, outcome: 'waits', summary: `${request.text}: ${words}` });
  }
  // Something of an earlier attempt is in the way; its carrier is asked again.
  if (plan.breakBefore.some(({ state }) => state === 'deleting')) return 'rests';
  return beginMove(engine, holdings, route, decision, 'moving', request.actor);
}

/** Why the plan is not the one that the operator was shown, in words; null: it is, or he was shown none. */
export function otherThanPreviewed(
  { network: { view } }: Engine,
  { order }: Holdings,
  { planDigest }: MoveRequest,
  plan: MovePlan,
): string | null {
  if (planDigest === undefined || digestOf(order, plan) === planDigest) return null;
  const then = stateOfDigest(planDigest);
  const state = then === order.state ? '' : `it was ${then} when the move was previewed and is ${order.state} now; `;
  return `${state}what it would touch is not what was previewed: ${describeMove(view, plan)}`;
}

export type Destination =
  | { readonly kind: 'route'; readonly route: Route; readonly decision: Decision }
  /** For links that are down; tried again when they are back. */
  | { readonly kind: 'waits'; readonly decision: Decision }
  | { readonly kind: 'none'; readonly why: string; readonly decision?: Decision };

/** The route that was asked for, if it is one of the order's and still holds. */
export function destinationOf(engine: Engine, holdings: Holdings, request: MoveRequest, wanted: Route): Destination {
  const { order, active, segments } = holdings;
  const ends = active?.connection.route ?? holdings.connections.at(-1)?.route;
  if (ends?.aPortId !== wanted.aPortId || ends.zPortId !== wanted.zPortId) {
    return { kind: 'none', why: 'the route begins or ends on another port than the order does' };
  }
  const atMs = engine.clock.now();
  const qualified = qualifyRoute(engine.network, order, wanted, { occasion: 'move', ownSegments: ownOf({ segments }), refusals: [], atMs });
  const { id: orderId, limit } = order;
  const common = { orderId, atMs, occasion: 'move', limitNs: limit.oneWayNs, bestAchievableNs: null } as const;
  if (qualified.kind === 'fails') {
    const why = (qualified.reasons.find(({ kind }) => kind !== 'stale') ?? qualified.reasons[0])?.text ?? 'it does not hold';
    if (qualified.reasons.some(({ kind }) => kind !== 'stale')) return { kind: 'none', why };
    // Nothing is provisioned over stale information (N4).
    return { kind: 'waits', decision: { ...common, outcome: 'waits', summary: `${request.text}: waits, ${why}`, candidates: [] } };
  }
  const { route } = qualified;
  const oneWayNs = worseNs(route);
  const chosen = { hops: route.hops.map(({ kind, id }) => ({ kind, id })), oneWayNs, price: route.price, isChosen: true, reasons: [] };
  const summary = `${request.text}: ${formatNs(oneWayNs)} one way, limit ${formatNs(limit.oneWayNs)}`;
  return { kind: 'route', route, decision: { ...common, outcome: 'chosen', summary, candidates: [chosen] } };
}

/** The best that is free now, if that is better than what the order has. */
export function anyDestination(
  engine: Engine,
  { order, segments }: Holdings,
  { connection }: ConnectionParts,
  refusals: Parameters<typeof identifyRoute>[2]['refusals'],
): Destination {
  const { aPortId, zPortId } = connection.route;
  const identified = identifyRoute(engine.network, order, {
    occasion: 'move',
    ownSegments: ownOf({ segments }),
    ends: { aPortId, zPortId },
    refusals,
    atMs: engine.clock.now(),
  });
  const { decision } = identified;
  if (identified.kind === 'waits') return { kind: 'waits', decision };
  if (identified.kind === 'none') return { kind: 'none', why: decision.summary, decision };
  const { view } = engine.network;
  const route = preferOwn(view, order, identified.route, ownOf({ segments }), refusals);
  // A move for nothing is none that anybody has asked for.
  const atMs = engine.clock.now();
  const own = { ownSegments: ownOf({ segments }), refusals: [] };
  const present = qualifyRoute(engine.network, order, connection.route, { occasion: 'move', ...own, atMs });
  const isBetter = present.kind !== 'holds' || isPreferred(order, route, present.route);
  return isBetter
    ? { kind: 'route', route, decision }
    : { kind: 'none', why: 'no route that is free is better than the one that it has', decision };
}

/** By the order's objective; among equals by the other. */
function isPreferred({ objective }: Order, one: Route, other: Route): boolean {
  const [price, latency] = [one.price - other.price, worseNs(one) - worseNs(other)];
  return objective === 'price' ? price < 0 || (price === 0 && latency < 0) : latency < 0 || (latency === 0 && price < 0);
}

/** What the order holds may be used again. */
export const ownOf = ({ segments }: Pick<Holdings, 'segments'>) => segments.filter(({ state }) => state === 'held' || state === 'cleared');

/** The request stands; said once what it waits for. */
async function wait(engine: Engine, order: Order, decision: Decision): Promise<Step> {
  await commit(engine, async ({ tx }) => {
    const [latest] = await tx.orders.decisions(order.id);
    if (latest?.summary !== decision.summary) await tx.orders.addDecision(decision);
  });
  return 'rests';
}

async function drop(engine: Engine, order: Order, request: MoveRequest, why: string, decision?: Decision): Promise<Step> {
  await commit(engine, async ({ tx, note }) => {
    if (decision) await tx.orders.addDecision(decision);
    await tx.interventions.removeMove(order.id);
    await tx.connections.forgetRefusals([order.id]);
    await note('move.refused', order.id, `${request.text}: ${why}`, request.actor);
  });
  return 'goes-on';
}
