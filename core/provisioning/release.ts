import type { DeleteOutcome } from '../carriers/carrier-link';
import { commit, type Engine, type Recording } from '../engine';
import type { Segment } from '../model/connection';

export interface ReleaseOutcome {
  /** Segments whose deletion their carrier has not confirmed: queued, what they use stays booked. */
  readonly unconfirmed: readonly Segment[];
}

/**
 * Has the carriers delete the order's segments. Recorded before each is asked and after each has confirmed; a repeat goes on where it was left.
 * What was used stays booked as `cleared` until `endClearedSegments` or a replacement's `reserve` gives it up.
 */
export async function releaseSegments(engine: Engine, orderId: string): Promise<ReleaseOutcome> {
  const toDelete = await commit(engine, async ({ tx }) => {
    const segments = await tx.connections.segmentsOfOrder(orderId);
    for (const segment of segments) {
      // What no carrier was asked for, no carrier need delete.
      if (segment.state === 'booked') await tx.connections.setSegment(segment.id, 'cleared', segment.detail);
      if (segment.state === 'creating' || segment.state === 'held') await tx.connections.setSegment(segment.id, 'deleting', segment.detail);
    }
    for (const connection of await tx.connections.ofOrder(orderId)) {
      if (connection.state === 'ended') continue;
      await tx.connections.removeCarryOvers(connection.id);
      await tx.connections.setState(connection.id, 'releasing');
    }
    await tx.connections.endInterruption(orderId);
    return segments.filter(({ state }) => state === 'creating' || state === 'held' || state === 'deleting');
  });
  const confirmed = await Promise.all(toDelete.map((segment) => deleteAtCarrier(engine, segment)));
  return { unconfirmed: toDelete.filter((_, index) => confirmed[index] !== 'deleted') };
}

/**
 * `deleted`: the carrier has confirmed that it holds the segment no longer, which is `cleared`; else it stays `deleting`, with what was said.
 * `onceCleared` belongs to the same transaction.
 */
export async function deleteAtCarrier(
  engine: Engine,
  segment: Segment,
  onceCleared: (record: Recording) => Promise<void> = () => Promise.resolve(),
): Promise<DeleteOutcome['kind']> {
  const askedAtMs = engine.clock.now();
  const link = engine.links.get(segment.carrierId);
  const outcome = link
    ? await link.deleteService(segment.id)
    : ({ kind: 'unsettled', reason: `carrier ${segment.carrierId} is not connected` } as const);
  await commit(engine, async (record) => {
    const { tx, note } = record;
    if (outcome.kind === 'deleted') {
      await tx.connections.setSegment(segment.id, 'cleared', '');
      return onceCleared(record);
    }
    const said = outcome.kind === 'refused' ? outcome.message : outcome.reason;
    await tx.connections.setSegment(segment.id, 'deleting', said);
    await note('segment.delete-unconfirmed', segment.id, `${segment.carrierId} has not confirmed the deletion: ${said}`);
  });
  if (outcome.kind === 'deleted') engine.network.view.pace.took(segment.carrierId, 'delete', engine.clock.now() - askedAtMs);
  return outcome.kind;
}

/** Gives up what the order's cleared segments had booked; connections with nothing left have ended. */
export async function endClearedSegments({ network }: Engine, { tx, afterCommit }: Recording, orderId: string): Promise<void> {
  const segments = await tx.connections.segmentsOfOrder(orderId);
  for (const segment of segments) {
    if (segment.state !== 'cleared') continue;
    const released = await tx.connections.releaseSegment(segment.id);
    await tx.connections.setSegment(segment.id, 'ended', segment.detail);
    afterCommit(() => {
      const { view, graph } = network;
      for (const subject of released) {
        if (subject.kind === 'port') view.portOwners.delete(subject.id);
        else view.slotBookings.get(subject.id)?.delete(segment.id);
        graph.giveUp(subject);
      }
      graph.settle();
    });
  }
  const isOver = (segment: Segment) => segment.state === 'cleared' || segment.state === 'ended';
  for (const connection of await tx.connections.ofOrder(orderId)) {
    if (connection.state !== 'releasing') continue;
    const isDone = segments.filter((segment) => segment.connectionId === connection.id).every(isOver);
    // While it is in doubt where a segment is that was to be its own, it is not over.
    const isInDoubt = (await tx.connections.carryOvers(connection.id)).length > 0;
    if (isDone && !isInDoubt) await tx.connections.setState(connection.id, 'ended');
  }
}

/** Gives the order's ends back, but for those that a segment of it uses, or that a carrier may still hold for it. */
export async function releaseEnds({ network }: Engine, { tx, afterCommit }: Recording, orderId: string): Promise<void> {
  const released = await tx.connections.releaseEndPorts(orderId);
  afterCommit(() => {
    for (const portId of released) {
      network.view.portOwners.delete(portId);
      network.graph.giveUp({ kind: 'port', id: portId });
    }
    network.graph.settle();
  });
}
