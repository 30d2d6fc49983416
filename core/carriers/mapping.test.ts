import { expect, test } from 'vitest';
import { parseCarrierMapping, standardMapping } from './mapping';

test('an empty table is our convention', () => {
  expect(parseCarrierMapping({})).toEqual({ kind: 'mapping', mapping: standardMapping });
  expect(standardMapping).toMatchObject({
    tapiVersion: 'listed',
    preferredStream: 'sse',
    names: {
      site: 'SITE',
      siteName: 'SITE_NAME',
      latitude: 'LATITUDE',
      longitude: 'LONGITUDE',
      plugLocal: 'PLUG_LOCAL_ID',
      plugRemote: 'PLUG_REMOTE_ID',
    },
    dedicated: { name: 'CVN', value: 'dedicated' },
    latency: { name: 'FIXED_LATENCY_US', reverseName: 'FIXED_LATENCY_ZA_US', unit: 'us' },
    slotsPerGbps: 0.8,
  });
});

test('what a carrier says otherwise replaces one field and leaves the others', () => {
  const outcome = parseCarrierMapping({ dedicated: 'all', latency: { unit: 'ms' } });
  expect(outcome).toEqual({
    kind: 'mapping',
    mapping: { ...standardMapping, dedicated: 'all', latency: { ...standardMapping.latency, unit: 'ms' } },
  });
});

test.each([
  [{ latency: { unit: 'fortnight' } }, 'latency.unit'],
  [{ dedicated: 'some' }, 'dedicated'],
  [{ slotsPerGbps: -1 }, 'slotsPerGbps'],
  [{ signals: { X: 'E1' } }, 'signals.X'],
  [{ alarms: [{ name: 'LOS', condition: 'bad' }] }, 'alarms.0.condition'],
  [{ states: { operational: { DISABLED: 'gone' } } }, 'states.operational.DISABLED'],
  [{ prize: 'x' }, '(whole)'],
  ['text', '(whole)'],
])('%j: the error names the field %s', (value, field) => {
  const outcome = parseCarrierMapping(value);
  expect(outcome.kind === 'invalid' && outcome.errors[0]).toContain(`field "${field}"`);
});
