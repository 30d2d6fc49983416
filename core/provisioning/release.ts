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
      if (connection.state !== 'ended') await tx.connections.setState(connection.id, 'releasing');
    }
    return segments.filter(({ state }) => state === 'creating' || state === 'held' || state === 'deleting');
  });
  const confirmed = await Promise.all(toDelete.map((segment) => deleteAtCarrier(engine, segment)));
  return { unconfirmed: toDelete.filter((_, index) => confirmed[index] !== true) };
}

/** True once the carrier has confirmed that it holds the segment no longer. */
export async function deleteAtCarrier(engine: Engine, segment: Segment): Promise<boolean> {
  const link = engine.links.get(segment.carrierId);
  const outcome = link
    ? await link.deleteService(segment.id)
    : ({ kind: 'unsettled', reason: `carrier ${segment.carrierId} is not connected` } as const);
  await commit(engine, async ({ tx, note }) => {
    if (outcome.kind === 'deleted') return tx.connections.setSegment(segment.id, 'cleared', '');
    const said = outcome.kind === 'refused' ? outcome.message : outcome.reason;
    await tx.connections.setSegment(segment.id, 'deleting', said);
    await note('segment.delete-unconfirmed', segment.id, `${segment.carrierId} has not confirmed the deletion: ${said}`);
  });
  return outcome.kind === 'deleted';
}

/** Gives up what the order's cleared segments had booked; connections with nothing left have ended. */
export async function endClearedSegments({ network }: Engine, { tx, afterCommit }: Recording, orderId: string): Promise<void> {
  const segments = await tx.connections.segmentsOfOrder(orderId);
  for (const segment of segments) {
    if (segment.state !== 'cleared') continue;
    await tx.connections.releaseSegment(segment.id);
    await tx.connections.setSegment(segment.id, 'ended', segment.detail);
    afterCommit(() => {
      const { view, graph } = network;
      for (const resourceId of segment.resourceIds) {
        view.slotBookings.get(resourceId)?.delete(segment.id);
        graph.touch({ kind: 'resource', id: resourceId });
      }
      for (const portId of [segment.aPortId, segment.zPortId]) {
        if (view.portOwners.get(portId)?.segmentId !== segment.id) continue;
        view.portOwners.delete(portId);
        graph.touch({ kind: 'port', id: portId });
      }
      graph.settle();
    });
  }
  const isOver = (segment: Segment) => segment.state === 'cleared' || segment.state === 'ended';
  for (const connection of await tx.connections.ofOrder(orderId)) {
    const isDone = segments.filter((segment) => segment.connectionId === connection.id).every(isOver);
    if (connection.state === 'releasing' && isDone) await tx.connections.setState(connection.id, 'ended');
  }
}

/** Gives the order's ends back, but for those that a segment of it uses, or that a carrier may still hold for it. */
export async function releaseEnds({ network }: Engine, { tx, afterCommit }: Recording, orderId: string): Promise<void> {
  const released = await tx.connections.releaseEndPorts(orderId);
  afterCommit(() => {
    for (const portId of released) {
      network.view.portOwners.delete(portId);
      network.graph.touch({ kind: 'port', id: portId });
    }
    network.graph.settle();
  });
}
