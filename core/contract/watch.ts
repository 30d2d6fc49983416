import { z } from 'zod';
import type { HistoryRecordShown } from './history';
import type { HitOutcome, Impairment } from '../model/impairment';
import type { RecordOccasion, RecordedState } from '../model/latency-record';
import type { LatencySubject, Provenance } from '../model/latency';
import type { LatencyStep } from '../model/latency-step';

const id = z.string().min(1).max(200);
const timeMs = z.int().min(0).max(8_640_000_000_000_000);
const latencySubject = z.strictObject({ kind: z.enum(['resource', 'interconnect', 'node']), id });

/** Of so many orders at once, as many as a screen shows. */
export const tracesAsked = z.strictObject({ orderIds: z.array(id).max(500), fromMs: timeMs });
export const orderLatencyAsked = z.strictObject({ orderId: id, fromMs: timeMs, toMs: timeMs.optional() });
export const partLatencyAsked = z.strictObject({ subject: latencySubject, fromMs: timeMs });
export const latencyWithdrawn = z.strictObject({
  subject: latencySubject,
  provenance: z.enum(['operator', 'measured']),
  by: z.string().min(1).max(100),
});
export const incidentAsked = z.strictObject({ impairmentIds: z.array(id).min(1).max(500) });

/** An order's total in a few points, for a line as wide as a word: each from `atMs` until the next; null: it was unknown, or nothing carried. */
export interface TraceShown {
  readonly orderId: string;
  readonly points: readonly { readonly atMs: number; readonly oneWayNs: number | null }[];
}

/** What an order had from `fromMs` up to `toMs`, in the worse direction. */
export interface OrderSpellShown {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: RecordedState;
  readonly oneWayNs: number | null;
  /** What began it; null: it had begun before the period. */
  readonly occasion: RecordOccasion | null;
}

export interface OrderLatencyShown {
  readonly fromMs: number;
  readonly toMs: number;
  readonly limitNs: number;
  readonly spells: readonly OrderSpellShown[];
  /** What changed of the parts on its present route. */
  readonly changes: readonly {
    readonly atMs: number;
    readonly subject: LatencySubject;
    readonly name: string;
    readonly oneWayNs: number | null;
    readonly provenance: Provenance | null;
    /** What it was before; null: unknown, or from before the record. */
    readonly before: { readonly oneWayNs: number | null; readonly provenance: Provenance | null } | null;
  }[];
}

export interface PartLatencyShown {
  readonly subject: LatencySubject;
  readonly fromMs: number;
  readonly toMs: number;
  readonly steps: readonly LatencyStep[];
}

/** What became of one order in an incident. */
export interface IncidentHitShown {
  readonly orderId: string;
  readonly customer: string;
  readonly priority: number;
  readonly limitNs: number;
  readonly outcome: HitOutcome;
  readonly text: string;
  readonly hitAtMs: number;
  readonly settledAtMs: number | null;
  /** For how long it carried nothing, from when it was hit until it was settled, or now; null: its record does not reach back. */
  readonly outageMs: number | null;
  readonly isStillDown: boolean;
  /** In the worse direction, just before and after; null: unknown, or nothing carried. */
  readonly beforeNs: number | null;
  readonly afterNs: number | null;
}

export interface IncidentShown {
  readonly atMs: number;
  readonly impairments: readonly (Impairment & { readonly subjectName: string })[];
  readonly hits: readonly IncidentHitShown[];
  /** What was done, in the order in which it was recorded; `isCut`: there was more. */
  readonly records: readonly HistoryRecordShown[];
  readonly isCut: boolean;
}
