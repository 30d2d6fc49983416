import { defaultSettings, type Engine } from '../../engine';
import type { NetworkSubject } from '../../model/network';
import type { OrderState } from '../../model/order';
import { exampleOrder } from '../../orders/testing/example-order';
import { followRoutes } from '../../network/follow-routes';
import { receiveChange, receiveInventory } from '../../network/receive-inventory';
import {
  inventory,
  inventoryChange,
  networkWith,
  reportedNode,
  reportedPort,
  reportedResource,
} from '../../network/testing/carrier-reports';
import type { Store } from '../../store/store';
import { examine } from '../examine';

const transitNs = 10;
const latencyNs = 1_000;
export const limitNs = 1_200;

/** One carrier's two nodes with resources between them, and orders in service, each over one of the resources. */
export async function manyOrders(store: Store, counts: { readonly resources: number; readonly orders: number }) {
  const network = await networkWith(store, 'alpha');
  const followed = followRoutes(store, network.view);
  const resources = Array.from({ length: counts.resources }, (_, at) => reportedResource(`r${at}`, '1', '2'));
  const nodes = [reportedNode('1', { transitNs }), reportedNode('2', { transitNs })];
  const ports = Array.from({ length: 2 * counts.orders }, (_, at) => reportedPort(`p${at}`, at % 2 === 0 ? '1' : '2'));
  await receiveInventory(followed, network, 'alpha', inventory({ nodes, ports, resources }), 1);
  await followed.transaction(async (tx) => {
    for (let at = 0; at < counts.orders; at += 1) {
      const id = `O${at}`;
      await tx.orders.insert(
        exampleOrder({ id, state: 'active', priority: 1 + ((at * 7) % 9), limit: { oneWayNs: limitNs, enteredAs: 'one-way' } }),
      );
      const node = { kind: 'node', azNs: transitNs, zaNs: transitNs } as const;
      const hops = [
        { ...node, id: 'alpha/1' },
        { kind: 'resource', id: `alpha/r${at % counts.resources}`, azNs: latencyNs, zaNs: latencyNs } as const,
        { ...node, id: 'alpha/2' },
      ];
      const total = latencyNs + 2 * transitNs;
      const route = { azNs: total, zaNs: total, price: 1, aPortId: `alpha/p${2 * at}`, zPortId: `alpha/p${2 * at + 1}`, hops };
      await tx.connections.insert({ id: `K${at}`, orderId: id, state: 'active', createdAtMs: 1, route });
    }
  });
  let ids = 0;
  let isEnding = false;
  const transactions: number[] = [];
  const moves: string[] = [];
  /** How many orders each transaction moved. */
  const counted: Store = {
    ...followed,
    async transaction(work) {
      transactions.push(0);
      const own = transactions.length - 1;
      return followed.transaction((tx) =>
        work({
          ...tx,
          orders: {
            ...tx.orders,
            async move(transition) {
              transactions[own] = (transactions[own] ?? 0) + 1;
              moves.push(transition.orderId);
              return tx.orders.move(transition);
            },
          },
        }),
      );
    },
  };
  const engine = {
    store: counted,
    network,
    clock: { now: () => 100, after: () => () => undefined },
    newId: () => `id-${ids++}`,
    settings: defaultSettings,
    isEnding: () => isEnding,
    announce: () => undefined,
  } as unknown as Engine;
  let atMs = 2;
  return {
    engine,
    transactions,
    /** The orders that were moved, in turn. */
    moves,
    end: (): void => {
      isEnding = true;
    },
    beginAnew: (): void => {
      isEnding = false;
    },
    /** A notice of resources that are down or up, or slower; what changed. Nothing is judged yet. */
    tell: (
      changes: readonly { readonly at: number; readonly isDown: boolean; readonly ns: number }[],
    ): Promise<readonly NetworkSubject[]> =>
      receiveChange(
        counted,
        network,
        'alpha',
        inventoryChange({
          resources: changes.map(({ at, isDown, ns }) =>
            reportedResource(`r${at}`, '1', '2', { condition: isDown ? 'down' : 'up', latency: { azNs: ns, zaNs: ns } }),
          ),
        }),
        atMs++,
      ),
    states: (): Promise<ReadonlyMap<string, OrderState>> =>
      store.transaction(async (tx) => new Map((await tx.orders.list()).map(({ id, state }) => [id, state]))),
    /** What they are to be by the network as it is known, each looked at for itself, and the open impairments. */
    expected: async () => {
      const { orders, connections } = await store.transaction(async (tx) => ({
        orders: await tx.orders.list(),
        connections: new Map((await tx.connections.inState(['active'])).map((connection) => [connection.orderId, connection])),
      }));
      const states = new Map<string, OrderState>();
      const impairments = new Set<string>();
      for (const order of orders) {
        const connection = connections.get(order.id);
        const findings = connection ? examine(network.view, order, connection) : [];
        const isJudged = connection && (order.state === 'active' || order.state === 'impaired');
        states.set(order.id, !isJudged ? order.state : findings.length > 0 ? 'impaired' : 'active');
        for (const { subject, cause } of findings) impairments.add(`${subject.id} ${cause}`);
      }
      return { states, impairments: [...impairments].sort() };
    },
    open: async () => {
      const open = await store.transaction((tx) => tx.impairments.open());
      return open.map(({ subject, cause }) => `${subject.id} ${cause}`).sort();
    },
  };
}
