import type { GraphEdge, GraphVertex } from '../graph';
import type { RoutingQuery } from '../query';
import type { TestNetwork } from './random-network';

/** Parts of small networks in which all is well but for what a test says. */
export const vertex = (change: Partial<GraphVertex> = {}): GraphVertex => ({
  transitNs: 0,
  transitRank: 3,
  owner: -1,
  site: -1,
  isUsable: true,
  isStale: false,
  ...change,
});

export const edge = (a: number, z: number, ns: number, change: Partial<GraphEdge> = {}): GraphEdge => ({
  a,
  z,
  azNs: ns,
  zaNs: ns,
  rank: 3,
  pricePerSlot: 1,
  freeSlots: 80,
  signalMask: 1,
  owner: -1,
  sharedRisks: [],
  isUsable: true,
  isStale: false,
  ...change,
});

export const network = (vertexCount: number, ...edges: GraphEdge[]): TestNetwork => ({
  vertices: Array.from({ length: vertexCount }, () => vertex()),
  edges,
});

export const query = (source: number, target: number, change: Partial<RoutingQuery> = {}): RoutingQuery => ({
  sources: [source],
  targets: [target],
  slots: 1,
  signalMask: 1,
  accessing: 0,
  limitNs: 1_000_000,
  minRank: 0,
  objective: 'latency',
  allowStale: false,
  ownSlots: new Map(),
  excludedEdges: new Set(),
  excludedVertices: new Set(),
  avoid: null,
  shareLeast: null,
  ...change,
});
