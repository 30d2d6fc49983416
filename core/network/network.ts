import { isOver } from '../model/maintenance-window';
import { TextPool, type Store } from '../store/store';
import { BookedSlots } from './booked-slots';
import { NetworkGraph } from './network-graph';
import { NetworkView } from './network-view';
import { statesInUse } from './routes-in-use';

/** The network as it is known: read it from `view`, route on `graph`; both follow the store after each commit. */
export interface Network {
  readonly view: NetworkView;
  readonly graph: NetworkGraph;
}

/** Reads connection information, latency information, bookings and routes from the store. */
export async function loadNetwork(store: Store, onStage?: (stage: string) => void): Promise<Network> {
  const view = await store.transaction(async (tx) => {
    // What names a thing is there once, wherever it is named.
    const pool = new TextPool();
    const known = new NetworkView(
      await tx.network.readAll(pool),
      await tx.latency.readAll(),
      { slots: [], ports: [] },
      await tx.interventions.holdOuts(),
    );
    onStage?.('network read');
    await tx.connections.eachBooking(
      {
        slots: (resourceId, booked) => known.slotBookings.set(resourceId, new BookedSlots(booked)),
        port: (portId, orderId, segmentId) => known.portOwners.set(portId, { orderId, segmentId }),
      },
      pool,
    );
    onStage?.('bookings read');
    await tx.connections.eachInState(
      statesInUse,
      (connection) => {
        known.routes.put(known, connection);
      },
      pool,
    );
    for (const { id } of await tx.orders.inState(['planned'])) {
      const [latest] = await tx.orders.decisions(id);
      if (latest) known.routes.putPlanned(latest);
    }
    for (const orderId of new Set((await tx.alternatives.list()).map((alternative) => alternative.orderId))) {
      const own = await tx.alternatives.ofOrder(orderId);
      known.routes.putAlternatives(
        known,
        orderId,
        own.map(({ route }) => route),
      );
    }
    onStage?.('routes read');
    for (const hold of await tx.carriers.holds()) known.linkHolds.set(hold.carrierId, hold);
    for (const window of await tx.windows.list()) if (!isOver(window)) known.windows.set(window.id, window);
    return known;
  });
  const graph = new NetworkGraph(view);
  onStage?.('graph built');
  return { view, graph };
}
