import type { Engine } from '../engine';
import type { Segment } from '../model/connection';
import { uuidOf } from '../model/network';
import type { Order } from '../model/order';
import { lost, unsettled, type SegmentOutcome } from './await-service';
import { requestFor } from './provision-segments';

export type InPlaceOutcome =
  | SegmentOutcome
  /** The carrier moves no service in place, holds it no longer, or had it on that way already and down there: it can only be created anew. */
  | { readonly kind: 'unfit'; readonly segment: Segment; readonly reason: string; readonly isGone: boolean };

/**
 * Has a carrier move a held service to other resources between the same ports, and waits until it has changed over. `segment` is as it is to be;
 * `from`: what it used before. Asking again is harmless. Nothing is recorded: that it is to be moved was, and where it is shows when it is read.
 */
export async function moveInPlace(engine: Engine, order: Order, segment: Segment, from: readonly string[]): Promise<InPlaceOutcome> {
  const { clock, settings, serviceWatch } = engine;
  const link = engine.links.get(segment.carrierId);
  if (!link) return lost(segment, 'it is not connected');
  const [target, former] = [segment.resourceIds, from].map((ids) => ids.map(uuidOf).join());
  // A carrier may have moved it by itself: to be moved there then changes nothing about it. It is asked all the same, for an earlier request may be under way.
  const before = await link.readService(segment.id);
  if (before.kind === 'unsettled' && before.isLinkLost) return lost(segment, before.reason);
  const wasDownThere = before.kind === 'service' && before.service.state === 'down' && before.service.route?.join() === target;
  const deadlineMs = clock.now() + settings.provisionTimeoutMs;
  let isAccepted = false;
  for (;;) {
    if (!isAccepted) {
      const asked = await link.rerouteService(requestFor(order, segment));
      if (asked.kind === 'refused') return { kind: 'refused', segment, tag: asked.tag, message: asked.message };
      if (asked.kind === 'unsupported') return { kind: 'unfit', segment, reason: asked.reason, isGone: false };
      if (asked.kind === 'unsettled' && asked.isLinkLost) return lost(segment, asked.reason);
      isAccepted = asked.kind === 'accepted';
    }
    const read = await link.readService(segment.id);
    if (read.kind === 'absent') return { kind: 'unfit', segment, reason: 'it no longer holds the service', isGone: true };
    if (read.kind === 'unsettled') return read.isLinkLost ? lost(segment, read.reason) : unsettled(segment, read.reason);
    const { service } = read;
    const route = service.route?.join();
    // On another way than it was asked for it has moved as well: reading back judges that. On the old one it may be down, and yet about to move.
    const hasMoved = route === target || (isAccepted && route !== undefined && route !== former);
    if (hasMoved && service.state === 'up') return { kind: 'up', service };
    if (hasMoved && service.state === 'down') {
      if (wasDownThere) return { kind: 'unfit', segment, reason: 'it held the service on that way already, down', isGone: false };
      return {
        kind: 'refused',
        segment,
        tag: 'operation-failed',
        message: 'the carrier moved the service and then could not establish it',
      };
    }
    if (clock.now() >= deadlineMs) return unsettled(segment, 'it did not change over');
    await serviceWatch.wait(segment.id, clock, settings.servicePollMs);
  }
}
