import type { Latency, LatencySubject, Provenance } from './latency';

/** What was in force for a part of the network from `atMs` on, until its next step (N2). */
export interface LatencyStep {
  readonly subject: LatencySubject;
  /** 1, 2, 3 … for the part. */
  readonly number: number;
  /** When it came into force here, milliseconds since the epoch. */
  readonly atMs: number;
  /** null: it was unknown. */
  readonly latency: Latency | null;
  readonly provenance: Provenance | null;
  /** By a default that the operator set, since it had no reading of its own. */
  readonly isDefault: boolean;
}
