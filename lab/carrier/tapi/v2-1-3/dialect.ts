import type { Dialect, Module } from '../dialect';
import { tapi250 } from '../v2-5-0/dialect';
import { notices } from './notices';
import { parseService, routeMember } from './service-request';
import { streams } from './streams';

const modulesOf = (revision: string, ...parts: readonly string[]): readonly Module[] =>
  parts.map((part) => ({ name: `tapi-${part}`, revision, namespace: `urn:onf:otcc:yang:tapi-${part}` }));

const [spring, summer] = ['2020-04-23', '2020-06-16'];
const qualifiers: Dialect['qualifiers'] = { ...tapi250.qualifiers, OTU2e: 'tapi-odu:ODU_TYPE_ODU2E' };

/** TAPI 2.1.3, the one that is deployed. */
export const tapi213: Dialect = {
  version: '2.1.3',
  modules: ({ hasSse, hasWebSocket }) => [
    ...modulesOf(spring, 'common', 'topology', 'path-computation', 'dsr', 'odu'),
    ...modulesOf(summer, 'connectivity'),
    ...(hasSse ? modulesOf(summer, 'notification') : []),
    ...(hasWebSocket ? modulesOf(summer, 'streaming') : []),
  ],
  layer: 'ODU',
  qualifiers,
  // A uint64 in the model: 1.25 Gbit/s can only be said in megabits.
  capacity: (gbps) => ({
    'total-size': Number.isInteger(gbps) ? { value: String(gbps), unit: 'GBPS' } : { value: String(gbps * 1000), unit: 'MBPS' },
  }),
  portSignals: (signals) => ({ 'supported-layer-protocol-qualifier': signals.map((signal) => qualifiers[signal]) }),
  edgeSignals: (signals) => ({ 'supported-cep-layer-protocol-qualifier': signals.map(({ signal }) => qualifiers[signal]) }),
  edgeDirection: { 'link-port-direction': 'BIDIRECTIONAL' },
  endPointDirection: { 'connection-port-direction': 'BIDIRECTIONAL' },
  plug: ({ localId, remoteId }) => ({ names: { PLUG_LOCAL_ID: localId, PLUG_REMOTE_ID: remoteId }, fragment: {} }),
  latency: (name, value) => ({
    'traffic-property-name': name,
    'fixed-latency-characteristic': value,
    // So spelt in the model.
    'queing-latency-characteristic': '0',
    'jitter-characteristic': '0',
    'wander-characteristic': '0',
  }),
  currentRoute: {
    'resilience-route-pac': { 'local-id': 'main', 'route-state': 'tapi-connectivity:ROUTE_STATE_CURRENT', priority: '1' },
  },
  hasFaultContext: false,
  routeMember,
  limitMember: 'max-allowed-delay',
  parseService: (content) => parseService(content),
  notices,
  streams,
};
