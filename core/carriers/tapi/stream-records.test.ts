import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAlarmBoard } from './alarms';
import { createRecordLog } from './stream-records';
import { terms213, terms250 } from './testing/terms';

const uuid = '420bab65-4250-56ef-9903-2e405ccba10f';
const detector = '5d050825-11c2-5be4-9a07-c32338d88610';

interface Said {
  readonly key?: string;
  readonly type?: string;
  readonly number?: number;
  readonly body?: object;
}

const record = ({ key = uuid, type = 'CREATE_UPDATE', number = 1, body }: Said) => ({
  'log-record-header': {
    token: `log-${String(number)}`,
    'full-log-record-offset-id': [{ 'value-name': 'sequence-number', value: String(number) }],
    'entity-key': key,
    'record-type': `tapi-streaming:RECORD_TYPE_${type}`,
  },
  ...(body ? { 'log-record-body': body } : {}),
});
const message = (...records: readonly Said[]): string =>
  JSON.stringify({ 'tapi-streaming:stream-record': { 'log-record': records.map(record) } });
const linkBody = {
  'record-content': 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
  'tapi-topology:link': { uuid, 'operational-state': 'ENABLED' },
};
const alarmBody = (state: 'ACTIVE' | 'CLEAR') => ({
  'record-content': 'tapi-streaming:STREAMING_OBJECT_TYPE_CONDITION_DETECTOR',
  'condition-detector': {
    'condition-native-name': 'LOS',
    'measured-entity-uuid': uuid,
    'condition-detector-type': 'tapi-streaming:CONDITION_DETECTOR_TYPE_ALARM_DETECTOR',
    'alarm-condition-detector-detail': {
      'alarm-detector-state': `tapi-streaming:ALARM_DETECTOR_STATE_${state}`,
      'legacy-properties': { 'perceived-severity': state === 'ACTIVE' ? 'CRITICAL' : 'CLEARED', 'service-affect': 'SERVICE_AFFECTING' },
    },
  },
});

describe('a record says what to read again', () => {
  test('with the whole object, in the shape that we know', () => {
    expect(createRecordLog().read(message({ number: 7, body: linkBody }), terms250)).toEqual([
      {
        sequenceNumber: null,
        key: '',
        token: 'log-7',
        subject: { kind: 'link', uuid, isGone: false, serviceUuid: null },
        alarm: null,
        content: { uuid, 'operational-state': 'ENABLED' },
      },
    ]);
  });

  test('in 2.1.3 by plain names, with an object that is put into the shape of 2.5.0', () => {
    const body = {
      'record-content': 'SERVICE_INTERFACE_POINT',
      'service-interface-point': { uuid, 'supported-layer-protocol-qualifier': ['tapi-dsr:DIGITAL_SIGNAL_TYPE_GigE'] },
    };
    expect(createRecordLog().read(message({ body }), terms213)).toMatchObject([
      {
        subject: { kind: 'port', uuid },
        content: {
          'supported-cep-layer-protocol-qualifier-instances': [{ 'layer-protocol-qualifier': 'tapi-dsr:DIGITAL_SIGNAL_TYPE_GigE' }],
        },
      },
    ]);
  });

  test('that is gone, by a deletion, or by a tombstone that names nothing but the key', () => {
    const gone = { 'record-content': 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK' };
    expect(createRecordLog().read(message({ type: 'DELETE', body: gone }, { type: 'TOMBSTONE' }), terms250)).toMatchObject([
      { subject: { kind: 'link', uuid, isGone: true }, content: null },
      { subject: { kind: 'unsaid', uuid, isGone: true }, content: null },
    ]);
  });

  test('of what is not followed is no subject, and counts as handled all the same', () => {
    const body = { 'record-content': 'tapi-oam:OAM_OBJECT_TYPE_MEG', 'tapi-oam:meg': { uuid } };
    expect(createRecordLog().read(message({ number: 9, body }), terms250)).toMatchObject([{ subject: null, alarm: null, token: 'log-9' }]);
    expect(createRecordLog().read(message({ key: '../x', type: 'TOMBSTONE' }), terms250)).toMatchObject([{ subject: null }]);
  });

  test.each(['no json', '{}', '[]', '{"tapi-streaming:stream-record":{"log-record":[{"log-record-body":{}}]}}', ''])(
    '%j cannot be read: something may have been missed',
    (data) => {
      expect(createRecordLog().read(data, terms250)).toBeNull();
    },
  );
});

describe('alarms of a log', () => {
  const rules = [{ condition: 'down' as const }];
  const standing = (...messages: readonly string[]) => {
    const [log, board] = [createRecordLog(), createAlarmBoard(rules)];
    for (const data of messages) for (const { alarm } of log.read(data, terms250) ?? []) if (alarm) board.note(alarm);
    return board.on(uuid);
  };
  const raised = { key: detector, number: 1, body: alarmBody('ACTIVE') };
  const deleted = { key: detector, type: 'DELETE', number: 2, body: alarmBody('CLEAR') };
  const tombstone = { key: detector, type: 'TOMBSTONE', number: 3 };

  test('stand until they are deleted', () => {
    expect(standing(message(raised))).toEqual([{ condition: 'down', conditionText: 'alarm LOS CRITICAL' }]);
    expect(standing(message(raised), message(deleted, tombstone))).toEqual([]);
  });

  test('end by a tombstone alone, where the deletion was compacted away', () => {
    expect(standing(message(raised), message(tombstone))).toEqual([]);
  });

  test('are the same in whatever order and however often the records come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([raised, raised, deleted, tombstone, tombstone], { minLength: 1 }),
        fc.boolean(),
        (records, isOne) => {
          const isOver = records.some((one) => one !== raised);
          return standing(...(isOne ? [message(...records)] : records.map((one) => message(one)))).length === (isOver ? 0 : 1);
        },
      ),
    );
  });
});

test('a log that starts over knows neither token nor detectors', () => {
  const log = createRecordLog();
  log.read(message({ key: detector, body: alarmBody('ACTIVE') }), terms250);
  log.handled('log-1');
  expect(log.token).toBe('log-1');
  log.startOver();
  expect(log.token).toBeNull();
  expect(log.read(message({ key: detector, type: 'TOMBSTONE' }), terms250)).toMatchObject([{ alarm: null }]);
});

test('never throws, whatever comes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (header, body) => {
      const data = JSON.stringify({ 'stream-record': { 'log-record': [{ 'log-record-header': header, 'log-record-body': body }] } });
      createRecordLog().read(data, terms250);
    }),
  );
});
