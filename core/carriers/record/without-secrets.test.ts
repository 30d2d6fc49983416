import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSecrets } from './without-secrets';

test.each([
  ['a member', '{"user":"ann","password":"hunter2","name":"x"}', '{"user":"ann","password":"(left out)","name":"x"}'],
  ['a member with a prefix', '{"tapi:client-secret": "a\\"b"}', '{"tapi:client-secret":"(left out)"}'],
  ['a number', '{"api-key": 12345}', '{"api-key":"(left out)"}'],
  [
    'a pair as TAPI has it',
    '{"name":[{"value-name":"PASSWORD","value":"hunter2"}]}',
    '{"name":[{"value-name":"PASSWORD","value":"(left out)"}]}',
  ],
  [
    'such a pair the other way round',
    '{"value":"hunter2","value-name":"SNMP secret"}',
    '{"value":"(left out)","value-name":"SNMP secret"}',
  ],
  ['such a pair, cut off', '{"name":[{"value-name":"PASSWORD","value":"hunt', '{"name":[{"value-name":"PASSWORD","value":"(left out)"'],
  [
    'the other way round, cut off behind it',
    '[{"value":"hunter2","value-name":"PASSWORD"},{"a"',
    '[{"value":"(left out)","value-name":"PASSWORD"},{"a"',
  ],
  [
    'another pair',
    '[{"value-name":"NAME","value":"PASSWORD"},{"value-name":"B","value":"c"}]',
    '[{"value-name":"NAME","value":"PASSWORD"},{"value-name":"B","value":"c"}]',
  ],
  ['what is nested', '{"credentials":{"value":"hunter2"},"a":1}', '{"credentials":"(left out)","a":1}'],
  ['a list', '{"password":["hunter2","x"]}', '{"password":"(left out)"}'],
  ['what is nested, cut off behind it', '{"credentials":{"b":"}","value":"hunter2"},"a":1,', '{"credentials":"(left out)","a":1,'],
  ['what is nested, cut off in it', '{"password":["hunter2","x', '{"password":"(left out)"'],
  ['a JSON text in another', '{"detail":"{\\"password\\":\\"hunter2\\"}"}', '{"detail":"{\\"password\\":\\"(left out)\\"}"}'],
  ['a name that is spelt with escapes', '{"p\\u0061ssword":"hunter2"}', '{"password":"(left out)"}'],
  ['words', 'login failed with password=hunter2; user ann', 'login failed with password=(left out); user ann'],
  ['a header in words', 'Authorization: Basic YWJj', 'Authorization: (left out)'],
  ['an address', 'see https://ann:hunter2@manager.example/x', 'see https://(left out)@manager.example/x'],
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

test('a JSON text stays one, and all else in it stays as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
      const text = JSON.stringify({ json, password: [{ json }] });
      expect(JSON.parse(withoutSecrets(text))).toMatchObject({ password: '(left out)' });
    }),
  );
  const plain = JSON.stringify({ uuid: 'x', 'value-name': 'NAME', value: 'Alder' }, null, 2);
  expect(withoutSecrets(plain)).toBe(plain);
  expect(withoutSecrets(`${'['.repeat(50_000)}"Bearer"${']'.repeat(50_000)}`)).not.toContain('Bearer');
});

test('of a pair, wherever the text is cut off, nothing is kept', () => {
  const whole =
    '{"name":[{"value-name":"PASSWORD","value":"ZqZqZq"},{"value":"ZqZqZq","value-name":"PASSWORD"}],"credentials":[{"value":"ZqZqZq"}]}';
  for (let end = 1; end <= whole.length; end += 1) expect(withoutSecrets(whole.slice(0, end))).not.toContain('Zq');
});
