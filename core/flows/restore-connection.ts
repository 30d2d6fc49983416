import { commit, type Engine } from '../engine';
import type { Identification } from '../identification/identify-route';
import { preferOwn } from '../identification/prefer-own';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { endClearedSegments } from '../provisioning/release';
import { chooseAlternative } from '../recovery/choose-alternative';
import { wordsAgainstMoving } from '../recovery/hold-back';
import { beginMove, planMove } from './move-connection';
import { carrierNames, lastRoute, type Holdings, type Rest, type Step } from './order-steps';
import { destinationOf, otherThanPreviewed, ownOf } from './take-up-move';
import { waitForMoves } from './wait-for-moves';

/**
 * Moves an impaired order to an alternative that meets its limit (N8). The order keeps its ends; what it holds on resources that survive may be used
 * again. Where nothing is found it stays impaired, with the explanation, and is tried again when something changes.
 */
export async function restoreConnection(engine: Engine, holdings: Holdings): Promise<Step> {
  const { order } = holdings;
  const forced = await forcedRoute(engine, holdings);
  if (forced === 'dropped') return 'goes-on';
  if (forced && 'wait' in forced) return forced.wait;
  const [refusals, alternatives] = await engine.store.transaction(async (tx) => [
    await tx.connections.refusals(order.id),
    await tx.alternatives.ofOrder(order.id),
  ]);
  if (refusals.length >= engine.settings.maxRefusals) {
    return stayImpaired(engine, order, `carriers refused alternatives ${refusals.length} times, last: ${refusals.at(-1)?.message ?? ''}`);
  }
  const given = { refusals, atMs: engine.clock.now(), budgets: engine.settings.searchBudgets };
  const identified = forced ?? chooseAlternative(engine.network, holdings, alternatives, given);
  if (identified.kind !== 'route') return stayImpaired(engine, order, identified.decision.summary, identified);
  const route = forced ? identified.route : preferOwn(engine.network.view, order, identified.route, ownOf(holdings), refusals);
  const waiting = waitsFor(engine, holdings, route);
  if (waiting !== null) return stayImpaired(engine, order, waiting);
  return beginMove(engine, holdings, route, identified.decision, 'restoring', forced ? 'operator' : 'engine');
}

/** The route that the operator wants it on, which comes first; it is dropped with words where it does not hold, or a carrier refused it. */
async function forcedRoute(
  engine: Engine,
  holdings: Holdings,
): Promise<Extract<Identification, { kind: 'route' }> | { readonly wait: Rest } | 'dropped' | null> {
  const { order } = holdings;
  const { request, refusals } = await engine.store.transaction(async (tx) => ({
    request: await tx.interventions.move(order.id),
    refusals: await tx.connections.refusals(order.id),
  }));
  if (request?.cause !== 'forced' || !request.route) return null;
  // Another order gives up what it is to take: until then it is moved nowhere else.
  const wait = await waitForMoves(engine, request);
  if (wait) return { wait };
  const asked = refusals.find(({ atMs }) => atMs >= request.requestedAtMs);
  const destination = destinationOf(engine, holdings, request, request.route);
  const otherwise =
    destination.kind === 'route'
      ? otherThanPreviewed(engine, holdings, request, planMove(engine.network, holdings, destination.route))
      : null;
  if (destination.kind === 'route' && !asked && otherwise === null) return destination;
  // What waits for a link stands until later. It is restored meanwhile as any, unless nothing but the operator's own wish lets it be moved.
  if (destination.kind === 'waits') {
    const against = await engine.store.transaction((tx) => wordsAgainstMoving(engine.network.view, tx, order, lastRoute(holdings)));
    if (against === '') return null;
    await stayImpaired(engine, order, destination.decision.summary);
    return { wait: 'rests' };
  }
  const why = destination.kind === 'none' ? destination.why : (asked?.message ?? otherwise ?? '');
  await commit(engine, async ({ tx, note }) => {
    await tx.interventions.removeMove(order.id);
    await note('move.refused', order.id, `${request.text}: ${why}`, request.actor);
  });
  return 'dropped';
}

/** What is in the way can only be taken down at carriers that are heard, and that do as they are asked. */
function waitsFor(engine: Engine, holdings: Holdings, route: Route): string | null {
  const { view } = engine.network;
  const { breakBefore } = planMove(engine.network, holdings, route);
  const silent = carrierNames(
    engine,
    breakBefore.filter(({ carrierId }) => view.isStale(carrierId)),
  );
  if (silent !== '') return `waits for the link to ${silent}, which holds a part of the broken connection that is in the way`;
  const stuck = carrierNames(
    engine,
    breakBefore.filter(({ state }) => state === 'deleting'),
  );
  return stuck === '' ? null : `waits until ${stuck} confirms that a part of the broken connection, which is in the way, is deleted`;
}

/** Nothing found yet: until something in the network changes, and what carriers refused is forgotten. */
async function stayImpaired(engine: Engine, order: Order, why: string, identified?: Identification): Promise<Step> {
  await commit(engine, async (record) => {
    const { tx } = record;
    await endClearedSegments(engine, record, order.id);
    const [latest] = await tx.orders.decisions(order.id);
    if (identified && latest?.summary !== why) await tx.orders.addDecision(identified.decision);
    await tx.impairments.settleHits(order.id, 'unrestorable', why, engine.clock.now());
  });
  return 'rests';
}
