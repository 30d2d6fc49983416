import { isServiceUp } from '../condition';
import type { HeldService } from '../held-state';
import { at, type Network } from '../network';
import { connectionUuid, isRealised, lifecycleOf } from '../snapshot';
import { uuidOf } from '../uuid';
import { nodesAlong } from '../walk';
import type { View } from './dialect';

/** tapi-connectivity: services as they were asked for with their states, and the connections that realise them. */
export function connectivityContext(view: View) {
  const { services } = view.state;
  return {
    'connectivity-service': services.map((service) => serviceDocument(view, service)),
    connection: services.filter(isRealised).map((service) => connectionDocument(view, service)),
  };
}

export function serviceDocument({ network, state }: View, service: HeldService) {
  return {
    ...service.requested,
    'administrative-state': 'UNLOCKED',
    'operational-state': isServiceUp(network, state, service) ? 'ENABLED' : 'DISABLED',
    'lifecycle-state': lifecycleOf[service.phase],
    ...(isRealised(service) ? { connection: [{ 'connection-uuid': connectionUuid(service) }] } : {}),
  };
}

/**
 * TAPI says a route in connection end points, not in links: one at the A port, then two for each link (where the route enters
 * it and where it leaves it), then one at the Z port. A link is told by the node edge points at its ends.
 */
export function connectionDocument({ dialect, network, state }: View, service: HeldService) {
  const route = endPointsAlong(network, service);
  const ends = [route.at(0), route.at(-1)];
  return {
    uuid: connectionUuid(service),
    name: [{ 'value-name': 'connection-name', value: service.name }],
    'layer-protocol-name': layerOf(service),
    direction: 'BIDIRECTIONAL',
    'operational-state': isServiceUp(network, state, service) ? 'ENABLED' : 'DISABLED',
    'lifecycle-state': 'INSTALLED',
    'connection-end-point': ends,
    route: [
      {
        'local-id': 'main',
        ...dialect.currentRoute,
        'connection-end-point': route,
      },
    ],
  };
}

/** The connection end points that stand on each node edge point, for the topology to list (`cep-list`). */
export function endPointsByEdge({ dialect, network, state }: View): ReadonlyMap<string, readonly object[]> {
  const byEdge = new Map<string, object[]>();
  for (const service of state.services.filter(isRealised)) {
    for (const reference of endPointsAlong(network, service)) {
      const edge = byEdge.get(reference['node-edge-point-uuid']) ?? [];
      edge.push({
        uuid: reference['connection-end-point-uuid'],
        'layer-protocol-name': layerOf(service),
        ...dialect.endPointDirection,
        'operational-state': isServiceUp(network, state, service) ? 'ENABLED' : 'DISABLED',
        'lifecycle-state': 'INSTALLED',
      });
      byEdge.set(reference['node-edge-point-uuid'], edge);
    }
  }
  return byEdge;
}

/** Of the service, or (2.1.3) of its first end. */
const layerOf = ({ requested }: HeldService): unknown => requested['layer-protocol-name'] ?? requested['service-layer'] ?? 'DSR';

export interface EndPointReference {
  readonly 'topology-uuid': string;
  readonly 'node-uuid': string;
  readonly 'node-edge-point-uuid': string;
  readonly 'connection-end-point-uuid': string;
}

function endPointsAlong(network: Network, service: HeldService): readonly EndPointReference[] {
  const [a, z] = [at(network.ports, service.aPort), at(network.ports, service.zPort)];
  const links = service.links.map((id) => at(network.links, id));
  const nodes = nodesAlong(a.node, links);
  if (!nodes) throw new Error(`service ${service.uuid}: its links are not a walk`);
  const endPoint = (nodeId: string, nepUuid: string): EndPointReference => ({
    'topology-uuid': network.topologyUuid,
    'node-uuid': at(network.nodes, nodeId).uuid,
    'node-edge-point-uuid': nepUuid,
    'connection-end-point-uuid': uuidOf('cep', service.uuid, nepUuid),
  });
  const between = links.flatMap((link, hop) => {
    const isForward = link.a === nodes[hop];
    const entry = isForward ? endPoint(link.a, link.aNepUuid) : endPoint(link.z, link.zNepUuid);
    const exit = isForward ? endPoint(link.z, link.zNepUuid) : endPoint(link.a, link.aNepUuid);
    return [entry, exit];
  });
  return [endPoint(a.node, a.nepUuid), ...between, endPoint(z.node, z.nepUuid)];
}
