import type { CarrierMapping } from '../../mapping';
import { entries, isObject, leaf, member } from '../json';
import type { Json, JsonObject } from '../json';
import { entryNamed } from '../names';
import { dsrQualifiers } from './dialect';
import type { Dialect, ObjectClass, ServicePlan } from './dialect';

/** TAPI 2.1.3 (ONF, June 2020), as most controllers in service speak it. */
export const dialect213: Dialect = {
  version: '2.1.3',
  hasActiveAlarms: false,
  asCurrent: { port, node, link: (value) => value, service, connection, notice },
  classOf: (name) => classes.get(name),
  writeService,
  writeSubscription,
};

/** Of notices and of stream records alike. */
const classes = new Map<string, ObjectClass>([
  ['LINK', 'link'],
  ['NODE', 'node'],
  ['NODE_EDGE_POINT', 'edge-point'],
  ['SERVICE_INTERFACE_POINT', 'port'],
  ['CONNECTIVITY_SERVICE', 'service'],
  ['CONNECTION', 'connection'],
  ['TOPOLOGY', 'topology'],
  ['CONDITION_DETECTOR', 'condition'],
]);

/** Only the qualifiers' names are listed, without how many of each fit. */
const instances = (qualifiers: Json | undefined): JsonObject => {
  if (!Array.isArray(qualifiers)) return {};
  const listed = (qualifiers as readonly Json[]).flatMap((qualifier) => leaf(qualifier) ?? []);
  return { 'supported-cep-layer-protocol-qualifier-instances': listed.map((qualifier) => ({ 'layer-protocol-qualifier': qualifier })) };
};

function port(value: JsonObject): JsonObject {
  return { ...value, ...instances(value['supported-layer-protocol-qualifier']) };
}

function node(value: JsonObject, names: CarrierMapping['names']): JsonObject {
  if (value['owned-node-edge-point'] === undefined) return value;
  const edgePoints = entries(value['owned-node-edge-point']).map((edgePoint): Json => {
    if (!isObject(edgePoint)) return edgePoint;
    return { ...edgePoint, ...instances(edgePoint['supported-cep-layer-protocol-qualifier']), ...plug(edgePoint, names) };
  });
  return { ...value, 'owned-node-edge-point': edgePoints };
}

/** This version has no place for what is plugged in at the other side: agreed names say it. */
function plug(edgePoint: JsonObject, names: CarrierMapping['names']): JsonObject {
  const [localId, remoteId] = [entryNamed(edgePoint, names.plugLocal), entryNamed(edgePoint, names.plugRemote)];
  if (localId === null || remoteId === null) return {};
  return { 'inter-domain-plug-id-pac': { 'plug-id-inter-domain-local-id': localId, 'plug-id-inter-domain-remote-id': remoteId } };
}

/** The constraints are flattened into the service, and the links to be taken are no ordered list. */
function service(value: JsonObject): JsonObject {
  const included = value['include-link'];
  const links = Array.isArray(included) ? (included as readonly Json[]).flatMap((link) => leaf(link) ?? []) : [];
  return {
    ...value,
    'connectivity-constraint': { 'requested-capacity': value['requested-capacity'] },
    'topology-constraint': [{ 'local-id': 'loose', 'explicit-route': false, 'include-link': links.map((link) => ({ 'link-uuid': link })) }],
  };
}

function connection(value: JsonObject): JsonObject {
  if (value['route'] === undefined) return value;
  const routes = entries(value['route']).map((route): Json =>
    isObject(route) ? { ...route, 'resilience-route': route['resilience-route-pac'] } : route,
  );
  return { ...value, route: routes };
}

/** An alarm has a cause and no name, a crossing a parameter; there are no conditions by other names. */
function notice(value: JsonObject): JsonObject {
  const [alarm, crossing] = [member(value, 'alarm-info'), member(value, 'tca-info')];
  return {
    ...value,
    ...(isObject(alarm) ? { 'alarm-info': { ...alarm, 'native-alarm-name': alarm['probable-cause'] } } : {}),
    ...(isObject(crossing)
      ? {
          'tca-info': {
            ...crossing,
            'native-threshold-indicator-name': crossing['threshold-parameter'],
            'perceived-tca-severity': crossing['threshold-crossing'] === 'CLEARED' ? 'CLEAR' : crossing['perceived-severity'],
          },
        }
      : {}),
  };
}

/** `include-link` is loose, unordered and may be partial by definition: what the carrier makes of it is read back. */
function writeService(plan: ServicePlan): JsonObject {
  const capacity = { 'total-size': wholeBitrate(plan.gbps) };
  const isOtu2e = plan.signal === 'OTU2e';
  const layerName = isOtu2e ? 'ODU' : 'DSR';
  const qualifier = isOtu2e ? 'tapi-odu:ODU_TYPE_ODU2E' : dsrQualifiers[plan.signal];
  const endPoint = (localId: string, portUuid: string): JsonObject => ({
    'local-id': localId,
    'layer-protocol-name': layerName,
    'layer-protocol-qualifier': qualifier,
    direction: 'BIDIRECTIONAL',
    role: 'SYMMETRIC',
    'administrative-state': 'UNLOCKED',
    'service-interface-point': { 'service-interface-point-uuid': portUuid },
    capacity,
  });
  return {
    uuid: plan.uuid,
    name: [{ 'value-name': 'order-id', value: plan.name }],
    'administrative-state': 'UNLOCKED',
    'end-point': [endPoint('A', plan.aPortUuid), endPoint('Z', plan.zPortUuid)],
    'service-layer': layerName,
    'service-type': 'POINT_TO_POINT_CONNECTIVITY',
    'connectivity-direction': 'BIDIRECTIONAL',
    'requested-capacity': capacity,
    'max-allowed-delay': { value: String(plan.maxDelayUs) },
    ...(plan.links.length > 0 ? { 'include-link': plan.links.map(({ linkUuid }) => linkUuid) } : {}),
  };
}

/** Capacities are whole numbers here: in the largest unit in which this one is whole, at last rounded up. */
function wholeBitrate(gbps: number): JsonObject {
  const kbps = Math.ceil(gbps * 1e6 - 1e-3);
  if (kbps % 1e6 === 0) return { value: String(kbps / 1e6), unit: 'GBPS' };
  if (kbps % 1e3 === 0) return { value: String(kbps / 1e3), unit: 'MBPS' };
  return { value: String(kbps), unit: 'KBPS' };
}

function writeSubscription(uuid: string): JsonObject {
  return {
    uuid,
    'subscription-state': 'ACTIVE',
    'subscription-filter': {
      'local-id': 'all',
      'requested-notification-types': [
        'OBJECT_CREATION',
        'OBJECT_DELETION',
        'ATTRIBUTE_VALUE_CHANGE',
        'ALARM_EVENT',
        'THRESHOLD_CROSSING_ALERT',
      ],
      'requested-object-types': ['LINK', 'NODE', 'NODE_EDGE_POINT', 'SERVICE_INTERFACE_POINT', 'CONNECTIVITY_SERVICE', 'CONNECTION'],
      'include-content': true,
    },
  };
}
