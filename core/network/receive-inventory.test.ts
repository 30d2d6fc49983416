import { exampleOrder } from '../orders/testing/example-order';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CarrierInventory, InventoryChange } from '../carriers/carrier-link';
import { symmetric } from '../model/latency';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { enterReading } from './enter-latency';
import { loadNetwork, type Network } from './network';
import { receiveChange, receiveInventory } from './receive-inventory';
import { inventory, inventoryChange, networkWith, reportedNode, reportedPort, reportedResource, site } from './testing/carrier-reports';
import { reading } from './testing/plain-network';
import { contentsOf, keptAndBuilt } from './testing/same-network';

let store: Store;
let network: Network;
let nowMs = 100;
beforeEach(async () => {
  store = await memoryStore();
  network = await networkWith(store, 'alpha', 'beta');
  nowMs = 100;
});

const ids = (changed: readonly { readonly kind: string; readonly id: string }[]) => changed.map(({ kind, id }) => `${kind} ${id}`).sort();
const receive = async (parts: Partial<CarrierInventory>, carrierId = 'alpha') =>
  ids(await receiveInventory(store, network, carrierId, inventory(parts), nowMs++));
const change = async (parts: Partial<InventoryChange>, carrierId = 'alpha') =>
  ids(await receiveChange(store, network, carrierId, inventoryChange(parts), nowMs++));
const latencyOf = (id: string) => network.view.latency({ kind: 'resource', id });
const warnings = async () =>
  (await store.transaction((tx) => tx.history.tail(1000))).filter(({ event }) => event === 'carrier.warned').map(({ text }) => text);

/** One line between two nodes. */
const line = {
  nodes: [reportedNode('1'), reportedNode('2')],
  ports: [reportedPort('p', '1')],
  resources: [reportedResource('r', '1', '2')],
};

describe('a notice of one thing', () => {
  test('looks through nothing else of the network', async () => {
    await receive(line);
    const looks: string[] = [];
    const { view } = network;
    for (const name of ['nodes', 'ports', 'resources', 'interconnects', 'sites'] as const) {
      const all: Map<string, unknown> = view[name];
      for (const method of ['keys', 'values', 'entries', 'forEach', Symbol.iterator] as const) {
        const own = all[method].bind(all) as () => never;
        Object.defineProperty(all, method, { value: () => (looks.push(`${name} ${String(method)}`), own()) });
      }
    }
    expect(await change({ resources: [reportedResource('r', '1', '2', { latency: symmetric(2000) })] })).toEqual(['resource alpha/r']);
    expect(await change({ resources: [reportedResource('r', '1', '2', { condition: 'down' })] })).toEqual(['resource alpha/r']);
    expect(await change({ nodes: [reportedNode('1', { condition: 'down' })] })).toEqual(['node alpha/1']);
    expect(await change({ ports: [reportedPort('p', '1', { condition: 'down' })] })).toEqual(['port alpha/p']);
    expect(looks).toEqual([]);
    await receive(line);
    expect(looks).not.toEqual([]);
  });
});

describe('a full inventory (N1)', () => {
  test('enters what is new, and says all of it; the same again is no change', async () => {
    expect(await receive(line)).toEqual(['node alpha/1', 'node alpha/2', 'port alpha/p', 'resource alpha/r']);
    expect(network.view.resources.get('alpha/r')).toMatchObject({ carrierId: 'alpha', aNodeId: 'alpha/1', zNodeId: 'alpha/2', slots: 16 });
    expect(latencyOf('alpha/r')).toMatchObject({ azNs: 1000, provenance: 'reported', readAtMs: 100 });
    expect(await receive(line)).toEqual([]);
    expect(latencyOf('alpha/r')).toMatchObject({ readAtMs: 101 });
  });

  test('changes what differs and nothing else', async () => {
    await receive(line);
    const cut = { condition: 'down', conditionText: 'LOS' } as const;
    expect(await receive({ ...line, resources: [reportedResource('r', '1', '2', cut)] })).toEqual(['resource alpha/r']);
    expect(network.view.health({ kind: 'resource', id: 'alpha/r' })).toEqual({ condition: 'down', text: 'LOS' });
  });

  test('withdraws what it does not list any more, of its own carrier alone; what is listed again comes back', async () => {
    await receive({ nodes: [reportedNode('1')] }, 'beta');
    await receive(line);
    expect(await receive({ nodes: line.nodes, ports: [], resources: [] })).toEqual(['port alpha/p', 'resource alpha/r']);
    expect(network.view.resources.get('alpha/r')).toMatchObject({ condition: 'withdrawn' });
    expect(network.view.nodes.get('beta/1')?.condition).toBe('up');
    expect(await receive({ nodes: line.nodes, ports: [], resources: [] })).toEqual([]);
    expect(await receive(line)).toEqual(['port alpha/p', 'resource alpha/r']);
    expect(network.view.resources.get('alpha/r')).toMatchObject({ condition: 'up', conditionText: '' });
  });

  test('that refers to a node which is not listed leaves the thing out, with its name and the remedy, and nothing of it is kept', async () => {
    await receive({
      nodes: [reportedNode('1')],
      ports: [reportedPort('p', '9')],
      resources: [reportedResource('r', '1', '9')],
    });
    expect([...network.view.ports.keys(), ...network.view.resources.keys()]).toEqual([]);
    expect(await warnings()).toEqual([
      'p refers to node alpha/9, which the carrier does not list; it is left out until both are listed',
      'r refers to node alpha/9, which the carrier does not list; it is left out until both are listed',
    ]);
    expect((await store.transaction((tx) => tx.latency.readAll())).readings.map(({ subject }) => subject.id)).toEqual(['alpha/1']);
    await receive(line);
    expect(latencyOf('alpha/r')).not.toBeNull();
  });

  test('notes each warning once, however often it is said', async () => {
    const warned = {
      ...line,
      warnings: [
        { subject: 'x', message: 'left out' },
        { subject: 'x', message: 'left out' },
      ],
    };
    await receive(warned);
    await receive(warned);
    await change({
      warnings: [
        { subject: 'x', message: 'left out' },
        { subject: 'y', message: 'left out' },
      ],
    });
    expect(await warnings()).toEqual(['left out', 'left out']);
  });

  test('that the store cannot keep leaves the view as it was', async () => {
    await receive(line);
    const before = contentsOf(network.view);
    const impossible = { ...line, resources: [reportedResource('r', '1', '2', { slots: -1 })], warnings: [{ subject: 'x', message: 'y' }] };
    await expect(receive(impossible)).rejects.toThrow(/CHECK/);
    expect(contentsOf(network.view)).toEqual(before);
    expect(await warnings()).toEqual([]);
  });
});

describe('latency that a carrier reports (N2)', () => {
  const withLatency = (latency: { azNs: number; zaNs: number } | null, transitNs: number | null = 10) => ({
    nodes: [reportedNode('1', { transitNs }), reportedNode('2')],
    resources: [reportedResource('r', '1', '2', { latency })],
  });

  test('never erases or outweighs an operator’s reading', async () => {
    await receive(withLatency(symmetric(1000)));
    await enterReading(store, network, reading('resource', 'alpha/r', 700, 'operator', { readAtMs: 1 }));
    expect(await receive(withLatency(symmetric(2000)))).toEqual(['resource alpha/r']);
    expect(latencyOf('alpha/r')).toMatchObject({ azNs: 700, provenance: 'operator' });
    await receive(withLatency(null));
    expect(latencyOf('alpha/r')).toMatchObject({ azNs: 700, provenance: 'operator' });
  });

  test('that is older never replaces a newer one', async () => {
    await receive(withLatency(symmetric(1000)));
    await receiveInventory(store, network, 'alpha', inventory(withLatency(symmetric(5000))), 50);
    expect(latencyOf('alpha/r')).toMatchObject({ azNs: 1000, readAtMs: 100 });
    await receiveInventory(store, network, 'alpha', inventory(withLatency(null)), 50);
    expect(latencyOf('alpha/r')).toMatchObject({ azNs: 1000, readAtMs: 100 });
  });

  test('replaces one from after now: that was read while the clock was ahead', async () => {
    await receive(withLatency(symmetric(1000)));
    await receiveInventory(store, network, 'alpha', inventory(withLatency(symmetric(5000))), 50, 60);
    expect(latencyOf('alpha/r')).toMatchObject({ azNs: 5000, readAtMs: 50 });
    await receive(withLatency(symmetric(1000)));
    await receiveChange(store, network, 'alpha', inventoryChange(withLatency(null)), 50, 60);
    expect(latencyOf('alpha/r')).toBeNull();
  });

  test('and then reports no more is unknown again: of a resource and of a node', async () => {
    await receive(withLatency(symmetric(1000)));
    expect(await receive(withLatency(null, null))).toEqual(['node alpha/1', 'resource alpha/r']);
    expect(latencyOf('alpha/r')).toBeNull();
    expect(network.view.latency({ kind: 'node', id: 'alpha/1' })).toBeNull();
    expect(await receive(withLatency(null, null))).toEqual([]);
  });

  test('that moves is a change, that was read again the same is none; zero is a latency', async () => {
    await receive(withLatency(symmetric(1000)));
    expect(await receive(withLatency({ azNs: 1000, zaNs: 1001 }))).toEqual(['resource alpha/r']);
    expect(await receive(withLatency({ azNs: 1000, zaNs: 1001 }))).toEqual([]);
    expect(await receive(withLatency(symmetric(0), 0))).toEqual(['node alpha/1', 'resource alpha/r']);
    expect(latencyOf('alpha/r')).toMatchObject({ azNs: 0 });
  });
});

describe('slots', () => {
  const order = exampleOrder({
    id: 'O',
    accessingCarrierId: 'alpha',
    a: { kind: 'port', id: 'alpha/p' },
    z: { kind: 'port', id: 'alpha/q' },
    state: 'active',
  });
  const available = (availableSlots: number) => ({
    nodes: line.nodes,
    ports: [reportedPort('p', '1'), reportedPort('q', '2')],
    resources: [reportedResource('r', '1', '2', { slots: 40, availableSlots })],
  });
  const service = { uuid: 'seg', name: 'O', aPortUuid: 'p', zPortUuid: 'q', slots: 8, state: 'up', route: ['r'] } as const;
  const book = async (carrierId = 'alpha') => {
    await store.transaction(async (tx) => {
      await tx.orders.insert(order);
      const route = { aPortId: 'alpha/p', zPortId: 'alpha/q', hops: [], azNs: 1, zaNs: 1, price: 0 };
      await tx.connections.insert({ id: 'con', orderId: 'O', state: 'active', route, createdAtMs: 1 });
      const ends = { aPortId: 'alpha/p', zPortId: 'alpha/q', resourceIds: ['alpha/r'] };
      const rest = { ordinal: 0, slots: 8, maxDelayNs: 9, state: 'held', detail: '' } as const;
      await tx.connections.insertSegment({ id: 'seg', connectionId: 'con', orderId: 'O', carrierId, ...ends, ...rest });
      await tx.connections.bookSlots('seg', ['alpha/r'], 8);
    });
    network.view.putSlotBooking('alpha/r', 'seg', 8);
  };
  const foreign = () => network.view.resources.get('alpha/r')?.foreignSlots;

  test('that are not available are others’, but for those of the services that are ours', async () => {
    await receive(available(30));
    expect(foreign()).toBe(10);
    await book();
    await receive({ ...available(22), services: [service] });
    expect(foreign()).toBe(10);
    await receive({ ...available(22), services: [{ ...service, uuid: 'stranger' }] });
    expect(foreign()).toBe(18);
  });

  test('of a service without a route that is told are taken off where it was asked to go', async () => {
    await receive(available(40));
    await book();
    await receive({ ...available(32), services: [{ ...service, route: null }] });
    expect(foreign()).toBe(0);
  });

  test('of a service that has another carrier’s segment as its id are not ours', async () => {
    await receive(available(40));
    await book('beta');
    await receive({ ...available(32), services: [service] });
    expect(foreign()).toBe(8);
  });

  test('of one resource that was read again: what is booked for ours is taken off', async () => {
    await receive(available(40));
    await book();
    expect(await change({ resources: available(20).resources })).toEqual(['resource alpha/r']);
    expect(foreign()).toBe(12);
    await change({ resources: available(40).resources });
    expect(foreign()).toBe(0);
  });
});

describe('a change', () => {
  test('touches what it mentions alone', async () => {
    await receive({ ...line, resources: [...line.resources, reportedResource('s', '1', '2')] });
    expect(await change({ resources: [reportedResource('r', '1', '2', { condition: 'degraded' })] })).toEqual(['resource alpha/r']);
    expect([...network.view.resources.values()].map(({ condition }) => condition)).toEqual(['degraded', 'up']);
  });

  test('withdraws what it names; what is not known is no matter', async () => {
    await receive(line);
    const withdrawn = (['node', 'port', 'resource'] as const).map((kind) => ({
      kind,
      uuid: kind === 'node' ? '2' : kind === 'port' ? 'p' : 'r',
    }));
    expect(await change({ withdrawn: [...withdrawn, { kind: 'resource', uuid: 'never-seen' }] })).toEqual([
      'node alpha/2',
      'port alpha/p',
      'resource alpha/r',
    ]);
    expect(network.view.nodes.get('alpha/1')?.condition).toBe('up');
  });

  test('may bring a node and what stands on it together', async () => {
    await receive(line);
    expect(await change({ nodes: [reportedNode('3')], resources: [reportedResource('s', '2', '3')] })).toEqual([
      'node alpha/3',
      'resource alpha/s',
    ]);
    expect(keptAndBuilt(network).kept).toEqual(keptAndBuilt(network).built);
  });
});

describe('a site', () => {
  const at = (...places: ReturnType<typeof site>[]) => ({ nodes: places.map((place, index) => reportedNode(`${index}`, { site: place })) });
  const placeOf = (id: string) => [network.view.sites.get(id)?.latitudeDeg, network.view.sites.get(id)?.longitudeDeg];

  test('has the coordinates of whoever gives them first; who disagrees is told both places', async () => {
    await receive(at(site('LON')));
    await receive(at(site('LON', 51.5, -0.1)), 'beta');
    expect(placeOf('LON')).toEqual([51.5, -0.1]);
    await receive(at(site('LON', 51.55, -0.05)));
    expect(await warnings()).toEqual([]);
    await receive(at(site('LON', 48.9, 2.3)));
    expect(placeOf('LON')).toEqual([51.5, -0.1]);
    expect(await warnings()).toEqual([
      'site LON is placed at 48.9, 2.3, but is known at 51.5, -0.1; the known place is kept, check which carrier is right',
    ]);
  });

  test('that two nodes of one reading name has the coordinates that either gives', async () => {
    await receive(at(site('LON', 51.5, -0.1), site('LON')));
    expect(placeOf('LON')).toEqual([51.5, -0.1]);
    await receive(at(site('PAR'), site('PAR', 48.9, 2.3), site('PAR', 0, 0)), 'beta');
    expect(placeOf('PAR')).toEqual([48.9, 2.3]);
    expect(await warnings()).toEqual([expect.stringMatching(/^site PAR is placed at 0, 0, but is known at 48.9, 2.3/)]);
  });
});

describe('an interconnect (N1)', () => {
  const plugged = (uuid: string, localId: string, remoteId: string, siteId: string | null = 'LON') => ({
    nodes: [reportedNode('n', { site: siteId === null ? null : site(siteId) })],
    ports: [reportedPort(uuid, 'n', { plug: { localId, remoteId } })],
  });
  const interconnects = () =>
    [...network.view.interconnects.values()].map(({ id, aPortId, zPortId, siteId }) => [id, aPortId, zPortId, siteId]);
  const reloaded = async () => contentsOf((await loadNetwork(store)).view);

  test('appears when the second carrier names its end, and is part of the graph', async () => {
    await receive(plugged('p', 'A', 'B'));
    expect(interconnects()).toEqual([]);
    expect(await receive(plugged('q', 'B', 'A'), 'beta')).toContain('interconnect A~B');
    expect(interconnects()).toEqual([['A~B', 'alpha/p', 'beta/q', 'LON']]);
    expect(network.graph.edgeOf({ kind: 'interconnect', id: 'A~B' })).toBeDefined();
  });

  test('goes with a port that is withdrawn while nothing runs over it, and comes back with its readings', async () => {
    await receive(plugged('p', 'A', 'B'));
    await receive(plugged('q', 'B', 'A'), 'beta');
    await enterReading(store, network, reading('interconnect', 'A~B', 5, 'measured'));
    expect(await receive({ ...plugged('p', 'A', 'B'), ports: [] })).toEqual(['interconnect A~B', 'port alpha/p']);
    expect(interconnects()).toEqual([]);
    expect(await reloaded()).toEqual(contentsOf(network.view));
    await receive(plugged('p', 'A', 'B'));
    expect(network.view.health({ kind: 'interconnect', id: 'A~B' }).condition).toBe('up');
    expect(network.view.latency({ kind: 'interconnect', id: 'A~B' })).toMatchObject({ azNs: 5 });
  });

  test('stays while something runs over it, and is as broken as its port', async () => {
    await receive(plugged('p', 'A', 'B'));
    await receive(plugged('q', 'B', 'A'), 'beta');
    network.view.portOwners.set('alpha/p', { orderId: 'O', segmentId: 's' });
    await receive({ ...plugged('p', 'A', 'B'), ports: [] });
    expect(network.view.health({ kind: 'interconnect', id: 'A~B' }).condition).toBe('withdrawn');
    await receive(plugged('p', 'A', 'C'));
    expect(interconnects()).toMatchObject([['A~B', 'alpha/p', 'beta/q', 'LON']]);
  });

  test('whose port was replaced leads over the new one, in the store as in the view', async () => {
    await receive(plugged('p', 'A', 'B'));
    await receive(plugged('q', 'B', 'A'), 'beta');
    await receive(plugged('new', 'A', 'B'));
    expect(interconnects()).toEqual([['A~B', 'alpha/new', 'beta/q', 'LON']]);
    expect(await reloaded()).toEqual(contentsOf(network.view));
  });

  test('moves with the site of its node', async () => {
    await receive(plugged('p', 'A', 'B', null));
    await receive(plugged('q', 'B', 'A', null), 'beta');
    expect(interconnects()).toMatchObject([['A~B', 'alpha/p', 'beta/q', null]]);
    await receive(plugged('p', 'A', 'B', 'FRA'));
    expect(interconnects()).toMatchObject([['A~B', 'alpha/p', 'beta/q', 'FRA']]);
    expect(await reloaded()).toEqual(contentsOf(network.view));
  });

  test('is another one where its ports name each other by other identifiers, or where one of them was plugged elsewhere', async () => {
    await receive(plugged('p', 'A', 'B'));
    await receive(plugged('q', 'B', 'A'), 'beta');
    await receive(plugged('p', 'A2', 'B'));
    expect(interconnects()).toEqual([]);
    await receive(plugged('q', 'B', 'A2'), 'beta');
    expect(interconnects()).toEqual([['A2~B', 'alpha/p', 'beta/q', 'LON']]);
    expect(keptAndBuilt(network).kept).toEqual(keptAndBuilt(network).built);
    expect(await reloaded()).toEqual(contentsOf(network.view));
  });

  test('that the operator made is left alone', async () => {
    await receive(plugged('p', 'A', 'B'));
    await receive(plugged('q', 'B', 'X'), 'beta');
    const made = { id: 'by-hand', siteId: 'LON', aPortId: 'alpha/p', zPortId: 'beta/q', origin: 'operator' } as const;
    await store.transaction((tx) => tx.network.putInterconnect(made));
    network = await loadNetwork(store);
    await receive(plugged('q', 'B', 'A'), 'beta');
    expect([...network.view.interconnects.values()]).toEqual([made]);
  });

  test('that carriers do not agree on is told once, whichever of them spoke last', async () => {
    await receive(plugged('p', 'A', 'B'));
    await receive(plugged('q', 'B', 'C'), 'beta');
    await receive(plugged('q', 'B', 'C'), 'beta');
    await receive({ ...plugged('q', 'B', 'C'), nodes: [reportedNode('n'), reportedNode('m')] }, 'beta');
    expect(interconnects()).toEqual([]);
    expect(await warnings()).toEqual(['plug A names B as its far end, which names C']);
  });
});
