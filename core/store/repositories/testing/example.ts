import { exampleOrder } from '../../../orders/testing/example-order';
import type { Connection, Segment } from '../../../model/connection';
import type { Order } from '../../../model/order';
import type { Route } from '../../../model/route';
import type { Tx } from '../../store';

/** One carrier with two nodes, four ports and a resource of 16 slots between them. */
export async function putNetwork({ network }: Tx): Promise<void> {
  await network.putCarrier({ id: 'alpha', name: 'Alpha', role: 'dedicating' });
  const state = { condition: 'up', conditionText: '' } as const;
  for (const id of ['alpha/1', 'alpha/2']) await network.putNode({ id, carrierId: 'alpha', name: id, siteId: null, ...state });
  for (const id of ['alpha/p', 'alpha/q', 'alpha/r', 'alpha/s'])
    await network.putPort({ id, carrierId: 'alpha', nodeId: 'alpha/1', name: id, signals: ['1GE'], plug: null, ...state });
  for (const id of ['alpha/near', 'alpha/far']) {
    await network.putResource({
      ...{ id, carrierId: 'alpha', name: id, aNodeId: 'alpha/1', zNodeId: 'alpha/2', slots: 16, foreignSlots: 4, signals: ['1GE'] },
      ...{ pricePerSlot: 1, sharedRisks: [], isDedicated: true, ...state },
    });
  }
}

export const order = (change: Partial<Order> = {}): Order =>
  exampleOrder({
    id: 'O',
    z: { kind: 'port', id: 'alpha/q' },
    limit: { oneWayNs: 900, enteredAs: 'round-trip' },
    objective: 'price',
    priority: 2,
    minimumProvenance: 'reported',
    receivedAtMs: 5,
    stateSinceMs: 5,
    ...change,
  });

export const route: Route = {
  aPortId: 'alpha/p',
  zPortId: 'alpha/q',
  hops: [{ kind: 'node', id: 'alpha/1', azNs: 1, zaNs: 2 }],
  azNs: 1,
  zaNs: 2,
  price: 7,
};

export const connection = (change: Partial<Connection> = {}): Connection => ({
  id: 'K',
  orderId: 'O',
  state: 'reserved',
  route,
  createdAtMs: 6,
  ...change,
});

export const segment = (change: Partial<Segment> = {}): Segment => ({
  id: 'S',
  connectionId: 'K',
  orderId: 'O',
  carrierId: 'alpha',
  ordinal: 0,
  aPortId: 'alpha/p',
  zPortId: 'alpha/q',
  resourceIds: ['alpha/near', 'alpha/far'],
  slots: 8,
  maxDelayNs: 100,
  state: 'booked',
  detail: '',
  ...change,
});
