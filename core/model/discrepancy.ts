import type { Actor } from './order';

/**
 * In what the store and a carrier's manager differ (N11).
 * - `orphan`: the carrier holds a service that no order of this store wants
 * - `missing`: it does not hold one that an order runs over
 * - `route-drift`: it uses other resources than are booked
 * - `latency-drift`: what is in force is not what the order was totalled with last
 * - `state-drift`: it says that the service is down, or not established yet
 * - `capacity-drift`: its free slots do not go with ours and other users'
 */
export const discrepancyKinds = ['orphan', 'missing', 'route-drift', 'latency-drift', 'state-drift', 'capacity-drift'] as const;
export type DiscrepancyKind = (typeof discrepancyKinds)[number];

/** What can be done about one. `adopt`: the carrier's side counts; `remove`: what it is about is given up; `repair`: our side counts. */
export const remedies = ['adopt', 'remove', 'repair'] as const;
export type Remedy = (typeof remedies)[number];

/** `under-way`: a remedy was asked for and is not confirmed; `accepted`: known, and not told again while it stays; `closed`: it is there no longer. */
export const discrepancyStates = ['open', 'under-way', 'accepted', 'closed'] as const;
export type DiscrepancyState = (typeof discrepancyStates)[number];

/** What was found. Ids are the store's; resources are in order from A to Z. */
export type Evidence =
  | {
      readonly kind: 'service';
      readonly name: string;
      readonly aPortId: string;
      readonly zPortId: string;
      readonly slots: number;
      /** null: the carrier does not say. */
      readonly resourceIds: readonly string[] | null;
    }
  | { readonly kind: 'route'; readonly booked: readonly string[]; readonly realised: readonly string[] | null }
  /** One way, the worse direction, of the whole connection. */
  | { readonly kind: 'latency'; readonly totalledNs: number; readonly inForceNs: number; readonly limitNs: number }
  | {
      readonly kind: 'capacity';
      readonly slots: number;
      readonly availableSlots: number;
      readonly ourSlots: number;
      readonly foreignSlots: number;
    };

/** Who asked for which remedy, and when. */
export interface AskedRemedy {
  readonly remedy: Remedy;
  /** Who and why, in words. */
  readonly by: string;
  readonly actor: Actor;
  readonly atMs: number;
}

export interface Discrepancy {
  readonly id: string;
  readonly kind: DiscrepancyKind;
  readonly carrierId: string;
  /** The service's UUID; of a latency drift the order's id, of a capacity drift the resource's. */
  readonly subjectId: string;
  /** The order that it concerns; null: none is known. */
  readonly orderId: string | null;
  /** In words, with names and figures. */
  readonly text: string;
  readonly evidence: Evidence;
  readonly state: DiscrepancyState;
  /** The last remedy that was asked for; null: none was. */
  readonly asked: AskedRemedy | null;
  /** What became of it, or of the last remedy, in words; empty: nothing yet. */
  readonly outcome: string;
  readonly foundAtMs: number;
  readonly closedAtMs: number | null;
}
