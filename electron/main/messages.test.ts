import { expect, test } from 'vitest';
import { readAsk, readChannelRequest } from './messages';

const channel = '8f14e45f-ceea-467f-a0e6-1f0b3a2c9d10 1';

test.each([
  { kind: 'open', channel, purpose: 'console', network: 'live' },
  { kind: 'message', channel, message: '{}' },
  { kind: 'message', channel, message: new Uint8Array([1]) },
  { kind: 'close', channel, reason: '' },
])('a channel request: $kind', (said) => {
  expect(readChannelRequest(said)).toEqual(said);
});

test.each([
  ['nothing', undefined],
  ['a text', 'open'],
  ['another kind', { kind: 'quit' }],
  ['another purpose', { kind: 'open', channel, purpose: 'shell', network: 'live' }],
  ['another network', { kind: 'open', channel, purpose: 'console', network: 'theirs' }],
  ['a number that is none', { kind: 'open', channel: '__proto__', purpose: 'console', network: 'live' }],
  ['more than is asked for', { kind: 'close', channel, reason: '', force: true }],
  ['a message that is neither text nor bytes', { kind: 'message', channel, message: { toString: 'x' } }],
])('no channel request: %s', (_what, said) => {
  expect(readChannelRequest(said)).toBeNull();
});

test.each([
  { kind: 'save-file', name: 'orders.csv', content: 'a' },
  { kind: 'open-files', filters: [{ name: 'Orders (CSV)', extensions: ['csv'] }], isMany: false },
  { kind: 'keep-secret', name: 'SW-NYC', secret: null },
  { kind: 'open-window', to: '#/orders', network: 'practice' },
])('an ask: $kind', (said) => {
  expect(readAsk(said)).toEqual(said);
});

test.each([
  ['another kind', { kind: 'run', program: '/bin/sh' }],
  ['a secret, to be read back', { kind: 'kept-secret', name: 'SW-NYC' }],
  ['a place to save to', { kind: 'save-file', path: '/etc/passwd', name: 'x', content: '' }],
  ['content that is none', { kind: 'save-file', name: 'x', content: 7 }],
  ['an extension that is none', { kind: 'open-files', filters: [{ name: 'x', extensions: ['../x'] }], isMany: false }],
  ['a window elsewhere', { kind: 'open-window', to: 'https://example.org/', network: 'live' }],
])('no ask: %s', (_what, said) => {
  expect(readAsk(said)).toBeNull();
});
