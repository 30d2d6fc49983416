import type { Json, JsonObject } from '../json';

/** The documents of a small carrier: Frankfurt, Paris and Milan, fully meshed. A test spoils what it is about. */
export interface Documents {
  servicePoints: JsonObject[];
  nodes: JsonObject[];
  links: JsonObject[];
  services: JsonObject[];
  connections: JsonObject[];
}

export const topologyUuid = '42071cf8-7a5d-5dc6-91d9-eb9812072f49';
const cities = { FRA: [50.1109, 8.6821], PAR: [48.8566, 2.3522], MIL: [45.4642, 9.19] } as const;
type City = keyof typeof cities;

const states = { 'administrative-state': 'UNLOCKED', 'operational-state': 'ENABLED', 'lifecycle-state': 'INSTALLED' };
const gbps = (value: string) => ({ 'total-size': { value, unit: 'tapi-common:CAPACITY_UNIT_GBPS' } });
const signals = (...qualifiers: readonly string[]) => ({
  'supported-cep-layer-protocol-qualifier-instances': qualifiers.map((qualifier) => ({
    'layer-protocol-qualifier': qualifier,
    'number-of-cep-instances': '1',
  })),
});
const names = (entries: Record<string, string>) => Object.entries(entries).map(([name, value]) => ({ 'value-name': name, value }));

export function node(city: City, links: readonly string[], more: JsonObject = {}): JsonObject {
  const [latitude, longitude] = cities[city];
  return {
    uuid: `node-${city}`,
    name: names({
      'node-name': `${city} 1`,
      SITE: city,
      SITE_NAME: `City of ${city}`,
      LATITUDE: String(latitude),
      LONGITUDE: String(longitude),
    }),
    ...states,
    'latency-characteristic': [{ 'traffic-property-name': 'FIXED_LATENCY_US', 'fixed-latency-characteristic': '12.5' }],
    'owned-node-edge-point': [
      {
        uuid: `nep-${city}-client`,
        ...states,
        'mapped-service-interface-point': [{ 'service-interface-point-uuid': `sip-${city}` }],
        'inter-domain-plug-id-pac': { 'plug-id-inter-domain-local-id': `ALD.${city}.1`, 'plug-id-inter-domain-remote-id': `BOR.${city}.1` },
      },
      ...links.map((link) => ({ uuid: `nep-${city}-${link}`, ...states, ...signals('tapi-digital-otn:ODU_TYPE_ODU4') })),
    ],
    ...more,
  };
}

export function link(uuid: string, a: City, z: City, latencyUs: Json, more: JsonObject = {}): JsonObject {
  const end = (city: City) => ({
    'topology-uuid': topologyUuid,
    'node-uuid': `node-${city}`,
    'node-edge-point-uuid': `nep-${city}-${uuid}`,
  });
  return {
    uuid,
    name: names({ 'link-name': `${a}-${z} ${uuid}`, CVN: 'dedicated' }),
    ...states,
    'total-potential-capacity': gbps('100'),
    'available-capacity': gbps('90'),
    'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': '1500' }],
    'latency-characteristic': [{ 'traffic-property-name': 'FIXED_LATENCY_US', 'fixed-latency-characteristic': latencyUs }],
    'risk-characteristic': [{ 'risk-characteristic-name': 'SRLG', 'risk-identifier-list': [`duct-${a}-${z}`] }],
    'node-edge-point': [end(a), end(z)],
    ...more,
  };
}

export const servicePoint = (city: City, more: JsonObject = {}): JsonObject => ({
  uuid: `sip-${city}`,
  name: names({ 'sip-name': `${city} client 1` }),
  ...states,
  ...signals('tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN', 'tapi-digital-otn:ODU_TYPE_ODU2E'),
  ...more,
});

/** A service from Frankfurt to Milan over Paris, with the connection that realises it. */
export function service(uuid: string, more: JsonObject = {}): JsonObject {
  const end = (localId: string, city: City) => ({
    'local-id': localId,
    'service-interface-point': { 'service-interface-point-uuid': `sip-${city}` },
    capacity: gbps('10'),
  });
  return {
    uuid,
    name: names({ 'order-id': 'ORD-1' }),
    ...states,
    'end-point': [end('A', 'FRA'), end('Z', 'MIL')],
    'connectivity-constraint': { 'requested-capacity': gbps('10') },
    connection: [{ 'connection-uuid': `connection-${uuid}` }],
    ...more,
  };
}

/** `edgePoints` in whatever order: TAPI gives a set. */
export const connection = (serviceUuid: string, edgePoints: readonly string[], more: JsonObject = {}): JsonObject => ({
  uuid: `connection-${serviceUuid}`,
  route: [
    {
      'local-id': 'main',
      'connection-end-point': edgePoints.map((edgePoint) => ({
        'node-edge-point-uuid': edgePoint,
        'connection-end-point-uuid': `cep-${edgePoint}`,
      })),
    },
  ],
  ...more,
});

export const edgePointsOverParis = ['nep-PAR-pm', 'nep-FRA-client', 'nep-MIL-pm', 'nep-FRA-fp', 'nep-MIL-client', 'nep-PAR-fp'];

export function goodDocuments(): Documents {
  return {
    servicePoints: [servicePoint('FRA'), servicePoint('PAR'), servicePoint('MIL')],
    nodes: [node('FRA', ['fp', 'fm']), node('PAR', ['fp', 'pm']), node('MIL', ['pm', 'fm'])],
    links: [link('fp', 'FRA', 'PAR', '2810.123'), link('pm', 'PAR', 'MIL', '3760'), link('fm', 'FRA', 'MIL', '3050.5')],
    services: [],
    connections: [],
  };
}

export const topologyContextOf = ({ nodes, links }: Documents): JsonObject => ({
  topology: [{ uuid: topologyUuid, name: names({ 'topology-name': 'L1' }), node: nodes, link: links }],
});
