import type { HistoryEntry } from '../model/history';
import type { Provenance } from '../model/latency';
import type { Condition, Site } from '../model/network';
import type { Signal } from '../model/signal';
import type { BulkRequestShown, CircuitOrderShown, PathShown, SwitchShown } from './circuit-shapes';
import type { DraftShown } from './drafts';
import type { ImportShown } from './imports';
import type { LinkRow } from './links';
import type { CarrierShown, ImpairmentShown, OrderShown, StatusShown } from './shapes';

/**
 * What a renderer can watch: a topic is a table of rows, each with an `id`. The host sends the whole, then what changed. Times are milliseconds since
 * the epoch, latencies nanoseconds one way.
 */
export interface LiveRow {
  readonly id: string;
}

/** Latency in force for a part; all null: unknown, so no order with a limit is offered it. */
export interface LatencyRow {
  readonly azNs: number | null;
  readonly zaNs: number | null;
  readonly provenance: Provenance | null;
  /** By a default that the operator set. */
  readonly isDefault: boolean;
  /** When the reading in force was taken; null: unknown, or a default. */
  readonly readAtMs: number | null;
}

interface PartRow extends LiveRow {
  /** Everything that it stands on counts. */
  readonly condition: Condition;
  /** In words, with the carrier's own; empty while it is up. */
  readonly conditionText: string;
  /** Why no new route uses it; null: some may. */
  readonly heldOutBy: string | null;
}

export interface NodeRow extends PartRow, LatencyRow {
  readonly carrierId: string;
  readonly name: string;
  readonly siteId: string | null;
}

export interface ResourceRow extends PartRow, LatencyRow {
  readonly carrierId: string;
  readonly name: string;
  readonly aNodeId: string;
  readonly zNodeId: string;
  readonly slots: number;
  readonly freeSlots: number;
  readonly signals: readonly Signal[];
  readonly isDedicated: boolean;
  readonly sharedRisks: readonly string[];
  /** Minor currency units per slot and month. */
  readonly pricePerSlot: number;
}

export interface InterconnectRow extends PartRow, LatencyRow {
  readonly siteId: string | null;
  readonly aNodeId: string;
  readonly zNodeId: string;
  readonly aPortName: string;
  readonly zPortName: string;
  /** Whose connection uses it; null: it is free. */
  readonly orderId: string | null;
}

/** One row of the queue; the rest of an order is asked for with `orders.show`. */
export interface OrderRow extends OrderShown {
  /** Where it begins and ends; null: what it names is not known, or at no site. */
  readonly aSiteId: string | null;
  readonly zSiteId: string | null;
  /** The name of the node or port that it names; empty: any at the site. */
  readonly aPart: string;
  readonly zPart: string;
  /** It was planned over information that was stale, and is checked again when the carriers on its way are heard; or has been, and asks for the operator's yes. */
  readonly queued: 'waits' | 'asks' | null;
  /** Another one whenever anything changed that `orders.show` tells of it. */
  readonly revision: number;
}

export interface PathRow extends PathShown {
  /** Another one whenever anything changed that `paths.show` tells of it. */
  readonly revision: number;
}

/** `id`: its number. */
export interface HistoryRow extends HistoryEntry, LiveRow {}

/** The one row `status`. */
export interface StatusRow extends StatusShown, LiveRow {}

/** Those that are open, and the cleared ones among the latest `impairmentsInView`. */
export interface ImpairmentRow extends ImpairmentShown, LiveRow {
  /** Of its subject; null: between carriers. */
  readonly carrierId: string | null;
  readonly severity: Severity;
  /** Of the orders that it hit: those that nothing moves before somebody decides it, because they are frozen or recovery is paused. */
  readonly heldBackIds: readonly string[];
}

/**
 * Perceived severity (ITU-T X.733 §8.1.2.3): `critical`: connections carry nothing and no way is being made for them; `major`: they are being given
 * another way, or still carry and are not as they should be; `minor`: it is broken, and nothing that it hit suffers any more; `warning`: it hits nothing.
 */
export const severities = ['critical', 'major', 'minor', 'warning', 'cleared'] as const;
export type Severity = (typeof severities)[number];

/** The rows of each topic. */
export interface LiveRows {
  readonly status: StatusRow;
  readonly carriers: CarrierShown;
  /** The dedicated link itself of each of them. */
  readonly links: LinkRow;
  readonly sites: Site;
  readonly nodes: NodeRow;
  readonly resources: ResourceRow;
  readonly interconnects: InterconnectRow;
  readonly orders: OrderRow;
  readonly impairments: ImpairmentRow;
  readonly switches: SwitchShown;
  readonly paths: PathRow;
  /** The latest `requestsInView` bulk requests. */
  readonly requests: BulkRequestShown;
  readonly circuits: CircuitOrderShown;
  /** The latest entries, and each that is added; the host keeps no more of them in this table than `historyRows`. */
  readonly history: HistoryRow;
  /** What was left open of what one is led through in steps. */
  readonly drafts: DraftShown;
  /** Files that are being imported, or were. */
  readonly imports: ImportShown;
}

export const topics = [
  'status',
  'carriers',
  'links',
  'sites',
  'nodes',
  'resources',
  'interconnects',
  'orders',
  'impairments',
  'switches',
  'paths',
  'requests',
  'circuits',
  'history',
  'drafts',
  'imports',
] as const satisfies readonly (keyof LiveRows)[];
export type Topic = (typeof topics)[number];

export const historyRows = 1_000;
export const impairmentsInView = 1_000;
export const requestsInView = 1_000;
