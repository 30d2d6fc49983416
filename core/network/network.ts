import { isOver } from '../model/maintenance-window';
import type { Store } from '../store/store';
import { NetworkGraph } from './network-graph';
import { NetworkView } from './network-view';
import { statesInUse } from './routes-in-use';

/** The network as it is known: read it from `view`, route on `graph`; both follow the store after each commit. */
export interface Network {
  readonly view: NetworkView;
  readonly graph: NetworkGraph;
}

/** Reads connection information, latency information, bookings and routes from the store. */
export async function loadNetwork(store: Store): Promise<Network> {
  const view = await store.transaction(async (tx) => {
    const known = new NetworkView(
      await tx.network.readAll(),
      await tx.latency.readAll(),
      await tx.connections.bookings(),
      await tx.interventions.holdOuts(),
    );
    for (const connection of await tx.connections.inState(statesInUse)) known.routes.put(known, connection);
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
    for (const hold of await tx.carriers.holds()) known.linkHolds.set(hold.carrierId, hold);
    for (const window of await tx.windows.list()) if (!isOver(window)) known.windows.set(window.id, window);
    return known;
  });
  return { view, graph: new NetworkGraph(view) };
}
