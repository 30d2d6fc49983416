import type { Dialect } from '../dialect';
import { objectTypes } from './notices';

const conditionDetector = 'tapi-streaming:STREAMING_OBJECT_TYPE_CONDITION_DETECTOR';
const webSockets = 'tapi-streaming:CONNECTION_PROTOCOL_WEBSOCKETS';

export const streams: Dialect['streams'] = {
  type: {
    'stream-type-content': [...Object.values(objectTypes), conditionDetector],
    'log-record-strategy': 'tapi-streaming:LOG_RECORD_STRATEGY_WHOLE_ENTITY',
    'record-trigger': 'tapi-streaming:RECORD_TRIGGER_ON_CHANGE',
    'connection-protocol-details': {
      'allowed-connection-protocols': [webSockets],
      'encoding-format': 'tapi-streaming:ENCODING_FORMAT_JSON',
    },
  },
  available: (address) => ({ 'connection-address': [address], 'connection-protocol': webSockets }),
  contents: {
    link: { type: objectTypes.link, member: 'tapi-topology:link' },
    node: { type: objectTypes.node, member: 'tapi-topology:node' },
    port: { type: objectTypes.port, member: 'service-interface-point' },
    service: { type: objectTypes.service, member: 'tapi-connectivity:connectivity-service' },
    connection: { type: objectTypes.connection, member: 'tapi-connectivity:connection' },
    condition: { type: conditionDetector, member: 'condition-detector' },
  },
};
