import { signalSlots, signals, type Signal } from '../../../core/model/signal';
import {
  freeSlots,
  isLinkListed,
  isLinkUp,
  isListed,
  isNodeUp,
  isPortListed,
  linkLatencyUs,
  nodeTransitUs,
  serviceOnPort,
} from '../condition';
import type { HeldState } from '../held-state';
import { at, gbpsPerSlot, type Link, type Network, type Node, type Port } from '../network';
import { qualifiers } from '../signals';
import { us } from '../snapshot';
import { endPointsByEdge } from './connectivity-document';

/** tapi-topology 2.5.0: one topology with all that the carrier shows. */
export function topologyDocument(network: Network, state: HeldState) {
  const endPoints = endPointsByEdge(network, state);
  return {
    uuid: network.topologyUuid,
    name: [{ 'value-name': 'topology-name', value: `${network.inventory.name} L1` }],
    'layer-protocol-name': ['DIGITAL_OTN', 'DSR'],
    node: listedNodes(network, state).map((node) => nodeDocument(network, state, node, endPoints)),
    link: listedLinks(network, state).map((link) => linkDocument(network, state, link)),
  };
}

const listedNodes = (network: Network, state: HeldState): readonly Node[] =>
  [...network.nodes.values()].filter((node) => isListed(state, node.id));

const listedLinks = (network: Network, state: HeldState): readonly Link[] =>
  [...network.links.values()].filter((link) => isLinkListed(state, link));

export const listedPorts = (network: Network, state: HeldState): readonly Port[] =>
  [...network.ports.values()].filter((port) => isPortListed(network, state, port.id));

const gbps = (slots: number) => ({ 'total-size': { value: String(slots * gbpsPerSlot), unit: 'tapi-common:CAPACITY_UNIT_GBPS' } });

const states = (isUp: boolean) => ({
  'administrative-state': 'UNLOCKED',
  'operational-state': isUp ? 'ENABLED' : 'DISABLED',
  'lifecycle-state': 'INSTALLED',
});

const named = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries).map(([name, value]) => ({ 'value-name': name, value }));

const accepted = (taken: readonly Signal[], instances: number) =>
  taken.map((signal) => ({ 'layer-protocol-qualifier': qualifiers[signal], 'number-of-cep-instances': String(instances) }));

const latency = (name: string, value: number) => ({ 'traffic-property-name': name, 'fixed-latency-characteristic': us(value) });

export function sipDocument(state: HeldState, port: Port) {
  const slots = Math.max(...port.signals.map((signal) => signalSlots[signal]));
  const isFree = !serviceOnPort(state, port.id);
  return {
    uuid: port.uuid,
    name: named({ 'sip-name': port.id }),
    'layer-protocol-name': 'DSR',
    direction: 'BIDIRECTIONAL',
    ...states(isNodeUp(state, port.node)),
    'supported-cep-layer-protocol-qualifier-instances': accepted(port.signals, 1),
    'total-potential-capacity': gbps(slots),
    'available-capacity': gbps(isFree ? slots : 0),
  };
}

export function nodeDocument(network: Network, state: HeldState, node: Node, endPoints = endPointsByEdge(network, state)) {
  const transit = nodeTransitUs(network, state, node.id);
  const isUp = isNodeUp(state, node.id);
  const links = node.linkIds.map((id) => at(network.links, id)).filter((link) => isLinkListed(state, link));
  const ports = node.portIds.map((id) => at(network.ports, id)).filter((port) => isPortListed(network, state, port.id));
  return {
    uuid: node.uuid,
    name: named({
      'node-name': node.id,
      SITE: node.place.code,
      SITE_NAME: node.place.name,
      LATITUDE: String(node.place.lat),
      LONGITUDE: String(node.place.lon),
    }),
    'layer-protocol-name': ['DIGITAL_OTN', 'DSR'],
    ...states(isUp),
    ...(transit === null ? {} : { 'latency-characteristic': [latency('FIXED_LATENCY_US', transit)] }),
    'owned-node-edge-point': [
      ...ports.map((port) => ({ ...portEdgeDocument(port, isUp), ...cepList(endPoints.get(port.nepUuid)) })),
      ...links.map((link) => {
        const edge = linkEdgeDocument(link, link.a === node.id ? 'A' : 'Z', isLinkUp(state, link));
        return { ...edge, ...cepList(endPoints.get(edge.uuid)) };
      }),
    ],
  };
}

const cepList = (endPoints: readonly object[] | undefined) =>
  endPoints ? { 'tapi-connectivity:cep-list': { 'connection-end-point': endPoints } } : {};

function portEdgeDocument(port: Port, isUp: boolean) {
  return {
    uuid: port.nepUuid,
    name: named({ 'nep-name': port.id }),
    'layer-protocol-name': 'DSR',
    direction: 'BIDIRECTIONAL',
    'link-port-role': 'SYMMETRIC',
    ...states(isUp),
    'supported-cep-layer-protocol-qualifier-instances': accepted(port.signals, 1),
    'mapped-service-interface-point': [{ 'service-interface-point-uuid': port.uuid }],
    ...(port.plug
      ? {
          'inter-domain-plug-id-pac': {
            'plug-id-inter-domain-local-id': port.plug.localId,
            'plug-id-inter-domain-remote-id': port.plug.remoteId,
          },
        }
      : {}),
  };
}

/** A link's own edge takes every signal, as often as its slots allow. */
function linkEdgeDocument(link: Link, end: 'A' | 'Z', isUp: boolean) {
  return {
    uuid: end === 'A' ? link.aNepUuid : link.zNepUuid,
    name: named({ 'nep-name': `${link.id}-${end}` }),
    'layer-protocol-name': 'DIGITAL_OTN',
    direction: 'BIDIRECTIONAL',
    'link-port-role': 'SYMMETRIC',
    ...states(isUp),
    'supported-cep-layer-protocol-qualifier-instances': signals.flatMap((signal) =>
      accepted([signal], Math.floor(link.slots / signalSlots[signal])),
    ),
  };
}

export function linkDocument(network: Network, state: HeldState, link: Link) {
  const { az, za } = linkLatencyUs(state, link);
  const end = (nodeId: string, nepUuid: string) => ({
    'topology-uuid': network.topologyUuid,
    'node-uuid': at(network.nodes, nodeId).uuid,
    'node-edge-point-uuid': nepUuid,
  });
  return {
    uuid: link.uuid,
    name: named({ 'link-name': link.name, ...(link.dedicated ? { CVN: 'dedicated' } : {}) }),
    'layer-protocol-name': ['DIGITAL_OTN'],
    direction: 'BIDIRECTIONAL',
    ...states(isLinkUp(state, link)),
    'total-potential-capacity': gbps(link.slots),
    'available-capacity': gbps(freeSlots(state, link)),
    'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': String(link.pricePerSlot) }],
    'latency-characteristic': [latency('FIXED_LATENCY_US', az), ...(us(az) === us(za) ? [] : [latency('FIXED_LATENCY_ZA_US', za)])],
    'risk-characteristic': [{ 'risk-characteristic-name': 'SRLG', 'risk-identifier-list': link.ducts }],
    'node-edge-point': [end(link.a, link.aNepUuid), end(link.z, link.zNepUuid)],
  };
}
