import { describe, expect, test } from 'vitest';
import type { ProcedureName, InputOf, OutputOf } from '../../contract/procedures';
import type { Answer, Progress } from '../../contract/procedure';
import { usualSwitchLimits } from '../../model/switch';
import { MemorySwitch } from '../../switches/testing/memory-switch';
import { circuitRequest, pathRequest, startedCircuits, type StartedCircuits } from '../testing/circuit-world';
import { callProcedure } from './call-procedure';
import type { Serving } from './serving';

interface Asked extends StartedCircuits {
  readonly progress: Progress[];
  readonly raw: (name: string, input: unknown) => Promise<Answer<unknown>>;
  readonly ask: <Name extends ProcedureName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;
}

async function asked(hasLinks = true): Promise<Asked> {
  const started = await startedCircuits();
  const connected = hasLinks ? async () => ({ kind: 'connected' as const }) : null;
  const serving: Serving = {
    ...{ host: started.host, clock: started.world.clock, store: '/nowhere/longlines.db', version: '1', pid: 1 },
    ...{ connect: connected, connectSwitch: connected },
  };
  const progress: Progress[] = [];
  const call = { signal: new AbortController().signal, onProgress: (told: Progress) => void progress.push(told) };
  return {
    ...{ world: started.world, host: started.host, store: started.store, restart: () => started.restart(), progress },
    raw: (name, input) => callProcedure(serving, name, input, call),
    async ask(name, input) {
      const outcome = await callProcedure(serving, name, input, call);
      if (outcome.kind === 'error') throw new Error(`${name}: ${outcome.error.message}`);
      return outcome.output;
    },
  };
}

const error = (code: string, message: RegExp) => ({ kind: 'error', error: { code, message: expect.stringMatching(message) as string } });
const pathFields = {
  path: 'VP-1',
  switch: 'NYC',
  provider: 'Northern Broadband',
  vpi: '3',
  vcis: '32-95',
  'bulk-size': '8',
  'delta-threshold': '2',
};
const orderRow = (number: number, change: Readonly<Record<string, string>> = {}) => ({
  ...{ order: `C-${number}`, 'end-user': `user ${number}`, path: 'VP-1', line: `1-1-1-${number}` },
  ...change,
});

async function withPath(): Promise<Asked> {
  const engine = await asked();
  await engine.ask('paths.add', { fields: pathFields, by: 'Ann' });
  await engine.world.clock.run(100);
  return engine;
}

describe('virtual paths', () => {
  test('one is added, shown with names, its pool and the row that applies, changed, and removed', async () => {
    const { ask, world } = await withPath();
    expect(await ask('paths.show', { pathId: 'VP-1' })).toMatchObject({
      ...{ id: 'VP-1', switchName: 'NYC', isSwitchUp: true, carriage: null, isImpaired: false, isLow: false, pending: null },
      pool: { used: 0, free: 8, notCreated: 56, total: 64 },
      applied: { number: 3, action: 'do-not-send', outcome: 'nothing is sent' },
      requests: [{ state: 'succeeded' }],
    });
    await ask('paths.change', { pathId: 'VP-1', fields: { 'bulk-size': '16', backoff: '1 min', reserve: 'hold' }, by: 'Ann' });
    expect((await ask('paths.list', {}))[0]).toMatchObject({ bulkSize: 16, backoffMs: 60_000, isReserveHeld: true, deltaThreshold: 2 });
    expect(await ask('paths.requests', { count: 5 })).toMatchObject([{ pathId: 'VP-1', provider: 'Northern Broadband', vpi: 3 }]);
    await ask('paths.remove', { pathId: 'VP-1', by: 'Ann' });
    await world.clock.run(100);
    expect(await ask('paths.list', {})).toEqual([]);
  });

  test.each([
    [
      'paths.add',
      { fields: { ...pathFields, vcis: 'all', vpi: '' }, by: 'Ann' },
      'invalid-input',
      /vpi is missing.*vcis "all" is not a range/s,
    ],
    ['paths.add', { fields: { ...pathFields, colour: 'red' }, by: 'Ann' }, 'invalid-input', /colour is no field of a path/],
    ['paths.add', { fields: { ...pathFields, path: 'VP-2', switch: 'PAR' }, by: 'Ann' }, 'refused', /switch PAR is not known/],
    ['paths.add', { fields: { ...pathFields, path: 'VP-2' }, by: 'Ann' }, 'refused', /belong to path VP-1 already/],
    ['paths.change', { pathId: 'VP-1', fields: { vpi: '4' }, by: 'Ann' }, 'invalid-input', /vpi is no field of a path that can be changed/],
    ['paths.change', { pathId: 'VP-1', fields: {}, by: 'Ann' }, 'invalid-input', /nothing of path VP-1 is to be changed/],
    ['paths.change', { pathId: 'VP-1', fields: { 'bulk-size': '2' }, by: 'Ann' }, 'refused', /not above the delta threshold/],
    ['paths.change', { pathId: 'VP-9', fields: { attempts: '2' }, by: 'Ann' }, 'not-found', /VP-9 is not known/],
    ['paths.retry', { pathId: 'VP-1', by: 'Ann' }, 'refused', /needs no retry/],
    ['paths.remove', { pathId: 'VP-9', by: 'Ann' }, 'not-found', /VP-9 is not known/],
    ['paths.show', { pathId: 'VP-9' }, 'not-found', /VP-9 is not known/],
    ['paths.requests', { pathId: 'VP-9', count: 1 }, 'not-found', /VP-9 is not known/],
    ['switches.compare', { switchId: 'PAR' }, 'not-found', /switch PAR is not known; known are LON, NYC/],
    ['circuits.show', { orderId: 'C-9' }, 'not-found', /C-9 is not known/],
    ['circuits.list', { switchId: 'NOPE' }, 'not-found', /switch NOPE is not known; known are LON, NYC/],
    ['circuits.list', { pathId: 'VP-9' }, 'not-found', /VP-9 is not known/],
  ])('%s %j is refused in words', async (name, input, code, message) => {
    const { raw } = await withPath();
    expect(await raw(name, input)).toMatchObject(error(code, message));
  });

  test('the orders and requests of one that was removed are shown with what it was', async () => {
    const { ask, host, world } = await asked();
    await ask('paths.add', { fields: pathFields, by: 'Ann' });
    await host.orderCircuits([circuitRequest(1)], 'Ann');
    await world.clock.run(100);
    await ask('circuits.release', { orderIds: ['C-1'], by: 'Ann' });
    await world.clock.run(100);
    await ask('paths.remove', { pathId: 'VP-1', by: 'Ann' });
    const known = { provider: 'Northern Broadband', vpi: 3 };
    expect(await ask('circuits.list', { pathId: 'VP-1' })).toMatchObject([{ id: 'C-1', state: 'released', ...known }]);
    expect(await ask('circuits.show', { orderId: 'C-1' })).toMatchObject({ order: known, carriage: null });
    expect(await ask('paths.requests', { pathId: 'VP-1', count: 1 })).toMatchObject([{ state: 'succeeded', ...known }]);
  });

  test('a change takes nothing back that somebody else changed meanwhile', async () => {
    const { ask, host } = await withPath();
    // Transactions run one at a time, in the order in which they are asked for: the second change comes between the first one's reading and writing.
    const first = ask('paths.change', { pathId: 'VP-1', fields: { backoff: '2 s' }, by: 'Ann' });
    const second = host.changePath('VP-1', { maxAttempts: 9 }, 'Bea');
    await Promise.all([first, second]);
    expect((await host.virtualPath('VP-1'))?.path).toMatchObject({ maxAttempts: 9, backoffMs: 2_000 });
  });
});

describe('switches', () => {
  test('are listed with their links, paths and circuits, and told in the status', async () => {
    const { ask, world } = await withPath();
    await ask('circuits.order', { rows: [orderRow(1)], by: 'Ann' });
    await world.clock.run(100);
    await world.london.goDown('unplugged');
    expect(await ask('switches.list', {})).toMatchObject([
      { id: 'LON', link: 'down', linkText: 'unplugged', paths: 0, circuits: 0 },
      { id: 'NYC', link: 'up', linkText: '', paths: 1, circuits: 1, waiting: 0 },
    ]);
    expect(await ask('status', {})).toMatchObject({ switches: { up: 1, down: 1 }, circuits: { active: 1 } });
  });

  test('one is compared only while it answers, and connected only by a host', async () => {
    const { raw, world } = await asked();
    expect(await raw('switches.compare', { switchId: 'NYC' })).toMatchObject({ kind: 'answer' });
    await world.newYork.goDown();
    expect(await raw('switches.compare', { switchId: 'NYC' })).toMatchObject(error('needs-host', /NYC does not answer/));
    const { raw: alone } = await asked(false);
    const address = { id: 'a', name: 'A', transport: 'tcp', host: 'h', port: 1, user: 'u', passwordFile: '/p', allowPlain: true };
    expect(await alone('switches.connect', address)).toMatchObject(error('needs-host', /only a running host/));
  });

  test.each([
    [{ transport: 'tcp' }, /allowPlain: by tcp the password and all else can be read/],
    [{ transport: 'tls' }, /caFile: .*needs the authority/],
    [{ transport: 'tls', caFile: '/ca', certFile: '/cert' }, /tlsKeyFile: our certificate and its key are given together/],
    [{ transport: 'ssh', caFile: '/ca' }, /caFile: it is not for a switch that is reached by ssh/],
    [{ transport: 'ssh', hostKey: 'md5:aa' }, /hostKey: a host key is written SHA256:/],
    [{ transport: 'ssh', tid: '1 2' }, /tid: a TID is/],
    [{ transport: 'ssh', limits: { trunkVpi: { first: 3, last: 2 } } }, /limits\.trunkVpi: the first identifier is above the last/],
  ])('an address that cannot be is refused by its field: %j', async (change, message) => {
    const { raw } = await asked();
    const address = { id: 'a', name: 'A', host: 'h', port: 1, user: 'u', passwordFile: '/p', ...change };
    expect(await raw('switches.connect', address)).toMatchObject(error('invalid-input', message));
  });
});

describe('a switch is named by its id, or by its name where only one has it', () => {
  test.each([
    ['by name, however it is written', 'new york 1', ['C-1']],
    ['by its id, though another is called so', 'LON', []],
  ])('%s', async (_, switchId, ids) => {
    const { ask, world, host } = await withPath();
    await host.connectSwitch({ id: 'NYC', name: 'New York 1', limits: usualSwitchLimits }, world.newYork);
    await host.connectSwitch({ id: 'PAR', name: 'LON', limits: usualSwitchLimits }, new MemorySwitch('PAR', () => world.clock.now()));
    await ask('circuits.order', { rows: [orderRow(1)], by: 'Ann' });
    expect((await ask('circuits.list', { switchId })).map(({ id }) => id)).toEqual(ids);
  });

  test('where several have it, each is told by its id', async () => {
    const { raw, world, host } = await withPath();
    for (const [id, system] of [
      ['NYC', world.newYork],
      ['LON', world.london],
    ] as const)
      await host.connectSwitch({ id, name: 'Twin', limits: usualSwitchLimits }, system);
    for (const [name, input] of [
      ['circuits.list', { switchId: 'Twin' }],
      ['switches.compare', { switchId: 'Twin' }],
    ] as const)
      expect(await raw(name, input)).toMatchObject(error('refused', /2 switches are called "Twin": name one by its id, LON, NYC/));
  });
});

describe('circuit orders', () => {
  test('each row has an outcome of its own, in its place: malformed ones by field, refused ones, and the others are taken', async () => {
    const { ask, world, progress } = await withPath();
    const rows = [
      orderRow(1),
      orderRow(2, { line: '1-1' }),
      orderRow(3, { path: 'VP-9' }),
      orderRow(1),
      { ...orderRow(4), rack: '1' },
      orderRow(5),
    ];
    expect(await ask('circuits.order', { rows, by: 'Ann' })).toMatchObject([
      { kind: 'received', orderId: 'C-1', vci: 32 },
      { kind: 'malformed', orderId: 'C-2', problems: [{ field: 'line' }] },
      { kind: 'refused', orderId: 'C-3', message: expect.stringMatching(/VP-9 is not known/) as string },
      { kind: 'refused', orderId: 'C-1', message: expect.stringMatching(/exists already/) as string },
      { kind: 'malformed', orderId: 'C-4', problems: [{ message: expect.stringMatching(/rack is no field/) as string }] },
      { kind: 'received', orderId: 'C-5', vci: 33 },
    ]);
    expect(progress.at(-1)).toMatchObject({ done: 4, total: 4 });
    await world.clock.run(100);
    expect(await ask('circuits.list', { pathId: 'VP-1', states: ['active'] })).toMatchObject([
      { id: 'C-1', switchName: 'NYC', provider: 'Northern Broadband', vpi: 3, vci: 32, isImpaired: false },
      { id: 'C-5', vci: 33 },
    ]);
    expect(await ask('circuits.list', { endUser: 'USER 5' })).toMatchObject([{ id: 'C-5' }]);
    expect(await ask('circuits.list', { switchId: 'LON' })).toEqual([]);
    expect(await ask('circuits.show', { orderId: 'C-1' })).toMatchObject({ order: { state: 'active' }, ahead: null, carriage: null });
    expect(await ask('circuits.release', { orderIds: ['C-1', 'C-9'], by: 'Ann' })).toMatchObject([
      { kind: 'received' },
      { kind: 'refused' },
    ]);
  });

  test('one that the switch refuses to join has failed, and says how it is ordered again', async () => {
    const { ask, world } = await withPath();
    world.newYork.mischief = (call) => (call === 'connect' ? { kind: 'refuse', refusal: { code: 'SROF', message: 'no such card' } } : null);
    await ask('circuits.order', { rows: [orderRow(1)], by: 'Ann' });
    await world.clock.run(100);
    expect(await ask('circuits.show', { orderId: 'C-1' })).toMatchObject({
      order: { state: 'failed', cause: expect.stringMatching(/SROF no such card; order again under another id once/) as string },
      waitsFor: null,
    });
  });

  test('a check says of each row what ordering then does, and enters nothing', async () => {
    const { ask, world } = await withPath();
    world.newYork.mischief = (call) => (call === 'create' ? { kind: 'hold' } : null);
    await ask('paths.change', { pathId: 'VP-1', fields: { vcis: '32-44' }, by: 'Ann' });
    await ask('circuits.order', { rows: [orderRow(1), orderRow(2)], by: 'Ann' });
    const rows = [
      ...[orderRow(1), orderRow(3), orderRow(4), orderRow(3), orderRow(5, { 'end-user': 'user 4' }), orderRow(6, { line: '1-1-1-4' })],
      ...[
        orderRow(7, { line: '1-1-1-2' }),
        orderRow(8, { 'end-user': 'user 2' }),
        orderRow(9, { 'line-vci': '99' }),
        orderRow(10, { line: 'x' }),
      ],
      ...Array.from({ length: 12 }, (_, index) => orderRow(20 + index)),
    ];
    const checked = await ask('circuits.check', { rows });
    expect((await ask('circuits.list', {})).map(({ id }) => id)).toEqual(['C-1', 'C-2']);
    const ordered = await ask('circuits.order', { rows, by: 'Ann' });
    const kinds = ordered.map((outcome) => (outcome.kind === 'received' ? (outcome.vci === null ? 'waits' : 'given') : outcome.kind));
    expect(checked.map(({ kind }) => kind)).toEqual(kinds);
    expect(new Set(kinds)).toEqual(new Set(['given', 'waits', 'refused', 'malformed']));
    const waiting = await ask('circuits.list', { states: ['waiting'] });
    expect(await ask('circuits.show', { orderId: waiting[1]?.id ?? '' })).toMatchObject({ ahead: 1 });
    expect(await ask('paths.show', { pathId: 'VP-1' })).toMatchObject({ waitingOrderIds: waiting.map(({ id }) => id) });
    world.newYork.release();
  });
});

describe('what a waiting order waits for is told from the state of its path', () => {
  const waitsFor = async ({ ask }: Asked): Promise<string | null> => (await ask('circuits.show', { orderId: 'C-1' })).waitsFor;
  const fast = { ...pathFields, attempts: '2', backoff: '1 s' };

  test('the answer that is pending, the backoff, the operator once it is held, and the switch where that is down', async () => {
    const asked1 = await asked();
    const { ask, world } = asked1;
    world.newYork.mischief = (call) => (call === 'create' ? { kind: 'hold' } : null);
    await ask('paths.add', { fields: fast, by: 'Ann' });
    await ask('circuits.order', { rows: [orderRow(1)], by: 'Ann' });
    await world.clock.run(100);
    expect(await waitsFor(asked1)).toMatch(
      /^the answer to the request of path VP-1 for 32–39, attempt 1 of 2, sent at .* expected within 30 s$/,
    );
    await world.newYork.goDown('unplugged');
    expect(await waitsFor(asked1)).toMatch(/, once switch NYC answers$/);
  });

  test('a backoff, and then the operator', async () => {
    const asked1 = await asked();
    const { ask, world } = asked1;
    world.newYork.mischief = (call) => (call === 'create' ? { kind: 'refuse', refusal: { code: 'SRQN', message: 'not now' } } : null);
    await ask('paths.add', { fields: fast, by: 'Ann' });
    await world.clock.run(100);
    await ask('circuits.order', { rows: [orderRow(1)], by: 'Ann' });
    expect(await waitsFor(asked1)).toMatch(
      /^the end of the backoff at .*1 of 2 attempts were unsuccessful \(the last: .*SRQN.*\); "paths retry VP-1"/,
    );
    await world.clock.run(10_000);
    expect(await waitsFor(asked1)).toMatch(
      /^an operator: path VP-1 is held after 2 unsuccessful attempts .*"paths retry VP-1" has it ask again$/,
    );
  });

  test('a switch that is down before anything was asked of it', async () => {
    const asked1 = await asked();
    const { ask, world } = asked1;
    await world.newYork.goDown('unplugged');
    await ask('paths.add', { fields: fast, by: 'Ann' });
    await ask('circuits.order', { rows: [orderRow(1)], by: 'Ann' });
    expect(await waitsFor(asked1)).toBe('an answer of switch NYC: path VP-1 asks for 32–39 once it answers');
  });

  test('a quarantine that ends, where the path is full', async () => {
    const { ask, world } = await asked();
    await ask('paths.add', { fields: { ...fast, vcis: '32-34', 'bulk-size': '3' }, by: 'Ann' });
    await world.clock.run(100);
    await ask('circuits.order', { rows: [1, 2, 3].map((number) => orderRow(number)), by: 'Ann' });
    await world.clock.run(100);
    await ask('circuits.release', { orderIds: ['C-1'], by: 'Ann' });
    await world.clock.run(100);
    await ask('circuits.order', { rows: [orderRow(4)], by: 'Ann' });
    expect(await ask('circuits.show', { orderId: 'C-4' })).toMatchObject({
      ahead: 0,
      waitsFor: expect.stringMatching(/^the end of a quarantine, the next at .*: path VP-1 is full; or let its vcis end higher$/) as string,
    });
    expect(await ask('circuits.show', { orderId: 'C-2' })).toMatchObject({ ahead: null, waitsFor: null });
  });
});

describe('V7: the conditions table', () => {
  test('of two that began from the same one, the second is refused, and told whose stands there', async () => {
    const { ask } = await withPath();
    const { text, rows, savedAtMs } = await ask('conditions.show', {});
    expect(savedAtMs).toBeNull();
    const reversed = rows.toReversed();
    expect(await ask('conditions.save', { table: reversed, savedAtMs, by: 'Ann' })).toEqual({ kind: 'saved' });
    await expect(ask('conditions.save', { table: text, savedAtMs, by: 'Ben' })).rejects.toThrow(/Ann has saved another table/);
    const now = await ask('conditions.show', {});
    expect(now).toMatchObject({ rows: reversed, savedBy: 'Ann' });
    expect(await ask('conditions.save', { table: text, savedAtMs: now.savedAtMs, by: 'Ben' })).toEqual({ kind: 'saved' });
    // Who does not say what it began from takes the place of any.
    expect(await ask('conditions.save', { table: reversed, by: 'Cid' })).toEqual({ kind: 'saved' });
  });

  const unsafe = 'SUCCESS remaining <= delta threshold send\nFAIL any send again\nIN_PROCESS any send again\n';

  test('is shown with the row that applies to each path, and saved as text or as rows', async () => {
    const { ask } = await withPath();
    const shown = await ask('conditions.show', {});
    expect(shown).toMatchObject({ isDefault: true, savedBy: null, paths: [{ pathId: 'VP-1', applied: { number: 3 } }] });
    expect(await ask('conditions.check', { table: shown.text })).toEqual({ kind: 'usable', rows: shown.rows });
    const reversed = shown.rows.toReversed();
    expect(await ask('conditions.save', { table: reversed, by: 'Ann' })).toEqual({ kind: 'saved' });
    expect(await ask('conditions.show', {})).toMatchObject({
      isDefault: false,
      savedBy: 'Ann',
      rows: reversed,
      paths: [{ applied: { number: 3 } }],
    });
  });

  test('one with a gap, an overlap or an unsafe row is refused with each, and nothing is saved', async () => {
    const { ask } = await withPath();
    expect(await ask('conditions.save', { table: unsafe, by: 'Ann' })).toMatchObject({
      kind: 'refused',
      problems: [
        { kind: 'gap', text: expect.stringMatching(/SUCCESS with 9 remaining/) as string },
        { kind: 'unsafe', rows: [3], example: { status: 'IN_PROCESS' } },
      ],
    });
    expect(await ask('conditions.save', { table: 'SUCCESS maybe', by: 'Ann' })).toMatchObject({
      kind: 'malformed',
      problems: [{ line: 1 }],
    });
    expect(await ask('conditions.show', {})).toMatchObject({ isDefault: true });
  });

  test('is shown with when a row that sends is consulted: nothing is asked for by itself while the last request went well', async () => {
    const { ask, world } = await withPath();
    await world.clock.run(1_000);
    const outcomeOf = async () => (await ask('conditions.show', {})).paths[0]?.applied.outcome;
    expect(await outcomeOf()).toBe('nothing is sent');
    // The table is consulted before an order is given its identifier: what remains after the last one is at the threshold.
    const rows = Array.from({ length: 5 }, (_, index) => orderRow(index + 1));
    await ask('circuits.order', { rows, by: 'Ann' });
    await world.clock.run(60_000);
    expect(await outcomeOf()).toBe('consulted with the next order: 40–47 are asked for, attempt 1 of 5, within 30 s');
  });

  test('is tried on each path, on one, and on given parameters; nothing is done', async () => {
    const { ask, host, world } = await withPath();
    await host.addPath(pathRequest({ id: 'VP-2', switchId: 'LON' }), 'Ann');
    await world.clock.run(100);
    const calls = world.london.calls.length;
    const eager =
      'SUCCESS any send\nFAIL any send again\nIN_PROCESS elapsed <= time threshold do not send\nIN_PROCESS elapsed > time threshold send again';
    expect(await ask('conditions.try', { table: eager })).toMatchObject({
      kind: 'tried',
      problems: [],
      tried: [
        {
          ...{ pathId: 'VP-1', numbers: [1] },
          applied: { action: 'send', outcome: 'consulted with the next order: 40–47 are asked for, attempt 1 of 5, within 30 s' },
        },
        { pathId: 'VP-2', numbers: [1], applied: { action: 'send' } },
      ],
    });
    await world.london.goDown();
    expect(await ask('conditions.try', { table: eager, pathId: 'VP-2' })).toMatchObject({
      tried: [{ pathId: 'VP-2', applied: { outcome: 'consulted with the next order: 40–47 are asked for once switch LON answers' } }],
    });
    const parameters = {
      ...({ currentVci: 128, lastVci: 131, status: 'IN_PROCESS', deltaThreshold: 8, bulkSize: 32 } as const),
      ...{ startTimeMs: 1_000_000, currentTimeMs: 1_030_000, timeThresholdMs: 30_000 },
    };
    expect(await ask('conditions.try', { parameters })).toMatchObject({
      tried: [{ pathId: null, numbers: [4], applied: { elapsedMs: 30_000 } }],
    });
    expect(await ask('conditions.try', { parameters: { ...parameters, currentTimeMs: 1_030_001 } })).toMatchObject({
      tried: [{ numbers: [5] }],
    });
    // A table that cannot be used can be tried: that shows why.
    expect(await ask('conditions.try', { table: unsafe })).toMatchObject({
      problems: [{ kind: 'gap' }, { kind: 'unsafe' }],
      tried: [{ numbers: [], applied: null, text: expect.stringMatching(/^no row of the conditions table: SUCCESS/) as string }, {}],
    });
    expect(world.london.calls.length).toBe(calls);
    expect((await ask('paths.show', { pathId: 'VP-1' })).requests).toHaveLength(1);
  });
});
