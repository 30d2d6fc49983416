import { beforeEach, describe, expect, test } from 'vitest';
import { isStale } from '../routing/graph';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { enterCarrier, markLink } from './link-state';
import { loadNetwork, type Network } from './network';
import { receiveInventory } from './receive-inventory';
import { inventory, networkWith, reportedNode, reportedPort, reportedResource } from './testing/carrier-reports';
import { carrier } from './testing/plain-network';

let store: Store;
let network: Network;
beforeEach(async () => {
  store = await memoryStore();
  network = await networkWith(store, 'alpha', 'beta');
  const port = (localId: string, remoteId: string) => [reportedPort('p', '1', { plug: { localId, remoteId } })];
  const nodes = [reportedNode('1'), reportedNode('2')];
  const resources = [reportedResource('r', '1', '2')];
  await receiveInventory(store, network, 'alpha', inventory({ nodes, resources, ports: port('A', 'B') }), 100);
  await receiveInventory(store, network, 'beta', inventory({ nodes, resources, ports: port('B', 'A') }), 100);
});

const mark = (carrierId: string, isUp: boolean, atMs: number, reason = isUp ? '' : 'no answer') =>
  markLink(store, network, carrierId, isUp, reason, atMs);
const notes = async () =>
  (await store.transaction((tx) => tx.history.tail(100)))
    .filter(({ event }) => event.startsWith('link.'))
    .map(({ event, text }) => [event, text]);

/** What the graph calls stale. */
function stale(): readonly string[] {
  const { graph } = network;
  const vertices = [...network.view.nodes.keys()].filter((id) => isStale(graph.graph.vertexState[graph.vertexOf(id) ?? -1] ?? 0));
  const edges = [
    ...[...network.view.resources.keys()].map((id) => ({ kind: 'resource', id }) as const),
    ...[...network.view.interconnects.keys()].map((id) => ({ kind: 'interconnect', id }) as const),
  ].filter((subject) => isStale(graph.graph.edgeState[graph.edgeOf(subject) ?? -1] ?? 0));
  return [...vertices, ...edges.map(({ id }) => id)].sort();
}

describe('information of a carrier', () => {
  test('is stale until its link has been up, and while it is down: its own and its interconnects’ (N4)', async () => {
    expect(stale()).toEqual(['A~B', 'alpha/1', 'alpha/2', 'alpha/r', 'beta/1', 'beta/2', 'beta/r']);
    await mark('alpha', true, 110);
    expect(stale()).toEqual(['A~B', 'beta/1', 'beta/2', 'beta/r']);
    await mark('beta', true, 110);
    expect(stale()).toEqual([]);
    await mark('beta', false, 120);
    expect(stale()).toEqual(['A~B', 'beta/1', 'beta/2', 'beta/r']);
  });

  test('has the age of when the carrier was last heard', async () => {
    await mark('alpha', true, 110);
    await mark('alpha', false, 120);
    await mark('alpha', false, 130, 'certificate refused');
    expect(network.view.linkStates.get('alpha')).toEqual({
      carrierId: 'alpha',
      isUp: false,
      reason: 'certificate refused',
      sinceMs: 120,
      heardAtMs: 110,
    });
    expect((await loadNetwork(store)).view.linkStates.get('alpha')).toEqual(network.view.linkStates.get('alpha'));
    await mark('alpha', true, 140);
    expect(network.view.linkStates.get('alpha')).toMatchObject({ isUp: true, reason: '', sinceMs: 140, heardAtMs: 140 });
  });

  test('was never heard of a carrier that was just entered', async () => {
    await enterCarrier(store, network, carrier('gamma'), 90);
    expect(network.view.linkStates.get('gamma')).toMatchObject({ isUp: false, sinceMs: 90, heardAtMs: null, reason: 'not connected yet' });
  });
});

test('a link’s coming and going is noted, a repeat is not, another reason is', async () => {
  await mark('alpha', false, 105, 'not connected yet');
  await mark('alpha', true, 110);
  await mark('alpha', true, 115);
  await mark('alpha', false, 120);
  await mark('alpha', false, 125);
  await mark('alpha', false, 130, 'certificate refused');
  expect(await notes()).toEqual([
    ['link.up', 'resynchronised in full'],
    ['link.down', 'no answer'],
    ['link.down', 'certificate refused'],
  ]);
});

test('a carrier that is entered again keeps its link state; its new role counts at once (N5)', async () => {
  await mark('alpha', true, 110);
  const ownerOf = (id: string) => network.graph.graph.vertexOwner[network.graph.vertexOf(id) ?? -1];
  expect(ownerOf('alpha/1')).toBe(-1);
  await enterCarrier(store, network, { ...carrier('alpha', 'accessing'), name: 'Alpha Ltd' }, 150);
  expect(network.view.linkStates.get('alpha')).toMatchObject({ isUp: true, sinceMs: 110 });
  expect(ownerOf('alpha/1')).toBe(network.graph.indexOfCarrier('alpha'));
  expect(network.view.carrierName('alpha')).toBe('Alpha Ltd');
  expect(network.view.carrierName('nobody')).toBe('nobody');
});
