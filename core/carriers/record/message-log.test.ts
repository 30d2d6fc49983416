import { expect, test } from 'vitest';
import { MessageLog, type NotedMessage } from './message-log';

const clock = { now: () => 1_000 };
const request = (change: Partial<NotedMessage> = {}): NotedMessage => ({
  ...{ atMs: 1, kind: 'request', direction: 'out', event: 'GET', subject: '/data/x', status: 200, bytes: 3, elapsedMs: 4 },
  ...{ text: 'answered', tone: 'calm', received: '{}', ...change },
});

test('of each carrier the latest are kept, and newest come first', () => {
  const log = new MessageLog(clock, { messages: 3, bodyBytes: 1_000, oneBodyBytes: 100 });
  for (let at = 1; at <= 5; at += 1) log.note('alder', request({ subject: `/${at}` }));
  log.note('beech', request({ subject: '/b' }));
  expect(log.page({ carrierId: 'alder', count: 10 })).toMatchObject({
    ...{ messages: [{ subject: '/5' }, { subject: '/4' }, { subject: '/3' }], isMore: false, kept: 3, noted: 5 },
  });
  expect(log.page({ count: 1 })).toMatchObject({ messages: [{ subject: '/b', carrierId: 'beech' }], isMore: true, kept: 4, noted: 6 });
  expect(log.summary('alder')).toMatchObject({ noted: 5, last: { subject: '/5' } });
  expect(log.page({ carrierId: 'cedar', count: 1 })).toEqual({ messages: [], isMore: false, kept: 0, noted: 0 });
});

test('pages go on before a number, and nothing that comes meanwhile moves them', () => {
  const log = new MessageLog(clock);
  for (let at = 1; at <= 5; at += 1) log.note('alder', request({ subject: `/${at}` }));
  const first = log.page({ count: 2 });
  log.note('alder', request({ subject: '/6' }));
  const before = first.messages.at(-1)?.number;
  expect(log.page({ count: 2, before }).messages.map(({ subject }) => subject)).toEqual(['/3', '/2']);
});

test('the oldest bodies make room, and are said to be gone; one that is too long is cut', () => {
  const log = new MessageLog(clock, { messages: 10, bodyBytes: 20, oneBodyBytes: 12 });
  log.note('alder', request({ received: '0123456789' }));
  log.note('alder', request({ received: 'ééééééééé' }));
  log.note('alder', request({ received: 'abcdef' }));
  const [newest, cut, gone] = log.page({ count: 10 }).messages;
  expect([newest?.body, cut?.body, gone?.body]).toEqual(['whole', 'cut', 'dropped']);
  expect(log.find(cut?.number ?? 0)?.body).toEqual({ sent: '', received: 'éééééé' });
  expect(log.find(gone?.number ?? 0)).toMatchObject({ body: null, message: { subject: '/data/x' } });
  expect(log.find(99)).toBeUndefined();
});

test('they are filtered by kind, by tone and by words', () => {
  const log = new MessageLog(clock);
  log.note('alder', request());
  log.note('alder', request({ kind: 'alarm', direction: 'in', event: 'LOS', tone: 'critical', text: 'loss of signal' }));
  log.noteLink('alder', 'gap', 'sequence 12 after 9', 'warning');
  const found = (query: Parameters<MessageLog['page']>[0]) => log.page(query).messages.map(({ event }) => event);
  expect(found({ count: 9, kinds: ['alarm', 'link'] })).toEqual(['gap', 'LOS']);
  expect(found({ count: 9, isNotable: true })).toEqual(['gap', 'LOS']);
  expect(found({ count: 9, text: 'LOSS of' })).toEqual(['LOS']);
  expect(found({ count: 9, kinds: [] })).toEqual(['gap', 'LOS', 'GET']);
});

test('a secret is kept nowhere', () => {
  const log = new MessageLog(clock);
  log.note('alder', request({ subject: '/x?access-token=sesame', sent: '{"password":"sesame"}', received: '{"secret":"sesame"}' }));
  log.note(
    'alder',
    request({ received: '{"name":[{"value-name":"PASSWORD","value":"sesame"}]}', text: 'refused: wrong password "sesame"' }),
  );
  log.note('alder', request({ text: 'refused: {"password":["sesame"]}', event: 'GET https://ann:sesame@manager.example' }));
  expect(JSON.stringify(log.page({ count: 3 })) + JSON.stringify([1, 2, 3].map((number) => log.find(number)))).not.toContain('sesame');
});

test('of a carrier that is removed nothing is kept', () => {
  const log = new MessageLog(clock);
  log.note('alder', request());
  log.note('beech', request());
  log.forget('alder');
  expect(log.page({ count: 10 })).toMatchObject({ messages: [{ carrierId: 'beech' }], kept: 1, noted: 1 });
  expect(log.find(1)).toBeUndefined();
  expect(log.summary('alder')).toEqual({ noted: 0, last: null });
});
