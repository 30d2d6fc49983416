import type { SubjectLatency, SubjectPart, SubjectPort, SubjectShown } from '../../contract/network-shapes';
import { assertNever } from '../../model/assert-never';
import type { HoldOutSubject } from '../../model/hold-out';
import { provenanceRank, type LatencySubject } from '../../model/latency';
import { carrierOf, type NetworkSubject, type Port, type Resource } from '../../model/network';
import type { NetworkView } from '../../network/network-view';
import { showLatency } from './show-route';

/** What the network's view holds of it; orders and impairments come from the store. */
export type SubjectInView = Omit<SubjectShown, 'orders' | 'impairments' | 'name'>;

export function showSubject(view: NetworkView, subject: HoldOutSubject): SubjectInView {
  const nothing: SubjectInView = {
    ...{ subject, carrier: null, siteId: null, health: null, latency: null, holdOuts: holdOutsOf(view, subject), slots: null },
    ...{ pricePerSlot: null, signals: [], isDedicated: null, parts: [], ports: [], sharedRisks: [] },
  };
  const { kind, id } = subject;
  const part = (own: NetworkSubject) => ({ ...nothing, health: view.health(own) });
  switch (kind) {
    case 'node': {
      const at = [...view.resources.values()].filter(({ aNodeId, zNodeId }) => aNodeId === id || zNodeId === id);
      const ports = portsAt(view, new Set([id]));
      return {
        ...part({ kind, id }),
        ...{
          carrier: carrierShown(view, carrierOf(id)),
          siteId: view.nodes.get(id)?.siteId ?? null,
          latency: latencyOf(view, { kind, id }),
        },
        ...{ parts: [...at.map((resource) => resourcePart(view, resource.id)), ...interconnectsAmong(view, ports)] },
        ports: ports.map((port) => portShown(view, port)),
      };
    }
    case 'resource': {
      const resource = view.resources.get(id);
      if (!resource) return part({ kind, id });
      const { signals, isDedicated, pricePerSlot, aNodeId, zNodeId, sharedRisks, slots, foreignSlots } = resource;
      const booked = view.bookedSlots(id);
      return {
        ...{ ...part({ kind, id }), carrier: carrierShown(view, resource.carrierId), latency: latencyOf(view, { kind, id }) },
        slots: { all: slots, foreign: foreignSlots, booked, free: Math.max(0, slots - foreignSlots - booked) },
        ...{ signals, isDedicated, pricePerSlot, parts: [aNodeId, zNodeId].map((nodeId) => nodePart(view, nodeId)) },
        sharedRisks: sharedRisks.map((risk) => ({
          id: risk,
          others: inRisk(view, risk)
            .filter((other) => other.id !== id)
            .map((other) => resourcePart(view, other.id)),
        })),
      };
    }
    case 'interconnect': {
      const interconnect = view.interconnects.get(id);
      const ports = [interconnect?.aPortId, interconnect?.zPortId].flatMap((portId) => view.ports.get(portId ?? '') ?? []);
      return {
        ...{ ...part({ kind, id }), siteId: interconnect?.siteId ?? null, latency: latencyOf(view, { kind, id }) },
        ...{ ports: ports.map((port) => portShown(view, port)), parts: ports.map(({ nodeId }) => nodePart(view, nodeId)) },
      };
    }
    case 'port': {
      const port = view.ports.get(id);
      if (!port) return part({ kind, id });
      const siteId = view.nodes.get(port.nodeId)?.siteId ?? null;
      return {
        ...{ ...part({ kind, id }), carrier: carrierShown(view, port.carrierId), siteId, signals: port.signals },
        ...{ parts: [nodePart(view, port.nodeId)], ports: [portShown(view, port)] },
      };
    }
    case 'site': {
      const nodes = [...view.nodes.values()].filter(({ siteId }) => siteId === id);
      const ports = portsAt(view, new Set(nodes.map((node) => node.id)));
      const parts = [...nodes.map((node) => nodePart(view, node.id)), ...interconnectsAmong(view, ports)];
      return { ...nothing, siteId: id, parts, ports: ports.filter(({ plug }) => plug === null).map((port) => portShown(view, port)) };
    }
    case 'carrier':
      return { ...nothing, carrier: carrierShown(view, id) };
    case 'shared-risk':
      return { ...nothing, parts: inRisk(view, id).map((resource) => resourcePart(view, resource.id)) };
    default:
      return assertNever(kind);
  }
}

/** Everything that stands or falls with it. */
export function subjectsUnder(view: NetworkView, { kind, id }: HoldOutSubject): readonly NetworkSubject[] {
  switch (kind) {
    case 'node':
    case 'resource':
    case 'interconnect':
    case 'port':
      return [{ kind, id }];
    case 'site':
      return [...view.nodes.values()].filter(({ siteId }) => siteId === id).map((node) => ({ kind: 'node', id: node.id }));
    case 'carrier':
      return [...view.nodes.values()].filter(({ carrierId }) => carrierId === id).map((node) => ({ kind: 'node', id: node.id }));
    case 'shared-risk':
      return inRisk(view, id).map((resource) => ({ kind: 'resource', id: resource.id }));
    default:
      return assertNever(kind);
  }
}

function holdOutsOf(view: NetworkView, { kind, id }: HoldOutSubject): SubjectShown['holdOuts'] {
  if (kind === 'site' || kind === 'carrier' || kind === 'shared-risk')
    return view.everyHoldOut().filter(({ subject }) => subject.kind === kind && subject.id === id);
  return view.holdOutsOver({ kind, id });
}

function carrierShown(view: NetworkView, id: string): SubjectShown['carrier'] {
  if (!view.carriers.has(id)) return null;
  return { id, name: view.carrierName(id), isStale: view.isStale(id), heardAtMs: view.linkStates.get(id)?.heardAtMs ?? null };
}

function latencyOf(view: NetworkView, subject: LatencySubject): SubjectLatency {
  const inForce = view.latency(subject);
  const fallback = view.defaultFor(subject);
  return {
    ...showLatency(view, subject),
    readAtMs: inForce === null || inForce.isDefault ? null : inForce.readAtMs,
    readings: view
      .readingsOf(subject)
      .map(({ provenance, azNs, zaNs, readAtMs }) => ({
        ...{ provenance, azNs, zaNs, readAtMs },
        isInForce: inForce !== null && !inForce.isDefault && inForce.provenance === provenance,
      }))
      .sort((one, other) => provenanceRank(other.provenance) - provenanceRank(one.provenance)),
    default: fallback ?? null,
  };
}

const inRisk = (view: NetworkView, risk: string): readonly Resource[] =>
  [...view.resources.values()].filter(({ sharedRisks, condition }) => sharedRisks.includes(risk) && condition !== 'withdrawn');

const portsAt = (view: NetworkView, nodeIds: ReadonlySet<string>): readonly Port[] =>
  [...view.ports.values()].filter(({ nodeId }) => nodeIds.has(nodeId));

function interconnectsAmong(view: NetworkView, ports: readonly Port[]): readonly SubjectPart[] {
  const ids = new Set(ports.filter(({ plug }) => plug !== null).map(({ id }) => id));
  if (ids.size === 0) return [];
  return [...view.interconnects.values()]
    .filter(({ aPortId, zPortId }) => ids.has(aPortId) || ids.has(zPortId))
    .map(({ id }) => ({ ...partOf(view, { kind: 'interconnect', id }), kind: 'interconnect', carrierName: '' }));
}

const nodePart = (view: NetworkView, id: string): SubjectPart => ({
  ...partOf(view, { kind: 'node', id }),
  ...{ kind: 'node', carrierName: view.carrierName(carrierOf(id)) },
});
const resourcePart = (view: NetworkView, id: string): SubjectPart => ({
  ...partOf(view, { kind: 'resource', id }),
  ...{ kind: 'resource', carrierName: view.carrierName(carrierOf(id)) },
});
const partOf = (view: NetworkView, subject: NetworkSubject) => ({
  id: subject.id,
  name: view.nameOf(subject),
  condition: view.health(subject).condition,
});

const portShown = (view: NetworkView, { id, name, carrierId, signals, plug }: Port): SubjectPort => ({
  ...{ id, name, carrierName: view.carrierName(carrierId), signals, condition: view.health({ kind: 'port', id }).condition },
  ...{ orderId: view.portOwners.get(id)?.orderId ?? null, isPlug: plug !== null },
});
