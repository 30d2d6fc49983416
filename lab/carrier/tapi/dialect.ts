import type { Signal } from '../../../core/model/signal';
import type { Refusal } from '../answer';
import type { HeldState } from '../held-state';
import type { InventoryPort } from '../inventory';
import type { Network } from '../network';
import type { ServiceRequest } from '../service-request';
import type { StreamOffer } from '../stream-offer';
import type { Alarm, Crossing, ObjectKind } from '../snapshot';

export const tapiVersions = ['2.5.0', '2.1.3'] as const;
export type TapiVersion = (typeof tapiVersions)[number];

/** All that differs between the versions of TAPI; what is not here is said alike in both. A fragment is spread into the document. */
export interface Dialect {
  readonly version: TapiVersion;
  modules(offer: StreamOffer): readonly Module[];
  /** The layer of links and nodes. */
  readonly layer: string;
  readonly qualifiers: Readonly<Record<Signal, string>>;
  capacity(gbps: number): { readonly 'total-size': { readonly value: string; readonly unit: string } };
  /** Fragment of a service interface point. */
  portSignals(signals: readonly Signal[]): object;
  /** Fragment of a node edge point; each signal with how often it fits. */
  edgeSignals(signals: readonly SignalRoom[]): object;
  /** Fragments: what a bidirectional node edge point and connection end point say of their direction. */
  readonly edgeDirection: object;
  readonly endPointDirection: object;
  plug(plug: NonNullable<InventoryPort['plug']>): { readonly names: Readonly<Record<string, string>>; readonly fragment: object };
  /** An entry of `latency-characteristic`. */
  latency(name: string, value: string): { readonly 'traffic-property-name': string; readonly 'fixed-latency-characteristic': string };
  /** Fragment of a route that is the one in use. */
  readonly currentRoute: object;
  readonly hasFaultContext: boolean;
  /** The member of a service that says its route, and the notices' name of it. */
  readonly routeMember: string;
  /** The member that says how slow the route may be: it follows from the route, and changes with it. */
  readonly limitMember: string;
  /** A connectivity service as it was sent (RFC 7951), or why it is none. */
  parseService(content: unknown): ServiceRequest | Refusal;
  readonly notices: NoticeDialect;
  readonly streams: StreamDialect;
}

export interface Module {
  readonly name: string;
  readonly revision: string;
  readonly namespace: string;
}

export interface SignalRoom {
  readonly signal: Signal;
  readonly instances: number;
}

export type NoticeKind = 'created' | 'deleted' | 'changed' | 'alarm' | 'threshold';

interface NoticeDialect {
  readonly types: Readonly<Record<NoticeKind, string>>;
  readonly objectTypes: Readonly<Record<ObjectKind, string>>;
  /** Object types that a filter may ask for although nothing ever happens to such things by themselves. */
  readonly quietObjectTypes: readonly string[];
  /** Fragments of a notice. */
  alarm(alarm: Alarm, severity: string): object;
  threshold(crossing: Crossing): object;
  /** Whether `subscription-filter` is a list of filters. */
  readonly hasFilterList: boolean;
}

interface StreamDialect {
  /** Fragments of the supported stream type, and of the available stream. */
  readonly type: object;
  available(address: string): object;
  /** `record-content`, and the member of the body that carries the entity. */
  readonly contents: Readonly<Record<ObjectKind | 'condition', { readonly type: string; readonly member: string }>>;
}

/** What a document is made of: a network as it stands, in the words of one version. */
export interface View {
  readonly dialect: Dialect;
  readonly network: Network;
  readonly state: HeldState;
}
