import { expect, test } from 'vitest';
import {
  addressFrom,
  carrierFields,
  compareFingerprint,
  emptyCarrier,
  idFrom,
  missingIn,
  movedAway,
  problemsOf,
  withMappingPart,
} from './carrier-draft';

const whole = {
  ...emptyCarrier,
  ...{ id: 'alder', name: 'Alder Longhaul', url: 'https://tapi.alder.example:8443' },
  ...{ caFile: '/c/ca.pem', certFile: '/c/cert.pem', keyFile: '/c/key.pem' },
};

test('a new draft has the shape that is kept, and tells what is missing', () => {
  expect(carrierFields.safeParse(emptyCarrier).success).toBe(true);
  expect(missingIn(emptyCarrier)).toBe(
    'Still to be given: its name, its id, its manager’s address, the carrier’s authority, your certificate, its key.',
  );
  expect(missingIn(whole)).toBeNull();
});

test.each([
  ['tapi.alder.example', /An address as/],
  ['http://tapi.alder.example', /by https/],
  ['https://me@tapi.alder.example', /Without a user name/],
  ['https://tapi.alder.example/restconf', /Host and port alone/],
])('an address that cannot be one: %s', (url, words) => {
  expect(problemsOf({ ...whole, url }).url).toMatch(words);
});

test('an id is made of the name', () => {
  expect(idFrom('  Ålder Longhaul & Söhne ')).toBe('alder-longhaul-sohne');
});

test('only what is given is sent', () => {
  expect(addressFrom({ ...whole, url: ' https://tapi.alder.example:8443/ ' })).toEqual({
    url: 'https://tapi.alder.example:8443',
    ...{ caFile: '/c/ca.pem', certFile: '/c/cert.pem', keyFile: '/c/key.pem' },
  });
});

test('what goes back to the usual is not kept', () => {
  const table = withMappingPart({}, 'latency', { unit: 'ms' });
  expect(table).toEqual({ latency: { unit: 'ms' } });
  expect(withMappingPart(table, 'latency', { unit: undefined })).toEqual({});
});

test.each([
  ['', 'empty'],
  ['ab:cd:ef:01:23:45', 'same'],
  ['SHA256: 00ABCDEF012345', 'same'],
  ['2345', 'other'],
  ['ABCDEF012346', 'other'],
] as const)('the fingerprint that was told, %s, is %s', (told, outcome) => {
  expect(compareFingerprint(told, '00:AB:CD:EF:01:23:45')).toBe(outcome);
});

test('the practice carrier is filled in anew only when it has another address, and the draft is of it and whole', () => {
  const { id, caFile, certFile, keyFile } = whole;
  const now = { id, caFile, certFile, keyFile, url: 'https://127.0.0.1:4711' };
  const confirmed = { ...whole, confirmed: 'AB' };
  expect(movedAway(confirmed, now)).toMatchObject({ url: now.url, confirmed: '' });
  expect(movedAway(confirmed, { ...now, url: `${whole.url}/` })).toBeNull();
  expect(movedAway(confirmed, { ...now, id: 'beech' })).toBeNull();
  expect(movedAway(confirmed, null)).toBeNull();
  expect(movedAway({ ...confirmed, url: '' }, now)).toBeNull();
  expect(movedAway({ ...confirmed, connected: { keptIn: null, atMs: 1 } }, now)).toBeNull();
});
