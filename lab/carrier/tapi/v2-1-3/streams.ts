import type { Dialect } from '../dialect';

const contents = {
  link: { type: 'LINK', member: 'link' },
  node: { type: 'NODE', member: 'node' },
  port: { type: 'SERVICE_INTERFACE_POINT', member: 'service-interface-point' },
  service: { type: 'CONNECTIVITY_SERVICE', member: 'connectivity-service' },
  connection: { type: 'CONNECTION', member: 'connection' },
  condition: { type: 'CONDITION_DETECTOR', member: 'condition-detector' },
};

export const streams: Dialect['streams'] = {
  type: {
    'record-content': Object.values(contents).map(({ type }) => type),
    'log-record-strategy': 'tapi-streaming:LOG_RECORD_STRATEGY_WHOLE_ENTITY_ON_CHANGE',
    'connection-protocol-details': { 'allowed-connection-protocols': ['WEBSOCKETS'] },
  },
  available: (address) => ({ 'connection-address': address, 'connection-protocol': 'WEBSOCKETS' }),
  contents,
};
