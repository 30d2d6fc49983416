import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  CircuitDossierShown,
  CircuitOrderShown,
  ConditionsShown,
  ConditionsTriedShown,
  PathDossierShown,
  SwitchShown,
} from '../../core/contract/circuit-shapes';
import type { StatusShown } from '../../core/contract/shapes';
import { startPracticeSwitches, type PracticeSwitches } from '../../lab/practice-switches';
import { newPlace, said, type RunningHost } from './testing/longlines-process';

/** One host with the practice network's switches, one over SSH and one over TLS; each command is a process of its own. */
const place = newPlace();
const configuration = join(place.folder, 'longlines.json');
const passwordOf = (id: string): string => join(place.folder, `${id}-password`);
let practice: PracticeSwitches;
let host: RunningHost;

beforeAll(async () => {
  practice = await startPracticeSwitches(place.folder);
  const switches = practice.switches.map(({ id, name, caPem, client, unit }, index) => {
    const files = { ca: `${id}-ca.pem`, cert: `${id}-client-cert.pem`, key: `${id}-client-key.pem` };
    for (const [file, text] of [
      [files.ca, caPem],
      [files.cert, client.certPem],
      [files.key, client.keyPem],
      [`${id}-password`, `${unit.password}\n`],
    ] as const)
      writeFileSync(join(place.folder, file), text, { mode: 0o600 });
    const login = { id, name, host: '127.0.0.1', tid: unit.tid, user: unit.user, passwordFile: `${id}-password` };
    // The key that the first one has to show is left to the operator.
    return index === 0 ? { ...login, transport: 'ssh', port: unit.tl1.ssh } : { ...login, transport: 'tls', port: unit.tl1.tls, ...files };
  });
  writeFileSync(configuration, JSON.stringify({ store: 'longlines.db', switches }));
  chmodSync(passwordOf('sw-lon-1'), 0o644);
  host = await place.host('--config', configuration);
}, 60_000);
afterAll(() => practice.stop());

const linkOf = async (id: string): Promise<SwitchShown | undefined> =>
  (await place.ask<readonly SwitchShown[]>(['switches', 'list'])).find((each) => each.id === id);

async function linkIs(id: string, wished: (shown: SwitchShown) => boolean): Promise<SwitchShown> {
  for (;;) {
    const shown = await linkOf(id);
    if (shown && wished(shown)) return shown;
  }
}
const up = ({ link }: SwitchShown): boolean => link === 'up';
const on = (...words: readonly string[]) => place.run(...words, '--config', configuration);

test('a password file that others can read is not used, and the remedy is told; then the switch is connected over TLS', async () => {
  expect(await linkOf('sw-lon-1')).toBeUndefined();
  expect(await on('switches', 'connect', 'sw-lon-1')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/password file .* is not for its owner alone \(its mode is 644\): "chmod 600/) as string,
  });
  chmodSync(passwordOf('sw-lon-1'), 0o600);
  expect((await on('switches', 'connect', 'sw-lon-1')).code).toBe(0);
  await linkIs('sw-lon-1', up);
  expect((await on('switches', 'connect', 'sw-par-1')).err).toMatch(/sw-par-1 is not in .*longlines\.json; add it/);
});

test('an SSH host key that nobody accepted keeps the link down and is shown; trusted, it comes up; another one is refused', async () => {
  const { hostKey } = practice.practiceSwitch('SW-NYC-1').unit;
  const down = await linkIs('sw-nyc-1', ({ linkText }) => linkText.includes('SHA256:'));
  expect(down).toMatchObject({ link: 'down', linkText: expect.stringContaining(`"switches trust sw-nyc-1 ${hostKey}"`) as string });
  expect((await on('switches', 'trust', 'sw-nyc-1', hostKey)).code).toBe(0);
  await linkIs('sw-nyc-1', up);
  const another = `SHA256:${'A'.repeat(43)}`;
  expect((await on('switches', 'trust', 'sw-nyc-1', another)).code).toBe(0);
  expect(await on('switches', 'trust', 'sw-lon-1', another)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/switch sw-lon-1 is reached by tls: it has no host key; its certificate is judged by its ca/) as string,
  });
  const changed = await linkIs('sw-nyc-1', ({ linkText }) => linkText.includes(another));
  expect(changed).toMatchObject({ link: 'down', linkText: expect.stringMatching(/Nothing was sent to it/) as string });
  expect((await on('switches', 'trust', 'sw-nyc-1', hostKey)).code).toBe(0);
  await linkIs('sw-nyc-1', up);
  expect(JSON.parse(readFileSync(configuration, 'utf8'))).toMatchObject({ switches: [{ id: 'sw-lon-1' }, { id: 'sw-nyc-1', hostKey }] });
}, 60_000);

test('V1: circuits are ordered from a file, row by row, and joined at the switches to just the lines that were ordered', async () => {
  for (const [path, at] of [
    ['VP-1', 'sw-nyc-1'],
    ['VP-2', 'sw-lon-1'],
  ] as const)
    await place.ask([
      'paths',
      'add',
      path,
      '--switch',
      at,
      '--provider',
      'Northern Broadband',
      '--vpi',
      '3',
      '--vcis',
      '32-95',
      '--bulk-size',
      '16',
    ]);
  const rows = Array.from({ length: 40 }, (_, index) => `C-${index},User ${index},VP-${1 + (index % 2)},1-1-1-${1 + index},36`);
  writeFileSync(
    join(place.folder, 'circuits.csv'),
    [
      'order,end-user,path,line,line-vci',
      ...rows,
      'C-0,User 0,VP-1,1-1-1-1,36',
      'X,User X,VP-9,1-1-2-1,36',
      'Y,User Y,VP-1,somewhere,36',
    ].join('\n'),
  );
  const dry = await place.ask<{ rows: readonly { outcome: string }[] }>(['circuits', 'import', 'circuits.csv', '--dry-run'], 5);
  const outcomes = (list: readonly { readonly outcome: string }[]) => list.slice(40).map(({ outcome }) => outcome);
  expect(outcomes(dry.rows)).toEqual(['malformed', 'refused', 'malformed']);
  expect(await place.ask(['circuits', 'list'])).toEqual([]);
  const done = await place.ask<{ rows: readonly { outcome: string }[] }>(['circuits', 'import', 'circuits.csv'], 5);
  expect(outcomes(done.rows)).toEqual(['malformed', 'refused', 'malformed']);
  expect((await place.run('circuits', 'import', 'circuits.csv')).code).toBe(1);

  let orders: readonly CircuitOrderShown[] = [];
  while (orders.length < 40) orders = await place.ask(['circuits', 'list', '--state', 'active']);
  for (const [tid, pathId] of [
    ['SW-NYC-1', 'VP-1'],
    ['SW-LON-1', 'VP-2'],
  ] as const) {
    const audit = await practice.practiceSwitch(tid).unit.audit();
    const own = orders.filter((order) => order.pathId === pathId);
    const joined = audit.crossConnections.map(({ vpi, vci, line }) => `${vpi}/${vci} ${line.circuit} ${line.vpi}/${line.vci}`);
    expect([...joined].sort()).toEqual(own.map(({ vci, line }) => `3/${vci ?? ''} ${line.circuit} ${line.vpi}/${line.vci}`).sort());
  }
  expect(await place.ask<StatusShown>(['status'])).toMatchObject({ switches: { up: 2, down: 0 }, circuits: { active: 40 } });
}, 60_000);

test('a path is shown with its pool, forecast and requests; a circuit with what happened to it, until it is released', async () => {
  const path = await place.ask<PathDossierShown>(['paths', 'show', 'VP-1']);
  expect(path).toMatchObject({ status: 'SUCCESS', pool: { used: 20 }, rate: { kind: 'rate' }, applied: { number: 3 } });
  expect(path.requests.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  const screen = await place.run('paths', 'show', 'VP-1');
  expect(screen.out).toMatch(/20 used, 12 free.*expected within 30 s.*rate of use: .*row 3: SUCCESS.*nothing is sent/s);
  expect((await place.run('circuits', 'show', 'C-4')).out).toMatch(/C-4, User 4: Northern Broadband by path VP-1, active/);
  expect(await place.run('circuits', 'release', 'C-4', 'C-99')).toMatchObject({
    code: 5,
    out: expect.stringMatching(/C-99 is not known/) as string,
  });
  while ((await place.ask<CircuitDossierShown>(['circuits', 'show', 'C-4'])).order.state !== 'released') continue;
  expect((await place.ask<PathDossierShown>(['paths', 'show', 'VP-1'])).pool).toMatchObject({ used: 19, quarantined: 1 });
  expect((await place.run('circuits', 'list', '--csv', '--path', 'VP-1')).out).toMatch(
    /^order,end-user,path,line,line-vpi,line-vci,.*\r\nC-0,User 0,VP-1,/,
  );
});

test('V7: a table that cannot be used is refused with each problem and its example; one that can is saved, and tried', async () => {
  const { text } = await place.ask<ConditionsShown>(['conditions', 'show']);
  const edit = async (table: string, ...words: readonly string[]) => {
    const child = place.start('conditions', 'edit', '-', ...words);
    child.stdin.end(table);
    return said(child);
  };
  expect(await edit(text.replace('elapsed <= time threshold     do not send', 'elapsed <= time threshold     send'))).toMatchObject({
    code: 1,
    out: expect.stringMatching(/unsafe row: row 4 would send while a request is in process.*29 s elapsed.*nothing is saved/s) as string,
  });
  expect((await edit(text.split('\n').slice(0, -2).join('\n'))).out).toMatch(/gap: no row applies to IN_PROCESS/);
  expect((await edit(`${text}any any send\n`)).out).toMatch(/overlap: rows 1 and 6 both apply to/);
  expect(await edit('SUCCESS perhaps')).toMatchObject({ code: 2, out: expect.stringMatching(/^line 1: /) as string });
  expect((await edit(text, '--dry-run')).out).toContain('nothing is saved');
  expect((await edit(text)).code).toBe(0);
  expect(await place.ask<ConditionsShown>(['conditions', 'show'])).toMatchObject({ savedBy: 'Ann', text });
  const tried = await place.ask<ConditionsTriedShown>([
    'conditions',
    'try',
    '--status',
    'IN_PROCESS',
    '--current',
    '100',
    '--last',
    '99',
    '--elapsed',
    '31s',
  ]);
  expect(tried).toMatchObject({ kind: 'tried', tried: [{ numbers: [5], applied: { action: 'send-again' } }] });
  expect((await place.run('conditions', 'try', '--status', 'FAIL')).code).toBe(2);
  expect((await place.run('conditions', 'try', '--path', 'VP-1')).out).toMatch(/VP-1 +row 3: SUCCESS/);
});

test('a switch at the address of another is refused; one without paths is removed, from the configuration, the store and the host', async () => {
  const { port } = (JSON.parse(readFileSync(configuration, 'utf8')) as { switches: { id: string; port: number }[] }).switches[0] ?? {
    port: 0,
  };
  const spare = (at: number) =>
    on(
      'switches',
      'add',
      'spare',
      '--name',
      'Spare',
      '--transport',
      'tcp',
      '--allow-plain',
      '--user',
      'ops',
      '--host',
      '127.0.0.1',
      '--port',
      String(at),
      '--password-file',
      passwordOf('sw-lon-1'),
    );
  expect(await spare(port)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/is the address of switch sw-lon-1 \(.*\) in .* already/) as string,
  });
  expect(await linkOf('spare')).toBeUndefined();
  // Nothing listens there, so that it stays down.
  expect((await spare(1)).code).toBe(0);
  await linkIs('spare', ({ link }) => link === 'down');
  expect(await on('switches', 'remove', 'sw-lon-1')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/sw-lon-1 has virtual paths \(VP-2\); remove them first/) as string,
  });
  expect((await on('switches', 'remove', 'spare')).out).toContain('spare is removed and disconnected');
  expect(await linkOf('spare')).toBeUndefined();
  expect(readFileSync(configuration, 'utf8')).not.toContain('spare');
  expect(await on('switches', 'remove', 'spare')).toMatchObject({ code: 1, err: expect.stringMatching(/spare is neither in/) as string });
}, 60_000);

test('without a host, orders are entered and wait for one; what needs a switch is refused: status 3', async () => {
  expect(await host.end()).toBe(0);
  const entered = await place.run('circuits', 'order', '--order', 'LATER', '--end-user', 'User L', '--path', 'VP-1', '--line', '1-1-3-1');
  expect(entered).toMatchObject({ code: 0, err: expect.stringMatching(/no host is running: this is entered/) as string });
  expect((await place.run('switches', 'compare', 'sw-nyc-1')).code).toBe(3);
  expect(await linkOf('sw-nyc-1')).toMatchObject({ link: 'down', linkText: 'not connected since the start' });
  host = await place.host('--config', configuration);
  while ((await place.ask<CircuitDossierShown>(['circuits', 'show', 'LATER'])).order.state !== 'active') continue;
  expect(await host.end()).toBe(0);
}, 60_000);
