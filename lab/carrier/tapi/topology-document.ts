import { signalSlots, signals } from '../../../core/model/signal';
import { freeSlots, isLinkListed, isLinkUp, isListed, isNodeUp, isPortListed, nodeTransitUs, serviceOnPort } from '../condition';
import type { HeldState } from '../held-state';
import { placed } from '../inventory';
import { at, gbpsPerSlot, type Link, type Network, type Node, type Port } from '../network';
import { toldLatency } from '../lies';
import { inUnit } from '../microseconds';
import { endPointsByEdge } from './connectivity-document';
import type { Dialect, View } from './dialect';

/** tapi-topology: one topology with all that the carrier shows. */
export function topologyDocument(view: View) {
  const { dialect, network, state } = view;
  const endPoints = endPointsByEdge(view);
  return {
    uuid: network.topologyUuid,
    name: [{ 'value-name': 'topology-name', value: `${network.inventory.name} L1` }],
    'layer-protocol-name': [dialect.layer, 'DSR'],
    node: listedNodes(network, state).map((node) => nodeDocument(view, node, endPoints)),
    link: listedLinks(network, state).map((link) => linkDocument(view, link)),
  };
}

const listedNodes = (network: Network, state: HeldState): readonly Node[] =>
  [...network.nodes.values()].filter((node) => isListed(state, node.id));

const listedLinks = (network: Network, state: HeldState): readonly Link[] =>
  [...network.links.values()].filter((link) => isLinkListed(state, link));

export const listedPorts = (network: Network, state: HeldState): readonly Port[] =>
  [...network.ports.values()].filter((port) => isPortListed(network, state, port.id));

const states = (isUp: boolean) => ({
  'administrative-state': 'UNLOCKED',
  'operational-state': isUp ? 'ENABLED' : 'DISABLED',
  'lifecycle-state': 'INSTALLED',
});

const named = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries).map(([name, value]) => ({ 'value-name': name, value }));

export function sipDocument({ dialect, state }: View, port: Port) {
  const slots = Math.max(...port.signals.map((signal) => signalSlots[signal]));
  const isFree = !serviceOnPort(state, port.id);
  return {
    uuid: port.uuid,
    name: named({ 'sip-name': port.id }),
    'layer-protocol-name': 'DSR',
    direction: 'BIDIRECTIONAL',
    ...states(isNodeUp(state, port.node)),
    ...dialect.portSignals(port.signals),
    'total-potential-capacity': dialect.capacity(slots * gbpsPerSlot),
    'available-capacity': dialect.capacity(isFree ? slots * gbpsPerSlot : 0),
  };
}

export function nodeDocument(view: View, node: Node, endPoints = endPointsByEdge(view)) {
  const { dialect, network, state } = view;
  const transit = nodeTransitUs(network, state, node.id);
  const isUp = isNodeUp(state, node.id);
  const place = placed(node.place);
  const links = node.linkIds.map((id) => at(network.links, id)).filter((link) => isLinkListed(state, link));
  const ports = node.portIds.map((id) => at(network.ports, id)).filter((port) => isPortListed(network, state, port.id));
  return {
    uuid: node.uuid,
    name: named({
      'node-name': node.id,
      SITE: node.place.code,
      SITE_NAME: node.place.name,
      ...(place ? { LATITUDE: String(place.lat), LONGITUDE: String(place.lon) } : {}),
    }),
    'layer-protocol-name': [dialect.layer, 'DSR'],
    ...states(isUp),
    ...(transit === null
      ? {}
      : { 'latency-characteristic': [dialect.latency('FIXED_LATENCY_US', inUnit(transit, network.inventory.latencyUnit))] }),
    'owned-node-edge-point': [
      ...ports.map((port) => ({ ...portEdgeDocument(dialect, port, isUp), ...cepList(endPoints.get(port.nepUuid)) })),
      ...links.map((link) => {
        const edge = linkEdgeDocument(dialect, link, link.a === node.id ? 'A' : 'Z', isLinkUp(state, link));
        return { ...edge, ...cepList(endPoints.get(edge.uuid)) };
      }),
    ],
  };
}

const cepList = (endPoints: readonly object[] | undefined) =>
  endPoints ? { 'tapi-connectivity:cep-list': { 'connection-end-point': endPoints } } : {};

function portEdgeDocument(dialect: Dialect, port: Port, isUp: boolean) {
  const plug = port.plug && dialect.plug(port.plug);
  return {
    uuid: port.nepUuid,
    name: named({ 'nep-name': port.id, ...plug?.names }),
    'layer-protocol-name': 'DSR',
    ...dialect.edgeDirection,
    'link-port-role': 'SYMMETRIC',
    ...states(isUp),
    ...dialect.edgeSignals(port.signals.map((signal) => ({ signal, instances: 1 }))),
    'mapped-service-interface-point': [{ 'service-interface-point-uuid': port.uuid }],
    ...plug?.fragment,
  };
}

/** A link's own edge takes every signal, as often as its slots allow. */
function linkEdgeDocument(dialect: Dialect, link: Link, end: 'A' | 'Z', isUp: boolean) {
  return {
    uuid: end === 'A' ? link.aNepUuid : link.zNepUuid,
    name: named({ 'nep-name': `${link.id}-${end}` }),
    'layer-protocol-name': dialect.layer,
    ...dialect.edgeDirection,
    'link-port-role': 'SYMMETRIC',
    ...states(isUp),
    ...dialect.edgeSignals(signals.map((signal) => ({ signal, instances: Math.floor(link.slots / signalSlots[signal]) }))),
  };
}

export function linkDocument({ dialect, network, state }: View, link: Link) {
  const latency = toldLatency(network, state, link);
  const end = (nodeId: string, nepUuid: string) => ({
    'topology-uuid': network.topologyUuid,
    'node-uuid': at(network.nodes, nodeId).uuid,
    'node-edge-point-uuid': nepUuid,
  });
  return {
    uuid: link.uuid,
    name: named({ 'link-name': link.name, ...(link.dedicated ? { CVN: 'dedicated' } : {}) }),
    'layer-protocol-name': [dialect.layer],
    direction: 'BIDIRECTIONAL',
    ...states(isLinkUp(state, link)),
    'total-potential-capacity': dialect.capacity(link.slots * gbpsPerSlot),
    'available-capacity': dialect.capacity(freeSlots(state, link) * gbpsPerSlot),
    'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': String(link.pricePerSlot) }],
    ...(latency ? { 'latency-characteristic': latencies(dialect, latency) } : {}),
    'risk-characteristic': [{ 'risk-characteristic-name': 'SRLG', 'risk-identifier-list': link.ducts }],
    'node-edge-point': [end(link.a, link.aNepUuid), end(link.z, link.zNepUuid)],
  };
}

const latencies = (dialect: Dialect, { az, za }: { readonly az: string; readonly za: string }) => [
  dialect.latency('FIXED_LATENCY_US', az),
  ...(az === za ? [] : [dialect.latency('FIXED_LATENCY_ZA_US', za)]),
];
