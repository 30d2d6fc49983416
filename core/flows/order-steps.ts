import type { Engine, Recording } from '../engine';
import type { CarryOver, Connection, Refusal, Segment } from '../model/connection';
import type { Discrepancy } from '../model/discrepancy';
import type { Order } from '../model/order';
import type { QueuedOrder } from '../model/queued-order';
import type { Route } from '../model/route';
import type { RouteChoice } from '../model/route-choice';
import { deleteAtCarrier, endClearedSegments, releaseEnds } from '../provisioning/release';
import type { Tx } from '../store/store';

/**
 * `goes-on`: read the order again and take the next step. `booked`: so it is, and the next step is its carriers'. `rests`: until something happens, or at the latest until the clock shows
 * `restsUntilMs`, or `restsForMs` have passed, whatever the clock does meanwhile.
 */
export type Step = 'goes-on' | 'booked' | Rest;
export type Rest =
  | 'rests'
  | { readonly restsUntilMs: number; readonly restsForMs?: number }
  | { readonly restsForMs: number; readonly restsUntilMs?: number };

/** A connection with what is its own. */
export interface ConnectionParts {
  readonly connection: Connection;
  /** From A to Z. */
  readonly segments: readonly Segment[];
  /** What it takes over from the active connection, while it is in making. */
  readonly carryOvers: readonly CarryOver[];
}

/** What an order holds, read together. */
export interface Holdings {
  readonly order: Order;
  /** The connection that serves the order, or did until it was impaired. */
  readonly active: ConnectionParts | null;
  /** The connection that is being made; while the order moves, beside the active one. */
  readonly making: ConnectionParts | null;
  readonly segments: readonly Segment[];
  readonly connections: readonly Connection[];
  /** Segments that were to be taken over by a connection that was given up, and whose carriers have not said since where they are. */
  readonly inDoubt: readonly CarryOver[];
  /** Discrepancies of its services that are being settled by a remedy. */
  readonly asked: readonly Discrepancy[];
  /** Of an order that has just come: what else is asked of it. */
  readonly wish: Wish | null;
}

/** What is asked of an order that holds nothing yet, beside the order itself. */
export interface Wish {
  readonly refusals: readonly Refusal[];
  readonly choice: RouteChoice | null;
  readonly queued: QueuedOrder | null;
}

export const readWish = async (tx: Tx, orderId: string): Promise<Wish> => ({
  refusals: await tx.connections.refusals(orderId),
  choice: await tx.orders.choice(orderId),
  queued: await tx.orders.queued(orderId),
});

export async function readHoldings(engine: Engine, orderId: string): Promise<Holdings | null> {
  return engine.store.transaction(async (tx) => {
    const order = await tx.orders.get(orderId);
    if (!order) return null;
    // It holds nothing, and nothing of it is to be settled.
    if (order.state === 'received')
      return {
        order,
        active: null,
        making: null,
        segments: [],
        connections: [],
        inDoubt: [],
        asked: [],
        wish: await readWish(tx, orderId),
      };
    const segments = await tx.connections.segmentsOfOrder(orderId);
    const connections = await tx.connections.ofOrder(orderId);
    const partsOf = async (states: readonly Connection['state'][]): Promise<ConnectionParts | null> => {
      const connection = connections.find(({ state }) => states.includes(state));
      if (!connection) return null;
      const own = segments.filter(({ connectionId }) => connectionId === connection.id).sort((a, b) => a.ordinal - b.ordinal);
      return { connection, segments: own, carryOvers: await tx.connections.carryOvers(connection.id) };
    };
    const [active, making] = [await partsOf(['active']), await partsOf(['reserved', 'provisioning'])];
    const inDoubt: CarryOver[] = [];
    for (const { id, state } of connections) if (state === 'releasing') inDoubt.push(...(await tx.connections.carryOvers(id)));
    const asked = (await tx.discrepancies.standingOf(orderId)).filter(({ state }) => state === 'under-way');
    return { order, active, making, segments, connections, inDoubt, asked, wish: null };
  });
}

/** Segments that a carrier may still hold although they are no longer wanted. */
export const unconfirmed = ({ segments }: Holdings): readonly Segment[] => segments.filter(({ state }) => state === 'deleting');

/** Segments of which it is in doubt which way they take. */
export const doubtful = ({ segments, inDoubt }: Holdings): readonly Segment[] =>
  segments.filter(({ id }) => inDoubt.some(({ segmentId }) => segmentId === id));

/** The segments' carriers, each named once; empty: none. */
export const carrierNames = (engine: Engine, segments: readonly Segment[]): string =>
  [...new Set(segments.map(({ carrierId }) => engine.network.view.carrierName(carrierId)))].join(', ');

/** The route that the order has, or had last. */
export const lastRoute = ({ active, connections }: Holdings): Route | null => (active?.connection ?? connections.at(-1))?.route ?? null;

/**
 * Asks again for deletions that a carrier has not confirmed, where its link is up. What was booked for them is given up,
 * unless the order is on its way to another route and may use it again.
 */
export async function finishDeletions(engine: Engine, holdings: Holdings): Promise<boolean> {
  const { order, active } = holdings;
  const reachable = unconfirmed(holdings).filter((segment) => !engine.network.view.isStale(segment.carrierId));
  const giveUp = async (record: Recording): Promise<void> => {
    // What had hit it may have passed while the carrier was asked.
    const state = (await record.tx.orders.get(order.id))?.state;
    // While its old connection stands an impaired order may be active again at any moment, and is to hold nothing else then.
    const isBroken = state === 'impaired' && active === null;
    if (state === 'restoring' || state === 'moving' || isBroken) return;
    await endClearedSegments(engine, record, order.id);
    await releaseEnds(engine, record, order.id);
  };
  const results = await Promise.all(reachable.map((segment) => deleteAtCarrier(engine, segment, giveUp)));
  return results.includes('deleted');
}
