import { describe, expect, test } from 'vitest';
import type { Answer } from '../../contract/procedure';
import { procedures, type InputOf, type OutputOf, type ProcedureName } from '../../contract/procedures';
import { startedWorld, type StartedWorld } from '../testing/started-world';
import { callProcedure } from './call-procedure';
import type { Serving } from './serving';

interface Asked extends Pick<StartedWorld, 'world' | 'host' | 'store'> {
  readonly serving: Serving;
  readonly raw: (name: string, input: unknown) => Promise<Answer<unknown>>;
  /** The answer to what has to succeed. */
  readonly ask: <Name extends ProcedureName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;
}

async function asked(hasLinks = true): Promise<Asked> {
  const started = await startedWorld();
  const { host, world } = started;
  const serving: Serving = {
    ...{ host, clock: world.clock, store: '/nowhere/longlines.db', version: '1', pid: 1 },
    connect: hasLinks ? async () => ({ kind: 'connected' }) : null,
    connectSwitch: hasLinks ? async () => ({ kind: 'connected' }) : null,
  };
  const call = { signal: new AbortController().signal, onProgress: () => undefined };
  return {
    ...{ world, host, store: started.store, serving },
    raw: (name, input) => callProcedure(serving, name, input, call),
    async ask(name, input) {
      const outcome = await callProcedure(serving, name, input, call);
      if (outcome.kind === 'error') throw new Error(`${name}: ${outcome.error.message}`);
      return outcome.output;
    },
  };
}

const typed = {
  order: 'ORD-1',
  customer: 'Quay Bank',
  accessing: 'gamma',
  a: 'node:gamma/g1',
  z: 'node:gamma/g2',
  signal: '10GE-LAN',
  limit: '9 ms',
};
const ann = { by: 'Ann', reason: 'splicing' };
const error = (code: string, message: RegExp) => ({ kind: 'error', error: { code, message: expect.stringMatching(message) as string } });

async function withOrder(fields: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const engine = await asked();
  await engine.ask('orders.submit', { fields: { ...typed, ...fields }, by: 'Ann' });
  await engine.world.clock.run(1_000);
  return engine;
}

describe('a procedure', () => {
  test.each(Object.keys(procedures) as ProcedureName[])('%s takes nothing that its schema does not have', async (name) => {
    const { raw } = await asked();
    for (const input of [{ unheardOf: 1 }, 'text', 7, []])
      expect(await raw(name, input)).toMatchObject({ kind: 'error', error: { code: 'invalid-input' } });
  });

  test('that needs links is refused where there are none, before anything is looked at', async () => {
    const { raw } = await asked(false);
    const needing = Object.entries(procedures).filter(([, { reach }]) => reach === 'links');
    expect(needing.length).toBeGreaterThan(2);
    expect(await raw('what-if', { suppositions: [{ kind: 'fails', subject: { kind: 'site', id: 'LON' } }] })).toEqual(
      error('needs-host', /longlines run/),
    );
  });

  test('that fails within is an answer with its words', async () => {
    const { host, raw, store } = await asked();
    await host.close();
    expect(await raw('orders.cancel', { orderId: 'X' })).toMatchObject({ kind: 'error' });
    await store.close();
    expect(await raw('orders.list', {})).toEqual(error('store-unusable', /closed/));
  });
});

describe('an order', () => {
  test('is listed, shown and explained with names and what is left to its limit', async () => {
    const { ask, host } = await withOrder();
    const [listed] = await ask('orders.list', {});
    const shown = await ask('orders.show', { orderId: 'ORD-1' });
    const explained = await ask('orders.explain', { orderId: 'ORD-1' });
    const route = shown.connections[0]?.route;
    expect(listed).toMatchObject({ id: 'ORD-1', state: 'active', latencyNs: route?.oneWayNs });
    expect((listed?.latencyNs ?? 0) + (listed?.marginNs ?? 0)).toBe(9_000_000);
    expect(
      route?.hops.filter(({ kind }) => kind === 'resource').map(({ name, carrierName, provenance }) => [name, carrierName, provenance]),
    ).toEqual([
      ['lon-fra', 'alpha', 'reported'],
      ['fra-vie', 'beta', 'reported'],
    ]);
    expect(
      route?.hops.filter(({ kind }) => kind === 'interconnect').every(({ carrierName, isDefault }) => carrierName === null && isDefault),
    ).toBe(true);
    expect(explained).toMatchObject({ route: { oneWayNs: route?.oneWayNs }, decision: { outcome: 'chosen' }, diversity: null });
    expect(explained.otherRoutes?.flatMap(({ hops }) => hops.map(({ name }) => name))).toContain('lon-par');
    expect((await host.dossier('ORD-1'))?.order.state).toBe('active');
  });

  test('that is impaired shows no latency and no margin: nothing broken counts as serving', async () => {
    const { ask, world } = await withOrder({ limit: '7.1 ms' });
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await ask('orders.list', {})).toMatchObject([{ state: 'impaired', latencyNs: null, marginNs: null }]);
    expect(await ask('orders.explain', { orderId: 'ORD-1' })).toMatchObject({ route: null });
  });

  test.each([
    ['served', {}, /one way, limit 9\.00 ms/],
    ['rejected', { limit: '1 ms' }, /best achievable/],
    ['refused', { accessing: 'omega' }, /omega is not known/],
    ['refused', { accessing: 'alpha' }, /may not order/],
  ] as const)('is judged %s without being entered', async (kind, change, message) => {
    const { ask } = await asked();
    expect(await ask('orders.check', { ...typed, ...change })).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    expect(await ask('orders.list', {})).toEqual([]);
  });

  test('that waits for a link is judged to wait, one that is there already is refused, and one that is malformed is told by field', async () => {
    const { ask, world } = await withOrder();
    expect(await ask('orders.check', typed)).toMatchObject({ kind: 'refused', message: expect.stringMatching(/exists already/) as string });
    expect(await ask('orders.check', { ...typed, limit: 'soon', a: '' })).toMatchObject({
      kind: 'malformed',
      problems: [{ field: 'a' }, { field: 'limit' }],
    });
    world.beta.goDown();
    await world.clock.run(1_000);
    expect(await ask('orders.check', { ...typed, order: 'NEXT' })).toMatchObject({
      kind: 'waits',
      message: expect.stringMatching(/link to beta/) as string,
    });
  });

  test('with a field that is none is not taken as if it had not been said', async () => {
    const { raw } = await asked();
    expect(await raw('orders.submit', { fields: { ...typed, colour: 'blue' }, by: 'Ann' })).toEqual(
      error('invalid-input', /colour is no field/),
    );
  });

  test('is awaited until it rests, with a word for each change; or until the time is over', async () => {
    const { serving, ask, world } = await asked();
    await ask('orders.submit', { fields: typed, by: 'Ann' });
    const told: string[] = [];
    const waits = callProcedure(
      serving,
      'orders.await',
      { orderIds: ['ORD-1'], timeoutMs: 60_000 },
      { signal: new AbortController().signal, onProgress: ({ text }) => told.push(text) },
    );
    await world.clock.run(2_000);
    expect(await waits).toMatchObject({ kind: 'answer', output: { isAtRest: true, orders: [{ state: 'active' }] } });
    expect(told.at(-1)).toMatch(/^ORD-1 active/);
    world.alpha.behaviour.provisionMs = 30_000;
    await ask('orders.submit', { fields: { ...typed, order: 'ORD-2' }, by: 'Ann' });
    const late = ask('orders.await', { orderIds: ['ORD-2'], timeoutMs: 500 });
    await world.clock.run(1_000);
    expect(await late).toMatchObject({ isAtRest: false, orders: [{ state: 'provisioning' }] });
    // A deletion that its carrier has not confirmed is waited for by the order, not by who looks.
    world.alpha.goDown();
    await ask('orders.cancel', { orderId: 'ORD-1', by: 'Ann' });
    const released = ask('orders.await', { orderIds: ['ORD-1'], timeoutMs: 60_000 });
    await world.clock.run(5_000);
    expect(await released).toMatchObject({ isAtRest: true, orders: [{ state: 'releasing' }] });
  });

  test('that is to move anywhere is told where to, or refused where nothing is better, before anything is done', async () => {
    const { ask, raw, world, host } = await withOrder();
    expect(await raw('orders.move', { orderId: 'ORD-1', ...ann })).toEqual(
      error('refused', /ORD-1 is not moved: no route that is free is better than the one that it has/),
    );
    expect((await host.history(5)).map(({ event }) => event)).not.toContain('order.move-requested');
    await ask('lock-outs.add', { subject: { kind: 'resource', id: 'alpha/lon-fra' }, ...ann });
    const { text } = await ask('orders.move', { orderId: 'ORD-1', ...ann });
    expect(text).toMatch(/^to the best that is free, as things stand 8\.\d+ ms one way, limit 9\.00 ms: /);
    await world.clock.run(2_000);
    expect(
      (await ask('orders.show', { orderId: 'ORD-1' })).connections
        .find(({ state }) => state === 'active')
        ?.route.hops.map(({ name }) => name),
    ).toContain('lon-par');
  });

  test('is forced onto a stored alternative by its rank, and back', async () => {
    const { ask, raw, world } = await withOrder({ recovery: 'before' });
    expect(await raw('orders.move', { orderId: 'ORD-1', alternative: 9, ...ann })).toEqual(
      error('not-found', /no alternative 9; stored are 1/),
    );
    expect(await raw('orders.move', { orderId: 'NONE', ...ann })).toEqual(error('not-found', /NONE is not known/));
    expect((await ask('orders.move', { orderId: 'ORD-1', alternative: 1, ...ann })).text).not.toBe('');
    await world.clock.run(5_000);
    const names = async () =>
      (await ask('orders.show', { orderId: 'ORD-1' })).connections
        .find(({ state }) => state === 'active')
        ?.route.hops.map(({ name }) => name);
    expect(await names()).toContain('lon-par');
    await ask('orders.revert', { orderId: 'ORD-1', ...ann });
    await world.clock.run(5_000);
    expect(await names()).toContain('lon-fra');
  });
});

describe('a subject', () => {
  test('is found by its name or its UUID where that is the only one, and told by id where it is not', async () => {
    const { ask, raw } = await asked();
    for (const id of ['alpha/lon-fra', 'lon-fra', 'LON-FRA'])
      expect(await ask('what-if', { suppositions: [{ kind: 'fails', subject: { kind: 'resource', id } }] })).toMatchObject({
        hits: [],
        unhit: 0,
      });
    expect(await raw('lock-outs.add', { subject: { kind: 'resource', id: 'lon-fro' }, ...ann })).toEqual(
      error('not-found', /near: resource:alpha\/lon-fra/),
    );
  });

  test('that several things are called is not guessed', async () => {
    const started = await startedWorld(({ beta }) => {
      const known = beta.resources.get('fra-vie');
      if (known) beta.resources.set('fra-vie', { ...known, name: 'lon-fra' });
    });
    const serving: Serving = {
      host: started.host,
      clock: started.world.clock,
      store: '/',
      version: '1',
      pid: 1,
      connect: null,
      connectSwitch: null,
    };
    const call = { signal: new AbortController().signal, onProgress: () => undefined };
    const outcome = await callProcedure(serving, 'lock-outs.add', { subject: { kind: 'resource', id: 'lon-FRA' }, ...ann }, call);
    expect(outcome).toEqual(error('not-found', /2 of the network are called/));
  });
});

test('what would be hit says what by, and over what it would run', async () => {
  const { ask } = await withOrder();
  const supposed = await ask('what-if', {
    suppositions: [{ kind: 'slows', subject: { kind: 'resource', id: 'lon-fra' }, oneWayNs: 8_000_000 }],
  });
  expect(supposed.hits).toMatchObject([
    { orderId: 'ORD-1', why: [expect.stringMatching(/rose from 4\.00 ms to 8\.00 ms/) as string], marginNs: expect.any(Number) as number },
  ]);
  expect(supposed.hits[0]?.route?.hops.map(({ name }) => name)).toContain('lon-par');
  const failed = await ask('what-if', { suppositions: [{ kind: 'fails', subject: { kind: 'resource', id: 'lon-fra' } }] });
  expect(failed.hits).toMatchObject([{ orderId: 'ORD-1', why: ['lon-fra is down'] }]);
});

test('who asked is in the history by name', async () => {
  const { ask, host, world } = await withOrder();
  const fibre = { kind: 'resource', id: 'alpha/lon-fra' } as const;
  await ask('latency.enter', { subject: fibre, azNs: 4_100_000, zaNs: 4_100_000, provenance: 'measured', by: 'Bob' });
  await ask('latency.default', { scope: 'site-interconnect', scopeId: 'FRA', ns: 6_000, by: 'Carol' });
  await ask('orders.cancel', { orderId: 'ORD-1', by: 'Dora' });
  await world.clock.run(2_000);
  const told = (await host.history(100)).filter(({ actor }) => actor === 'operator').map(({ text }) => text);
  expect(told.slice(-3)).toEqual([
    'resource lon-fra: 4100000 ns, 4100000 ns back, measured, by Bob',
    'site-interconnect of FRA: 6000 ns, by Carol',
    'cancelled by Dora',
  ]);
  expect((await host.dossier('ORD-1'))?.transitions[0]).toMatchObject({ cause: 'submitted by Ann' });
});

test('a default is set for every carrier, or every site where carriers meet, at once', async () => {
  const { ask, raw } = await asked();
  expect(await ask('latency.default', { scope: 'site-interconnect', scopeId: null, ns: 4_000, by: 'Ann' })).toEqual({
    scopeIds: expect.arrayContaining(['LON', 'FRA', 'PAR', 'VIE']) as string[],
  });
  expect(await ask('latency.default', { scope: 'carrier-transit', scopeId: null, ns: 1_000, by: 'Ann' })).toEqual({
    scopeIds: ['alpha', 'beta', 'gamma'],
  });
  expect(await raw('latency.default', { scope: 'carrier-transit', scopeId: 'omega', ns: 1, by: 'Ann' })).toEqual(
    error('refused', /omega is not known/),
  );
  const listed = await ask('inventory.list', { what: 'interconnects', siteId: 'FRA' });
  expect(listed.rows).toHaveLength(3);
  expect(listed.rows).toMatchObject(Array.from({ length: 3 }, () => ({ azNs: 4_000, isDefault: true })));
  expect(await ask('latency.withdraw-default', { scope: 'carrier-transit', scopeId: null, by: 'Ann' })).toEqual({
    scopeIds: ['alpha', 'beta', 'gamma'],
  });
  expect(await raw('latency.withdraw-default', { scope: 'carrier-transit', scopeId: null, by: 'Ann' })).toEqual(
    error('refused', /no default of carrier-transit is set/),
  );
});

test.each([
  ['nodes', 8],
  ['resources', 4],
  ['ports', 8],
  ['interconnects', 12],
  ['sites', 4],
  ['ducts', 0],
] as const)('of the network, all %s are listed, or those of one carrier', async (what, count) => {
  const { ask } = await asked();
  expect((await ask('inventory.list', { what })).rows).toHaveLength(count);
  expect((await ask('inventory.list', { what, carrierId: 'alpha' })).rows.length).toBeLessThanOrEqual(count);
});

test('carriers are listed with their link, and with the pause that holds there', async () => {
  const { ask, world } = await asked();
  await ask('recovery.pause', { carrierId: 'beta', ...ann });
  world.alpha.goDown();
  await world.clock.run(1_000);
  expect(await ask('carriers.list', {})).toMatchObject([
    { id: 'alpha', link: 'down', recoveryPausedBy: null },
    { id: 'beta', link: 'up', recoveryPausedBy: expect.stringMatching(/Ann: splicing/) as string },
    { id: 'gamma', link: 'up' },
  ]);
});

test('a file is previewed and imported by the digest of the preview, and a changed one is not', async () => {
  const { ask } = await asked();
  const file = (text: string) => ({
    carrier: { id: 'elm', name: 'Elm', role: 'both' as const },
    files: [{ name: 'elm.csv', base64: Buffer.from(text).toString('base64') }],
  });
  const request = file('kind,id,site\nnode,n1,LON\n');
  const preview = await ask('inventory.preview', request);
  expect(preview.counts.node).toMatchObject({ new: 1 });
  expect(await ask('inventory.import', { request: file('kind,id,site\nnode,n2,LON\n'), digest: preview.digest })).toMatchObject({
    kind: 'changed',
  });
  expect(await ask('inventory.import', { request, digest: preview.digest })).toMatchObject({ kind: 'imported' });
});

test('N13: margins are listed, and compliance is reported as text and CSV too', async () => {
  const { ask, raw, world } = await withOrder();
  const [listed] = await ask('latency.margins', {});
  const [order] = await ask('orders.list', {});
  expect(listed).toMatchObject({ order: { id: 'ORD-1' }, marginNs: order?.marginNs, isLow: false });
  const fromMs = world.clock.now() - 500;
  const { report, text, csv } = await ask('compliance', { fromMs });
  expect(report.orders).toMatchObject([{ orderId: 'ORD-1', overMs: 0, downMs: 0 }]);
  expect(text).toContain('Quay Bank');
  expect(csv.split('\r\n')).toHaveLength(3);
  expect(await raw('compliance', { fromMs, orderId: 'NONE' })).toEqual(error('refused', /no order NONE/));
});

test('N11: a service that no order wants is found by comparing, and removed by the beginning of its id', async () => {
  const { ask, raw, world } = await withOrder();
  const known = [...world.alpha.services.values()][0];
  if (!known) throw new Error('alpha holds no service');
  world.alpha.services.set('stranger', { ...known, uuid: 'stranger', route: ['lon-par'] });
  const comparing = ask('reconciliation.compare', {});
  await world.clock.run(2_000);
  const { carriers, discrepancies } = await comparing;
  expect(carriers.map(({ kind }) => kind)).toEqual(['compared', 'compared', 'compared']);
  const orphan = discrepancies.find(({ kind }) => kind === 'orphan');
  expect(orphan).toMatchObject({ carrierId: 'alpha', subjectId: 'stranger', remedies: [{ remedy: 'adopt' }, { remedy: 'remove' }] });
  expect(await raw('reconciliation.settle', { discrepancyId: 'none', remedy: 'remove', ...ann })).toEqual(
    error('not-found', /does not stand/),
  );
  const settling = ask('reconciliation.settle', { discrepancyId: orphan?.id ?? '', remedy: 'remove', ...ann });
  await world.clock.run(10_000);
  expect(await settling).toMatchObject({ kind: 'done' });
  expect(world.alpha.services.has('stranger')).toBe(false);
  expect((await ask('reconciliation.list', {})).filter(({ kind }) => kind === 'orphan')).toEqual([]);
  world.alpha.goDown();
  const alone = ask('reconciliation.compare', { carrierId: 'alpha' });
  await world.clock.run(1_000);
  expect((await alone).carriers).toMatchObject([{ carrierId: 'alpha', kind: 'not-heard' }]);
  expect(await raw('reconciliation.compare', { carrierId: 'omega' })).toEqual(error('refused', /omega is not known/));
});

test.each([
  ['a line break', 'x\n\nDown links: none', 'U+000A'],
  ['an escape', 'x\u001b[2J', 'U+001B'],
  ['a control character of the second set', 'x\u009b2J', 'U+009B'],
  ['a mark that reverses what is read', 'x\u202ey', 'U+202E'],
])('who does it and why are told in a line that can be read: %s is refused', async (_, words, code) => {
  const { raw } = await asked();
  for (const [field, given] of [
    ['by', { by: words, reason: 'splicing' }],
    ['reason', { by: 'Ann', reason: words }],
  ] as const)
    expect(await raw('recovery.pause', { carrierId: null, ...given })).toEqual(
      error('invalid-input', new RegExp(`^${field}: contains .*${code.replace('+', '\\+')}`)),
    );
});

test('a window is changed and cancelled by a part of its id, and not by what several have', async () => {
  const { ask, raw, world } = await asked();
  const [fromMs, toMs] = [world.clock.now() + 3_600_000, world.clock.now() + 7_200_000];
  const plan = async (id: string): Promise<string> =>
    (await ask('windows.plan', { subjects: [{ kind: 'site', id }], fromMs, toMs, text: 'splicing', by: 'Ann' })).window.id;
  const [first] = [await plan('LON'), await plan('PAR')];
  for (const [name, input] of [
    ['windows.change', { windowId: 'id-', text: 'testing', by: 'Ann' }],
    ['windows.cancel', { windowId: 'id-', ...ann }],
  ] as const)
    expect(await raw(name, input)).toEqual(error('refused', /^2 windows have an id like id-: give more of it, of id-/));
  expect((await ask('windows.cancel', { windowId: first, ...ann })).window).toMatchObject({
    id: first,
    cancelledBy: expect.stringContaining('Ann') as string,
  });
  expect(await raw('windows.cancel', { windowId: 'none', ...ann })).toEqual(error('refused', /none is not known; there are/));
});

test.each([
  ['practice.state', {}],
  ['practice.start', {}],
  ['practice.stop', {}],
  ['practice.break', { kind: 'cut-duct' }],
  ['practice.repair', {}],
])('%s is of a console: a host without one says who has it', async (name, input) => {
  const { raw } = await asked();
  expect(await raw(name, input)).toEqual(error('needs-host', /longlines serve/));
});
