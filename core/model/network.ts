import type { Signal } from './signal';

/**
 * Identifiers. What a carrier names with a UUID is `<carrier>/<uuid>` here, so that two carriers that use the same UUID stay apart.
 * A site's id is the code that the carriers agreed on.
 */
export const qualify = (carrierId: string, uuid: string): string => `${carrierId}/${uuid}`;
export const uuidOf = (id: string): string => id.slice(id.indexOf('/') + 1);
export const carrierOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** `dedicating`: gives resources to the virtual network; `accessing`: its orders may use it; or both. */
export type CarrierRole = 'dedicating' | 'accessing' | 'both';

export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly role: CarrierRole;
}

/**
 * A carrier that is known only from files, until its manager is connected: it can be planned with, not provisioned (N3).
 * What its files tell of latency is `derived`.
 */
export interface FileSource {
  readonly carrierId: string;
  /** The names of the files, for people. */
  readonly files: string;
  readonly importedAtMs: number;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
}

/** As the carrier's mapping table reads its states and alarms (N8). `withdrawn`: the carrier lists it no longer. */
export const conditions = ['up', 'degraded', 'down', 'withdrawn'] as const;
export type Condition = (typeof conditions)[number];

export const worseCondition = (a: Condition, b: Condition): Condition => (conditions.indexOf(a) >= conditions.indexOf(b) ? a : b);

export interface NetworkNode {
  readonly id: string;
  readonly carrierId: string;
  readonly name: string;
  readonly siteId: string | null;
  readonly condition: Condition;
  /** The carrier's own words for the condition, or empty. */
  readonly conditionText: string;
}

/** A client port (TAPI service interface point): an order begins or ends on it, or an interconnect attaches to it. */
export interface Port {
  readonly id: string;
  readonly carrierId: string;
  readonly nodeId: string;
  readonly name: string;
  readonly signals: readonly Signal[];
  /** The identifiers by which two carriers' ports of one interconnect know each other (TAPI 2.5 inter-domain-plug-id). */
  readonly plug: { readonly localId: string; readonly remoteId: string } | null;
  readonly condition: Condition;
  readonly conditionText: string;
}

/** An L1 resource: a circuit between two nodes of one carrier. */
export interface Resource {
  readonly id: string;
  readonly carrierId: string;
  readonly name: string;
  readonly aNodeId: string;
  readonly zNodeId: string;
  /** 1.25G tributary slots in all, and those in use by others than us. */
  readonly slots: number;
  readonly foreignSlots: number;
  readonly signals: readonly Signal[];
  /** Minor currency units per slot and month. */
  readonly pricePerSlot: number;
  readonly sharedRisks: readonly string[];
  readonly isDedicated: boolean;
  readonly condition: Condition;
  readonly conditionText: string;
}

/** The connection between two carriers at a site, from port to port; it carries one signal at a time, as its ports do. */
export interface Interconnect {
  readonly id: string;
  readonly siteId: string | null;
  readonly aPortId: string;
  readonly zPortId: string;
  /** Matched by plug identifiers that both carriers report, or confirmed by the operator. */
  readonly origin: 'plug-id' | 'operator';
}

/** Something that can break or slow down. */
export interface NetworkSubject {
  readonly kind: 'resource' | 'interconnect' | 'node' | 'port';
  readonly id: string;
}

/** State of a dedicated link; information from a link that is not up is stale. */
export interface LinkState {
  readonly carrierId: string;
  readonly isUp: boolean;
  /** Why it is down, in words for the operator; empty while up. */
  readonly reason: string;
  /** When the state began, and when the carrier was last heard, milliseconds since the epoch; null: never. */
  readonly sinceMs: number;
  readonly heardAtMs: number | null;
}
