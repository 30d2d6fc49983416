import type { ReportedService } from '../carriers/carrier-link';
import { commit, type Engine, type Recording } from '../engine';
import type { Connection, Refusal, Segment } from '../model/connection';
import { uuidOf } from '../model/network';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import { isAsBooked, readBack } from '../provisioning/read-back';
import { rebook, TakenError } from '../provisioning/book';
import { impair } from './assess';
import { examine, type Finding } from './examine';

/**
 * Reads one service back after its carrier said that it changed, or does not list it (N7, N8). A route that the carrier changed by itself is totalled
 * again: within the limit it is entered, over it the order is impaired, as it is when the service is down or gone.
 * A service that is no longer wanted is deleted: a request that was given up may have been carried out late.
 * What could not be said yet is looked at again later, whoever asked.
 */
export async function checkService(engine: Engine, serviceUuid: string): Promise<ServiceCheck> {
  const check = await lookAt(engine, serviceUuid);
  if (check.kind === 'unclear' || check.kind === 'under-way') engine.serviceWatch.lookAgain(serviceUuid, check.kind);
  return check;
}

async function lookAt(engine: Engine, serviceUuid: string): Promise<ServiceCheck> {
  const segment = await engine.store.transaction((tx) => tx.connections.segment(serviceUuid));
  const isOver = segment?.state === 'ended' || segment?.state === 'cleared';
  // What its carrier says meanwhile counts once it is in service.
  if (segment?.state === 'creating') return { kind: 'under-way' };
  // Its deletion may be confirmed by an answer that is older than this word. A carrier that is not heard is read in full once it is.
  if (segment?.state === 'deleting' && !engine.network.view.isStale(segment.carrierId)) return { kind: 'unclear' };
  if (!segment || (!isOver && segment.state !== 'held')) return asKnown;
  const read = await engine.links.get(segment.carrierId)?.readService(serviceUuid);
  if (!read || read.kind === 'unsettled') return { kind: 'unclear' };
  if (isOver) return read.kind === 'service' ? deleteLate(engine, segment, read.service) : asKnown;
  const service = read.kind === 'service' ? read.service : null;
  try {
    return await commit(engine, (record) => enter(engine, record, segment, service, null));
  } catch (error) {
    if (!(error instanceof TakenError)) throw error;
    const where = engine.network.view.nameOf(error.subject);
    return commit(engine, (record) => enter(engine, record, segment, service, `over ${where}, which is booked for others`));
  }
}

export type ServiceCheck =
  | { readonly kind: 'as-known'; readonly difference: ServiceDifference | null }
  /** The order is on its way to a route: it is to be looked at again once it has arrived. */
  | { readonly kind: 'under-way' }
  /** Its carrier did not say; or it is to be deleted, which its carrier has not confirmed. */
  | { readonly kind: 'unclear' }
  /** The order is impaired, or whole again, or its route is another one. */
  | { readonly kind: 'entered'; readonly difference: ServiceDifference | null }
  /** The carrier was told to delete it and has not confirmed: the order is to be taken up again. */
  | { readonly kind: 'deletion-owed'; readonly orderId: string; readonly difference: ServiceDifference };

/** In what a service is not as the store says (N11). */
export interface ServiceDifference {
  readonly kind: 'orphan' | 'missing' | 'route-drift' | 'state-drift';
  readonly segment: Segment;
  /** What its carrier holds; null: nothing. */
  readonly service: ReportedService | null;
  readonly text: string;
  /** What was done about it already, in words; null: it stands. */
  readonly settled: string | null;
}

const asKnown = { kind: 'as-known', difference: null } as const;

/** Enters what became of the service: sound, sound on another route, or an impairment. `conflict`: why its route cannot be entered. */
async function enter(
  engine: Engine,
  record: Recording,
  segment: Segment,
  service: ReportedService | null,
  conflict: string | null,
): Promise<ServiceCheck> {
  const { connections, impairments, orders } = record.tx;
  const order = await orders.get(segment.orderId);
  const connection = (await connections.ofOrder(segment.orderId)).find(({ state }) => state === 'active');
  if (order?.state === 'moving' || order?.state === 'restoring') return { kind: 'under-way' };
  if (!order || (order.state !== 'active' && order.state !== 'impaired') || connection?.id !== segment.connectionId) {
    return asKnown;
  }
  const own = (await connections.segmentsOfOrder(order.id)).filter(({ connectionId }) => connectionId === connection.id);
  const judged = judge(engine, order, connection, own, segment, service, conflict);
  if (judged.kind === 'fault') {
    // The alternative is to be another one, although the network shows nothing wrong with this.
    const { orderId, carrierId, aPortId, zPortId, resourceIds } = segment;
    const refused = { orderId, carrierId, aPortId, zPortId, resourceIds };
    const refusal: Refusal = { ...refused, tag: 'service-fault', message: judged.finding.text, atMs: engine.clock.now() };
    if (order.state === 'active') await connections.addRefusal(refusal);
    await impair(engine, record, order, [judged.finding]);
    return { kind: 'entered', difference: { ...differenceOf(judged.finding), segment, service, settled: null } };
  }
  let difference: ServiceDifference | null = null;
  if (service?.state === 'pending') {
    const text = `${engine.network.view.carrierName(segment.carrierId)} says that its part of order ${order.id} is not established yet`;
    difference = { kind: 'state-drift', segment, service, text, settled: null };
  }
  if (judged.route) {
    for (const { segment: drifted, resourceIds } of judged.drifted) await rebook(engine, record, drifted, resourceIds);
    await connections.setRoute(connection.id, judged.route);
    const text = `${segment.carrierId} took another route by itself: ${formatNs(worseNs(judged.route))} one way, within the limit`;
    await record.note('segment.drifted', order.id, text, 'carrier');
    difference = { kind: 'route-drift', segment, service, text, settled: 'entered: what it uses is booked' };
  }
  const over = (await impairments.open()).filter(({ subject }) => subject.kind === 'service' && subject.id === segment.id);
  for (const { id } of over) await impairments.clear(id, engine.clock.now());
  return { kind: judged.route || over.length > 0 ? 'entered' : 'as-known', difference };
}

const differenceOf = ({ cause, text }: Finding): Pick<ServiceDifference, 'kind' | 'text'> => ({
  kind: cause === 'withdrawn' ? 'missing' : cause === 'down' ? 'state-drift' : 'route-drift',
  text,
});

type Judgement =
  | { readonly kind: 'fault'; readonly finding: Finding }
  /** `route`: null where it is as it was. */
  | {
      readonly kind: 'sound';
      readonly route: Connection['route'] | null;
      readonly drifted: readonly { readonly segment: Segment; readonly resourceIds: readonly string[] }[];
    };

function judge(
  engine: Engine,
  order: Order,
  connection: Connection,
  own: readonly Segment[],
  segment: Segment,
  service: ReportedService | null,
  conflict: string | null,
): Judgement {
  const { view } = engine.network;
  const carrier = view.carrierName(segment.carrierId);
  const fault = (cause: Finding['cause'], text: string): Judgement => ({
    kind: 'fault',
    finding: { subject: { kind: 'service', id: segment.id }, cause, text },
  });
  if (!service) return fault('withdrawn', `${carrier} no longer holds its part of the connection`);
  // Where the network shows why, that is the impairment.
  if (service.state === 'down' && examine(view, order, connection).length > 0) return { kind: 'sound', route: null, drifted: [] };
  if (service.state === 'down') return fault('down', `${carrier} says that its part of the connection is down`);
  if (conflict !== null) return fault('route-changed', `${carrier} took another route by itself, ${conflict}`);
  const isAsKnown = service.route === null || isAsBooked(segment, service.route);
  if (isAsKnown) return { kind: 'sound', route: null, drifted: [] };
  const services = new Map(
    own.map((other) => [other.id, other.id === segment.id ? service : { ...service, route: other.resourceIds.map(uuidOf) }]),
  );
  const realised = readBack(
    view,
    order,
    connection.route,
    [...own].sort((a, b) => a.ordinal - b.ordinal),
    services,
  );
  if (realised.kind === 'meets') return { kind: 'sound', route: realised.route, drifted: realised.drifted };
  const words =
    realised.kind === 'unusable'
      ? realised.message
      : `${formatNs(worseNs(realised.route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
  return fault('route-changed', `${carrier} took another route by itself: ${words}`);
}

/** The segment itself is over and stays so; only if the carrier does not confirm is the deletion queued with the others. A crash meanwhile shows at the next full reading. */
async function deleteLate(engine: Engine, segment: Segment, service: ReportedService): Promise<ServiceCheck> {
  const outcome = await engine.links.get(segment.carrierId)?.deleteService(segment.id);
  await commit(engine, async ({ tx, note }) => {
    await note(
      'segment.turned-up',
      segment.orderId,
      `${segment.carrierId} held a service that had been given up; it was told to delete it`,
    );
    if (outcome?.kind !== 'deleted') await tx.connections.setSegment(segment.id, 'deleting', 'turned up after it had been given up');
  });
  const text = `${engine.network.view.carrierName(segment.carrierId)} held a service of order ${segment.orderId} that had been given up`;
  const difference = { kind: 'orphan', segment, service, text } as const;
  if (outcome?.kind === 'deleted') return { kind: 'as-known', difference: { ...difference, settled: 'deleted' } };
  return { kind: 'deletion-owed', orderId: segment.orderId, difference: { ...difference, settled: null } };
}
