import { beforeEach, describe, expect, test } from 'vitest';
import type { CarrierInventory } from '../carriers/carrier-link';
import type { CarrierRole } from '../model/network';
import { symmetric } from '../model/latency';
import { memoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { enterFile, type FileEffects } from './enter-file';
import { enterCarrier, markLink } from './link-state';
import { loadNetwork, type Network } from './network';
import { receiveInventory } from './receive-inventory';
import { inventory, networkWith, reportedNode, reportedPort, reportedResource } from './testing/carrier-reports';
import { carrier } from './testing/plain-network';
import { contentsOf, keptAndBuilt } from './testing/same-network';

let store: Store;
let network: Network;
let nowMs = Date.UTC(2026, 10, 22);
beforeEach(async () => {
  store = await memoryStore();
  network = await networkWith(store, 'beta');
  nowMs = Date.UTC(2026, 10, 22);
});

const enter = (parts: Partial<CarrierInventory>, isKept = true, id = 'alder', role: CarrierRole = 'both') =>
  enterFile<FileEffects>(
    store,
    network,
    { carrier: carrier(id, role), files: 'alder.csv', inventory: inventory(parts), atMs: nowMs++ },
    (effects) => Promise.resolve({ shown: effects, isKept }),
  );

const line = {
  nodes: [reportedNode('1'), reportedNode('2')],
  ports: [reportedPort('p', '1', { plug: { localId: 'A', remoteId: 'B' } })],
  resources: [reportedResource('r', '1', '2')],
};
const none = { new: 0, changed: 0, withdrawn: 0, unchanged: 0 };

describe('N3: a carrier known only from a file', () => {
  test('is entered as derived, stale, and with its file; the same again is no change', async () => {
    const { shown, isKept } = await enter(line);
    expect(isKept).toBe(true);
    expect(shown.counts).toEqual({
      node: { ...none, new: 2 },
      port: { ...none, new: 1 },
      resource: { ...none, new: 1 },
      interconnect: none,
    });
    const { view } = network;
    expect(view.latency({ kind: 'resource', id: 'alder/r' })).toMatchObject({ azNs: 1000, provenance: 'derived' });
    expect(view.isStale('alder')).toBe(true);
    expect(view.fileWords('alder')).toBe('known only from a file (alder.csv, 2026-11-22): connect its manager');
    expect(view.fileWords('beta')).toBeNull();
    expect((await enter(line)).shown.counts).toEqual({
      node: { ...none, unchanged: 2 },
      port: { ...none, unchanged: 1 },
      resource: { ...none, unchanged: 1 },
      interconnect: none,
    });
  });

  test('whose new file lists other things: each is new, changed, withdrawn or unchanged, and the touched ones are told', async () => {
    await enter(line);
    const { shown } = await enter({
      nodes: [...line.nodes, reportedNode('3')],
      resources: [reportedResource('r', '1', '2', { latency: symmetric(2000) }), reportedResource('s', '2', '3')],
    });
    expect(shown.counts).toEqual({
      node: { ...none, new: 1, unchanged: 2 },
      port: { ...none, withdrawn: 1 },
      resource: { ...none, new: 1, changed: 1 },
      interconnect: none,
    });
    expect(shown.touched).toEqual([
      { kind: 'port', id: 'alder/p' },
      { kind: 'resource', id: 'alder/r' },
    ]);
    expect((await enter({ ...line, resources: [reportedResource('r', '1', '2', { latency: null })] })).shown.counts.resource).toEqual({
      ...none,
      changed: 1,
      withdrawn: 1,
    });
    expect(network.view.latency({ kind: 'resource', id: 'alder/r' })).toBeNull();
  });

  test('joins another carrier by plug identifiers; what its next file does not list is parted', async () => {
    const far = { nodes: [reportedNode('1')], ports: [reportedPort('q', '1', { plug: { localId: 'B', remoteId: 'A' } })] };
    await receiveInventory(store, network, 'beta', inventory(far), 5);
    expect((await enter(line)).shown.counts.interconnect).toEqual({ ...none, new: 1 });
    expect(network.view.interconnects.has('A~B')).toBe(true);
    expect((await enter(line)).shown.counts.interconnect).toEqual({ ...none, unchanged: 1 });
    const { shown } = await enter({ ...line, ports: [] });
    expect(shown.counts.interconnect).toEqual({ ...none, withdrawn: 1 });
    expect(shown.touched).toContainEqual({ kind: 'interconnect', id: 'A~B' });
  });

  test('that is only shown leaves store, view, graph and history as they were', async () => {
    await enter(line);
    const before = contentsOf(network.view);
    const { shown, isKept } = await enter({ nodes: [reportedNode('9')] }, false);
    expect(isKept).toBe(false);
    expect(shown.counts.node).toEqual({ ...none, new: 1, withdrawn: 2 });
    expect((await enter({ nodes: [reportedNode('9')] }, false, 'other')).shown.counts.node).toEqual({ ...none, new: 1 });
    expect(contentsOf(network.view)).toEqual(before);
    expect(contentsOf((await loadNetwork(store)).view)).toEqual(before);
  });

  test('is as the store has it after every step, and so is the graph', async () => {
    await enter(line);
    await enter({ ...line, resources: [reportedResource('r', '1', '2', { latency: null })] });
    await enter(line, true, 'birch');
    await enter(line, true, 'birch', 'accessing');
    expect(contentsOf((await loadNetwork(store)).view)).toEqual(contentsOf(network.view));
    const { kept, built } = keptAndBuilt(network);
    expect(kept).toEqual(built);
  });

  test('whose manager is connected is a linked one: what the manager does not list is withdrawn, and what the file derived is forgotten', async () => {
    await enter(line);
    await enterCarrier(store, network, carrier('alder'), nowMs);
    expect(network.view.linkStates.get('alder')?.reason).toBe('not connected yet');
    expect(network.view.fileWords('alder')).not.toBeNull();
    const reported = {
      nodes: [reportedNode('1', { transitNs: null }), reportedNode('2')],
      resources: [reportedResource('r', '1', '2', { latency: null })],
    };
    await receiveInventory(store, network, 'alder', inventory(reported), nowMs);
    await markLink(store, network, 'alder', true, '', nowMs);
    const { view } = network;
    expect(view.fileWords('alder')).toBeNull();
    expect(view.isStale('alder')).toBe(false);
    expect(view.ports.get('alder/p')?.condition).toBe('withdrawn');
    expect(view.latency({ kind: 'resource', id: 'alder/r' })).toBeNull();
    expect(view.latency({ kind: 'node', id: 'alder/1' })).toBeNull();
    expect(view.latency({ kind: 'node', id: 'alder/2' })).toMatchObject({ provenance: 'reported' });
    expect(contentsOf((await loadNetwork(store)).view)).toEqual(contentsOf(view));
    const { kept, built } = keptAndBuilt(network);
    expect(kept).toEqual(built);
    expect((await store.transaction((tx) => tx.history.tail(10))).map(({ event }) => event)).toContain('carrier.linked');
  });

  test('that the store cannot keep changes nothing', async () => {
    const before = contentsOf(network.view);
    await expect(enter({ ...line, resources: [reportedResource('r', '1', '2', { slots: -1 })] })).rejects.toThrow(/CHECK/);
    expect(contentsOf(network.view)).toEqual(before);
  });
});
