import { z } from 'zod';
import type { HistoryEntry } from '../model/history';
import type { RecoveryPause } from '../model/recovery-pause';
import type { RecoveryPhase } from '../model/recovery-phase';
import { by, id, text } from './inputs';
import type { ImpairmentShown, OrderShown, RouteShown } from './shapes';

/** Recovery by an operator's choice. Times are milliseconds since the epoch, latencies nanoseconds one way. */
const hops = z
  .array(z.strictObject({ kind: z.enum(['node', 'resource', 'interconnect']), id }))
  .min(1)
  .max(1_000);

/** None: all that are open. */
export const recoverySurveyed = z.strictObject({ impairmentIds: z.array(id).max(1_000) });
export const waysAsked = z.strictObject({ orderId: id, count: z.int().min(1).max(12).default(4) });
/** `hops` null: wherever the engine proposes. */
const choice = { orderId: id, hops: hops.nullable() };
export const movesPreviewed = z.strictObject({ choices: z.array(z.strictObject(choice)).min(1).max(1_000) });
/** `digest`: of the plan that was shown. */
export const movesCarriedOut = z.strictObject({
  moves: z
    .array(z.strictObject({ ...choice, hops, digest: text(100) }))
    .min(1)
    .max(1_000),
  ...by,
  reason: text(500),
});

export interface RecoveryHitShown {
  readonly order: OrderShown;
  readonly a: string;
  readonly z: string;
  readonly phase: RecoveryPhase;
  /** Why, in words. */
  readonly text: string;
  readonly hitAtMs: number;
  readonly settledAtMs: number | null;
  /** Of the connection that is being made for it; `carrierId`: who is at work on the first part that is not made yet. */
  readonly parts: { readonly made: number; readonly all: number; readonly carrierId: string | null } | null;
  /** A move by hand that stands: by whom, why; null: none. */
  readonly asked: string | null;
  readonly canRevert: boolean;
}

export interface RecoverySurveyShown {
  readonly atMs: number;
  /** Also those that are cleared. */
  readonly impairments: readonly ImpairmentShown[];
  /** The most pressing first; no more than `shownHits` of them. */
  readonly hits: readonly RecoveryHitShown[];
  /** Of all. */
  readonly counts: Readonly<Record<RecoveryPhase, number>>;
  /** Restored in the last minute, as a rate; null: none was yet. */
  readonly restoredPerMinute: number | null;
  /** Until those that are queued or in hand are restored, at that rate; null: none is left, or the rate is not known. */
  readonly leftMs: number | null;
  readonly pauses: readonly RecoveryPause[];
  readonly carriers: readonly {
    readonly carrierId: string;
    readonly name: string;
    /** Longest of the last few services that it created or deleted; null: none since the host began. */
    readonly createMs: number | null;
    readonly deleteMs: number | null;
    /** Parts that it is asked for now. */
    readonly underWay: number;
    readonly isUp: boolean;
    /** It takes at least twice as long as the others do. */
    readonly isSlow: boolean;
  }[];
  /** What was done about it by hand, and what became of that; the latest first. */
  readonly done: readonly HistoryEntry[];
}
export const shownHits = 1_000;

/** One thing that a carrier is asked for; `keep`: it is asked for nothing. */
export interface MoveStepShown {
  readonly kind: 'create' | 'modify' | 'read-back' | 'delete' | 'keep';
  readonly carrierId: string;
  readonly carrierName: string;
  /** null: the carrier does not hold it yet. */
  readonly serviceId: string | null;
  readonly text: string;
}

export interface MovePlanShown {
  readonly steps: readonly MoveStepShown[];
  /** How: beside what still carries, or with a break, and why. */
  readonly how: string;
  /** 0: it is not interrupted by the move. */
  readonly expectedOutageMs: number;
  readonly isMadeBeforeBreak: boolean;
  /** In words: `Arklow FRA – AMS`; empty: nothing is kept. */
  readonly kept: readonly string[];
}

export interface WayShown {
  readonly route: RouteShown;
  readonly marginNs: number;
  readonly isProposed: boolean;
  /** It was found beforehand and kept for the order. */
  readonly isKept: boolean;
  /** Why it cannot be taken; empty: it can. */
  readonly against: readonly string[];
  readonly shared: { readonly edges: number; readonly nodes: number; readonly risks: number };
  readonly sharedNames: readonly string[];
  /** Least on its way, the order's own counted as free; null: it has no resource. */
  readonly freeSlots: number | null;
  readonly plan: MovePlanShown;
}

export interface WaysShown {
  readonly order: OrderShown;
  readonly neededSlots: number;
  /** The one that it has, or had until it was impaired; null: none. */
  readonly former: { readonly route: RouteShown; readonly marginNs: number; readonly isCarrying: boolean; readonly text: string } | null;
  readonly ways: readonly WayShown[];
  /** What the engine decides, in a sentence: which it proposes, or why none. */
  readonly summary: string;
  /** Why the engine does not move it by itself; empty: it does. */
  readonly heldBack: string;
  readonly elapsedMs: number;
}

export type PreviewedMoveShown =
  | {
      readonly kind: 'move';
      readonly orderId: string;
      readonly order: OrderShown;
      readonly isProposed: boolean;
      readonly route: RouteShown;
      readonly marginNs: number;
      readonly plan: MovePlanShown;
      /** Names exactly this plan. */
      readonly digest: string;
    }
  /** It would not be moved, and why. */
  | { readonly kind: 'none'; readonly orderId: string; readonly text: string };

export type CarriedOutShown =
  /** It is durable, and will be carried out by that plan or not at all. */
  | { readonly kind: 'asked'; readonly orderId: string; readonly text: string }
  /** Nothing was done: what it would touch has changed since; `preview`: as it would be now. */
  | { readonly kind: 'changed'; readonly orderId: string; readonly text: string; readonly preview: PreviewedMoveShown }
  /** It carries again, or has ended: nothing was done. */
  | { readonly kind: 'not-needed'; readonly orderId: string; readonly text: string }
  /** Somebody, or the engine, is at it already: nothing was done. */
  | { readonly kind: 'in-hand'; readonly orderId: string; readonly text: string };
