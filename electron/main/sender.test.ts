import { expect, test } from 'vitest';
import { faultOfSender, isOurPage } from './sender';

const ours = { url: 'app://longlines/index.html#/orders', parent: null };

test.each([
  ['the page of one of our windows', { senderFrame: ours }, true, null],
  ['another window', { senderFrame: ours }, false, 'it is from no window of this console'],
  ['a frame that has gone', { senderFrame: null }, true, 'who sent it cannot be told'],
  ['a frame inside our page', { senderFrame: { ...ours, parent: {} } }, true, 'it is from a frame inside a page'],
  ['another page', { senderFrame: { ...ours, url: 'https://example.org/' } }, true, 'it is from a page that is not ours'],
  ['nothing loaded', { senderFrame: { ...ours, url: '' } }, true, 'it is from a page that is not ours'],
])('%s', (_what, sent, isOurWindow, fault) => {
  expect(faultOfSender(sent, isOurWindow)).toBe(fault);
});

test.each([
  ['app://longlines/', true],
  ['app://longlines/index.html?x#/orders', true],
  ['app://longlines.example.org/', false],
  ['app://other/', false],
  ['app://longlines@other/', false],
  ['app://me@longlines/', false],
  ['app://longlines:81/', false],
  ['http://longlines/', false],
  ['file:///longlines/', false],
  ['about:blank', false],
  ['data:text/html,app://longlines/', false],
])('%s', (address, isOurs) => {
  expect(isOurPage(address)).toBe(isOurs);
});
