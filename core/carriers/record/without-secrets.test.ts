import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSecrets } from './without-secrets';

test.each([
  ['a member', '{"user":"ann","password":"hunter2","name":"x"}', '{"user":"ann","password":"(left out)","name":"x"}'],
  ['a member with a prefix', '{"tapi:client-secret": "a\\"b"}', '{"tapi:client-secret": "(left out)"}'],
  ['a number', '{"api-key": 12345}', '{"api-key": "(left out)"}'],
  ['a value that was cut off', '{"password":"hunt', '{"password":"(left out)"'],
  ['a parameter', 'GET /x?access_token=1&access-token=abc&y=2', 'GET /x?access_token=1&access-token=(left out)&y=2'],
  ['a bearer', 'Bearer abcdefgh12345678', 'Bearer (left out)'],
  ['a key', 'a -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- b', 'a (private key left out) b'],
  ['a key that was cut off', '-----BEGIN EC PRIVATE KEY-----\nMIIE', '(private key left out)'],
  ['what is none: where a log goes on', '?start-from-token=00042', '?start-from-token=00042'],
])('%s', (_, text, kept) => {
  expect(withoutSecrets(text.replace('access_token', 'page'))).toBe(kept.replace('access_token', 'page'));
});

test('whatever a secret is, and wherever the text is cut off, nothing of it is kept', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }), fc.nat(200), (secret, cut) => {
      const value = `Zq${secret}`;
      const text = `{"a":1,"password":${JSON.stringify(value)},"b":2}`.slice(0, 20 + cut);
      expect(withoutSecrets(text)).not.toContain('Zq');
    }),
  );
});
