import type { ReportedService } from '../carriers/carrier-link';
import type { Engine } from '../engine';
import type { Segment } from '../model/connection';
import type { Order } from '../model/order';
import type { Part } from './activate';
import { awaitUp, lost, unsettled, type RefusedSegment, type SegmentOutcome } from './await-service';
import { moveInPlace, type InPlaceOutcome } from './move-in-place';
import { provisionSegments, type ProvisionOutcome } from './provision-segments';

/** A segment as it is to be, and what it uses before. */
export interface InPlaceMove {
  readonly segment: Segment;
  readonly from: readonly string[];
}

/** A segment that cannot be taken over, and why. */
export interface Unfit {
  readonly segment: Segment;
  readonly reason: string;
  /** Its carrier holds it no longer. */
  readonly isGone: boolean;
}

export type PartsOutcome =
  ProvisionOutcome | { readonly kind: 'unfit'; readonly unfit: readonly Unfit[]; readonly services: ReadonlyMap<string, ReportedService> };

/** Has carriers create new segments and move others in place, all at once, and waits until each has. */
export async function makeParts(
  engine: Engine,
  order: Order,
  created: readonly Segment[],
  moved: readonly InPlaceMove[],
): Promise<PartsOutcome> {
  const [provisioned, inPlace] = await Promise.all([
    created.length > 0 ? provisionSegments(engine, order, created) : ({ kind: 'up', services: new Map() } as const),
    Promise.all(moved.map(({ segment, from }) => moveInPlace(engine, order, segment, from))),
  ]);
  return outcomeOf(inPlace, provisioned);
}

/**
 * Reads every part back, those that were kept as well: each is to be held and to carry. One that was taken over and is down or gone is unfit;
 * a new one that is has been refused.
 */
export async function confirmParts(engine: Engine, parts: readonly Part[]): Promise<PartsOutcome> {
  return outcomeOf(await Promise.all(parts.map((part) => confirm(engine, part))));
}

async function confirm(engine: Engine, { segment, isTakenOver }: Part): Promise<InPlaceOutcome> {
  const read = await engine.links.get(segment.carrierId)?.readService(segment.id);
  if (!read) return lost(segment, 'it is not connected');
  if (read.kind === 'unsettled') return read.isLinkLost ? lost(segment, read.reason) : unsettled(segment, read.reason);
  if (read.kind === 'service' && (read.service.state !== 'down' || !isTakenOver)) return awaitUp(engine, segment, read.service);
  if (!isTakenOver) return unsettled(segment, 'it carried the service and then dropped it');
  const isGone = read.kind === 'absent';
  return { kind: 'unfit', segment, isGone, reason: isGone ? 'it no longer holds the service' : 'it says that the service is down' };
}

/** A refusal counts before silence, and silence before what there is another way for. */
function outcomeOf(
  outcomes: readonly (InPlaceOutcome | SegmentOutcome)[],
  others: ProvisionOutcome = { kind: 'up', services: new Map() },
): PartsOutcome {
  const refusals: RefusedSegment[] = [...(others.kind === 'refused' ? others.refusals : [])];
  const silent: RefusedSegment[] = [...(others.kind === 'unsettled' ? others.silent : [])];
  const services = new Map(others.kind === 'up' ? others.services : []);
  const unfit: Unfit[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === 'refused') refusals.push(outcome);
    if (outcome.kind === 'unsettled') silent.push(outcome);
    if (outcome.kind === 'unfit') unfit.push(outcome);
    if (outcome.kind === 'up') services.set(outcome.service.uuid, outcome.service);
  }
  if (refusals.length > 0) return { kind: 'refused', refusals };
  if (silent.length > 0) return { kind: 'unsettled', silent };
  return unfit.length > 0 ? { kind: 'unfit', unfit, services } : { kind: 'up', services };
}
