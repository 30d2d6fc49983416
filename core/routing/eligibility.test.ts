import { describe, expect, test } from 'vitest';
import { blockersOf, edgeBlocks, reasonsOf, vertexBlocks } from './eligibility';
import type { GraphEdge, GraphVertex } from './graph';
import type { RoutingQuery } from './query';
import { edge, network, query, vertex } from './testing/examples';
import { graphOf } from './testing/random-network';

describe('an edge is kept from an order by', () => {
  test.each<[string, Partial<GraphEdge>, Partial<RoutingQuery>, string[]]>([
    ['nothing', {}, {}, []],
    ['too few free slots', { freeSlots: 7 }, { slots: 8 }, ['capacity']],
    ['too few even with its own', { freeSlots: 3 }, { slots: 8, ownSlots: new Map([[0, 4]]) }, ['capacity']],
    ['nothing, if its own slots suffice', { freeSlots: 0 }, { slots: 8, ownSlots: new Map([[0, 8]]) }, []],
    ['a signal that it does not take', { signalMask: 5 }, { signalMask: 2 }, ['signal']],
    ['its state', { isUsable: false }, {}, ['state']],
    ['another accessing carrier', { owner: 1 }, { accessing: 0 }, ['owner']],
    ['nothing, if it is its own carrier’s', { owner: 1 }, { accessing: 1 }, []],
    ['an unknown latency, whatever its rank', { azNs: -1, zaNs: -1, rank: 0 }, { minRank: 1 }, ['unknown-latency']],
    ['a reading that is too weak', { rank: 0 }, { minRank: 1 }, ['provenance']],
    ['a link that is down', { isStale: true }, {}, ['stale']],
    ['nothing, if stale information will do', { isStale: true }, { allowStale: true }, []],
    ['its exclusion', {}, { excludedEdges: new Set([0]) }, ['excluded']],
    ['all of them at once', { freeSlots: 0, isUsable: false, isStale: true, owner: 3 }, {}, ['capacity', 'state', 'owner', 'stale']],
  ])('%s', (_, change, asked, reasons) => {
    const graph = graphOf(network(2, edge(0, 1, 1, change)));
    expect(reasonsOf(edgeBlocks(graph, query(0, 1, asked), 0))).toEqual(reasons);
  });
});

describe('a node is kept from an order by', () => {
  test.each<[string, Partial<GraphVertex>, Partial<RoutingQuery>, string[]]>([
    ['nothing', {}, {}, []],
    ['its state', { isUsable: false }, {}, ['state']],
    ['another accessing carrier', { owner: 1 }, { accessing: 0 }, ['owner']],
    ['an unknown transit', { transitNs: -1 }, {}, ['unknown-latency']],
    ['a reading that is too weak', { transitRank: 1 }, { minRank: 2 }, ['provenance']],
    ['a link that is down', { isStale: true }, {}, ['stale']],
    ['its exclusion', {}, { excludedVertices: new Set([0]) }, ['excluded']],
  ])('%s', (_, change, asked, reasons) => {
    const graph = graphOf({ vertices: [vertex(change)], edges: [] });
    expect(reasonsOf(vertexBlocks(graph, query(0, 0, asked), 0, true))).toEqual(reasons);
  });
});

test('blockers are told in the order in which the route meets them', () => {
  const graph = graphOf({ vertices: [vertex(), vertex({ isUsable: false })], edges: [edge(1, 0, 1, { isStale: true })] });
  expect(blockersOf(graph, query(0, 1), { vertices: [0, 1], edges: [0] })).toEqual([
    { at: { kind: 'edge', index: 0 }, reason: 'stale' },
    { at: { kind: 'vertex', index: 1 }, reason: 'state' },
  ]);
});
