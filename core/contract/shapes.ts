import type { ComplianceReport } from '../model/compliance';
import type { Connection, Segment } from '../model/connection';
import type { Candidate, Decision } from '../model/decision';
import type { Discrepancy, DiscrepancyKind, Remedy } from '../model/discrepancy';
import type { HandedCircuits } from '../model/handed-circuits';
import type { HandedSection } from '../model/handed-section';
import type { HoldOut } from '../model/hold-out';
import type { HitOutcome, Impairment } from '../model/impairment';
import type { Provenance } from '../model/latency';
import type { MaintenanceWindow, WindowOrder } from '../model/maintenance-window';
import type { CertificateWarning } from '../model/certificate';
import type { LinkHold } from '../model/link-hold';
import type { Carrier, Condition, LinkState } from '../model/network';
import type { Order, Transition } from '../model/order';
import type { Otherwise } from '../model/route-choice';
import type { RouteHop } from '../model/route';
import type { Signal } from '../model/signal';
import type { OfferedNetwork } from './offered-network';

/** What is shown of the host: names beside ids, since who asks has no network to look them up in. Times are milliseconds since the epoch, latencies nanoseconds one way. */
export interface StatusShown {
  readonly version: string;
  readonly pid: number;
  readonly store: string;
  /** False: nobody is connected to any carrier, and what is entered waits. */
  readonly isHost: boolean;
  readonly atMs: number;
  readonly carriers: { readonly up: number; readonly down: number };
  /** Of the dedicated links, those that end soon or have ended, the most urgent first. */
  readonly certificates: readonly CertificateWarning[];
  /** How many orders are in each state. */
  readonly orders: Readonly<Record<string, number>>;
  /** By event: parts that broke together are one. */
  readonly openImpairments: number;
  readonly switches: { readonly up: number; readonly down: number; readonly downIds: readonly string[] };
  /** Of all virtual paths, those that are held for the operator, and those whose orders wait. */
  readonly paths: {
    readonly count: number;
    readonly heldIds: readonly string[];
    readonly waiting: readonly { readonly pathId: string; readonly count: number }[];
  };
  /** How many circuit orders are in each state. */
  readonly circuits: Readonly<Record<string, number>>;
}

export interface CarrierShown extends Carrier {
  /** `file`: known only from files, until its manager is connected. */
  readonly link: 'up' | 'down' | 'file';
  /** Why it is not up; empty while it is. */
  readonly linkText: string;
  readonly sinceMs: number | null;
  readonly heardAtMs: number | null;
  readonly nodes: number;
  readonly resources: number;
  readonly dedicatedResources: number;
  readonly clientPorts: number;
  /** What its answers were doubted for since the host began. */
  readonly warnings: readonly string[];
  /** An operator keeps its link from being used; null: it is not. */
  readonly hold: LinkHold | null;
  /** Why nothing is moved automatically where it is on the way; null: it is. */
  readonly recoveryPausedBy: string | null;
}

export interface LatencyShown {
  /** null: unknown, so no order with a limit is offered it. */
  readonly azNs: number | null;
  readonly zaNs: number | null;
  readonly provenance: Provenance | null;
  /** By a default that the operator set. */
  readonly isDefault: boolean;
}

interface PartShown {
  readonly id: string;
  readonly name: string;
  readonly condition: Condition;
  readonly conditionText: string;
  /** Why no new route uses it; null: some may. */
  readonly heldOutBy: string | null;
}

export interface NodeShown extends PartShown, LatencyShown {
  readonly carrierId: string;
  readonly siteId: string | null;
}
export interface ResourceShown extends PartShown, LatencyShown {
  readonly carrierId: string;
  readonly a: string;
  readonly z: string;
  readonly slots: number;
  readonly freeSlots: number;
  readonly signals: readonly Signal[];
  readonly isDedicated: boolean;
  readonly sharedRisks: readonly string[];
  readonly pricePerSlot: number;
}
export interface PortShown extends PartShown {
  readonly carrierId: string;
  readonly node: string;
  readonly siteId: string | null;
  readonly signals: readonly Signal[];
  readonly orderId: string | null;
}
export interface InterconnectShown extends PartShown, LatencyShown {
  readonly siteId: string | null;
  readonly a: string;
  readonly z: string;
  readonly orderId: string | null;
}
export interface SiteShown {
  readonly id: string;
  readonly name: string;
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
  readonly carriers: readonly string[];
}
export interface DuctShown {
  readonly id: string;
  readonly resources: number;
  readonly carriers: readonly string[];
}

export type InventoryShown =
  | { readonly what: 'nodes'; readonly rows: readonly NodeShown[] }
  | { readonly what: 'resources'; readonly rows: readonly ResourceShown[] }
  | { readonly what: 'ports'; readonly rows: readonly PortShown[] }
  | { readonly what: 'interconnects'; readonly rows: readonly InterconnectShown[] }
  | { readonly what: 'sites'; readonly rows: readonly SiteShown[] }
  | { readonly what: 'ducts'; readonly rows: readonly DuctShown[] };

export interface OrderShown extends Order {
  /** Of the route that serves it, the worse direction; null: none does. */
  readonly latencyNs: number | null;
  /** What is left to its limit. */
  readonly marginNs: number | null;
}

export interface HopShown extends RouteHop, Pick<LatencyShown, 'provenance' | 'isDefault'> {
  readonly name: string;
  /** null: between carriers. */
  readonly carrierName: string | null;
}

export interface RouteShown {
  readonly aPort: string;
  readonly zPort: string;
  readonly hops: readonly HopShown[];
  readonly azNs: number;
  readonly zaNs: number;
  /** The worse direction. */
  readonly oneWayNs: number;
  /** Minor currency units per month. */
  readonly price: number;
}

export interface CandidateShown extends Omit<Candidate, 'hops'> {
  readonly hops: readonly (Candidate['hops'][number] & { readonly name: string })[];
}
export interface DecisionShown extends Omit<Decision, 'candidates'> {
  readonly candidates: readonly CandidateShown[];
}

/** A route that was found beforehand (N9). */
export interface AlternativeShown {
  readonly id: string;
  readonly rank: number;
  readonly route: RouteShown;
  readonly marginNs: number;
  readonly foundAtMs: number;
  readonly checkedAtMs: number;
  /** Why it holds no longer; empty while it does. */
  readonly fault: string;
  readonly shared: { readonly edges: number; readonly nodes: number; readonly risks: number };
}

/** A port by its names; where its carrier lists it no longer, by its id, at no node. */
export interface PortNames {
  readonly port: string;
  readonly node: string | null;
}

export interface SegmentShown extends Segment {
  readonly carrierName: string;
  readonly from: PortNames;
  readonly to: PortNames;
}

export interface DossierShown {
  readonly order: OrderShown;
  readonly connections: readonly (Omit<Connection, 'route'> & { readonly route: RouteShown })[];
  readonly segments: readonly SegmentShown[];
  readonly alternatives: readonly AlternativeShown[];
  readonly homeRoute: RouteShown | null;
  /** The route that an operator chose for it, as he saw it, until it carries; null: the engine chooses. */
  readonly choice: { readonly route: RouteShown; readonly otherwise: Otherwise; readonly by: string } | null;
  readonly diversity: { readonly isKept: boolean | null; readonly text: string } | null;
  readonly transitions: readonly Transition[];
  readonly decisions: readonly DecisionShown[];
}

export interface ExplanationShown {
  readonly order: OrderShown;
  /** In words, when its alternatives are found. */
  readonly recoveryWords: string;
  /** The route that serves it now; null: none. */
  readonly route: RouteShown | null;
  /** The last decision about it; null: none was taken yet. */
  readonly decision: DecisionShown | null;
  readonly alternatives: readonly AlternativeShown[];
  /** Other ways that it could be moved to, the limit aside; null: it is not in service. */
  readonly otherRoutes: readonly CandidateShown[] | null;
  readonly diversity: { readonly isKept: boolean | null; readonly text: string } | null;
}

/** What an order would be, were it submitted now and alone. */
export type OrderCheck =
  | { readonly kind: 'malformed'; readonly problems: readonly { readonly field: string; readonly message: string }[] }
  | { readonly kind: 'refused'; readonly message: string }
  /** `served`: at once; `waits`: it would be planned; `rejected`: with the reason; `undecided`: nothing was proved within the search's budget. */
  | {
      readonly kind: 'served' | 'waits' | 'rejected' | 'undecided';
      readonly message: string;
      readonly oneWayNs: number | null;
      readonly limitNs: number;
    };

/** Where orders came to rest. */
export interface AwaitedShown {
  readonly orders: readonly OrderShown[];
  /** False: the time was over before all were at rest. */
  readonly isAtRest: boolean;
}

export interface MoveShown {
  /** What will happen, as things stand. */
  readonly text: string;
  /** 0: it is not interrupted; null: it is yet to be found. */
  readonly expectedOutageMs: number | null;
}

export interface ImpairmentShown extends Impairment {
  readonly subjectName: string;
  readonly hits: readonly { readonly orderId: string; readonly outcome: HitOutcome; readonly text: string }[];
}

export interface ImpairmentListedShown extends ImpairmentShown {
  /** What stands and it is a part of, where several broke with one shared risk; null: it is for itself, or that is over. */
  readonly event: { readonly risk: string; readonly name: string; readonly state: 'down' | 'partly repaired' } | null;
}

export interface SupposedShown {
  readonly orderId: string;
  readonly customer: string;
  readonly priority: number;
  readonly why: readonly string[];
  readonly limitNs: number;
  /** The route that it would be moved to; null: none, and `text` says why. */
  readonly route: RouteShown | null;
  readonly marginNs: number | null;
  /** It would not be moved by itself, although there may be a way: it is frozen, recovery is paused, or a link is not heard. */
  readonly isHeldBack: boolean;
  readonly text: string;
}
export interface WhatIfShown {
  readonly hits: readonly SupposedShown[];
  readonly unhit: number;
  readonly elapsedMs: number;
}

/** A discrepancy that stands, with what can be done about it (N11). */
export interface StandingDiscrepancyShown extends Discrepancy {
  readonly remedies: readonly { readonly remedy: Remedy; readonly text: string }[];
}
export interface ReconciliationShown {
  /** `not-heard`: what stands there is from the last time that it was. */
  readonly carriers: readonly { readonly carrierId: string; readonly kind: 'compared' | 'not-heard'; readonly text: string }[];
  readonly groups: readonly { readonly carrierId: string; readonly kind: DiscrepancyKind; readonly count: number; readonly text: string }[];
  readonly discrepancies: readonly StandingDiscrepancyShown[];
}
/** `queued`: it is durable and will be done; `not-done`: it was tried and came to nothing. */
export interface RemedyShown {
  readonly kind: 'done' | 'queued' | 'not-done';
  readonly discrepancy: Discrepancy;
  readonly text: string;
}

export interface LockOutShown extends HoldOut {
  readonly name: string;
}

export interface WindowShown extends MaintenanceWindow {
  readonly orders: readonly WindowOrder[];
}
export interface WindowPlannedShown {
  readonly window: MaintenanceWindow;
  /** Others that work on the same thing at the same time. */
  readonly overlapping: readonly string[];
}
export interface WindowPreviewShown {
  readonly orders: readonly {
    readonly orderId: string;
    readonly customer: string;
    /** How it would be moved; null: it would not be. */
    readonly how: string | null;
    readonly heldBack: string | null;
    readonly text: string;
  }[];
  readonly unhit: number;
}

/** The compliance report (N13), also as text and as CSV with a line for each order. */
export interface ComplianceShown {
  readonly report: ComplianceReport;
  readonly text: string;
  readonly csv: string;
}

/** The hand-over report as text and by section, and what it counts: impairments by event. */
export interface HandOverShown {
  readonly fromMs: number;
  readonly toMs: number;
  readonly atMs: number;
  readonly text: string;
  readonly sections: readonly HandedSection[];
  readonly counts: Readonly<
    Record<
      | 'impairments'
      | 'unrestorable'
      | 'holdOuts'
      | 'pauses'
      | 'frozen'
      | 'waiting'
      | 'moves'
      | 'unconfirmedDeletions'
      | 'windowsNow'
      | 'windowsNext'
      | 'windowsEnded',
      number
    >
  >;
  /** Of carriers. */
  readonly linksDown: readonly (LinkState & { readonly carrierName: string })[];
  readonly circuits: HandedCircuits;
}

/** What importing files would do, or did. */
export interface ImportShown {
  readonly carrier: Carrier;
  readonly counts: Readonly<
    Record<'node' | 'port' | 'resource' | 'interconnect', Readonly<Record<'new' | 'changed' | 'withdrawn' | 'unchanged', number>>>
  >;
  readonly unknownLatency: { readonly nodes: number; readonly resources: number };
  readonly problems: readonly {
    readonly file: string;
    readonly where: string;
    readonly severity: 'left-out' | 'doubted';
    readonly message: string;
  }[];
  readonly sites: {
    readonly byCode: readonly string[];
    readonly proposals: readonly {
      readonly siteId: string;
      readonly siteName: string;
      readonly knownSiteId: string;
      readonly knownSiteName: string;
      readonly distanceKm: number;
    }[];
  };
  readonly ordersHit: readonly { readonly orderId: string; readonly state: string; readonly text: string }[];
  /** Names exactly this import. */
  readonly digest: string;
  /** What it would be on the map, where that was asked for. */
  readonly network?: OfferedNetwork;
}
export type ImportAnswer =
  | { readonly kind: 'imported'; readonly preview: ImportShown }
  /** Nothing is imported: what was previewed is not what would be done now. */
  | { readonly kind: 'changed'; readonly message: string; readonly preview: ImportShown };
