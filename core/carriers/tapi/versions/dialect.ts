import type { CarrierMapping } from '../../mapping';
import type { Signal } from '../../../model/signal';
import type { JsonObject } from '../json';

/**
 * All that differs between the versions of TAPI that we speak. What comes in is put into the shape of 2.5.0 as it arrives, so that the rest of this
 * folder knows one shape only; what goes out is written by the version itself.
 */
export interface Dialect {
  readonly version: TapiVersion;
  /** Whether a manager has a list of the alarms that stand (`tapi-fm:fault-management-context`). */
  readonly hasActiveAlarms: boolean;
  /** One object as the manager sends it, its member names without prefixes, in the shape of 2.5.0. */
  readonly asCurrent: Readonly<Record<ObjectKind, (value: JsonObject, names: CarrierMapping['names']) => JsonObject>>;
  /** The name of a class of objects in notices and stream records, without its prefix, to what we call it; undefined for what is not followed. */
  readonly classOf: (name: string) => ObjectClass | undefined;
  /** `connectivity-service` for a creation or a change. */
  readonly writeService: (plan: ServicePlan) => JsonObject;
  /** `notif-subscription` for all that we follow. */
  readonly writeSubscription: (uuid: string) => JsonObject;
}

export type TapiVersion = '2.1.3' | '2.5.0';

/** What a manager sends as an object of its own. */
export type ObjectKind = 'port' | 'node' | 'link' | 'service' | 'connection' | 'notice';

/** What a notice or record can be about. */
export type ObjectClass = 'link' | 'node' | 'edge-point' | 'topology' | 'port' | 'service' | 'connection' | 'condition';

/** A service to be asked for, in our terms. */
export interface ServicePlan {
  readonly uuid: string;
  readonly name: string;
  readonly signal: Signal;
  readonly aPortUuid: string;
  readonly zPortUuid: string;
  readonly gbps: number;
  readonly maxDelayUs: number;
  /** In order from A to Z; none where both ports are on one node. */
  readonly links: readonly { readonly topologyUuid: string; readonly linkUuid: string }[];
}

/** SONET/SDH and Ethernet are DSR (TAPI has no layer name for SONET/SDH); both versions name them alike. OTU2e is named by its ODU. */
export const dsrQualifiers: Readonly<Record<Exclude<Signal, 'OTU2e'>, string>> = {
  '1GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_GigE',
  '10GE-LAN': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN',
  '40GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_40_GigE',
  '100GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_100_GigE',
  'STM-16': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_16',
  'STM-64': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_64',
  'OC-48': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_48',
  'OC-192': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_192',
};
