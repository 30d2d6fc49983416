import { expect, test } from 'vitest';
import type { ReportedPort } from '../carriers/carrier-link';
import { memoryStore } from '../store/repositories/testing/memory-store';
import { loadNetwork } from './network';
import { receiveChange, receiveInventory } from './receive-inventory';
import { inventory, inventoryChange, networkWith, reportedNode, reportedPort, site } from './testing/carrier-reports';

const plugged = (portUuid: string, localId: string, remoteId: string) =>
  inventory({
    nodes: [reportedNode('n', { site: site('LON') })],
    ports: [reportedPort('old', 'n'), reportedPort('new', 'n')].map((port) =>
      port.uuid === portUuid ? { ...port, plug: { localId, remoteId } } : port,
    ),
  });

test('a plug that moves to another port takes the join along while nothing runs over it, and leaves it where it is used, with a warning', async () => {
  for (const isUsed of [false, true]) {
    const store = await memoryStore();
    const network = await networkWith(store, 'alpha', 'beta');
    const { view } = network;
    await receiveInventory(store, network, 'alpha', plugged('old', 'A', 'B'), 1);
    await receiveInventory(store, network, 'beta', plugged('old', 'B', 'A'), 2);
    if (isUsed) view.portOwners.set('alpha/old', { orderId: 'O', segmentId: 's' });
    await receiveInventory(store, network, 'alpha', plugged('new', 'A', 'B'), 3);
    const joined = [{ id: 'A~B', aPortId: isUsed ? 'alpha/old' : 'alpha/new', zPortId: 'beta/old' }];
    expect([...view.interconnects.values()]).toMatchObject(joined);
    expect([...(await loadNetwork(store)).view.interconnects.values()]).toMatchObject(joined);
    const told = (await store.transaction((tx) => tx.history.tail(10))).filter(({ event }) => event === 'carrier.warned');
    expect(told.map(({ subject, text }) => `${subject} ${text}`)).toEqual(
      isUsed
        ? [
            expect.stringMatching(
              /^alpha: A~B its plugs are at alpha\/new and beta\/old now, but orders run.*: the known join is kept; move those orders/,
            ),
          ]
        : [],
    );
  }
});

test('a third carrier that claims a plug which is joined already does not part it, be it read first after a start', async () => {
  const store = await memoryStore();
  const network = await networkWith(store, 'zeta', 'beta', 'alpha');
  await receiveInventory(store, network, 'zeta', plugged('old', 'Z', 'B'), 1);
  await receiveInventory(store, network, 'beta', plugged('old', 'B', 'Z'), 2);
  const joined = [{ id: 'B~Z', aPortId: 'beta/old', zPortId: 'zeta/old' }];
  expect([...network.view.interconnects.values()]).toMatchObject(joined);
  await receiveInventory(store, network, 'alpha', plugged('old', 'Z', 'B'), 3);
  expect([...network.view.interconnects.values()]).toMatchObject(joined);
  const restarted = await loadNetwork(store);
  await receiveInventory(store, restarted, 'alpha', plugged('new', 'Z', 'B'), 4);
  expect([...restarted.view.interconnects.values()]).toMatchObject(joined);
});

test('a join that was kept for an order follows its plugs once the order has moved away and the carrier is read again', async () => {
  const store = await memoryStore();
  const network = await networkWith(store, 'alpha', 'beta');
  const { view } = network;
  await receiveInventory(store, network, 'alpha', plugged('old', 'A', 'B'), 1);
  await receiveInventory(store, network, 'beta', plugged('old', 'B', 'A'), 2);
  view.portOwners.set('alpha/old', { orderId: 'O', segmentId: 's' });
  await receiveInventory(store, network, 'alpha', plugged('new', 'A', 'B'), 3);
  expect(view.interconnects.get('A~B')).toMatchObject({ aPortId: 'alpha/old' });
  view.portOwners.delete('alpha/old');
  await receiveInventory(store, network, 'alpha', plugged('new', 'A', 'B'), 4);
  expect(view.interconnects.get('A~B')).toMatchObject({ aPortId: 'alpha/new', zPortId: 'beta/old' });
});

test('a notice matches again what is plugged otherwise', async () => {
  const store = await memoryStore();
  const network = await networkWith(store, 'alpha', 'beta');
  const { view } = network;
  await receiveInventory(store, network, 'alpha', plugged('old', 'A', 'B'), 1);
  await receiveInventory(store, network, 'beta', plugged('old', 'B', 'A'), 2);
  const tell = (port: Partial<ReportedPort>, atMs: number) =>
    receiveChange(store, network, 'alpha', inventoryChange({ ports: [{ ...reportedPort('old', 'n'), ...port }] }), atMs);
  const plug = { localId: 'A', remoteId: 'B' };
  for (const [port, isJoined] of [
    [{ plug, condition: 'down' }, true],
    [{ plug: null }, false],
    [{ plug }, true],
    [{ plug: { localId: 'A', remoteId: 'C' } }, false],
    [{ plug }, true],
  ] as const) {
    await tell(port, 3);
    expect([...view.interconnects.keys()]).toEqual(isJoined ? ['A~B'] : []);
  }
  await receiveChange(store, network, 'alpha', inventoryChange({ withdrawn: [{ kind: 'port', uuid: 'old' }] }), 4);
  expect([...view.interconnects.keys()]).toEqual([]);
});
