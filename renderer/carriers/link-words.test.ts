import { expect, test } from 'vitest';
import { daysWords, linkState, noticeWords } from './link-words';

const up = { link: 'up', hold: null } as const;
const hold = { carrierId: 'alder', kind: 'paused', by: 'Ann', reason: 'x', sinceMs: 0 } as const;
const nowMs = 1_000_000;

test.each([
  ['up and heard', up, nowMs - 1_000, true, 'up'],
  ['up and silent for long', up, nowMs - 301_000, true, 'silent 05:01'],
  ['down', { link: 'down', hold: null } as const, nowMs, true, 'down'],
  ['from files', { link: 'file', hold: null } as const, null, true, 'file'],
  ['paused', { link: 'up', hold } as const, nowMs, true, 'paused'],
  ['disconnected', { link: 'down', hold: { ...hold, kind: 'disconnected' } } as const, nowMs, true, 'disconnected'],
  ['whatever it was, while the host is lost', up, nowMs, false, 'unknown'],
] as const)('%s', (_, carrier, heardAtMs, isHostUp, word) => {
  expect(linkState(carrier, { heardAtMs }, nowMs, isHostUp).word).toBe(word);
});

test('days are counted down, and up again once it has expired', () => {
  expect(daysWords({ validToMs: nowMs + 9 * 86_400_000 + 5 }, nowMs)).toBe('9 d');
  expect(daysWords({ validToMs: nowMs - 5 }, nowMs)).toBe('expired 1 d ago');
});

test('gaps are told', () => {
  expect(noticeWords({ notices: 'sse', gaps: 0 })).toBe('SSE, contiguous');
  expect(noticeWords({ notices: 'websocket', gaps: 1 })).toBe('WebSocket, 1 gap');
});
