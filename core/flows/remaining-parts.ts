import type { Segment } from '../model/connection';
import type { NetworkView } from '../network/network-view';
import type { Part } from '../provisioning/activate';
import { lackingOf } from '../provisioning/book-move';
import type { InPlaceMove } from '../provisioning/make-parts';
import { isBookedOn, sharesPort } from '../provisioning/plan-move';
import { planSegments } from '../provisioning/plan-segments';
import { maxDelayNs } from '../provisioning/reserve';
import type { ConnectionParts, Holdings } from './order-steps';

/** What a move has to do yet, told from what is recorded. */
export interface Remaining {
  /** All parts of the new connection as they are to be, from A to Z. */
  readonly parts: readonly Part[];
  readonly moved: readonly InPlaceMove[];
  /** To be created: at once, and once what is in the way has gone. */
  readonly beside: readonly Segment[];
  readonly blocked: readonly Segment[];
  /** Segments of former connections that a carrier may hold, and that keep others from being created. */
  readonly inTheWay: readonly Segment[];
}

export function remainingOf(
  view: NetworkView,
  { order, segments }: Holdings,
  { connection, segments: own, carryOvers }: ConnectionParts,
): Remaining {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const planned = planSegments(connection.route, view);
  const takenOver = carryOvers.flatMap(({ ordinal, segmentId, resourceIds }) => {
    const former = byId.get(segmentId);
    const plan = planned[ordinal];
    if (!former || !plan) return [];
    const isKept = former.resourceIds.join() === resourceIds.join();
    const delayNs = isKept ? former.maxDelayNs : maxDelayNs(order, connection.route, plan);
    return [{ ordinal, former, segment: { ...former, ordinal, resourceIds, maxDelayNs: delayNs }, isKept }];
  });
  const carried = new Set(carryOvers.map(({ segmentId }) => segmentId));
  const old = segments.filter(
    ({ id, connectionId, state }) =>
      connectionId !== connection.id && !carried.has(id) && (state === 'held' || state === 'creating' || state === 'deleting'),
  );
  const lacks = new Map(own.map((segment) => [segment.id, lackingOf(view, connection, segment)]));
  const isInTheWay = (one: Segment, segment: Segment): boolean =>
    sharesPort(one, segment) || (lacks.get(segment.id) ?? []).some((id) => isBookedOn(view, one, id));
  const isBlocked = (segment: Segment): boolean => (lacks.get(segment.id) ?? []).length > 0 || old.some((one) => sharesPort(one, segment));
  const blocked = own.filter(isBlocked);
  return {
    parts: [
      ...own.map((segment) => ({ segment, isTakenOver: false })),
      ...takenOver.map(({ segment }) => ({ segment, isTakenOver: true })),
    ].sort((a, b) => a.segment.ordinal - b.segment.ordinal),
    moved: takenOver.filter(({ isKept }) => !isKept).map(({ segment, former }) => ({ segment, from: former.resourceIds })),
    beside: own.filter((segment) => !isBlocked(segment)),
    blocked,
    inTheWay: old.filter((one) => blocked.some((segment) => isInTheWay(one, segment))),
  };
}
