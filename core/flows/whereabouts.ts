import type { Engine } from '../engine';
import type { CarryOver, Segment } from '../model/connection';
import { uuidOf } from '../model/network';
import type { Order } from '../model/order';
import { linkLost } from '../provisioning/await-service';
import { moveInPlace } from '../provisioning/move-in-place';

/** Which way a segment that was to be moved in place takes: the one that it had, the one that it was to have, or a third one; `unclear`: its carrier has not said. */
export type Whereabouts = 'as-before' | 'moved' | 'elsewhere' | 'gone' | 'unclear';

export async function whereIs(engine: Engine, segment: Segment, { resourceIds }: CarryOver): Promise<Whereabouts> {
  const read = await engine.links.get(segment.carrierId)?.readService(segment.id);
  if (read?.kind === 'absent') return 'gone';
  if (read?.kind !== 'service' || read.service.route === null) return 'unclear';
  const route = read.service.route.join();
  if (route === segment.resourceIds.map(uuidOf).join()) return 'as-before';
  return route === resourceIds.map(uuidOf).join() ? 'moved' : 'elsewhere';
}

/** Has the carrier move the segment back to the way that it had. Asking again is harmless. */
export async function moveBack(engine: Engine, order: Order, segment: Segment, carryOver: CarryOver): Promise<Whereabouts> {
  const outcome = await moveInPlace(engine, order, segment, carryOver.resourceIds);
  return outcome.kind === 'unsettled' && outcome.tag === linkLost ? 'unclear' : whereIs(engine, segment, carryOver);
}
