import type { CircuitOrder, VirtualCircuit } from './virtual-circuit';
import type { ConditionsTable } from './condition';
import type { Connection, Segment } from './connection';
import type { HoldOut } from './hold-out';
import type { LatencyReading } from './latency';
import type { Carrier, FileSource, Interconnect, LinkState, NetworkNode, Port, Resource, Site } from './network';
import type { Order } from './order';
import type { Route } from './route';
import type { Switch } from './switch';
import type { VirtualPath } from './virtual-path';

/** Which part of the network goes into a pack: what belongs to any of these. Nothing chosen: all of it. */
export interface PackPart {
  readonly carrierIds: readonly string[];
  readonly siteIds: readonly string[];
  /** What these orders touch. */
  readonly orderIds: readonly string[];
  /** Switches, paths and their circuits too. */
  readonly hasPools: boolean;
}

/** Where a pack comes from; told wherever its network is shown. */
export interface PackOrigin {
  readonly packId: string;
  readonly title: string;
  readonly madeAtMs: number;
  readonly madeBy: string;
}

export interface PackedOrder {
  readonly order: Order;
  readonly homeRoute: Route | null;
  /** What it runs over; null: it is not in service. */
  readonly connection: Connection | null;
  readonly segments: readonly Segment[];
  /** Its ends: ports that it has, and no segment. */
  readonly endPortIds: readonly string[];
}

export interface PackContent extends PackOrigin {
  readonly part: PackPart;
  readonly carriers: readonly Carrier[];
  readonly linkStates: readonly LinkState[];
  readonly fileSources: readonly FileSource[];
  readonly sites: readonly Site[];
  readonly nodes: readonly NetworkNode[];
  readonly ports: readonly Port[];
  /** What others than the packed orders use of them counts as foreign. */
  readonly resources: readonly Resource[];
  readonly interconnects: readonly Interconnect[];
  readonly readings: readonly LatencyReading[];
  readonly defaults: readonly {
    readonly scope: 'carrier-transit' | 'site-interconnect';
    readonly scopeId: string;
    readonly ns: number;
    readonly setAtMs: number;
  }[];
  readonly holdOuts: readonly HoldOut[];
  readonly orders: readonly PackedOrder[];
  readonly switches: readonly Switch[];
  readonly paths: readonly {
    readonly path: VirtualPath;
    readonly circuits: readonly VirtualCircuit[];
    readonly orders: readonly CircuitOrder[];
  }[];
  readonly conditions: ConditionsTable | null;
}

/** What something was when a change to it was made, by name, in words. */
export type Facts = Readonly<Record<string, string>>;

/** What was done in the field: a command, with what it was based on. */
export interface FieldChange {
  /** Of its own, wherever it is brought back: it is carried out once. */
  readonly id: string;
  readonly atMs: number;
  readonly by: string;
  /** The procedure that carries it out, and what it is given. */
  readonly procedure: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** In words. */
  readonly words: string;
  readonly facts: Facts;
}

export interface ProposalContent extends PackOrigin {
  readonly proposalId: string;
  readonly proposedAtMs: number;
  readonly proposedBy: string;
  readonly changes: readonly FieldChange[];
}

/** A change of a proposal that was carried out here; `begun`: whether it was is not known, since Longlines ended meanwhile. */
export interface AppliedChange {
  readonly changeId: string;
  readonly state: 'begun' | 'done';
  readonly atMs: number;
  readonly by: string;
}
