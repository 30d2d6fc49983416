import type { ReportedService } from '../carriers/carrier-link';
import { commit, type Engine, type Recording } from '../engine';
import type { Connection, Segment } from '../model/connection';
import type { Discrepancy } from '../model/discrepancy';
import { formatNs, worseNs } from '../model/latency';
import { qualify, uuidOf } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { bookPort, bookSegment, TakenError } from '../provisioning/book';
import { readBack } from '../provisioning/read-back';
import { endClearedSegments } from '../provisioning/release';
import { maxDelayNs } from '../provisioning/reserve';
import { checkService } from '../recovery/check-service';
import { settleHits } from '../recovery/settle-hits';
import { putMoveRequest } from './ask-order';
import { evidenceOfService } from './compare-services';
import { placeFor, type Place } from './place-for';
import { close } from './record-comparison';

/**
 * A service that this store does not know becomes the part of the order that it fits, in place of one that its carrier does not hold (N11). Called by the order's
 * flow, so that nothing else changes what it holds. `unclear`: the carrier did not say how things are there.
 */
export async function adoptService(engine: Engine, { id, carrierId, subjectId }: Discrepancy): Promise<'settled' | 'unclear'> {
  const link = engine.links.get(carrierId);
  const carrier = engine.network.view.carrierName(carrierId);
  const read = await link?.readService(subjectId);
  if (!link || !read || read.kind === 'unsettled') return 'unclear';
  if (read.kind === 'absent') return settle(engine, id, (record, known) => close(record, known, 'its carrier holds it no longer'));
  const { service } = read;
  const place = await engine.store.transaction((tx) => placeFor(engine.network.view, tx, carrierId, evidenceOfService(carrierId, service)));
  const { route } = service;
  if (!place || route === null)
    return leave(engine, id, `it was not adopted: it fits no order any more, or ${carrier} does not say which way it takes`);
  if (place.standing) {
    const own = await link.readService(place.standing.id);
    if (own.kind === 'unsettled') return 'unclear';
    if (own.kind === 'service') return leave(engine, id, `it was not adopted: ${carrier} holds order ${place.order.id}'s own part too`);
  }
  // What carriers said of its other parts while it was impaired may not have been looked at.
  const others = await engine.store.transaction((tx) => tx.connections.segmentsOfOrder(place.order.id));
  for (const other of others) if (other.state === 'held' && other.id !== place.standing?.id) await checkService(engine, other.id);
  try {
    return await settle(engine, id, async (record, known) => {
      const amiss = await takeIn(engine, record, known, place, service, route);
      if (amiss !== null) await reopen(record, known, `it was not adopted: ${amiss}`);
    });
  } catch (error) {
    if (!(error instanceof TakenError)) throw error;
    return leave(engine, id, `it was not adopted: ${engine.network.view.nameOf(error.subject)} is booked for others`);
  }
}

const leave = (engine: Engine, id: string, outcome: string): Promise<'settled'> =>
  settle(engine, id, (record, known) => reopen(record, known, outcome));

async function settle(engine: Engine, id: string, work: (record: Recording, known: Discrepancy) => Promise<unknown>): Promise<'settled'> {
  await commit(engine, async (record) => {
    const known = await record.tx.discrepancies.get(id);
    if (known?.state === 'under-way') await work(record, known);
  });
  return 'settled';
}

/** The remedy came to nothing: the discrepancy stands, with the words. */
export async function reopen({ tx, note }: Recording, discrepancy: Discrepancy, outcome: string): Promise<void> {
  const orderId = discrepancy.kind === 'orphan' ? null : discrepancy.orderId;
  await tx.discrepancies.put({ ...discrepancy, orderId, state: 'open', outcome });
  await note('discrepancy.not-settled', discrepancy.subjectId, `${discrepancy.text}: ${outcome}`);
}

/** In words why it cannot be; null: it is the order's. Throws a TakenError where something is booked for others. */
async function takeIn(
  engine: Engine,
  record: Recording,
  discrepancy: Discrepancy,
  { order: { id: orderId }, ordinal, plan, isReversed, standing, route: lastRoute }: Place,
  service: ReportedService,
  realised: readonly string[],
): Promise<string | null> {
  const { tx } = record;
  const { view } = engine.network;
  const order = await tx.orders.get(orderId);
  if (order?.state !== 'active' && order?.state !== 'impaired') return `order ${orderId} is ${order?.state ?? 'not known'}`;
  const active = (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active');
  const resourceIds = (isReversed ? [...realised].reverse() : realised).map((uuid) => qualify(plan.carrierId, uuid));
  const unknown = resourceIds.find((id) => !view.resources.has(id));
  if (unknown !== undefined) return `it runs over ${unknown}, which its carrier does not list`;
  const segment: Segment = {
    ...{ id: service.uuid, connectionId: engine.newId(), orderId, carrierId: plan.carrierId, ordinal },
    ...{ aPortId: plan.aPortId, zPortId: plan.zPortId, resourceIds, slots: service.slots },
    ...{ maxDelayNs: standing?.maxDelayNs ?? maxDelayNs(order, lastRoute, plan), state: 'held', detail: 'adopted' },
  };
  const others = (await tx.connections.segmentsOfOrder(orderId)).filter(
    (other) => other.state === 'held' && other.connectionId === active?.id && other.id !== standing?.id,
  );
  const isWhole = active !== undefined && standing?.connectionId === active.id;
  const served = isWhole ? totalled(engine, order, active, [...others, segment]) : lastRoute;
  if (typeof served === 'string') return served;
  await lessForeign(engine, record, segment);
  if (standing) await tx.connections.setSegment(standing.id, 'cleared', 'its carrier holds it no longer');
  // The order is served as before: nothing is newly put in service, and the connection in the place of the active one is active.
  if (isWhole) await tx.connections.setState(active.id, 'releasing');
  const { atMs } = record;
  await tx.connections.insert({
    id: segment.connectionId,
    orderId,
    state: isWhole ? 'active' : 'releasing',
    route: served,
    createdAtMs: atMs,
  });
  if (isWhole) for (const other of others) await tx.connections.setSegmentConnection(other.id, segment.connectionId, other.ordinal);
  await endClearedSegments(engine, record, orderId);
  await tx.connections.insertSegment(segment);
  for (const portId of [served.aPortId, served.zPortId]) await bookPort(engine, record, portId, orderId, null);
  await bookSegment(engine, record, segment, [served.aPortId, served.zPortId]);
  await tx.connections.forgetRefusals([orderId]);
  const words = `it is the part of order ${orderId} at ${view.carrierName(plan.carrierId)}`;
  if (!isWhole) await putMoveRequest(record, order, lastRoute, discrepancy.asked?.by ?? 'the engine');
  else if (order.state === 'impaired') await backInService(engine, record, order, standing, served);
  for (const known of await tx.discrepancies.standingOf(orderId)) {
    if (known.subjectId === standing?.id) await close(record, known, `the service ${service.uuid} was adopted in its place`);
  }
  await close(record, discrepancy, `adopted: ${words}`);
  await record.note('discrepancy.adopted', service.uuid, words, discrepancy.asked?.actor ?? 'engine');
  return null;
}

/** The order's route with the adopted service in it, as it is now; in words why it does not serve. */
function totalled({ network: { view } }: Engine, order: Order, { route }: Connection, own: readonly Segment[]): Route | string {
  const parts = [...own].sort((one, other) => one.ordinal - other.ordinal);
  const services = new Map(
    parts.map(({ id, aPortId, zPortId, resourceIds, slots }) => [
      id,
      {
        ...{ uuid: id, name: order.id, aPortUuid: uuidOf(aPortId), zPortUuid: uuidOf(zPortId), slots },
        ...{ state: 'up' as const, route: resourceIds.map(uuidOf) },
      },
    ]),
  );
  const found = readBack(view, order, route, parts, services);
  if (found.kind === 'meets') return found.route;
  if (found.kind === 'unusable') return found.message;
  return `order ${order.id} would take ${formatNs(worseNs(found.route))} one way with it, over its limit of ${formatNs(order.limit.oneWayNs)}`;
}

/** What it takes was counted as somebody else's. */
async function lessForeign({ network: { view, graph } }: Engine, { tx, afterCommit }: Recording, segment: Segment): Promise<void> {
  for (const id of new Set(segment.resourceIds)) {
    const resource = view.resources.get(id);
    if (!resource) continue;
    const counted = { ...resource, foreignSlots: Math.max(0, resource.foreignSlots - segment.slots) };
    await tx.network.putResource(counted);
    afterCommit(() => {
      view.resources.set(id, counted);
      graph.touch({ kind: 'resource', id });
      graph.settle();
    });
  }
}

/** Unless another part of it has a fault of its own. */
async function backInService(engine: Engine, record: Recording, order: Order, standing: Segment | null, route: Route): Promise<void> {
  const { tx } = record;
  const open = (await tx.impairments.open()).filter(({ subject }) => subject.kind === 'service');
  for (const { id, subject } of open) if (subject.id === standing?.id) await tx.impairments.clear(id, record.atMs);
  const elsewhere = new Set(open.filter(({ subject }) => subject.id !== standing?.id).map(({ id }) => id));
  const hits = await tx.impairments.hitsOf(order.id);
  if (hits.some(({ impairmentId, settledAtMs }) => settledAtMs === null && elsewhere.has(impairmentId))) return;
  const words = `a service was adopted as its part: ${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
  await settleHits(engine, record, order.id, 'cleared', words);
  await record.move(order.id, 'impaired', 'active', words);
}
