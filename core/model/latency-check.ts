export const latencyUnits = ['ns', 'us', 'ms'] as const;
export type LatencyUnit = (typeof latencyUnits)[number];

/** A link's latency beside the distance between its ends. Latencies are nanoseconds one way. */
export interface LatencySample {
  readonly name: string;
  readonly km: number;
  /** As the manager writes it. */
  readonly stated: string;
  /** By the unit of the mapping table. */
  readonly readNs: number;
  /** Less is impossible: light in a vacuum, in a straight line. */
  readonly leastNs: number;
  /** What fibre along roads would take. */
  readonly fibreNs: number;
  readonly fit: LatencyFit;
}
export type LatencyFit = 'plausible' | 'too-fast' | 'too-slow';

/** Whether the latencies that a manager states can be true, by the distances. */
export interface LatencyCheck {
  readonly verdict:
    | 'plausible'
    | /** Another unit fits. */ 'wrong-unit'
    | /** None does. */ 'doubtful'
    | 'cannot-tell'
    | /** None is stated under this name. */ 'unreported';
  readonly text: string;
  /** By the mapping table. */
  readonly name: string;
  readonly unit: LatencyUnit;
  /** null: none fits better. */
  readonly proposedUnit: LatencyUnit | null;
  readonly proposedName: string | null;
  /** Of `links`, `stated` state one that is a number, of which `judged` have ends 50 km apart or more, with known places. */
  readonly links: number;
  readonly stated: number;
  readonly judged: number;
  readonly byUnit: readonly ({ readonly unit: LatencyUnit } & Readonly<Record<LatencyFit, number>>)[];
  /** The longest of each kind. */
  readonly samples: readonly LatencySample[];
  /** Every name under which links state a latency, the most frequent first. */
  readonly names: readonly { readonly name: string; readonly links: number }[];
}
