import {
  foreignSlots,
  freeSlots,
  isLinkListed,
  isLinkUp,
  isListed,
  isNodeUp,
  isPortListed,
  isServiceUp,
  linkLatencyUs,
  nodeTransitUs,
} from './condition';
import type { HeldService, HeldState } from './held-state';
import { at, gbpsPerSlot, type Network } from './network';
import { connectionUuid, isRealised, lifecycleOf } from './tapi/connectivity-document';

/**
 * All that a client is told about when it changes, by object. The difference of two of these is what there is to notify,
 * so that no change can be forgotten.
 */
export type Snapshot = ReadonlyMap<string, Observed>;

export interface Observed {
  readonly uuid: string;
  readonly objectType: ObjectType;
  readonly name: { readonly 'value-name': string; readonly value: string };
  /** For a connection: the service that it serves. */
  readonly serviceUuid?: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly alarm: Alarm | null;
}

export type Alarm = 'LOS' | 'DEG';

interface Attribute {
  readonly value: string;
  /** What is compared instead of the value, where not each change of the value is worth a notice. */
  readonly cause?: string;
}

export const objectTypes = {
  link: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
  node: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE',
  port: 'tapi-common:OBJECT_TYPE_SERVICE_INTERFACE_POINT',
  service: 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTIVITY_SERVICE',
  connection: 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTION',
} as const;

type ObjectType = (typeof objectTypes)[keyof typeof objectTypes];

export function snapshot(network: Network, state: HeldState): Snapshot {
  const seen = [
    ...observeLinks(network, state),
    ...observeNodes(network, state),
    ...observePorts(network, state),
    ...state.services.flatMap((service) => observeService(network, state, service)),
  ];
  return new Map(seen.map((observed) => [observed.uuid, observed]));
}

const operational = (isUp: boolean): Attribute => ({ value: isUp ? 'ENABLED' : 'DISABLED' });

export const us = (value: number): string => String(Math.round(value * 1000) / 1000);

function observeLinks(network: Network, state: HeldState): readonly Observed[] {
  const listed = [...network.links.values()].filter((link) => isLinkListed(state, link));
  return listed.map((link) => {
    const latency = linkLatencyUs(state, link);
    const isUp = isLinkUp(state, link);
    return {
      uuid: link.uuid,
      objectType: objectTypes.link,
      name: { 'value-name': 'link-name', value: link.name },
      attributes: {
        'operational-state': operational(isUp),
        'latency-characteristic=FIXED_LATENCY_US': { value: us(latency.az) },
        'latency-characteristic=FIXED_LATENCY_ZA_US': { value: us(latency.za) },
        // Our client knows what its own services take: only what others take is news.
        'available-capacity': { value: String(freeSlots(state, link) * gbpsPerSlot), cause: String(foreignSlots(state, link)) },
      },
      alarm: !isUp ? 'LOS' : state.degradedLinks.includes(link.id) ? 'DEG' : null,
    };
  });
}

function observeNodes(network: Network, state: HeldState): readonly Observed[] {
  const listed = [...network.nodes.values()].filter((node) => isListed(state, node.id));
  return listed.map((node) => {
    const transit = nodeTransitUs(network, state, node.id);
    return {
      uuid: node.uuid,
      objectType: objectTypes.node,
      name: { 'value-name': 'node-name', value: node.id },
      attributes: {
        'operational-state': operational(isNodeUp(state, node.id)),
        'latency-characteristic=FIXED_LATENCY_US': { value: transit === null ? '' : us(transit) },
      },
      alarm: null,
    };
  });
}

function observePorts(network: Network, state: HeldState): readonly Observed[] {
  const listed = [...network.ports.values()].filter((port) => isPortListed(network, state, port.id));
  return listed.map((port) => ({
    uuid: port.uuid,
    objectType: objectTypes.port,
    name: { 'value-name': 'sip-name', value: port.id },
    attributes: { 'operational-state': operational(isNodeUp(state, port.node)) },
    alarm: null,
  }));
}

function observeService(network: Network, state: HeldState, service: HeldService): readonly Observed[] {
  const isUp = operational(isServiceUp(network, state, service));
  const route = service.links.map((id) => at(network.links, id).uuid).join(' ');
  const own: Observed = {
    uuid: service.uuid,
    objectType: objectTypes.service,
    name: { 'value-name': 'service-name', value: service.name },
    attributes: { 'operational-state': isUp, 'lifecycle-state': { value: lifecycleOf[service.phase] }, route: { value: route } },
    alarm: null,
  };
  if (!isRealised(service)) return [own];
  return [
    own,
    {
      uuid: connectionUuid(service),
      objectType: objectTypes.connection,
      name: { 'value-name': 'connection-name', value: service.name },
      serviceUuid: service.uuid,
      attributes: { 'operational-state': isUp, route: { value: route } },
      alarm: null,
    },
  ];
}
