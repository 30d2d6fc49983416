import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CarrierShown, ImportShown, OrderShown } from '../../core/contract/shapes';
import { socketPlaces, storeKey } from '../../core/host/local/place';
import { acquireStoreLock } from '../../core/store/store-lock';
import { surroundings } from '../../shell/surroundings';
import { elmOrder, importElm } from './testing/elm';
import { newPlace } from './testing/longlines-process';

const place = newPlace();
/** Where the sockets' folder is unsafe, and where something else than a host listens. */
const [unsafe, haunted] = [newPlace(), newPlace()];

const orders = [
  'order,customer,accessing,a,z,signal,limit',
  'GOOD,Quay Bank,elm,LON,PAR,10GE-LAN,20 ms',
  'FAST,Quay Bank,elm,LON,PAR,10GE-LAN,1 ms',
  'WRONG,Quay Bank,elm,LON,PAR,smoke,20 ms',
  'STRANGER,Quay Bank,nobody,LON,PAR,10GE-LAN,20 ms',
].join('\n');

beforeAll(async () => {
  writeFileSync(join(place.folder, 'orders.csv'), orders);
  await importElm(place);
});

test('a store that is not there is not made by who only asks: status 4', async () => {
  const file = join(place.folder, 'nowhere.db');
  expect(await place.run('orders', 'list', '--store', file)).toMatchObject({ code: 4, out: '' });
  expect(existsSync(file)).toBe(false);
});

test('an import is shown first, done only when that is confirmed, and exactly that', async () => {
  const file = join(place.folder, 'other.db');
  const shown = await place.ask<{ kind: string; preview: ImportShown }>(
    ['inventory', 'import', '--carrier', 'oak', 'elm.csv', '--store', file],
    1,
  );
  expect(shown).toMatchObject({ kind: 'preview', preview: { counts: { node: { new: 2 }, resource: { new: 1 }, port: { new: 4 } } } });
  expect(await place.ask(['carriers', 'list', '--store', file])).toEqual([]);
});

test('an order waits for the link, and it is said that it does: status 6', async () => {
  const said = await place.run('orders', 'submit', ...elmOrder('ORD-1', '=HYPERLINK("x")'), '--wait');
  expect(said).toMatchObject({
    code: 6,
    err: expect.stringContaining('no host is running') as string,
    out: expect.stringMatching(/planned.*waits for the link/s) as string,
  });
});

test('the status says that nothing is connected, not that it is down', async () => {
  const { out } = await place.run('status');
  expect(out).toMatch(/No host runs/);
  expect(out).toMatch(/carriers +1, none connected: no host runs\n/);
  expect(out).toMatch(/switches +0, none connected: no host runs\n/);
});

test('names cannot steer the terminal, and a customer is no formula', async () => {
  expect(await place.run('inventory', 'import', '--carrier', 'elm', '--name', 'Elm \u001b[31mNet', 'elm.csv', '--yes')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/carrier\.name: contains .*U\+001B/) as string,
  });
  const { err } = await place.run('orders', 'show', 'ORD\u001b[31m');
  expect(err).toContain('ORD\\u{1b}[31m');
  expect(err).not.toContain('\u001b');
  expect((await place.run('orders', 'list', '--csv')).out).toContain(`"'=HYPERLINK(""x"")"`);
});

test('each row of an order file is told what it would be, and nothing is submitted', async () => {
  const { rows } = await place.ask<{ rows: readonly { orderId: string; outcome: string }[] }>(
    ['orders', 'import', 'orders.csv', '--dry-run'],
    5,
  );
  expect(rows.map(({ orderId, outcome }) => [orderId, outcome])).toEqual([
    ['GOOD', 'new'],
    ['FAST', 'no-route'],
    ['WRONG', 'malformed'],
    ['STRANGER', 'refused'],
  ]);
  expect((await place.ask<readonly OrderShown[]>(['orders', 'list'])).map(({ id }) => id)).not.toContain('GOOD');
});

test('a row that is wrong stops no other: status 5, and 1 where none was taken', async () => {
  const { rows } = await place.ask<{ rows: readonly { orderId: string; outcome: string }[] }>(['orders', 'import', 'orders.csv'], 5);
  expect(rows.map(({ outcome }) => outcome)).toEqual(['entered', 'no-route', 'malformed', 'refused']);
  expect((await place.run('orders', 'import', 'orders.csv')).code).toBe(1);
});

test('a list that is imported again is the same, row by row, whatever a customer is called', async () => {
  const list = await place.run('orders', 'list', '--csv');
  writeFileSync(join(place.folder, 'list.csv'), list.out);
  const { counts, rows } = await place.ask<{ counts: Readonly<Record<string, number>>; rows: readonly unknown[] }>([
    'orders',
    'import',
    'list.csv',
  ]);
  expect(counts).toEqual({ same: rows.length });
});

test('a file of single bytes is asked about; with its encoding it is read', async () => {
  const row = Buffer.from('order,customer,accessing,a,z,signal,limit\nLATIN,Zürich Re,elm,LON,PAR,10GE-LAN,20 ms\n', 'latin1');
  writeFileSync(join(place.folder, 'latin.csv'), row);
  const asked = await place.run('orders', 'import', 'latin.csv', '--dry-run');
  expect(asked).toMatchObject({
    code: 2,
    err: expect.stringMatching(/not UTF-8 from line 2.*--encoding windows-1252.*Zürich Re/) as string,
  });
  const words = ['orders', 'import', 'latin.csv', '--dry-run', '--encoding', 'windows-1252', '--problems', 'mend.csv'];
  const { counts } = await place.ask<{ counts: unknown }>(words);
  expect(counts).toEqual({ new: 1 });
  expect(readFileSync(join(place.folder, 'mend.csv'), 'utf8')).toMatch(/^order,.*,problem\r\n$/);
  expect(await place.run('orders', 'import', 'latin.csv', '--resume')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no import of latin\.csv was stopped/) as string,
  });
});

test('commands at the same time take turns at the store', async () => {
  const codes = await Promise.all(Array.from({ length: 4 }, async () => (await place.run('orders', 'list')).code));
  expect(codes).toEqual([0, 0, 0, 0]);
});

test('what an operator enters is kept in the store, with who and why', async () => {
  await place.ask(['lockouts', 'add', 'site:LON', '--reason', 'ring test', '--by', 'Bea']);
  expect(await place.ask(['lockouts', 'list'])).toMatchObject([{ name: 'site LON', text: 'locked out by Bea: ring test' }]);
  await place.ask(['lockouts', 'release', 'site:LON', '--reason', 'over']);
  await place.ask(['orders', 'freeze', 'GOOD', '--reason', 'audit']);
  await place.ask(['carriers', 'pause', '--all', '--reason', 'storm']);
  expect(await place.ask<readonly CarrierShown[]>(['carriers', 'list'])).toMatchObject([
    { id: 'elm', link: 'file', recoveryPausedBy: expect.stringContaining('storm') as string },
  ]);
  const window = await place.ask<{ window: { id: string } }>([
    'windows',
    'plan',
    'site:PAR',
    '--from',
    '+1h',
    '--to',
    '+2h',
    '--text',
    'splicing',
  ]);
  await place.ask(['windows', 'cancel', window.window.id.slice(-8), '--reason', 'weather']);
  const events = (await place.ask<readonly { event: string }[]>(['history', 'tail', '--count', '100'])).map(({ event }) => event);
  expect(events).toEqual(expect.arrayContaining(['hold-out.locked', 'hold-out.released', 'window.planned', 'window.cancelled']));
  expect(await place.ask(['history', 'verify'])).toMatchObject({ problems: [] });
});

test.each([
  ['an unknown command', ['florders'], 2, /^longlines: unknown command 'florders'.*see "longlines --help"/s],
  ['an unknown command of several', ['orders', 'florder'], 2, /^longlines: unknown command 'florder'.*see "longlines orders --help"/s],
  ['an unknown option', ['orders', 'list', '--loud'], 2, /unknown option/],
  ['a missing argument', ['orders', 'show'], 2, /missing required argument/],
  ['too many arguments', ['orders', 'show', 'A', 'B'], 2, /too many arguments/],
  ['a state that is none', ['orders', 'list', '--state', 'asleep'], 2, /a state is one of/],
  ['a timeout that is none', ['status', '--timeout', 'soon'], 2, /--timeout: "soon" is no whole number/],
  ['a missing reason', ['orders', 'freeze', 'ORD-1'], 2, /--reason is missing/],
  ['a subject without a kind', ['lockouts', 'add', 'LON', '--reason', 'x'], 2, /such as site:LON/],
  ['a time that is none', ['windows', 'plan', 'site:LON', '--from', 'tomorrow', '--to', '+1h', '--text', 'x'], 2, /"tomorrow" is no time/],
  ['a latency without a unit', ['latency', 'default', 'interconnects', '5'], 2, /write a number and its unit/],
  ['nothing supposed', ['whatif'], 3, /only a running host|no host is running/],
  ['an order that lacks fields', ['orders', 'submit', '--order', 'X'], 2, /customer is missing/],
  ['an order that is there already', ['orders', 'submit', ...elmOrder('ORD-1', 'c', '1GE', '9ms')], 1, /exists already/],
  [
    'an order from a site that nobody knows',
    ['orders', 'submit', ...elmOrder('X-1'), '--z', 'ZZZ'],
    1,
    /site ZZZ is not known.*near: .*"longlines inventory show sites" lists them/,
  ],
  [
    'an order that is not known',
    ['orders', 'show', 'ORD-9'],
    1,
    /order ORD-9 is not known; check its id \("longlines orders list" lists them\)/,
  ],
  ['a carrier that is not known', ['inventory', 'show', 'nodes', '--carrier', 'ash'], 1, /known are elm/],
  ['an impairment that is not known', ['impairments', 'acknowledge', 'abc'], 1, /none is open/],
  ['a kind of thing that is none', ['inventory', 'show', 'clouds'], 2, /there are nodes, resources/],
  ['a link where there is none', ['carriers', 'resynchronise', 'elm'], 3, /no host is running/],
  ['a configuration that is not there', ['status', '--config', 'none.json'], 2, /there is no configuration file/],
  ['a file that is not there', ['orders', 'import', 'none.csv'], 2, /none\.csv cannot be read: there is no such file; correct its name/],
  [
    'a transport that is none',
    [
      ...['switches', 'add', 'x', '--name', 'X', '--transport', 'foo', '--host', 'x.example', '--port', '22', '--user', 'ops'],
      ...['--password-file', 'orders.csv'],
    ],
    2,
    /transport: it has to be ssh, tls, tcp: choose one/,
  ],
  ['a store that is none', ['status', '--store', 'orders.csv'], 4, /not made by Longlines|not a Longlines store/],
] as const)('%s: the exit status and the words say so', async (_, words, code, message) => {
  const [said, asJson] = await Promise.all([place.run(...words), place.run(...words, '--json')]);
  expect(said).toMatchObject({ code, out: '' });
  expect(said.err).toMatch(message);
  expect(asJson.code).toBe(code);
  expect(JSON.parse(asJson.out)).toMatchObject({ error: { exitStatus: code } });
});

test('a configuration is refused with line and field', async () => {
  writeFileSync(
    join(place.folder, 'bad.json'),
    '{\n  "carriers": [\n    {\n      "id": "a b",\n      "name": "A",\n      "role": "king",\n      "url": "http://x"\n    }\n  ]\n}\n',
  );
  const { code, err } = await place.run('status', '--config', 'bad.json');
  expect(code).toBe(2);
  expect(err).toMatch(/line 4, field "carriers\.0\.id"/);
  expect(err).toMatch(/line 6, field "carriers\.0\.role"/);
  expect(err).toMatch(/line 7, field "carriers\.0\.url"/);
  expect(err).toMatch(/line 3, field "carriers\.0\.ca"/);
});

test('a carrier is added to the configuration, and again in its place', async () => {
  for (const file of ['ca.pem', 'cert.pem', 'key.pem']) writeFileSync(join(place.folder, file), '');
  const add = [
    'carriers',
    'add',
    'ash',
    '--role',
    'both',
    '--url',
    'https://127.0.0.1:9',
    '--ca',
    'ca.pem',
    '--cert',
    'cert.pem',
    '--key',
    'key.pem',
    '--config',
    'made.json',
    '--name',
  ];
  await place.ask([...add, 'Ash']);
  expect(await place.ask([...add, 'Ash Two'])).toMatchObject({ isConnected: false });
  const { out } = await place.run('carriers', 'connect', 'ash', '--config', 'made.json');
  expect(out).toBe('');
  expect((await place.run(...add, 'x', '--ca', 'gone.pem')).err).toMatch(/--ca: there is no file/);
});

test('output into a pipe that is closed is no error', () => {
  const said = spawnSync(
    '/bin/sh',
    [
      '-c',
      `set -e; "$NODE" "$PROGRAM" orders list --help 2>"$ERR" | true; "$NODE" "$PROGRAM" inventory show ports --json 2>"$ERR" | head -c 1`,
    ],
    {
      cwd: place.folder,
      env: { ...place.environment, NODE: process.execPath, PROGRAM: place.program, ERR: join(place.folder, 'err.txt') },
      encoding: 'utf8',
    },
  );
  expect(said).toMatchObject({ status: 0, stdout: '{' });
  expect(existsSync(join(place.folder, 'err.txt'))).toBe(true);
});

describe('the folder of the sockets', () => {
  test('that others may use is refused by a host, and by a command only where a host may be behind it', async () => {
    const folder = join(unsafe.folder, 'run', 'longlines');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    expect(await unsafe.run('run')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/can be used by others \(its rights are 777/) as string,
    });
    expect((await unsafe.run('status')).code).toBe(0);
  });
});

test('a host that hangs, or is of another version, is told, and nothing hangs with it', async () => {
  const [address] = socketPlaces(storeKey(haunted.store), surroundings(haunted.environment));
  if (!address?.folder) throw new Error('there is no folder for sockets');
  mkdirSync(address.folder, { mode: 0o700 });
  // A process that holds the store, as a host does, and answers as it likes.
  const lock = await acquireStoreLock(storeKey(haunted.store));
  let greeting = '';
  const server = createServer((socket) => socket.on('error', () => undefined).write(greeting)).listen(address.address);
  try {
    expect(await haunted.run('status', '--timeout', '1')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/does not answer/) as string,
    });
    greeting = `${JSON.stringify({ hello: { protocol: 99, program: '9.9' } })}\n`;
    expect(await haunted.run('status')).toMatchObject({ code: 3, err: expect.stringMatching(/Longlines 9\.9 \(protocol 99\)/) as string });
    greeting = 'HTTP/1.1 400 Bad Request\r\n';
    expect(await haunted.run('status')).toMatchObject({ code: 3, err: expect.stringMatching(/no Longlines host/) as string });
  } finally {
    server.close();
    await lock.release();
  }
});
