import { describe, expect, test } from 'vitest';
import type { Port } from '../model/network';
import type { Network } from '../network/network';
import { port } from '../network/testing/plain-network';
import { findEndPorts } from './end-ports';
import { changed, order } from './testing/two-carriers';

const ends = ({ view }: Network, change: Parameters<typeof order>[0] = {}, except: readonly string[] = []) =>
  findEndPorts(view, order(change), 'a', new Set(except));
const idsByNode = (found: ReturnType<typeof ends>) =>
  found.kind === 'none'
    ? found.message
    : Object.fromEntries([...found.byNode].map(([nodeId, ports]) => [nodeId, ports.map(({ id }) => id)]));
const all = (change: Partial<Port>) => ({ 'alpha/c1': change, 'alpha/c2': change });

describe('the ports that an order may end on', () => {
  test('are the free client ports at a node, without those of interconnects', () => {
    expect(idsByNode(ends(changed({})))).toEqual({ 'alpha/lon': ['alpha/c1', 'alpha/c2'] });
  });

  test('at a site are those of all its nodes, of carriers that dedicate and of the order’s own, never another accessing carrier’s (N5)', () => {
    expect(idsByNode(ends(changed({}), { a: { kind: 'site', id: 'LON' } }))).toEqual({
      'alpha/lon': ['alpha/c1', 'alpha/c2'],
      'gamma/lon': ['gamma/c1'],
    });
  });

  test('are no more of a node than are tried, unless windows may leave some of them out', () => {
    const view = changed({}).view;
    const tried = () => findEndPorts(view, order({}), 'a', new Set(), 1);
    expect(idsByNode(tried())).toEqual({ 'alpha/lon': ['alpha/c1'] });
    const window = {
      id: 'W',
      subjects: [],
      fromMs: 1,
      toMs: 2,
      text: 'work',
      state: 'planned',
      plannedBy: 'op',
      cancelledBy: null,
    } as const;
    view.windows.set('W', window);
    expect(idsByNode(tried())).toEqual({ 'alpha/lon': ['alpha/c1', 'alpha/c2'] });
  });

  test('are those first that nobody is about to book', () => {
    const { view, graph } = changed({});
    const isBooked = view.freePorts.promise(['alpha/c1']);
    expect(idsByNode(ends({ view, graph }))).toEqual({ 'alpha/lon': ['alpha/c2', 'alpha/c1'] });
    isBooked();
    expect(idsByNode(ends({ view, graph }))).toEqual({ 'alpha/lon': ['alpha/c1', 'alpha/c2'] });
  });

  test('are the one that is named', () => {
    expect(idsByNode(ends(changed({}), { a: { kind: 'port', id: 'alpha/c2' } }))).toEqual({ 'alpha/lon': ['alpha/c2'] });
  });

  test('are not those that are owned, down, of another signal, or refused by a carrier', () => {
    const owned = changed({ bookings: { ports: [{ portId: 'alpha/c1', orderId: 'X', segmentId: null }] } });
    expect(idsByNode(ends(owned))).toEqual({ 'alpha/lon': ['alpha/c2'] });
    expect(idsByNode(ends(changed({ ports: { 'alpha/c1': { condition: 'degraded' } } })))).toEqual({ 'alpha/lon': ['alpha/c2'] });
    expect(idsByNode(ends(changed({ ports: { 'alpha/c1': { signals: ['1GE'] } } })))).toEqual({ 'alpha/lon': ['alpha/c2'] });
    expect(idsByNode(ends(changed({}), {}, ['alpha/c1']))).toEqual({ 'alpha/lon': ['alpha/c2'] });
  });
});

test.each<[string, string, Network, Parameters<typeof order>[0], readonly string[]]>([
  ['a site that nobody names', 'site ROM is not known to any carrier; check its code', changed({}), { a: { kind: 'site', id: 'ROM' } }, []],
  ['a node that is not known', 'node alpha/rom is not known; check its id', changed({}), { a: { kind: 'node', id: 'alpha/rom' } }, []],
  ['a port that is not known', 'port alpha/c9 is not known; check its id', changed({}), { a: { kind: 'port', id: 'alpha/c9' } }, []],
  ['a node with interconnects alone', 'node alpha/par has no client port', changed({}), { a: { kind: 'node', id: 'alpha/par' } }, []],
  [
    'another accessing carrier’s node',
    "the ports at node delta/lon belong to carriers that neither dedicate nor are the order's own",
    changed({}),
    { a: { kind: 'node', id: 'delta/lon' } },
    [],
  ],
  ['ports of other signals', 'node alpha/lon has no port that accepts 100GE', changed({}), { signal: '100GE' }, []],
  ['ports that are down', 'every 10GE-LAN port at node alpha/lon is down', changed({ ports: all({ condition: 'down' }) }), {}, []],
  [
    'ports on a node that is down',
    'every 10GE-LAN port at node alpha/lon is down',
    changed({ nodes: { 'alpha/lon': { condition: 'down' } } }),
    {},
    [],
  ],
  [
    'ports that are owned',
    'every 10GE-LAN port at node alpha/lon is taken',
    changed({ bookings: { ports: ['alpha/c1', 'alpha/c2'].map((portId) => ({ portId, orderId: 'X', segmentId: null })) } }),
    {},
    [],
  ],
  [
    'ports that carriers refused',
    'every 10GE-LAN port at node alpha/lon that is free was refused by its carrier',
    changed({}),
    {},
    ['alpha/c1', 'alpha/c2'],
  ],
])('%s: says so in words', (_, message, network, change, except) => {
  expect(ends(network, change, except)).toEqual({ kind: 'none', message });
});

test('what is meant is said by name, not by id', () => {
  const network = changed({
    nodes: { 'alpha/lon': { name: 'London Docks' } },
    ports: { 'alpha/c1': { name: 'Rack 3, 1/1', condition: 'down' } },
  });
  expect(ends(network, { signal: '100GE' })).toMatchObject({ message: 'node London Docks has no port that accepts 100GE' });
  expect(ends(network, { a: { kind: 'port', id: 'alpha/c1' } })).toMatchObject({
    message: 'every 10GE-LAN port at port Rack 3, 1/1 is down',
  });
  expect(port('alpha/c1', 'n').plug).toBeNull();
});
