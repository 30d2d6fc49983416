import { createHash } from 'node:crypto';
import type { Order } from '../model/order';
import type { MovePlan } from '../provisioning/plan-move';

/**
 * Names exactly what a move touches, and from what state of the order: its route, and which parts are kept, moved, created, broken off and deleted. Not how
 * long that is expected to take, nor by how little a latency has changed: whether it is within the limit is judged when the move is made.
 */
export function digestOf({ state }: Pick<Order, 'state'>, plan: MovePlan): string {
  const { route, kept, inPlace, created, breakBefore, deleteAfter } = plan;
  const touched = [
    [route.aPortId, route.zPortId, ...route.hops.map(({ kind, id }) => `${kind} ${id}`)],
    kept.map(({ ordinal, segment }) => [ordinal, segment.id]),
    inPlace.map(({ ordinal, segment, resourceIds }) => [ordinal, segment.id, ...resourceIds]),
    created.map(({ ordinal, plan: part, isBeside }) => [
      ordinal,
      part.carrierId,
      part.aPortId,
      part.zPortId,
      isBeside,
      ...part.resourceIds,
    ]),
    breakBefore.map(({ id }) => id).sort(),
    deleteAfter.map(({ id }) => id).sort(),
  ];
  return `${state}.${createHash('sha256').update(JSON.stringify(touched)).digest('hex').slice(0, 32)}`;
}

/** The state that the order was in when the plan was made. */
export const stateOfDigest = (digest: string): string => digest.slice(0, digest.indexOf('.'));
