import type { GraphEdge, GraphVertex } from '../../../core/routing/graph';

/** A place in a plane, kilometres; nothing is measured there but the distances that searches by geography are helped with. */
export interface PlanePlace {
  readonly xKm: number;
  readonly yKm: number;
}

/**
 * A network to measure on, as the product's routing has it. Latencies are the same in both directions, transits even and nobody's own, and no
 * two edges join the same two nodes: what every peer can be asked, too.
 */
export interface BenchNetwork {
  readonly name: string;
  readonly vertices: readonly GraphVertex[];
  readonly edges: readonly GraphEdge[];
  readonly places: readonly PlanePlace[];
}

/**
 * What an edge takes a peer that knows no transits: half of each end's folded in. A route so measured lacks half the transit of its first node and
 * half of its last, `halfEndsNs`; they are the same for all routes between two nodes, so the order of routes stays.
 */
export const foldedNs = ({ vertices }: BenchNetwork, { a, z, azNs }: GraphEdge): number =>
  azNs + ((vertices[a]?.transitNs ?? 0) + (vertices[z]?.transitNs ?? 0)) / 2;

export const halfEndsNs = ({ vertices }: Pick<BenchNetwork, 'vertices'>, source: number, target: number): number =>
  ((vertices[source]?.transitNs ?? 0) + (vertices[target]?.transitNs ?? 0)) / 2;
