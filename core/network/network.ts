import { isOver } from '../model/maintenance-window';
import type { Store } from '../store/store';
import { NetworkGraph } from './network-graph';
import { NetworkView } from './network-view';

/** The network as it is known: read it from `view`, route on `graph`; both follow the store after each commit. */
export interface Network {
  readonly view: NetworkView;
  readonly graph: NetworkGraph;
}

/** Reads connection information, latency information and bookings from the store. */
export async function loadNetwork(store: Store): Promise<Network> {
  const view = await store.transaction(async (tx) => {
    const known = new NetworkView(
      await tx.network.readAll(),
      await tx.latency.readAll(),
      await tx.connections.bookings(),
      await tx.interventions.holdOuts(),
    );
    for (const window of await tx.windows.list()) if (!isOver(window)) known.windows.set(window.id, window);
    return known;
  });
  return { view, graph: new NetworkGraph(view) };
}
