import type { ReportedService, ServiceRequest } from '../carriers/carrier-link';
import { commit, type Engine } from '../engine';
import type { Segment } from '../model/connection';
import { uuidOf } from '../model/network';
import type { Order } from '../model/order';
import { awaitUp, lost, type RefusedSegment, type SegmentOutcome } from './await-service';

export type ProvisionOutcome =
  /** Every carrier carries its segment; what each really holds. */
  | { readonly kind: 'up'; readonly services: ReadonlyMap<string, ReportedService> }
  /** At least one carrier said no. Others may hold their segment: release all. */
  | { readonly kind: 'refused'; readonly refusals: readonly RefusedSegment[] }
  /** At least one carrier gave no answer that settles it, and none said no. Release all. */
  | { readonly kind: 'unsettled'; readonly silent: readonly RefusedSegment[] };

/**
 * Asks all carriers for their segments at once, and waits until each carries (N7). `creating` is recorded before the first is asked;
 * the service's UUID is the segment's, so that asking again after a crash provisions nothing twice.
 */
export async function provisionSegments(engine: Engine, order: Order, segments: readonly Segment[]): Promise<ProvisionOutcome> {
  const booked = segments.filter(({ state }) => state === 'booked');
  if (booked.length > 0)
    await commit(engine, async ({ tx }) => {
      for (const segment of booked) await tx.connections.setSegment(segment.id, 'creating', '');
    });
  const outcomes = await Promise.all(segments.map((segment) => provisionSegment(engine, order, segment)));
  const refusals = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome] : []));
  if (refusals.length > 0) return { kind: 'refused', refusals };
  const silent = outcomes.flatMap((outcome) => (outcome.kind === 'unsettled' ? [outcome] : []));
  if (silent.length > 0) return { kind: 'unsettled', silent };
  return {
    kind: 'up',
    services: new Map(outcomes.flatMap((outcome) => (outcome.kind === 'up' ? [[outcome.service.uuid, outcome.service]] : []))),
  };
}

async function provisionSegment(engine: Engine, order: Order, segment: Segment): Promise<SegmentOutcome> {
  const link = engine.links.get(segment.carrierId);
  if (!link) return lost(segment, 'it is not connected');
  const request = requestFor(order, segment);
  const askedAtMs = engine.clock.now();
  const created = await link.createService(request);
  if (created.kind === 'refused') {
    // Nothing is held there: the segment is back to where it was before the carrier was asked.
    await commit(engine, ({ tx }) => tx.connections.setSegment(segment.id, 'booked', created.message));
    return { kind: 'refused', segment, tag: created.tag, message: created.message };
  }
  if (created.kind === 'conflict' && !hasEnds(created.service, request)) {
    // It stays `creating`, so that it is deleted with the others.
    return { kind: 'refused', segment, tag: 'data-exists', message: 'the carrier holds a service of that UUID with other ends' };
  }
  // The UUID is ours: what is held under it on another route is our own service, which the carrier has moved. Reading back judges it.
  if (created.kind === 'accepted' || created.kind === 'conflict') {
    const outcome = await awaitUp(engine, segment, created.service);
    if (outcome.kind === 'up') engine.network.view.pace.took(segment.carrierId, 'create', engine.clock.now() - askedAtMs);
    return outcome;
  }
  return created.isLinkLost ? lost(segment, created.reason) : awaitUp(engine, segment, null);
}

/** What a segment's carrier is asked for, in its own identifiers. */
export const requestFor = (order: Order, segment: Segment): ServiceRequest => ({
  uuid: segment.id,
  name: order.id,
  signal: order.signal,
  aPortUuid: uuidOf(segment.aPortId),
  zPortUuid: uuidOf(segment.zPortId),
  resourceUuids: segment.resourceIds.map(uuidOf),
  maxDelayNs: segment.maxDelayNs,
});

const hasEnds = ({ aPortUuid, zPortUuid }: ReportedService, request: ServiceRequest): boolean =>
  [aPortUuid, zPortUuid].sort().join() === [request.aPortUuid, request.zPortUuid].sort().join();
