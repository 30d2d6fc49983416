import type { NetworkSubject } from './network';

export const impairmentCauses = ['down', 'degraded', 'withdrawn', 'slower', 'route-changed'] as const;
export type ImpairmentCause = (typeof impairmentCauses)[number];

/** What is impaired: a part of the network, or one connectivity service at a carrier (a segment's). */
export type ImpairmentSubject = NetworkSubject | { readonly kind: 'service'; readonly id: string };

/** Something that orders use is down, degraded, gone, or slower than they allow (N8). */
export interface Impairment {
  readonly id: string;
  readonly subject: ImpairmentSubject;
  readonly cause: ImpairmentCause;
  /** In words, with the carrier's own. */
  readonly text: string;
  readonly raisedAtMs: number;
  readonly clearedAtMs: number | null;
  readonly handling: Handling;
}

/** What operators have done about an impairment (N12). */
export interface Handling {
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAtMs: number | null;
  readonly owner: string | null;
  /** Until then it asks for no attention. */
  readonly shelvedUntilMs: number | null;
  /** A reference to it elsewhere. */
  readonly ticket: string | null;
}

export const unhandled: Handling = { acknowledgedBy: null, acknowledgedAtMs: null, owner: null, shelvedUntilMs: null, ticket: null };

/** `pending`: being worked on; `unrestorable`: nothing found yet, tried again when something changes; `cleared`: it came back by itself. */
export const hitOutcomes = ['pending', 'restored', 'unrestorable', 'cleared', 'released'] as const;
export type HitOutcome = (typeof hitOutcomes)[number];

/** One order that an impairment hit, and what became of it. */
export interface ImpairmentHit {
  readonly impairmentId: string;
  readonly orderId: string;
  readonly outcome: HitOutcome;
  /** The explanation, in words. */
  readonly text: string;
  readonly hitAtMs: number;
  readonly settledAtMs: number | null;
}
