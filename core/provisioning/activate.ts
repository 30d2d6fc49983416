import type { ReportedService } from '../carriers/carrier-link';
import { commit, type Engine, type Recording } from '../engine';
import type { Connection, Segment } from '../model/connection';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { rebook, TakenError } from './book';
import { isAsBooked, readBack } from './read-back';

/** A segment of a connection in making. */
export interface Part {
  /** As it is to be: with the resources that its carrier was asked for. */
  readonly segment: Segment;
  /** From the connection that served before; else it is new. */
  readonly isTakenOver: boolean;
}

export type Activation =
  | { readonly kind: 'active'; readonly route: Route }
  /** `strayed`: parts that their carriers realised otherwise than they were asked for. */
  | { readonly kind: 'not-active'; readonly cause: string; readonly strayed: readonly Part[] };

/**
 * Totals the route that the carriers really realised and, only if it meets the limit, puts the connection in service: checked and entered in one
 * transaction, so that nothing can change between. Parts are in order, from A to Z. `andThen` moves the order on within it, and the connection that
 * served before out of the way.
 */
export async function activate(
  engine: Engine,
  order: Order,
  connection: Connection,
  parts: readonly Part[],
  services: ReadonlyMap<string, ReportedService>,
  andThen: (record: Recording, route: Route) => Promise<void>,
): Promise<Activation> {
  const segments = parts.map(({ segment }) => segment);
  const strayed = parts.filter(({ segment }) => !isAsBooked(segment, services.get(segment.id)?.route));
  try {
    const realised = await commit(engine, async (record) => {
      const found = readBack(engine.network.view, order, connection.route, segments, services);
      if (found.kind !== 'meets') return found;
      const { tx } = record;
      for (const { segment } of found.drifted) {
        const words = `${segment.carrierId} realised another route than it was asked for; it meets the limit`;
        await record.note('segment.drifted', segment.id, words, 'carrier');
      }
      for (const [ordinal, { segment, isTakenOver }] of parts.entries()) {
        const drift = found.drifted.find((drifted) => drifted.segment.id === segment.id);
        if (drift || isTakenOver) await rebook(engine, record, segment, drift?.resourceIds ?? segment.resourceIds);
        if (isTakenOver) await tx.connections.setSegmentConnection(segment.id, connection.id, ordinal);
        await tx.connections.setSegment(segment.id, 'held', '');
      }
      await andThen(record, found.route);
      await tx.connections.removeCarryOvers(connection.id);
      await tx.connections.setRoute(connection.id, found.route);
      await tx.connections.setState(connection.id, 'active');
      await tx.connections.forgetRefusals([order.id]);
      return found;
    });
    if (realised.kind === 'meets') return { kind: 'active', route: realised.route };
    const cause =
      realised.kind === 'unusable'
        ? realised.message
        : `realised at ${formatNs(worseNs(realised.route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
    return { kind: 'not-active', cause, strayed };
  } catch (error) {
    if (!(error instanceof TakenError)) throw error;
    return { kind: 'not-active', cause: `realised over ${engine.network.view.nameOf(error.subject)}, which is booked for others`, strayed };
  }
}
