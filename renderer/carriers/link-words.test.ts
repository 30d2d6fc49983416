import { expect, test } from 'vitest';
import { daysWords, linkState, linksWords, noticeWords } from './link-words';

const [cameUpMs, heldMs] = [40_000, 700_000];
const up = { link: 'up', hold: null, sinceMs: cameUpMs } as const;
const hold = { carrierId: 'alder', kind: 'paused', by: 'Ann', reason: 'x', sinceMs: heldMs } as const;
const disconnected = { ...hold, kind: 'disconnected' } as const;
const nowMs = 1_000_000;

test.each([
  ['up and heard', up, nowMs - 1_000, true, 'up', cameUpMs],
  ['up and silent for long', up, nowMs - 301_000, true, 'silent 5 min', nowMs - 301_000],
  ['down', { link: 'down', hold: null, sinceMs: 5 } as const, nowMs, true, 'down', 5],
  ['from files', { link: 'file', hold: null, sinceMs: 5 } as const, null, true, 'file', 5],
  ['paused', { ...up, hold }, nowMs, true, 'paused', heldMs],
  ['disconnected', { link: 'down', hold: disconnected, sinceMs: 5 } as const, nowMs, true, 'disconnected', heldMs],
  ['whatever it was, while the host is lost', up, nowMs, false, 'unknown', null],
] as const)('%s', (_, carrier, heardAtMs, isHostUp, word, sinceMs) => {
  expect(linkState(carrier, { heardAtMs }, nowMs, isHostUp)).toMatchObject({ word, sinceMs });
});

test.each([
  [['up', 'up'], '2 dedicated links, all up'],
  [['up'], '1 dedicated link, all up'],
  [['up', 'paused', 'up', 'up', 'up'], '5 dedicated links, 4 up, 1 paused'],
  [['up', 'silent 5 min', 'silent 6 min'], '3 dedicated links, 1 up, 2 silent'],
  [['disconnected', 'down'], '2 dedicated links, 1 down, 1 disconnected'],
  [['up', 'file'], '1 dedicated link, all up, 1 from files'],
  [['file'], '0 dedicated links, 1 from files'],
  [['unknown', 'unknown'], '2 dedicated links, 2 unknown'],
])('%s together are %s', (words, said) => {
  expect(linksWords(words.map((word) => ({ word })))).toBe(said);
});

test('days are counted down, and up again once it has expired', () => {
  expect(daysWords({ validToMs: nowMs + 9 * 86_400_000 + 5 }, nowMs)).toBe('9 d');
  expect(daysWords({ validToMs: nowMs - 5 }, nowMs)).toBe('expired 1 d ago');
});

test('gaps are told', () => {
  expect(noticeWords({ notices: 'sse', gaps: 0 })).toBe('SSE, contiguous');
  expect(noticeWords({ notices: 'websocket', gaps: 1 })).toBe('WebSocket, 1 gap');
});
