import type { ReportedService, ServiceRequest } from '../carrier-link';
import type { Signal } from '../../model/signal';
import { signalSlots } from '../../model/signal';
import type { CarrierMapping } from '../mapping';
import { requestedLinks } from './read-service';
import { gbpsOf } from './read-capacity';
import type { Json, JsonObject } from './json';
import type { Snapshot } from './snapshot';

/**
 * The body of `POST …/tapi-connectivity:connectivity-context` (2.5.0). SONET/SDH and Ethernet are DSR (TAPI has no layer name for SONET/SDH),
 * OTU2e is named by its ODU. The route is explicit also where it has no links: both ports are on one node then.
 * A link that is not in the snapshot is put into the first topology: the manager then says that it does not know it.
 */
export function serviceBody(request: ServiceRequest, mapping: CarrierMapping, snapshot: Snapshot): JsonObject {
  const capacity = {
    'total-size': { value: gbpsOf(signalSlots[request.signal], mapping.slotsPerGbps), unit: 'tapi-common:CAPACITY_UNIT_GBPS' },
  };
  const layer = {
    'layer-protocol-name': request.signal === 'OTU2e' ? 'DIGITAL_OTN' : 'DSR',
    'layer-protocol-qualifier': qualifierFor[request.signal],
  };
  const endPoint = (localId: string, portUuid: string): JsonObject => ({
    'local-id': localId,
    ...layer,
    direction: 'BIDIRECTIONAL',
    role: 'SYMMETRIC',
    'administrative-state': 'UNLOCKED',
    'service-interface-point': { 'service-interface-point-uuid': portUuid },
    capacity,
  });
  return {
    'tapi-connectivity:connectivity-service': [
      {
        uuid: request.uuid,
        name: [{ 'value-name': 'order-id', value: request.name }],
        ...layer,
        direction: 'BIDIRECTIONAL',
        'administrative-state': 'UNLOCKED',
        'end-point': [endPoint('A', request.aPortUuid), endPoint('Z', request.zPortUuid)],
        'connectivity-constraint': { 'service-type': 'POINT_TO_POINT_CONNECTIVITY', 'requested-capacity': capacity },
        'routing-constraint': { 'max-allowed-delay': { value: String(Math.floor(request.maxDelayNs / 1000)) } },
        'topology-constraint': [{ 'local-id': 'explicit', 'explicit-route': true, ...includeLinks(request.resourceUuids, snapshot) }],
      },
    ],
  };
}

/** What differs between a service that exists under our uuid and the request for it; null where it is the same. */
export function differenceFrom(request: ServiceRequest, service: ReportedService, value: Json): string | null {
  const inEnds = differenceInEnds(request, service);
  if (inEnds !== null) return inEnds;
  const asked = requestedLinks(value);
  const route = asked.length > 0 ? asked : service.route;
  if (route && route.join(' ') !== request.resourceUuids.join(' ')) return 'its route is another';
  return null;
}

/** What differs in all but the route. */
export function differenceInEnds(request: ServiceRequest, service: ReportedService): string | null {
  if (service.aPortUuid !== request.aPortUuid || service.zPortUuid !== request.zPortUuid) return 'its ends are others';
  const slots = signalSlots[request.signal];
  return service.slots !== 0 && service.slots !== slots ? `it takes ${service.slots} slots instead of ${slots}` : null;
}

function includeLinks(resourceUuids: readonly string[], snapshot: Snapshot): JsonObject {
  if (resourceUuids.length === 0) return {};
  const fallback = snapshot.topologies.keys().next().value ?? '';
  return {
    'include-link': resourceUuids.map((uuid) => ({
      'topology-uuid': snapshot.links.get(uuid)?.topologyUuid ?? fallback,
      'link-uuid': uuid,
    })),
  };
}

const qualifierFor: Readonly<Record<Signal, string>> = {
  '1GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_GigE',
  '10GE-LAN': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN',
  '40GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_40_GigE',
  '100GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_100_GigE',
  'STM-16': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_16',
  'STM-64': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_64',
  'OC-48': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_48',
  'OC-192': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_192',
  OTU2e: 'tapi-digital-otn:ODU_TYPE_ODU2E',
};
