import { beforeEach, describe, expect, test } from 'vitest';
import { maxLatencyNs } from '../model/latency';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { enterDefault, enterReading, withdrawDefault } from './enter-latency';
import type { Network } from './network';
import { receiveInventory } from './receive-inventory';
import { inventory, networkWith, reportedNode, reportedPort, reportedResource, site } from './testing/carrier-reports';
import { reading } from './testing/plain-network';

let store: Store;
let network: Network;
beforeEach(async () => {
  store = await memoryStore();
  network = await networkWith(store, 'alpha', 'beta');
  const nodes = [reportedNode('1', { site: site('LON'), transitNs: null }), reportedNode('2', { transitNs: 20 })];
  const plug = (localId: string, remoteId: string) => [reportedPort('p', '1', { plug: { localId, remoteId } })];
  const resources = [reportedResource('r', '1', '2')];
  await receiveInventory(store, network, 'alpha', inventory({ nodes, ports: plug('A', 'B'), resources }), 100);
  await receiveInventory(store, network, 'beta', inventory({ nodes: [nodes[0] ?? reportedNode('1')], ports: plug('B', 'A') }), 100);
});

const record = () => store.transaction((tx) => tx.latency.readAll());

describe('a reading', () => {
  test('is entered in the store, the view and the graph, and noted', async () => {
    const measured = reading('resource', 'alpha/r', 0, 'measured', { azNs: 900, zaNs: 950, readAtMs: 200 });
    expect(await enterReading(store, network, measured)).toEqual({ kind: 'entered', changed: [{ kind: 'resource', id: 'alpha/r' }] });
    expect((await record()).readings).toContainEqual(measured);
    expect(network.view.latency(measured.subject)).toMatchObject({ azNs: 900, zaNs: 950, provenance: 'measured' });
    const edge = network.graph.edgeOf({ kind: 'resource', id: 'alpha/r' }) ?? -1;
    expect(network.graph.graph.edgeNs(edge, network.graph.vertexOf('alpha/2') ?? -1)).toBe(950);
    expect(await store.transaction((tx) => tx.history.tail(1))).toMatchObject([
      { event: 'latency.entered', actor: 'operator', subject: 'alpha/r', text: 'resource r: 900 ns, 950 ns back, measured' },
    ]);
  });

  test('older than what is known of its kind changes nothing, and is not noted', async () => {
    await enterReading(store, network, reading('resource', 'alpha/r', 900, 'measured', { readAtMs: 200 }));
    const before = await store.transaction((tx) => tx.history.tail(100));
    const older = reading('resource', 'alpha/r', 1, 'measured', { readAtMs: 199 });
    expect(await enterReading(store, network, older)).toEqual({ kind: 'entered', changed: [] });
    expect(network.view.latency(older.subject)).toMatchObject({ azNs: 900 });
    expect(await store.transaction((tx) => tx.history.tail(100))).toEqual(before);
    // What is known is from after now: the clock was ahead when it was entered.
    expect(await enterReading(store, network, older, { nowMs: 199 })).toMatchObject({ kind: 'entered', changed: [{ id: 'alpha/r' }] });
  });

  test.each([
    ['a fraction', { azNs: 1.5 }],
    ['a negative number', { zaNs: -1 }],
    ['no number', { azNs: NaN }],
    ['longer than anything on Earth', { zaNs: maxLatencyNs + 1 }],
  ])('that is %s is refused with the value', async (_, change) => {
    const wrong = reading('resource', 'alpha/r', 5, 'operator', change);
    const before = await record();
    const entry = await enterReading(store, network, wrong);
    expect(entry).toEqual({
      kind: 'refused',
      message: `latency ${String(Object.values(change)[0])} ns is not a whole number from 0 to 1000000000; check the value and its unit`,
    });
    expect(await record()).toEqual(before);
  });

  test('of zero, or of the longest that is believed, is a reading', async () => {
    const extreme = reading('resource', 'alpha/r', 0, 'operator', { azNs: 0, zaNs: maxLatencyNs });
    expect(await enterReading(store, network, extreme)).toMatchObject({ kind: 'entered', changed: [{ id: 'alpha/r' }] });
  });

  test.each(['resource', 'interconnect', 'node'] as const)('of a %s that is not known is refused with its id', async (kind) => {
    expect(await enterReading(store, network, reading(kind, 'alpha/none', 5))).toEqual({
      kind: 'refused',
      message: `${kind} alpha/none is not known; check its id`,
    });
  });

  test('of a node is the same in both directions, or is refused', async () => {
    expect(await enterReading(store, network, reading('node', 'alpha/1', 0, 'operator', { azNs: 5, zaNs: 6 }))).toEqual({
      kind: 'refused',
      message: 'a node adds the same in both directions, not 5 ns and 6 ns back; enter one value',
    });
    expect(await enterReading(store, network, reading('node', 'alpha/1', 5, 'operator'))).toMatchObject({ kind: 'entered' });
  });
});

describe('a default', () => {
  test('of a carrier’s transit is in force at its nodes without a reading, and gives way to one', async () => {
    const entry = await enterDefault(store, network, { scope: 'carrier-transit', scopeId: 'alpha', ns: 77, setAtMs: 300 });
    expect(entry).toEqual({ kind: 'entered', changed: ['1', '2'].map((uuid) => ({ kind: 'node', id: `alpha/${uuid}` })) });
    const transit = (id: string) => network.graph.graph.transitNs[network.graph.vertexOf(id) ?? -1];
    expect(['alpha/1', 'alpha/2', 'beta/1'].map(transit)).toEqual([77, 20, -1]);
    expect((await record()).defaults).toEqual([{ scope: 'carrier-transit', scopeId: 'alpha', ns: 77, setAtMs: 300 }]);
  });

  test('of a site is in force at its interconnects', async () => {
    expect(await enterDefault(store, network, { scope: 'site-interconnect', scopeId: 'PAR', ns: 5, setAtMs: 300 })).toEqual({
      kind: 'refused',
      message: 'site PAR is not known; check its id',
    });
    expect(network.view.latency({ kind: 'interconnect', id: 'A~B' })).toBeNull();
    expect(await enterDefault(store, network, { scope: 'site-interconnect', scopeId: 'LON', ns: 5, setAtMs: 300 })).toEqual({
      kind: 'entered',
      changed: [{ kind: 'interconnect', id: 'A~B' }],
    });
    const edge = network.graph.edgeOf({ kind: 'interconnect', id: 'A~B' }) ?? -1;
    expect(network.graph.graph.edgeNs(edge, network.graph.vertexOf('alpha/1') ?? -1)).toBe(5);
  });

  test('is withdrawn from the store, the view and the graph, and noted; one that is not set is refused with those that are', async () => {
    const node = { scope: 'carrier-transit', scopeId: 'alpha' } as const;
    await enterDefault(store, network, { ...node, ns: 77, setAtMs: 300 });
    expect(await withdrawDefault(store, network, { ...node, scopeId: 'beta' }, { nowMs: 400 })).toEqual({
      ...{ kind: 'refused', message: 'carrier-transit of beta has no default that could be withdrawn: those of alpha are set' },
    });
    expect(await withdrawDefault(store, network, node, { nowMs: 400, by: 'Zoë' })).toEqual({
      ...{ kind: 'entered', changed: ['1', '2'].map((uuid) => ({ kind: 'node', id: `alpha/${uuid}` })) },
    });
    expect((await record()).defaults).toEqual([]);
    expect(network.view.latency({ kind: 'node', id: 'alpha/1' })).toBeNull();
    expect(['alpha/1', 'alpha/2'].map((id) => network.graph.graph.transitNs[network.graph.vertexOf(id) ?? -1])).toEqual([-1, 20]);
    expect(await store.transaction((tx) => tx.history.tail(1))).toMatchObject([
      {
        atMs: 400,
        actor: 'operator',
        event: 'latency-default.withdrawn',
        subject: 'alpha',
        text: 'carrier-transit of alpha: 77 ns, by Zoë',
      },
    ]);
    expect(await withdrawDefault(store, network, node, { nowMs: 400 })).toMatchObject({ message: /: none is set$/ });
  });

  test('that is no latency is refused', async () => {
    const wrong = { scope: 'carrier-transit', scopeId: 'alpha', ns: 0.1, setAtMs: 300 } as const;
    expect(await enterDefault(store, network, wrong)).toMatchObject({ kind: 'refused', message: expect.stringContaining('0.1') as string });
    expect((await record()).defaults).toEqual([]);
  });
});
