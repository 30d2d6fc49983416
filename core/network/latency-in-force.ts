import { provenanceRank, type Latency, type LatencyReading, type Provenance } from '../model/latency';

/** The latency that counts for a subject now, and where it comes from. */
export interface LatencyInForce extends Latency {
  readonly provenance: Provenance;
  readonly readAtMs: number;
  /** The operator's default for everything of the kind, since the subject has no reading of its own. */
  readonly isDefault: boolean;
}

/** The strongest provenance wins, whatever the age; an operator's default serves only where there is no reading at all (N2). */
export function latencyInForce(
  readings: Iterable<LatencyReading>,
  fallback: { ns: number; setAtMs: number } | undefined,
): LatencyInForce | null {
  let best: LatencyReading | null = null;
  for (const reading of readings) {
    if (best === null || provenanceRank(reading.provenance) > provenanceRank(best.provenance)) best = reading;
  }
  if (best) return { azNs: best.azNs, zaNs: best.zaNs, provenance: best.provenance, readAtMs: best.readAtMs, isDefault: false };
  if (fallback) return { azNs: fallback.ns, zaNs: fallback.ns, provenance: 'operator', readAtMs: fallback.setAtMs, isDefault: true };
  return null;
}
