import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNotices as readNoticesOf } from './notices';
import { terms250 } from './testing/terms';

const readNotices = (data: string) => readNoticesOf(data, terms250);

const change = {
  'notification-type': 'tapi-notification:NOTIFICATION_TYPE_ATTRIBUTE_VALUE_CHANGE',
  'target-object-type': 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
  'target-object-identifier': '420bab65-4250-56ef-9903-2e405ccba10f',
  'sequence-number': '42',
};
const expected = {
  sequenceNumber: 42n,
  key: expect.any(String) as string,
  subject: { kind: 'link', uuid: change['target-object-identifier'], isGone: false, serviceUuid: null },
  alarm: null,
  content: null,
  token: null,
};

test.each([
  ['bare', { 'tapi-notification:notification': change }],
  [
    'in the envelope of RFC 8040',
    { 'ietf-restconf:notification': { eventTime: '2026-01-01T00:00:00Z', 'tapi-notification:notification': change } },
  ],
  [
    'as an event-notification',
    { 'tapi-notification:event-notification': { ...change, 'notification-type': undefined, 'event-notification-type': 'X' } },
  ],
  ['as a list', { 'tapi-notification:notification': [change] }],
])('a notice is read %s', (_, document) => {
  expect(readNotices(JSON.stringify(document))).toEqual([expected]);
});

test('a connection’s notice can name its service', () => {
  const of = {
    ...change,
    'target-object-type': 'tapi-connectivity:CONNECTIVITY_OBJECT_TYPE_CONNECTION',
    'additional-info': [{ 'value-name': 'connectivity-service-uuid', value: 's-1' }],
  };
  expect(readNotices(JSON.stringify({ 'tapi-notification:notification': of }))?.[0]?.subject).toMatchObject({
    kind: 'connection',
    serviceUuid: 's-1',
  });
});

test('what is about an object that is not followed, or has no usable uuid, has no subject but still counts', () => {
  const others = [
    { ...change, 'target-object-type': 'tapi-oam:OAM_OBJECT_TYPE_MEG' },
    { ...change, 'target-object-identifier': '../../secret' },
  ];
  expect(others.map((other) => readNotices(JSON.stringify({ notification: other }))?.[0])).toEqual([
    { ...expected, subject: null },
    { ...expected, subject: null },
  ]);
});

test('what is no notice is told from one', () => {
  expect([readNotices('{"hello":1}'), readNotices('not json'), readNotices('[]')]).toEqual([null, null, null]);
});

test('never throws, whatever comes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      readNotices(JSON.stringify({ 'tapi-notification:notification': value }));
    }),
  );
});
