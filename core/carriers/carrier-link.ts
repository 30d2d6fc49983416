import type { Condition } from '../model/network';
import type { Latency } from '../model/latency';
import type { Signal } from '../model/signal';

/**
 * The dedicated link to one carrier's manager (N3, N4): both kinds of information in, provisioning out.
 * UUIDs here are the carrier's own. An implementation keeps the link up by itself: it connects, subscribes to notices, reads everything,
 * reports `up`, then `changed`; after a loss it reports `down`, waits (backoff with jitter) and begins again with a full read.
 */
export interface CarrierLink {
  readonly carrierId: string;
  /** Begins; events arrive one after another, each handled before the next is delivered. */
  open(onEvent: (event: CarrierLinkEvent) => Promise<void>): void;
  /** Reads everything again and reports it as `up` does; used on demand. Does nothing while the link is down. */
  resynchronise(): void;
  /** Idempotent: the uuid is ours, and a repeat of the same request answers as the first did. Never throws for what a network can do. */
  createService(request: ServiceRequest): Promise<CreateOutcome>;
  readService(uuid: string): Promise<ReadOutcome>;
  /**
   * Moves a service that is held to another route, in place: the carrier goes on carrying while it changes over, as far as it can.
   * Idempotent. Never throws for what a network can do.
   */
  rerouteService(request: ServiceRequest): Promise<RerouteOutcome>;
  /** Idempotent: deleting what is not there answers `deleted`. */
  deleteService(uuid: string): Promise<DeleteOutcome>;
  /** Ends; no event follows. */
  close(): Promise<void>;
}

export type CarrierLinkEvent =
  /** The link is up and this is all that the carrier has: what is not listed any more is withdrawn. */
  | { readonly kind: 'up'; readonly inventory: CarrierInventory; readonly atMs: number }
  /** `isOurCertificate`: our certificate for the link is why: it cannot be used, or the manager turns it down. */
  | { readonly kind: 'down'; readonly reason: string; readonly atMs: number; readonly isOurCertificate?: boolean }
  /** Objects read again after a notice; what is not mentioned stays as it was. */
  | { readonly kind: 'changed'; readonly change: InventoryChange; readonly atMs: number }
  /** A service's state or route changed at the carrier; read it. */
  | { readonly kind: 'service-changed'; readonly serviceUuid: string; readonly atMs: number };

export interface CarrierInventory {
  readonly nodes: readonly ReportedNode[];
  readonly ports: readonly ReportedPort[];
  readonly resources: readonly ReportedResource[];
  readonly services: readonly ReportedService[];
  readonly warnings: readonly LinkWarning[];
}

export interface InventoryChange {
  readonly nodes: readonly ReportedNode[];
  readonly ports: readonly ReportedPort[];
  readonly resources: readonly ReportedResource[];
  readonly withdrawn: readonly { readonly kind: 'node' | 'port' | 'resource'; readonly uuid: string }[];
  readonly warnings: readonly LinkWarning[];
}

export interface ReportedNode {
  readonly uuid: string;
  readonly name: string;
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly latitudeDeg: number | null;
    readonly longitudeDeg: number | null;
  } | null;
  readonly condition: Condition;
  readonly conditionText: string;
  /** null: not reported, or refused with a warning. Never read as zero. */
  readonly transitNs: number | null;
}

export interface ReportedPort {
  readonly uuid: string;
  readonly nodeUuid: string;
  readonly name: string;
  readonly signals: readonly Signal[];
  readonly plug: { readonly localId: string; readonly remoteId: string } | null;
  readonly condition: Condition;
  readonly conditionText: string;
}

export interface ReportedResource {
  readonly uuid: string;
  readonly name: string;
  readonly aNodeUuid: string;
  readonly zNodeUuid: string;
  /** 1.25G tributary slots: all, and what the carrier calls available (our own services are already taken off). */
  readonly slots: number;
  readonly availableSlots: number;
  readonly signals: readonly Signal[];
  readonly pricePerSlot: number;
  readonly sharedRisks: readonly string[];
  readonly isDedicated: boolean;
  readonly condition: Condition;
  readonly conditionText: string;
  readonly latency: Latency | null;
}

/** A connectivity service as the manager holds it. `pending`: accepted, not carrying yet. */
export interface ReportedService {
  readonly uuid: string;
  readonly name: string;
  readonly aPortUuid: string;
  readonly zPortUuid: string;
  readonly slots: number;
  readonly state: 'pending' | 'up' | 'down';
  /** The resources that it really uses, in order from A to Z; null while the carrier has not said. */
  readonly route: readonly string[] | null;
}

/** Something in the carrier's answer that was left out or doubted. Says what, and what to do about it. */
export interface LinkWarning {
  /** The object's UUID or a path in the document. */
  readonly subject: string;
  readonly message: string;
}

export interface ServiceRequest {
  readonly uuid: string;
  /** Shown at the carrier beside the service: our order's id. */
  readonly name: string;
  readonly signal: Signal;
  readonly aPortUuid: string;
  readonly zPortUuid: string;
  /** Explicit route: the resources from A to Z; none where both ports are on one node. */
  readonly resourceUuids: readonly string[];
  readonly maxDelayNs: number;
}

export type CreateOutcome =
  | { readonly kind: 'accepted'; readonly service: ReportedService }
  /** The carrier said no, in its own words; nothing is held there. */
  | { readonly kind: 'refused'; readonly tag: string; readonly message: string }
  /** The uuid is taken by a service with other ends or route. */
  | { readonly kind: 'conflict'; readonly service: ReportedService }
  | Unsettled;

/** No answer that settles it: the service may or may not be there. Read it back. */
export interface Unsettled {
  readonly kind: 'unsettled';
  readonly reason: string;
  /** The link was lost, or is not up; else the manager was reached, and gave no answer, or none that can be used. */
  readonly isLinkLost?: boolean;
}

export type ReadOutcome = { readonly kind: 'service'; readonly service: ReportedService } | { readonly kind: 'absent' } | Unsettled;

export type RerouteOutcome =
  /** It changes over; read the service until its route is the one asked for. */
  | { readonly kind: 'accepted' }
  /** This manager cannot move a service in place: another way is to be taken. */
  | { readonly kind: 'unsupported'; readonly reason: string }
  /** The carrier said no, in its own words; the service is as it was. */
  | { readonly kind: 'refused'; readonly tag: string; readonly message: string }
  /** The carrier holds no such service. */
  | { readonly kind: 'absent' }
  | Unsettled;

export type DeleteOutcome =
  { readonly kind: 'deleted' } | { readonly kind: 'refused'; readonly tag: string; readonly message: string } | Unsettled;
