import type { ReportedService } from '../carriers/carrier-link';
import type { Engine } from '../engine';
import { span } from '../model/clock';
import type { Segment } from '../model/connection';

/** A segment that its carrier did not establish, and what it said, or what is said of it. */
export interface RefusedSegment {
  readonly segment: Segment;
  readonly tag: string;
  readonly message: string;
}

export type SegmentOutcome =
  | { readonly kind: 'up'; readonly service: ReportedService }
  | ({ readonly kind: 'refused' } & RefusedSegment)
  | ({ readonly kind: 'unsettled' } & RefusedSegment);

/** Waits until the service carries, whatever the clock shows meanwhile: woken by the carrier's notices, reading by itself between them. `accepted` null: whether it was taken is not known. */
export async function awaitUp(engine: Engine, segment: Segment, accepted: ReportedService | null): Promise<SegmentOutcome> {
  const { clock, settings } = engine;
  const patience = span(clock, settings.provisionTimeoutMs);
  try {
    return await read(engine, segment, accepted, patience.isOver);
  } finally {
    patience.cancel();
  }
}

async function read(engine: Engine, segment: Segment, accepted: ReportedService | null, isOver: () => boolean): Promise<SegmentOutcome> {
  const { clock, settings, serviceWatch, links } = engine;
  let service = accepted;
  for (;;) {
    if (service?.state === 'up' && service.route !== null) return { kind: 'up', service };
    if (service?.state === 'down') {
      return {
        kind: 'refused',
        segment,
        tag: 'operation-failed',
        message: 'the carrier accepted the service and then could not establish it',
      };
    }
    if (isOver()) break;
    if (service) await serviceWatch.wait(segment.id, clock, settings.servicePollMs);
    const read = await links.get(segment.carrierId)?.readService(segment.id);
    if (read?.kind === 'absent') {
      const message = service ? 'it accepted the service and then dropped it' : 'it did not take the request';
      return unsettled(segment, message);
    }
    if (read?.kind !== 'service') {
      // Unreachable: whether it holds the service shows when it is back; until then others are not kept waiting.
      return !read || read.isLinkLost ? lost(segment, read?.reason ?? 'not connected') : unsettled(segment, read.reason);
    }
    service = read.service;
  }
  return unsettled(segment, 'it did not say that it carries');
}

/** The tag of a segment whose carrier could not be asked, or heard: it says nothing about the segment. */
export const linkLost = 'link-lost';

export const lost = (segment: Segment, message: string): Extract<SegmentOutcome, { kind: 'unsettled' }> => ({
  kind: 'unsettled',
  segment,
  tag: linkLost,
  message,
});

export const unsettled = (segment: Segment, message: string): Extract<SegmentOutcome, { kind: 'unsettled' }> => ({
  kind: 'unsettled',
  segment,
  tag: 'no-answer',
  message,
});
