import type { HoldOut, HoldOutSubject } from '../model/hold-out';
import type { ImpairmentCause } from '../model/impairment';
import type { LatencyDefault, LatencyReading } from '../model/latency';
import type { Condition } from '../model/network';
import type { Signal } from '../model/signal';
import type { HopShown, LatencyShown, OrderShown } from './shapes';

/** What the inspector shows. Times are milliseconds since the epoch, latencies nanoseconds one way. */
export interface SubjectShown {
  readonly subject: HoldOutSubject;
  readonly name: string;
  /** Of the one carrier whose it is; null: of several, or between them. */
  readonly carrier: CarrierOfSubject | null;
  readonly siteId: string | null;
  /** A part's own; null: a site, a carrier or a shared-risk group, whose parts have theirs. */
  readonly health: { readonly condition: Condition; readonly text: string } | null;
  /** null: it has none of its own. */
  readonly latency: SubjectLatency | null;
  /** Everything that keeps new routes from it, by itself or by what it stands on or belongs to. */
  readonly holdOuts: readonly HoldOut[];
  readonly slots: { readonly all: number; readonly foreign: number; readonly booked: number; readonly free: number } | null;
  /** Minor currency units per slot and month; null: it has no price of its own. */
  readonly pricePerSlot: number | null;
  readonly signals: readonly Signal[];
  readonly isDedicated: boolean | null;
  /** What it consists of, leads to, or has at it. */
  readonly parts: readonly SubjectPart[];
  /** Client ports, and the ports of an interconnect. */
  readonly ports: readonly SubjectPort[];
  readonly sharedRisks: readonly { readonly id: string; readonly others: readonly SubjectPart[] }[];
  readonly orders: readonly CarriedOrder[];
  /** Open ones on it, or on what it consists of. */
  readonly impairments: readonly {
    readonly id: string;
    readonly cause: ImpairmentCause;
    readonly text: string;
    readonly raisedAtMs: number;
  }[];
}

export interface CarrierOfSubject {
  readonly id: string;
  readonly name: string;
  /** What is known of it is from before: its link is not up. */
  readonly isStale: boolean;
  readonly heardAtMs: number | null;
}

export interface SubjectLatency extends LatencyShown {
  readonly readAtMs: number | null;
  /** Of each provenance, the strongest first. */
  readonly readings: readonly (Omit<LatencyReading, 'subject'> & { readonly isInForce: boolean })[];
  /** What the operator set for everything of its kind there; in force only where there is no reading. */
  readonly default: LatencyDefault | null;
}

export interface SubjectPart {
  readonly kind: 'node' | 'resource' | 'interconnect';
  readonly id: string;
  readonly name: string;
  /** Empty: between carriers. */
  readonly carrierName: string;
  readonly condition: Condition;
}

export interface SubjectPort {
  readonly id: string;
  readonly name: string;
  readonly carrierName: string;
  readonly signals: readonly Signal[];
  readonly condition: Condition;
  /** Whose it is; null: it is free. */
  readonly orderId: string | null;
  /** It joins two carriers, and is no end of an order. */
  readonly isPlug: boolean;
}

export interface CarriedOrder extends OrderShown {
  /** That it takes of the resource; null: it is none. */
  readonly slots: number | null;
}

export interface OrdersOverShown {
  /** Their connections cross it. */
  readonly orders: readonly CarriedOrder[];
  /** Only alternatives that are kept for them do. */
  readonly byAlternative: readonly OrderShown[];
}

/** Something that the host connects to, or did since it began. */
export interface OutgoingShown {
  readonly kind: 'carrier' | 'switch' | 'session';
  readonly id: string;
  /** Empty: it has none. */
  readonly name: string;
  readonly address: string;
  /** By what, in words. */
  readonly how: string;
  readonly sinceMs: number;
  /** `closed`: it ended; `down`: it is tried again. */
  readonly state: 'up' | 'down' | 'closed';
  /** Why it is not up; empty while it is. */
  readonly text: string;
  readonly endedMs: number | null;
}

/** The fastest way between two sites over what is free and fresh now; its ends are nodes, whether or not a port is free there. */
export type BestShown =
  | {
      readonly kind: 'route';
      readonly hops: readonly HopShown[];
      readonly azNs: number;
      readonly zaNs: number;
      /** The worse direction. */
      readonly oneWayNs: number;
      /** Only orders of this accessing carrier could go so; null: everybody's could. */
      readonly accessingCarrierName: string | null;
    }
  /** Why there is none, in words. */
  | { readonly kind: 'none'; readonly text: string };
