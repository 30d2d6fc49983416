import { symmetric, type LatencyDefault, type LatencyReading, type LatencySubject, type Provenance } from '../../model/latency';
import {
  carrierOf,
  type Carrier,
  type Interconnect,
  type LinkState,
  type NetworkNode,
  type Port,
  type Resource,
} from '../../model/network';
import type { BookingRecord, NetworkRecord } from '../../store/store';
import type { Network } from '../network';
import { NetworkGraph } from '../network-graph';
import { NetworkView } from '../network-view';

/** A network as plain data: what a test does not say is empty. */
export type PlainNetwork = Partial<NetworkRecord> & {
  readonly readings?: readonly LatencyReading[];
  readonly defaults?: readonly LatencyDefault[];
  readonly bookings?: Partial<BookingRecord>;
};

/** A network without a store behind it. Every carrier that has no link state is up; sites are those that nodes name. */
export function networkOf(plain: PlainNetwork): Network {
  const carriers = plain.carriers ?? [];
  const named = new Set((plain.nodes ?? []).flatMap(({ siteId }) => siteId ?? []));
  const view = new NetworkView(
    {
      carriers,
      linkStates: plain.linkStates ?? carriers.map(({ id }) => linkState(id)),
      fileSources: plain.fileSources ?? [],
      sites: plain.sites ?? [...named].map((id) => ({ id, name: id, latitudeDeg: null, longitudeDeg: null })),
      nodes: plain.nodes ?? [],
      ports: plain.ports ?? [],
      resources: plain.resources ?? [],
      interconnects: plain.interconnects ?? [],
    },
    { readings: plain.readings ?? [], defaults: plain.defaults ?? [] },
    { slots: plain.bookings?.slots ?? [], ports: plain.bookings?.ports ?? [] },
  );
  return { view, graph: new NetworkGraph(view) };
}

/** Parts of a network in which all is well but for what a test says. The carrier is the part of the id before the slash. */
export const carrier = (id: string, role: Carrier['role'] = 'dedicating'): Carrier => ({ id, name: id, role });

export const linkState = (carrierId: string, change: Partial<LinkState> = {}): LinkState => ({
  carrierId,
  isUp: true,
  reason: '',
  sinceMs: 1,
  heardAtMs: 1,
  ...change,
});

export const node = (id: string, siteId: string | null = null, change: Partial<NetworkNode> = {}): NetworkNode => ({
  id,
  carrierId: carrierOf(id),
  name: id,
  siteId,
  condition: 'up',
  conditionText: '',
  ...change,
});

export const port = (id: string, nodeId: string, change: Partial<Port> = {}): Port => ({
  id,
  carrierId: carrierOf(id),
  nodeId,
  name: id,
  signals: ['10GE-LAN', '1GE'],
  plug: null,
  condition: 'up',
  conditionText: '',
  ...change,
});

export const resource = (id: string, aNodeId: string, zNodeId: string, change: Partial<Resource> = {}): Resource => ({
  id,
  carrierId: carrierOf(id),
  name: id,
  aNodeId,
  zNodeId,
  slots: 16,
  foreignSlots: 0,
  signals: ['10GE-LAN', '1GE'],
  pricePerSlot: 100,
  sharedRisks: [],
  isDedicated: true,
  condition: 'up',
  conditionText: '',
  ...change,
});

export const interconnect = (aPortId: string, zPortId: string, change: Partial<Interconnect> = {}): Interconnect => ({
  id: `${aPortId}~${zPortId}`,
  siteId: null,
  aPortId,
  zPortId,
  origin: 'plug-id',
  ...change,
});

export const reading = (
  kind: LatencySubject['kind'],
  id: string,
  ns: number,
  provenance: Provenance = 'reported',
  change: Partial<LatencyReading> = {},
): LatencyReading => ({ subject: { kind, id }, ...symmetric(ns), provenance, readAtMs: 1, ...change });
