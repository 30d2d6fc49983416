import type { TapiVersion } from '../carrier/tapi/dialect';

/** A POST body for a connectivity service. */
export interface ServiceBody {
  readonly uuid: string;
  readonly name?: string;
  readonly aSip: string;
  readonly zSip: string;
  readonly slots?: number;
  readonly qualifier?: string;
  readonly topologyUuid: string;
  /** Null: let the carrier choose. */
  readonly linkUuids: readonly string[] | null;
}

export function serviceBody(wanted: ServiceBody, version: TapiVersion = '2.5.0') {
  const qualifier = wanted.qualifier ?? 'tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN';
  const endPoint = (localId: string, sip: string) => ({
    'local-id': localId,
    'layer-protocol-name': 'DSR',
    'layer-protocol-qualifier': qualifier,
    'service-interface-point': { 'service-interface-point-uuid': sip },
  });
  const common = {
    uuid: wanted.uuid,
    name: [{ 'value-name': 'order-id', value: wanted.name ?? wanted.uuid }],
    'end-point': [endPoint('A', wanted.aSip), endPoint('Z', wanted.zSip)],
  };
  const gbps = (wanted.slots ?? 8) * 1.25;
  const service = version === '2.5.0' ? service250(qualifier, gbps) : service213(gbps);
  return { 'tapi-connectivity:connectivity-service': [{ ...common, ...service, ...routeMember(wanted, version) }] };
}

/** The body of a PATCH that asks for another route, and nothing else. */
export const routePatch = (wanted: Pick<ServiceBody, 'uuid' | 'topologyUuid' | 'linkUuids'>, version: TapiVersion = '2.5.0') => ({
  'tapi-connectivity:connectivity-service': [{ uuid: wanted.uuid, ...routeMember(wanted, version) }],
});

function routeMember({ topologyUuid, linkUuids }: Pick<ServiceBody, 'topologyUuid' | 'linkUuids'>, version: TapiVersion): object {
  if (linkUuids === null) return {};
  if (version === '2.1.3') return { 'include-link': linkUuids };
  const links = linkUuids.map((uuid) => ({ 'topology-uuid': topologyUuid, 'link-uuid': uuid }));
  return { 'topology-constraint': [{ 'local-id': 'route', 'explicit-route': true, 'include-link': links }] };
}

const service250 = (qualifier: string, gbps: number) => ({
  'layer-protocol-name': 'DSR',
  'layer-protocol-qualifier': qualifier,
  direction: 'BIDIRECTIONAL',
  'connectivity-constraint': {
    'service-type': 'POINT_TO_POINT_CONNECTIVITY',
    'requested-capacity': { 'total-size': { value: String(gbps), unit: 'tapi-common:CAPACITY_UNIT_GBPS' } },
  },
});

const service213 = (gbps: number) => ({
  'service-layer': 'DSR',
  'service-type': 'POINT_TO_POINT_CONNECTIVITY',
  'connectivity-direction': 'BIDIRECTIONAL',
  'requested-capacity': { 'total-size': { value: String(gbps * 1000), unit: 'MBPS' } },
  'max-allowed-delay': { value: '50000' },
});
