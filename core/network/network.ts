import { isOver } from '../model/maintenance-window';
import { TextPool, type Store } from '../store/store';
import { BookedSlots } from './booked-slots';
import { NetworkGraph } from './network-graph';
import { NetworkView } from './network-view';
import { UseReader } from './use-reader';

/** The network as it is known: read it from `view`, route on `graph`; both follow the store after each commit. */
export interface Network {
  readonly view: NetworkView;
  readonly graph: NetworkGraph;
}

/** The network with how much of it is used; who uses it is read by `use`. */
export interface BegunNetwork extends Network {
  readonly use: UseReader;
}

/** Reads all that the store has of the network: connection and latency information, bookings, routes. */
export async function loadNetwork(store: Store): Promise<Network> {
  const { use, ...network } = await beginNetwork(store);
  while (!use.isDone) (await store.transaction((tx) => use.read(tx)))();
  return network;
}

/** The same, but for who uses it: of that, only a first slice is read. `places`: see `UseReader`. */
export async function beginNetwork(store: Store, onStage?: (stage: string) => void, places?: number): Promise<BegunNetwork> {
  const { view, use, take } = await store.transaction(async (tx) => {
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
        slots: (resourceId, slots) => known.slotBookings.set(resourceId, new BookedSlots(slots)),
        port: (portId, orderId, segmentId) => known.portOwners.set(portId, { orderId, segmentId }),
      },
      pool,
    );
    for (const hold of await tx.carriers.holds()) known.linkHolds.set(hold.carrierId, hold);
    for (const window of await tx.windows.list()) if (!isOver(window)) known.windows.set(window.id, window);
    onStage?.('bookings read');
    const reader = new UseReader(known, pool, places);
    return { view: known, use: reader, take: await reader.read(tx) };
  });
  take();
  const graph = new NetworkGraph(view);
  onStage?.('graph built');
  return { view, graph, use };
}
