/** Why a candidate route was not taken. */
export const candidateReasons = [
  'latency',
  'capacity',
  'port',
  'signal',
  'state',
  'held-out',
  'shared-risk',
  'unknown-latency',
  'provenance',
  'not-eligible',
  'stale',
  'refused-by-carrier',
  'route-drift',
  'not-best',
] as const;
export type CandidateReasonKind = (typeof candidateReasons)[number];

export interface CandidateReason {
  readonly kind: CandidateReasonKind;
  /** In words, with the name of the thing and the figures. */
  readonly text: string;
}

export interface Candidate {
  readonly hops: readonly { readonly kind: 'node' | 'resource' | 'interconnect'; readonly id: string }[];
  /** The worse direction, nanoseconds; null where a latency on the way is unknown. */
  readonly oneWayNs: number | null;
  /** Minor currency units per month. */
  readonly price: number;
  readonly isChosen: boolean;
  readonly reasons: readonly CandidateReason[];
}

/** One decision of the engine about an order, kept with what it was based on. */
export interface Decision {
  readonly orderId: string;
  readonly atMs: number;
  readonly occasion: 'provisioning' | 'restoration' | 'alternative' | 'move';
  /** `budget-spent` is not `no-route`: the search was cut off before it could prove that there is none. */
  readonly outcome: 'chosen' | 'waits' | 'no-route' | 'budget-spent';
  /** One sentence, such as "best achievable 31.20 ms, limit 28.00 ms". */
  readonly summary: string;
  readonly limitNs: number;
  /** Least latency that what is free could give, limit aside; null: no route at all. */
  readonly bestAchievableNs: number | null;
  readonly candidates: readonly Candidate[];
  /** Nothing was compared with the route chosen, since others waited: what else there is is found when somebody asks. */
  readonly isBrief?: boolean;
}
