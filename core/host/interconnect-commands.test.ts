import { expect, test } from 'vitest';
import { port } from './testing/simulated-carrier';
import { World, orderRequest } from './testing/world';

const because = { by: 'Ann', reason: 'there is no cable' };

async function begun() {
  const world = new World();
  world.alpha.ports.set('a2-c1', port('a2-c1', 'a2'));
  world.beta.ports.set('b3-c1', port('b3-c1', 'b3'));
  world.gamma.ports.set('g1-c9', port('g1-c9', 'g1'));
  world.alpha.ports.set('a1-c1', port('a1-c1', 'a1'));
  const { host, store } = await world.start();
  return { world, host, store };
}

test('nothing is proposed where two carriers are joined already', async () => {
  const { host } = await begun();
  expect(await host.proposedInterconnects()).toEqual([]);
});

test('two free ports at one site are joined by hand, are no ends any more, and are parted again', async () => {
  const { host } = await begun();
  expect(await host.confirmInterconnect('gamma/g1-c9', 'alpha/a1-c1', 'Ann')).toEqual({ kind: 'received' });
  const id = 'alpha/a1-c1~gamma/g1-c9';
  expect(host.network.view.interconnects.get(id)).toMatchObject({ origin: 'operator', siteId: 'LON' });
  expect(host.network.graph.edgeOf({ kind: 'interconnect', id })).toBeDefined();
  expect(await host.confirmInterconnect('gamma/g1-c9', 'alpha/a1-c1', 'Ann')).toMatchObject({
    message: /stands in an interconnect already/,
  });
  const order = orderRequest({ a: { kind: 'port', id: 'gamma/g1-c9' } });
  await host.submitOrder(order);
  expect((await host.dossier(order.id))?.order.state).not.toBe('active');
  expect(await host.partInterconnect(id, because)).toEqual({ kind: 'received' });
  expect(host.network.graph.edgeOf({ kind: 'interconnect', id })).toBeUndefined();
  expect(await host.partInterconnect(id, because)).toMatchObject({ message: /is not known/ });
});

test.each([
  ['of one carrier', 'alpha/a1-c1', 'alpha/a2-c1', /both of alpha/],
  ['at two sites', 'alpha/a1-c1', 'beta/b3-c1', /is at LON.*at PAR/],
  ['of which one is not known', 'alpha/a1-c1', 'beta/none', /beta\/none is not known/],
  ['of which one has a plug', 'alpha/a1-c1', 'gamma/g1-a1-1', /stands in an interconnect|plug identifier/],
])('two ports %s are not joined', async (_, one, other, message) => {
  const { host } = await begun();
  expect(await host.confirmInterconnect(one, other, 'Ann')).toMatchObject({ kind: 'refused', message });
});

test('a rejection outlives the host, and is taken back', async () => {
  const { world, host, store } = await begun();
  expect(await host.rejectInterconnect('gamma/g1-c9', 'alpha/a1-c1', because)).toEqual({ kind: 'received' });
  await host.close();
  await store.close();
  const again = await world.start();
  expect(await again.host.rejectedInterconnects()).toMatchObject([{ aPortId: 'alpha/a1-c1', zPortId: 'gamma/g1-c9', by: 'Ann' }]);
  expect(await again.host.allowInterconnect('gamma/g1-c9', 'alpha/a1-c1', 'Ann')).toEqual({ kind: 'received' });
  expect(await again.host.allowInterconnect('gamma/g1-c9', 'alpha/a1-c1', 'Ann')).toMatchObject({ kind: 'refused' });
});

test('a carrier that an order runs over, or begins at, is not removed', async () => {
  const { world, host } = await begun();
  const order = orderRequest();
  await host.submitOrder(order);
  await world.clock.run(60_000);
  expect((await host.dossier(order.id))?.order.state).toBe('active');
  for (const carrierId of ['alpha', 'gamma'])
    expect(await host.removeCarrier(carrierId, because)).toMatchObject({ kind: 'refused', message: new RegExp(order.id) });
  expect(await host.removeCarrier('omega', because)).toMatchObject({ message: /omega is not known; known are/ });
});
