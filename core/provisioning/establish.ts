import type { ReportedService } from '../carriers/carrier-link';
import { commit, type Engine, type Recording } from '../engine';
import { sleep } from '../model/clock';
import type { Connection, Refusal, Segment } from '../model/connection';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { linkLost, provisionSegments } from './provision-segments';
import { isAsBooked, readBack } from './read-back';
import { rebook, TakenError } from './reserve';

export type Established =
  | { readonly kind: 'active'; readonly route: Route }
  /** Carriers may hold a part of it: release all. What was refused is recorded. */
  | { readonly kind: 'not-established'; readonly cause: string };

/**
 * Makes a reserved connection carry (N7): all its segments at all carriers, then the route that each really realised is read back and totalled again;
 * only if that meets the limit is the connection active. `andThen` moves the order on in the same transaction.
 * Called again after a crash, it goes on where it was left.
 */
export async function establish(
  engine: Engine,
  order: Order,
  connection: Connection,
  segments: readonly Segment[],
  andThen: (record: Recording, route: Route) => Promise<void>,
): Promise<Established> {
  const provisioned = await provisionSegments(engine, order, segments);
  const { view } = engine.network;
  switch (provisioned.kind) {
    case 'refused': {
      await recordRefusals(engine, provisioned.refusals);
      const first = provisioned.refusals[0];
      return {
        kind: 'not-established',
        cause: `${view.carrierName(first?.segment.carrierId ?? '')} refused: ${first?.message ?? ''}`,
      };
    }
    case 'unsettled': {
      // A link that was lost is known to be so only a moment later. A carrier that is heard and yet gives no answer is passed over like one that refuses.
      await sleep(engine.clock, engine.settings.linkLossNoticeMs);
      await recordRefusals(
        engine,
        provisioned.silent.filter(({ segment, tag }) => tag !== linkLost && !view.isStale(segment.carrierId)),
      );
      const first = provisioned.silent[0];
      return {
        kind: 'not-established',
        cause: `no answer from ${view.carrierName(first?.segment.carrierId ?? '')}: ${first?.message ?? ''}`,
      };
    }
    case 'up':
      return activate(engine, order, connection, segments, provisioned.services, andThen);
  }
}

async function activate(
  engine: Engine,
  order: Order,
  connection: Connection,
  segments: readonly Segment[],
  services: ReadonlyMap<string, ReportedService>,
  andThen: (record: Recording, route: Route) => Promise<void>,
): Promise<Established> {
  const realised = readBack(engine.network.view, order, connection.route, segments, services);
  if (realised.kind !== 'meets') {
    const cause =
      realised.kind === 'unusable'
        ? realised.message
        : `realised at ${formatNs(worseNs(realised.route))} one way, limit ${formatNs(order.limit.oneWayNs)}`;
    const strayed = segments.filter((segment) => !isAsBooked(segment, services.get(segment.id)?.route));
    await recordRefusals(
      engine,
      strayed.map((segment) => ({ segment, tag: 'route-drift', message: cause })),
    );
    return { kind: 'not-established', cause };
  }
  const { route, drifted } = realised;
  try {
    await commit(engine, async (record) => {
      for (const { segment, resourceIds } of drifted) {
        await rebook(engine, record, segment, resourceIds);
        const words = `${segment.carrierId} realised another route than it was asked for; it meets the limit`;
        await record.note('segment.drifted', segment.id, words, 'carrier');
      }
      for (const segment of segments) await record.tx.connections.setSegment(segment.id, 'held', '');
      await record.tx.connections.setRoute(connection.id, route);
      await record.tx.connections.setState(connection.id, 'active');
      await record.tx.connections.forgetRefusals(order.id);
      await andThen(record, route);
    });
  } catch (error) {
    if (!(error instanceof TakenError)) throw error;
    const cause = `realised over ${engine.network.view.nameOf(error.subject)}, which is booked for others`;
    await recordRefusals(
      engine,
      drifted.map(({ segment }) => ({ segment, tag: 'route-drift', message: cause })),
    );
    return { kind: 'not-established', cause };
  }
  return { kind: 'active', route };
}

async function recordRefusals(engine: Engine, refusals: readonly { segment: Segment; tag: string; message: string }[]): Promise<void> {
  if (refusals.length === 0) return;
  await commit(engine, async ({ tx, note }) => {
    for (const { segment, tag, message } of refusals) {
      const { orderId, carrierId, aPortId, zPortId, resourceIds } = segment;
      const refusal: Refusal = { orderId, carrierId, aPortId, zPortId, resourceIds, tag, message, atMs: engine.clock.now() };
      await tx.connections.addRefusal(refusal);
      await note('segment.refused', orderId, `${carrierId}: ${message}`, 'carrier');
    }
  });
}
