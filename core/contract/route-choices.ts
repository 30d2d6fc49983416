import { z } from 'zod';
import type { Decision } from '../model/decision';
import { whenHeards } from '../model/queued-order';
import type { Route } from '../model/route';
import { otherwises } from '../model/route-choice';
import { by, id, typedFields } from './inputs';
import type { RouteShown } from './shapes';

/** A way that a new order could be given, with what would be asked of whom. */
export interface RouteCandidateShown {
  /** As it is given back to be taken. */
  readonly route: Route;
  readonly shown: RouteShown;
  readonly marginNs: number;
  /** The engine would take it. */
  readonly isProposed: boolean;
  /** What keeps it from being taken, in words; empty: it can be. */
  readonly against: readonly string[];
  readonly notes: readonly string[];
  /** What each carrier would be asked for, from A to Z. */
  readonly segments: readonly {
    readonly carrierId: string;
    readonly carrierName: string;
    readonly aPort: string;
    readonly zPort: string;
    readonly resources: readonly { readonly id: string; readonly name: string; readonly freeSlots: number }[];
    readonly slots: number;
    readonly oneWayNs: number;
    /** The longest that the carrier may take. */
    readonly maxDelayNs: number;
  }[];
}

export type OrderCandidates =
  | { readonly kind: 'malformed'; readonly problems: readonly { readonly field: string; readonly message: string }[] }
  | { readonly kind: 'refused'; readonly message: string }
  | {
      /** `served`: at once; `waits`: it would be planned; `none`: nothing can be taken. */
      readonly kind: 'served' | 'waits' | 'none';
      readonly message: string;
      readonly outcome: Decision['outcome'];
      readonly bestAchievableNs: number | null;
      readonly limitNs: number;
      readonly candidates: readonly RouteCandidateShown[];
      /** What keeps the chosen route from being taken as it was seen, in words; null: nothing, or none was given. */
      readonly chosenAmiss: string | null;
      /** How long the engine took, in milliseconds. */
      readonly tookMs: number;
    };

const ns = z.int().min(0);
const hop = z.strictObject({ kind: z.enum(['node', 'resource', 'interconnect']), id, azNs: ns, zaNs: ns });
export const chosenRoute = z.strictObject({
  aPortId: id,
  zPortId: id,
  hops: z.array(hop).min(1).max(2_001).readonly(),
  azNs: ns,
  zaNs: ns,
  price: z.number().min(0),
});
/** `otherwise`: what becomes of the order when the route cannot be taken any more. */
export const routeChoice = z.strictObject({ route: chosenRoute, otherwise: z.enum(otherwises) });

/** `chosen`: what was chosen before, to be told whether it still can be taken as it was seen. */
export const candidatesAsked = z.strictObject({ fields: typedFields, chosen: chosenRoute.optional() });
/** With who submits it, and the route that he chose; without one, the engine chooses. */
export const orderTyped = z.strictObject({
  fields: typedFields,
  choice: routeChoice.optional(),
  /** What becomes of it if it has to wait for carriers to be heard. */
  whenHeard: z.enum(whenHeards).default('send-equal'),
  ...by,
});
/** null: the engine chooses. */
export const orderChosen = z.strictObject({ orderId: id, choice: routeChoice.nullable(), ...by });
