import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../core/store/testing/temporary-folder';
import { parseConfiguration, readConfiguration, switchEntryIn, writeCarrier, writeSwitch, type CarrierEntry } from './configuration';
import type { SwitchEntry } from './switch-entry';

const folder = temporaryFolder();
const alder: CarrierEntry = {
  id: 'alder',
  name: 'Alder',
  role: 'both',
  url: 'https://127.0.0.1:1',
  ca: 'ca.pem',
  cert: 'certs/cert.pem',
  key: '/keys/key.pem',
};
const file = join(folder, 'longlines.json');
writeFileSync(file, JSON.stringify({ store: 'data/longlines.db', carriers: [alder] }));

test('files are relative to the configuration, not to where the command is given', () => {
  expect(readConfiguration({ config: file, environment: {} })).toEqual({
    file,
    store: join(folder, 'data', 'longlines.db'),
    carriers: [
      {
        ...{ id: 'alder', name: 'Alder', role: 'both', url: 'https://127.0.0.1:1' },
        ...{ caFile: join(folder, 'ca.pem'), certFile: join(folder, 'certs', 'cert.pem'), keyFile: '/keys/key.pem' },
      },
    ],
    switches: [],
  });
});

test('an option counts before the environment, that before the file, that before what is usual', () => {
  const storeWith = (store: string | undefined, environment: NodeJS.ProcessEnv, config?: string) =>
    readConfiguration({ store, config, environment }).store;
  const usual = { HOME: '/home/ann', XDG_CONFIG_HOME: folder };
  expect(storeWith('/a.db', { LONGLINES_STORE: '/b.db' }, file)).toBe('/a.db');
  expect(storeWith(undefined, { LONGLINES_STORE: '/b.db' }, file)).toBe('/b.db');
  expect(storeWith(undefined, { LONGLINES_CONFIG: file })).toBe(join(folder, 'data', 'longlines.db'));
  expect(storeWith(undefined, usual)).toBe('/home/ann/.local/share/longlines/longlines.db');
  expect(storeWith(undefined, { ...usual, XDG_DATA_HOME: '/data' })).toBe('/data/longlines/longlines.db');
  // Relative ones are invalid (XDG Base Directory Specification).
  expect(storeWith(undefined, { ...usual, XDG_DATA_HOME: 'data' })).toBe('/home/ann/.local/share/longlines/longlines.db');
  mkdirSync(join(folder, 'longlines'));
  writeFileSync(join(folder, 'longlines', 'longlines.json'), '{"store": "x.db"}');
  expect(storeWith(undefined, usual)).toBe(join(folder, 'longlines', 'x.db'));
});

const entry = JSON.stringify(alder);
test.each([
  ['no JSON', '{\n "store": "a.db",\n}', /^f\.json, line 3: it is no JSON/],
  ['JSON that ends early', '{\n "store": ', /^f\.json, line 2: it is no JSON/],
  ['a field that is none', '{\n "stores": "a.db"\n}', /line 2, field "stores": there is no such field/],
  ['a field of another type', '{\n "store":\n 5\n}', /line 3, field "store": it has to be text/],
  ['a field that is missing', `{"carriers": [\n${entry.replace(/"ca":"[^"]*",/, '')}]}`, /line 2, field "carriers\.0\.ca": it is missing/],
  ['a role that is none', `{"carriers": [\n${entry.replace('"both"', '"all"')}]}`, /"carriers\.0\.role": it has to be dedicating, acc/],
  ['an id that is none', `{"carriers": [\n${entry.replace('"alder"', '"a b"')}]}`, /"carriers\.0\.id": a carrier id is/],
  [
    'an address with a password',
    `{"carriers": [\n${entry.replace('https://', 'https://ann:hunter2@')}]}`,
    /^f\.json, line 2, field "carriers\.0\.url": an address bears no name and password.*before the @$/,
  ],
  ['a name that is empty', `{"carriers": [\n${entry.replace('"Alder"', '""')}]}`, /"carriers\.0\.name": it is empty/],
  ['a carrier twice', `{"carriers": [\n${entry},\n${entry}\n]}`, /line 3, field "carriers\.1\.id": carrier alder is there twice/],
  [
    'an address without TLS',
    `{"carriers": [${entry.replace('https', 'http')}]}`,
    /field "carriers\.0\.url": a manager is reached by https/,
  ],
  ['no object', '[]', /field "\(whole\)": it has to be an object/],
])('%s is refused with its line and field', (_, text, message) => {
  expect(() => parseConfiguration(text, 'f.json')).toThrow(message);
});

test('a carrier is added, or takes the place of the one with its id; only its owner may read the file', () => {
  const made = join(folder, 'new', 'made.json');
  writeCarrier(made, alder);
  writeCarrier(made, { ...alder, id: 'beech' });
  writeCarrier(made, { ...alder, name: 'Alder Two' });
  const { carriers } = parseConfiguration(readFileSync(made, 'utf8'), made);
  expect(carriers.map(({ id, name }) => [id, name])).toEqual([
    ['beech', 'Alder'],
    ['alder', 'Alder Two'],
  ]);
  expect(statSync(made).mode & 0o777).toBe(0o600);
});

const nyc: SwitchEntry = {
  ...{
    id: 'nyc',
    name: 'New York',
    transport: 'ssh',
    host: 'nyc.example',
    port: 22,
    tid: 'SW-NYC-1',
    user: 'ops',
    passwordFile: 'nyc-password',
  },
  ...{ hostKey: `SHA256:${'A'.repeat(43)}`, keyFile: '/keys/nyc' },
};

test('a switch’s files are relative to the configuration; it is added, or takes the place of the one with its id', () => {
  const made = join(folder, 'switches.json');
  writeCarrier(made, alder);
  writeSwitch(made, nyc);
  const tls: SwitchEntry = {
    ...{ id: 'lon', name: 'London', transport: 'tls', host: 'l', port: 992, user: 'ops' },
    passwordFile: 'p',
    ca: 'ca.pem',
  };
  writeSwitch(made, tls);
  writeSwitch(made, { ...nyc, name: 'New York 2' });
  const { carriers, switches } = readConfiguration({ config: made, environment: {} });
  expect(carriers).toHaveLength(1);
  expect(switches).toEqual([
    {
      ...{ id: 'lon', name: 'London', transport: 'tls', host: 'l', port: 992, user: 'ops' },
      passwordFile: join(folder, 'p'),
      caFile: join(folder, 'ca.pem'),
    },
    {
      ...{ id: 'nyc', name: 'New York 2', transport: 'ssh', host: 'nyc.example', port: 22, tid: 'SW-NYC-1', user: 'ops' },
      ...{ passwordFile: join(folder, 'nyc-password'), hostKey: nyc.hostKey, sshKeyFile: '/keys/nyc' },
    },
  ]);
  expect(switchEntryIn(made, 'lon')).toEqual(tls);
  expect(switchEntryIn(made, 'par')).toBeUndefined();
});

const switchText = JSON.stringify(nyc);
test.each([
  ['a switch twice', `${switchText},\n${switchText}`, /line 3, field "switches\.1\.id": switch nyc is there twice/],
  [
    'plain TCP that nobody allowed',
    switchText.replace('"ssh"', '"tcp"').replace(/,"hostKey".*}/, '}'),
    /"switches\.0\.allowPlain": by tcp the password/,
  ],
  [
    'TLS without an authority',
    switchText.replace('"ssh"', '"tls"').replace(/,"hostKey".*}/, '}'),
    /"switches\.0\.ca": a switch that is reached by tls/,
  ],
  [
    'what is for another transport',
    switchText.replace('"ssh"', '"tls"'),
    /"switches\.0\.keyFile": it is not for a switch that is reached by tls/,
  ],
  ['a host key that is none', switchText.replace('SHA256:', 'MD5:'), /"switches\.0\.hostKey": a host key is written SHA256:/],
  ['no password file', switchText.replace(/"passwordFile":"[^"]*",/, ''), /line 2, field "switches\.0\.passwordFile": it is missing/],
  ['port 0', switchText.replace(/"port":\d+/, '"port":0'), /"switches\.0\.port": it has to be 1 or more: correct it/],
  [
    'a port that there is not',
    switchText.replace(/"port":\d+/, '"port":65536'),
    /"switches\.0\.port": it has to be 65535 or less: correct it/,
  ],
  ['a port in words', switchText.replace(/"port":\d+/, '"port":"ssh"'), /"switches\.0\.port": it has to be a number: correct it/],
  ['part of a port', switchText.replace(/"port":\d+/, '"port":22.5'), /"switches\.0\.port": it has to be a whole number: correct it/],
  [
    'a limit below zero',
    switchText.replace('"user"', '"limits":{"trunkVpi":{"first":-1,"last":3}},"user"'),
    /"switches\.0\.limits\.trunkVpi\.first": it has to be 0 or more/,
  ],
  ['no name', switchText.replace(/"name":"[^"]*"/, '"name":""'), /"switches\.0\.name": it is empty/],
  [
    'limits that are none',
    switchText.replace('"user"', '"limits":{"trunkVpi":5},"user"'),
    /"switches\.0\.limits\.trunkVpi": it has to be an object/,
  ],
])('of a switch, %s is refused with its line and field', (_, entries, message) => {
  expect(() => parseConfiguration(`{"switches": [\n${entries}\n]}`, 'f.json')).toThrow(message);
});

test('a byte order mark is passed over', () => {
  expect(parseConfiguration('\ufeff{"store": "a.db"}', 'f.json')).toMatchObject({ store: 'a.db' });
});

test('what is no file, or cannot be read or written as one, is wrong usage with its name', () => {
  const usage = (message: RegExp) => expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) as string }) as Error;
  expect(() => readConfiguration({ config: folder, environment: {} })).toThrow(usage(/cannot be read .*EISDIR.*correct --config/));
  expect(() => {
    writeCarrier(folder, alder);
  }).toThrow(usage(/cannot be read/));
  expect(() => {
    writeCarrier(join(file, 'y.json'), alder);
  }).toThrow(usage(/y\.json cannot be written .*name another file/));
});

test('where the configuration is a link, what it leads to is replaced, and nothing is left beside it', () => {
  const [real, link, later] = [join(folder, 'linked', 'real.json'), join(folder, 'link.json'), join(folder, 'later.json')];
  writeCarrier(real, alder);
  symlinkSync(real, link);
  symlinkSync(join('linked', 'made.json'), later);
  writeCarrier(link, { ...alder, id: 'beech' });
  writeCarrier(later, alder);
  for (const one of [link, later]) expect(lstatSync(one).isSymbolicLink()).toBe(true);
  expect(parseConfiguration(readFileSync(real, 'utf8'), real).carriers).toHaveLength(2);
  expect(readdirSync(join(folder, 'linked')).toSorted()).toEqual(['made.json', 'real.json']);
});
