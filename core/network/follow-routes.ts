import type { Connection } from '../model/connection';
import { noteInTurn } from './note-in-turn';
import type { Store, Tx } from '../store/store';
import type { NetworkView } from './network-view';
import { statesInUse } from './routes-in-use';

/** The store, with the view's routes following what is written of connections, of alternatives, and of orders that wait, once it is durable. */
export function followRoutes(store: Store, view: NetworkView): Store {
  const noted = noteInTurn<Followers>((tx, followers) => noting(tx, view, (follow) => void followers().push(follow)));
  return {
    ...store,
    async transaction(work) {
      const followers: Followers = [];
      const result = await store.transaction((tx) => work(noted(tx, followers)));
      for (const follow of followers) follow();
      return result;
    },
  };
}

type Followers = (() => void)[];

function noting(tx: Tx, view: NetworkView, afterwards: (follow: () => void) => void): Tx {
  const { connections, orders, alternatives } = tx;
  return {
    ...tx,
    connections: {
      ...connections,
      async insert(connection) {
        await connections.insert(connection);
        afterwards(() => {
          if (isInUse(connection.state)) view.routes.put(view, connection);
        });
      },
      async setState(id, state) {
        await connections.setState(id, state);
        afterwards(() => {
          if (!isInUse(state)) view.routes.remove(id);
        });
      },
      async setRoute(id, route) {
        await connections.setRoute(id, route);
        afterwards(() => {
          view.routes.reroute(view, id, route);
        });
      },
    },
    alternatives: {
      ...alternatives,
      async replace(orderId, replaced) {
        await alternatives.replace(orderId, replaced);
        afterwards(() => {
          view.routes.putAlternatives(
            view,
            orderId,
            replaced.map(({ route }) => route),
          );
        });
      },
    },
    orders: {
      ...orders,
      async addDecision(decision) {
        await orders.addDecision(decision);
        afterwards(() => {
          view.routes.putPlanned(decision);
        });
      },
      async move(transition, ...onward) {
        const isMoved = await orders.move(transition, ...onward);
        const { to } = onward.at(-1) ?? transition;
        afterwards(() => {
          if (isMoved && to !== 'planned') view.routes.removePlanned(transition.orderId);
        });
        return isMoved;
      },
    },
  };
}

const isInUse = (state: Connection['state']): boolean => statesInUse.some((inUse) => inUse === state);
