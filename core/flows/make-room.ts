import { commit, type Engine, type Recording } from '../engine';
import type { NetworkView } from '../network/network-view';
import { TakenError } from '../provisioning/book';
import { bookLacking } from '../provisioning/book-move';
import { confirmParts } from '../provisioning/make-parts';
import { isAsBooked } from '../provisioning/read-back';
import { deleteAtCarrier } from '../provisioning/release';
import { examine } from '../recovery/examine';
import { carrierNames, type ConnectionParts, type Holdings, type Step } from './order-steps';
import type { Remaining } from './remaining-parts';

export type Room =
  | { readonly kind: 'made' }
  /** The move is to be given up. */
  | { readonly kind: 'not-made'; readonly cause: string; readonly next: Step };

/**
 * Breaks off what is in the way, and nothing else of the old connection; what it held is booked for the new one in the transaction that gives it up.
 * The time is recorded, so that the outage can be measured.
 */
export async function makeRoom(engine: Engine, holdings: Holdings, making: ConnectionParts, remaining: Remaining): Promise<Room> {
  const { order, active } = holdings;
  const { inTheWay, blocked } = remaining;
  if (blocked.length === 0) return { kind: 'made' };
  const names = carrierNames(engine, inTheWay);
  const isWithdrawn = await commit(engine, async (record) => {
    if (order.state === 'restoring' && active && (await isSound(engine, record, holdings, active))) return true;
    const own = inTheWay.filter(({ state }) => state === 'held');
    for (const segment of own) await record.tx.connections.setSegment(segment.id, 'deleting', '');
    if (!active || !own.some(({ connectionId }) => connectionId === active.connection.id)) return false;
    await record.tx.connections.setState(active.connection.id, 'releasing');
    if (isDown(engine.network.view, active)) return false;
    await record.tx.connections.interrupt(order.id, engine.clock.now());
    await record.note('connection.broken', order.id, `broken at ${names}, to be made anew`);
    return false;
  });
  if (isWithdrawn) return { kind: 'not-made', cause: 'what had hit it is up again, before anything was interrupted', next: 'goes-on' };

  const outcomes = await Promise.all(inTheWay.map((segment) => deleteAtCarrier(engine, segment)));
  if (outcomes.every((outcome) => outcome === 'deleted')) {
    try {
      await commit(engine, (record) => bookLacking(engine, record, making.connection, blocked));
      return { kind: 'made' };
    } catch (error) {
      if (!(error instanceof TakenError)) throw error;
      return { kind: 'not-made', cause: `${engine.network.view.nameOf(error.subject)} was taken meanwhile`, next: 'goes-on' };
    }
  }
  const isUntouched = outcomes.every((outcome) => outcome === 'refused') && inTheWay.every(({ state }) => state === 'held');
  if (order.state === 'moving' && active && isUntouched && (await stands(engine, active, making))) {
    // Every carrier has said no: the old connection is whole.
    await commit(engine, async ({ tx }) => {
      for (const { id } of inTheWay) await tx.connections.setSegment(id, 'held', 'its carrier refused to delete it');
      await tx.connections.setState(active.connection.id, 'active');
      await tx.connections.endInterruption(order.id);
    });
    return { kind: 'not-made', cause: `${names} refused to delete its part of the old connection`, next: 'goes-on' };
  }
  const held = inTheWay.filter((_, index) => outcomes[index] !== 'deleted');
  const cause = `waits until ${carrierNames(engine, held)} confirms that its part of the old connection, which is in the way, is deleted`;
  return { kind: 'not-made', cause, next: 'rests' };
}

/** Every part of it carries, read back: what carriers said of parts that were to be deleted nobody looked at. Some may have moved in place already. */
async function stands(engine: Engine, { segments }: ConnectionParts, { carryOvers }: ConnectionParts): Promise<boolean> {
  const confirmed = await confirmParts(
    engine,
    segments.map((segment) => ({ segment, isTakenOver: true })),
  );
  if (confirmed.kind !== 'up') return false;
  return segments.every((segment) => {
    const realised = confirmed.services.get(segment.id)?.route;
    const moved = carryOvers.find(({ segmentId }) => segmentId === segment.id);
    return isAsBooked(segment, realised) || (moved !== undefined && isAsBooked({ ...segment, resourceIds: moved.resourceIds }, realised));
  });
}

/** Something that the connection stands on is down or gone, so that it carries nothing; true also where there is none any more. */
export function isDown(view: NetworkView, active: ConnectionParts | null): boolean {
  if (!active) return true;
  const broken = ['down', 'withdrawn'];
  return active.connection.route.hops.some(({ kind, id }) => broken.includes(view.health({ kind, id }).condition));
}

/** Nothing is wrong with the connection as far as is known. */
export async function isSound(engine: Engine, { tx }: Recording, { order }: Holdings, active: ConnectionParts): Promise<boolean> {
  const { view } = engine.network;
  if (examine(view, order, active.connection).length > 0) return false;
  const services = new Set((await tx.impairments.open()).filter(({ subject }) => subject.kind === 'service').map(({ id }) => id));
  const hits = await tx.impairments.hitsOf(order.id);
  return !hits.some((hit) => hit.settledAtMs === null && services.has(hit.impairmentId));
}
