import { tombstoneRetentionMinutes } from '../stream-log';
import { uuidOf } from '../uuid';
import { logStreamName } from './modules';
import type { View } from './dialect';

/** tapi-streaming: the one stream that there is, and what kind it is (TR-548). */
export function streamContext({ dialect, network }: View, address: string) {
  const typeUuid = uuidOf(network.contextUuid, 'stream-type');
  return {
    'supported-stream-type': [
      {
        uuid: typeUuid,
        'stream-type-name': 'compacted log',
        'record-retention': 'FOREVER',
        'log-storage-strategy': 'tapi-streaming:LOG_STORAGE_STRATEGY_COMPACTED',
        'compacted-log-details': { 'tombstone-retention': String(tombstoneRetentionMinutes), 'compaction-delay': '0' },
        ...dialect.streams.type,
      },
    ],
    'available-stream': [
      {
        uuid: uuidOf(network.contextUuid, 'stream'),
        'stream-id': logStreamName,
        'stream-state': 'tapi-streaming:STREAM_STATE_ACTIVE',
        'supported-stream-type': { 'supported-stream-type-uuid': typeUuid },
        ...dialect.streams.available(address),
      },
    ],
  };
}
