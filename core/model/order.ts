import type { Diversity } from './diversity';
import type { Provenance } from './latency';
import type { Signal } from './signal';

export const orderStates = [
  'received',
  'identifying',
  'planned',
  'reserved',
  'provisioning',
  'active',
  'impaired',
  'restoring',
  'moving',
  'releasing',
  'released',
  'rejected',
  'failed',
] as const;
export type OrderState = (typeof orderStates)[number];

export const finalStates: readonly OrderState[] = ['released', 'rejected', 'failed'];
/** Those that have not ended. */
export const openStates: readonly OrderState[] = orderStates.filter((state) => !finalStates.includes(state));
export const isFinal = (state: OrderState): boolean => finalStates.includes(state);

/** When alternatives are found (N9). */
export const recoveryPolicies = ['after', 'before', 'together'] as const;
export type RecoveryPolicy = (typeof recoveryPolicies)[number];

/** What the route is chosen by, among those that meet the limit. */
export const objectives = ['latency', 'price'] as const;
export type Objective = (typeof objectives)[number];

/** Where an order begins or ends: any port at a site, any port of a node, or one port. */
export interface OrderEnd {
  readonly kind: 'site' | 'node' | 'port';
  readonly id: string;
}

/** Entered one way or round trip, stored one way; both are shown. */
export interface LatencyLimit {
  readonly oneWayNs: number;
  readonly enteredAs: 'one-way' | 'round-trip';
}

/** `automatic`: back to its first route once that is whole again and has been for a while. */
export const revertRules = ['never', 'automatic'] as const;
export type RevertRule = (typeof revertRules)[number];

/** What an accessing carrier's customer asks for. */
export interface OrderRequest {
  readonly id: string;
  readonly customer: string;
  readonly accessingCarrierId: string;
  readonly a: OrderEnd;
  readonly z: OrderEnd;
  readonly signal: Signal;
  readonly limit: LatencyLimit;
  readonly objective: Objective;
  readonly recovery: RecoveryPolicy;
  /** 1 is served first, 9 last. */
  readonly priority: number;
  /** Readings weaker than this do not count for the order. */
  readonly minimumProvenance: Provenance;
  /** From when to when it is wanted, milliseconds since the epoch; null: at once, and until it is cancelled. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly diversity: Diversity | null;
  readonly revert: RevertRule;
}

export interface Order extends OrderRequest {
  readonly state: OrderState;
  /** Why it is in this state, in words for the operator. */
  readonly cause: string;
  readonly receivedAtMs: number;
  readonly stateSinceMs: number;
  readonly isCancelRequested: boolean;
  /** The operator wants no automatic move of it. */
  readonly isFrozen: boolean;
}

export type Actor = 'operator' | 'engine';

export interface Transition {
  readonly orderId: string;
  readonly from: OrderState | null;
  readonly to: OrderState;
  readonly atMs: number;
  readonly cause: string;
  readonly actor: Actor;
}

/** On from there in the same moment, by the same actor. `before`: what is recorded first. */
export interface Onward extends Pick<Transition, 'to' | 'cause'> {
  readonly before?: () => Promise<void>;
}

/** A transition and those that follow it in the same moment, each for itself. */
export function passed(first: Transition, onward: readonly Onward[]): readonly Transition[] {
  const steps = [first];
  for (const { to, cause } of onward) steps.push({ ...first, from: steps.at(-1)?.to ?? first.to, to, cause });
  return steps;
}
