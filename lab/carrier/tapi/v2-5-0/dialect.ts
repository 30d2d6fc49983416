import type { Dialect, Module } from '../dialect';
import { parseService, routeMember } from './service-request';
import { notices } from './notices';
import { streams } from './streams';

const revision = '2023-10-10';
const modulesOf = (...parts: readonly string[]): readonly Module[] =>
  parts.map((part) => ({ name: `tapi-${part}`, revision, namespace: `urn:onf:otcc:yang:tapi-${part}` }));

const qualifiers: Dialect['qualifiers'] = {
  '1GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_GigE',
  'STM-16': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_16',
  'OC-48': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_48',
  '10GE-LAN': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_10_GigE_LAN',
  'STM-64': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_64',
  'OC-192': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_OC_192',
  OTU2e: 'tapi-digital-otn:ODU_TYPE_ODU2E',
  '40GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_40_GigE',
  '100GE': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_100_GigE',
};

/** TAPI 2.5.0, the current one. */
export const tapi250: Dialect = {
  version: '2.5.0',
  modules: ({ hasSse, hasWebSocket }) => [
    ...modulesOf('common', 'topology', 'connectivity', 'path-computation', 'fm', 'dsr', 'digital-otn'),
    ...(hasSse ? modulesOf('notification') : []),
    ...(hasWebSocket ? modulesOf('streaming') : []),
  ],
  layer: 'DIGITAL_OTN',
  qualifiers,
  capacity: (gbps) => ({ 'total-size': { value: String(gbps), unit: 'tapi-common:CAPACITY_UNIT_GBPS' } }),
  portSignals: (signals) => accepted(signals.map((signal) => ({ signal, instances: 1 }))),
  edgeSignals: accepted,
  edgeDirection: { direction: 'BIDIRECTIONAL' },
  endPointDirection: { direction: 'BIDIRECTIONAL' },
  plug: ({ localId, remoteId }) => ({
    names: {},
    fragment: { 'inter-domain-plug-id-pac': { 'plug-id-inter-domain-local-id': localId, 'plug-id-inter-domain-remote-id': remoteId } },
  }),
  latency: (name, value) => ({ 'traffic-property-name': name, 'fixed-latency-characteristic': value }),
  currentRoute: { 'resilience-route': { 'route-state': 'tapi-connectivity:ROUTE_STATE_CURRENT', priority: '1' } },
  hasFaultContext: true,
  routeMember,
  limitMember: 'routing-constraint',
  parseService: (content) => parseService(content),
  notices,
  streams,
};

function accepted(signals: Parameters<Dialect['edgeSignals']>[0]): object {
  return {
    'supported-cep-layer-protocol-qualifier-instances': signals.map(({ signal, instances }) => ({
      'layer-protocol-qualifier': qualifiers[signal],
      'number-of-cep-instances': String(instances),
    })),
  };
}
