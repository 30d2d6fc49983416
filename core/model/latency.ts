/**
 * Latency of one resource, interconnect or node: integer nanoseconds one way, per direction.
 * `az` is from its A end to its Z end. A node's transit has equal directions.
 */
export interface Latency {
  readonly azNs: number;
  readonly zaNs: number;
}

/** Where a reading comes from, weakest first: a stronger one is in force over a weaker one, whatever their age. */
export const provenances = ['derived', 'reported', 'measured', 'operator'] as const;
export type Provenance = (typeof provenances)[number];

export const provenanceRank = (provenance: Provenance): number => provenances.indexOf(provenance);

/** What a latency can be read of. */
export interface LatencySubject {
  readonly kind: 'resource' | 'interconnect' | 'node';
  readonly id: string;
}

export interface LatencyReading extends Latency {
  readonly subject: LatencySubject;
  readonly provenance: Provenance;
  /** When it was read, milliseconds since the epoch: an older reading never replaces a newer one of its kind. */
  readonly readAtMs: number;
}

/** What the operator set for everything of a kind that has no reading: a carrier's node transit, a site's interconnects (N2). */
export interface LatencyDefault {
  readonly scope: 'carrier-transit' | 'site-interconnect';
  readonly scopeId: string;
  readonly ns: number;
  readonly setAtMs: number;
}

/** Longest latency that is believed of anything on Earth: once round it in fibre, with room to spare. */
export const maxLatencyNs = 1_000_000_000;

/** The worse direction counts (N6). */
export const worseNs = (latency: Latency): number => Math.max(latency.azNs, latency.zaNs);

export const symmetric = (ns: number): Latency => ({ azNs: ns, zaNs: ns });

/** For people: milliseconds with two decimals, microseconds below one millisecond. */
export function formatNs(ns: number): string {
  return ns < 1_000_000 ? `${(ns / 1000).toFixed(1)} µs` : `${(ns / 1_000_000).toFixed(2)} ms`;
}
