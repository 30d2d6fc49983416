import { localName } from '../json';
import type { JsonObject } from '../json';
import { dsrQualifiers } from './dialect';
import type { Dialect, ObjectClass, ServicePlan } from './dialect';

const asItIs = (value: JsonObject): JsonObject => value;

/** TAPI 2.5.0 (ONF, October 2023): the shape that the rest of this folder knows. */
export const dialect250: Dialect = {
  version: '2.5.0',
  hasActiveAlarms: true,
  asCurrent: { port: asItIs, node: asItIs, link: asItIs, service: asItIs, connection: asItIs, notice: asItIs },
  classOf: (name) => classes.get(name),
  writeService,
  writeSubscription,
};

const objectTypes = {
  link: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
  node: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE',
  'edge-point': 'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE_EDGE_POINT',
  port: 'tapi-common:OBJECT_TYPE_SERVICE_INTERFACE_POINT',
  service: 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTIVITY_SERVICE',
  connection: 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTION',
};

const classes = new Map<string, ObjectClass>([
  ...Object.entries(objectTypes).map(([ours, theirs]) => [localName(theirs), ours as keyof typeof objectTypes] as const),
  ['TOPOLOGY_OBJECT_TYPE_TOPOLOGY', 'topology'],
  ['STREAMING_OBJECT_TYPE_CONDITION_DETECTOR', 'condition'],
]);

/** The route is explicit also where it has no links: both ports are on one node then. */
function writeService(plan: ServicePlan): JsonObject {
  const capacity = { 'total-size': { value: decimal(plan.gbps), unit: 'tapi-common:CAPACITY_UNIT_GBPS' } };
  const layer =
    plan.signal === 'OTU2e'
      ? { 'layer-protocol-name': 'DIGITAL_OTN', 'layer-protocol-qualifier': 'tapi-digital-otn:ODU_TYPE_ODU2E' }
      : { 'layer-protocol-name': 'DSR', 'layer-protocol-qualifier': dsrQualifiers[plan.signal] };
  const endPoint = (localId: string, portUuid: string): JsonObject => ({
    'local-id': localId,
    ...layer,
    direction: 'BIDIRECTIONAL',
    role: 'SYMMETRIC',
    'administrative-state': 'UNLOCKED',
    'service-interface-point': { 'service-interface-point-uuid': portUuid },
    capacity,
  });
  const includeLink = plan.links.map(({ topologyUuid, linkUuid }) => ({ 'topology-uuid': topologyUuid, 'link-uuid': linkUuid }));
  return {
    uuid: plan.uuid,
    name: [{ 'value-name': 'order-id', value: plan.name }],
    ...layer,
    direction: 'BIDIRECTIONAL',
    'administrative-state': 'UNLOCKED',
    'end-point': [endPoint('A', plan.aPortUuid), endPoint('Z', plan.zPortUuid)],
    'connectivity-constraint': { 'service-type': 'POINT_TO_POINT_CONNECTIVITY', 'requested-capacity': capacity },
    'routing-constraint': { 'max-allowed-delay': { value: String(plan.maxDelayUs) } },
    'topology-constraint': [
      { 'local-id': 'explicit', 'explicit-route': true, ...(includeLink.length > 0 ? { 'include-link': includeLink } : {}) },
    ],
  };
}

/** decimal64 with seven places, a string in JSON (RFC 7951 §6.1). */
const decimal = (value: number): string => value.toFixed(7).replace(/\.?0+$/, '');

function writeSubscription(uuid: string): JsonObject {
  return {
    uuid,
    'subscription-state': 'ACTIVE',
    'subscription-filter': [
      {
        'local-id': 'all',
        'requested-notification-types': [
          'tapi-notification:NOTIFICATION_TYPE_OBJECT_CREATION',
          'tapi-notification:NOTIFICATION_TYPE_OBJECT_DELETION',
          'tapi-notification:NOTIFICATION_TYPE_ATTRIBUTE_VALUE_CHANGE',
          'tapi-fm:FM_ALARM_EVENT',
          'tapi-fm:FM_THRESHOLD_CROSSING_ALERT',
        ],
        'requested-object-types': Object.values(objectTypes),
        'include-content': true,
      },
    ],
  };
}
