import { expect, test } from 'vitest';
import { whyNotServed } from './judge-listening';

const plain = { name: null, hasTls: false, hasAccounts: false };

test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('%s is this machine: served as it is', (host) => {
  expect(whyNotServed({ ...plain, host })).toBeNull();
});

test.each([
  ['192.0.2.10', {}, /--cert FILE and --key FILE, and an account/],
  ['192.0.2.10', { hasTls: true }, /add an account \("longlines accounts add NAME --role administrator"\); or leave --host out/],
  ['192.0.2.10', { hasAccounts: true }, /add --cert FILE and --key FILE; or/],
  ['0.0.0.0', {}, /--cert FILE/],
  ['::', { hasTls: true, hasAccounts: true }, /every address of this machine: add --name/],
  ['0.0.0.0', { hasTls: true, hasAccounts: true }, /add --name/],
  ['127.0.0.1.example', {}, /beyond this machine/],
  ['localhost.example', {}, /beyond this machine/],
  ['::ffff:192.0.2.10', {}, /beyond this machine/],
  ['128.0.0.1', {}, /beyond this machine/],
])('%s with %j is refused with the remedy', (host, more, words) => {
  expect(whyNotServed({ ...plain, host, ...more })).toMatch(words);
});

test.each([
  ['192.0.2.10', null],
  ['console.example', null],
  ['0.0.0.0', 'console.example'],
  ['::', 'console.example'],
])('%s under the name %s is served over TLS to who has an account', (host, name) => {
  expect(whyNotServed({ host, name, hasTls: true, hasAccounts: true })).toBeNull();
});
