import { expect, test } from 'vitest';
import type { InputOf, OutputOf, ProcedureName } from '../../contract/procedures';
import { startedWorld, type StartedWorld } from '../testing/started-world';
import { orderRequest } from '../testing/world';
import { callProcedure } from './call-procedure';

const by = { by: 'Ann', reason: 'splicing' };

async function asked<Name extends ProcedureName>({ host, world }: StartedWorld, name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const serving = { host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null };
  const answer = await callProcedure(serving, name, input, { signal: new AbortController().signal, onProgress: () => undefined });
  if (answer.kind === 'error') throw new Error(answer.error.message);
  return answer.output;
}

async function withAnOrder(): Promise<StartedWorld> {
  const started = await startedWorld((world) => {
    world.addParallelCircuit();
    for (const uuid of ['lon-fra', 'lon-fra-2']) Object.assign(world.alpha.resources.get(uuid) ?? {}, { sharedRisks: ['duct-7'] });
  });
  await started.world.clock.run(1_000);
  await started.host.submitOrder(orderRequest({ recovery: 'before' }), 'Ann');
  await started.world.clock.run(20_000);
  return started;
}

test('a resource is told with its latency and where that is from, its slots, what else is in its duct, and whom it carries', async () => {
  const started = await withAnOrder();
  const shown = await asked(started, 'network.subject', { subject: { kind: 'resource', id: 'alpha/lon-fra' } });
  expect(shown).toMatchObject({
    name: 'lon-fra',
    carrier: { id: 'alpha', isStale: false },
    health: { condition: 'up' },
    latency: {
      azNs: 4_000_000,
      provenance: 'reported',
      readings: [{ provenance: 'reported', azNs: 4_000_000, isInForce: true }],
      default: null,
    },
    slots: { booked: 8 },
    sharedRisks: [{ id: 'duct-7', others: [{ id: 'alpha/lon-fra-2', kind: 'resource', condition: 'up' }] }],
    parts: [{ kind: 'node' }, { kind: 'node' }],
    orders: [{ id: 'ORD-1', state: 'active', slots: 8 }],
    holdOuts: [],
    impairments: [],
  });
  await started.host.lockOut({ kind: 'shared-risk', id: 'duct-7' }, by);
  await started.host.enterReading({
    subject: { kind: 'resource', id: 'alpha/lon-fra' },
    azNs: 5,
    zaNs: 6,
    provenance: 'measured',
    readAtMs: started.world.clock.now(),
  });
  started.world.alpha.setResource('lon-fra', { condition: 'degraded' });
  await started.world.clock.run(10);
  expect(await asked(started, 'network.subject', { subject: { kind: 'resource', id: 'lon-fra' } })).toMatchObject({
    latency: {
      readings: [
        { provenance: 'measured', isInForce: true },
        { provenance: 'reported', isInForce: false },
      ],
    },
    holdOuts: [{ cause: 'locked-out', subject: { kind: 'shared-risk' } }],
    impairments: [{ cause: 'degraded' }],
  });
});

test('nodes, sites, interconnects, ports, carriers and ducts are told with what they consist of', async () => {
  const started = await withAnOrder();
  const shown = (kind: 'node' | 'site' | 'interconnect' | 'port' | 'carrier' | 'shared-risk', id: string) =>
    asked(started, 'network.subject', { subject: { kind, id } });
  const node = await shown('node', 'alpha/a1');
  expect(node).toMatchObject({ siteId: 'LON', latency: { azNs: 10_000 }, orders: [{ id: 'ORD-1', slots: null }] });
  expect(node.parts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['resource', 'interconnect']));
  const site = await shown('site', 'LON');
  expect(site.parts.filter(({ kind }) => kind === 'node').map(({ id }) => id)).toEqual(expect.arrayContaining(['alpha/a1', 'gamma/g1']));
  // Client ports alone: four, of which one is the order's.
  expect(site.ports.map(({ isPlug }) => isPlug)).toEqual([false, false, false, false]);
  expect(site.ports.filter(({ orderId }) => orderId === 'ORD-1')).toHaveLength(1);
  const joined = site.parts.find(({ kind }) => kind === 'interconnect')?.id ?? '';
  expect(await shown('interconnect', joined)).toMatchObject({
    siteId: 'LON',
    ports: [{ isPlug: true }, { isPlug: true }],
    latency: { isDefault: true, readAtMs: null },
  });
  expect(await shown('port', site.ports[0]?.id ?? '')).toMatchObject({ siteId: 'LON', ports: [{ isPlug: false }] });
  expect(await shown('carrier', 'alpha')).toMatchObject({ carrier: { id: 'alpha' }, health: null, orders: [{ id: 'ORD-1' }] });
  expect((await shown('shared-risk', 'duct-7')).parts.map(({ id }) => id)).toEqual(['alpha/lon-fra', 'alpha/lon-fra-2']);
  await expect(shown('node', 'alpha/a9')).rejects.toThrow(/node alpha\/a9 is not known/);
});

test('orders over something are those whose connections cross it, and apart from them those with an alternative there', async () => {
  const started = await withAnOrder();
  const over = (id: string) => asked(started, 'orders.over', { subject: { kind: 'resource', id } });
  expect(await over('alpha/lon-fra')).toMatchObject({ orders: [{ id: 'ORD-1', slots: 8 }], byAlternative: [] });
  const [alternative] = (await started.host.dossier('ORD-1'))?.alternatives ?? [];
  const elsewhere = alternative?.route.hops.find(({ kind, id }) => kind === 'resource' && id !== 'alpha/lon-fra' && id !== 'beta/fra-vie');
  expect(await over(elsewhere?.id ?? '')).toMatchObject({ orders: [], byAlternative: [{ id: 'ORD-1' }] });
});

test('the best latency between two sites is that of the fastest way that is free, and where there is none it is told why', async () => {
  const started = await startedWorld();
  const { world } = started;
  await world.clock.run(1_000);
  const best = (aSiteId: string, zSiteId: string) => asked(started, 'network.best', { aSiteId, zSiteId });
  const found = await best('LON', 'VIE');
  // Two circuits of 4 and 3 ms, four nodes' transit at the least, and an interconnect in Frankfurt.
  expect(found).toMatchObject({ kind: 'route', oneWayNs: 4_000_000 + 3_000_000 + 4 * 10_000 + 5_000, accessingCarrierName: null });
  expect(await best('LON', 'LON')).toEqual({ kind: 'none', text: 'both are the same site' });
  world.beta.goDown();
  await world.clock.run(10);
  expect(await best('LON', 'VIE')).toEqual({ kind: 'none', text: 'only over beta, whose link is not up' });
  world.beta.comeBack();
  await world.clock.run(10);
  for (const uuid of ['fra-vie', 'par-vie']) world.beta.setResource(uuid, { condition: 'down' });
  await world.clock.run(10);
  expect(await best('LON', 'VIE')).toMatchObject({ kind: 'none', text: expect.stringMatching(/no way is free between/) as string });
  await expect(best('LON', 'NOWHERE')).rejects.toThrow(/site NOWHERE is not known/);
});

test('an accessing carrier’s own way counts where it is faster, and it is told whose it is', async () => {
  const started = await startedWorld((world) => void world.addEpsilon());
  await started.world.clock.run(1_000);
  expect(await asked(started, 'network.best', { aSiteId: 'LON', zSiteId: 'VIE' })).toMatchObject({
    kind: 'route',
    accessingCarrierName: 'epsilon',
  });
});

test('every outgoing connection since the start is listed, with how it is now', async () => {
  const started = await startedWorld();
  const { host, world } = started;
  await world.clock.run(1_000);
  const [at, how] = ['https://127.0.0.1:1', 'TAPI'];
  for (const id of ['alpha', 'beta']) host.outgoing.begin({ kind: 'carrier', id, name: id, address: at, how });
  host.outgoing.begin({ kind: 'carrier', id: 'alpha', name: 'alpha', address: at, how });
  host.outgoing.begin({ kind: 'switch', id: 'GONE', name: 'Gone', address: '127.0.0.1:2', how: 'TL1' });
  world.beta.goDown();
  await world.clock.run(10);
  const closed = new Promise<void>((resolve) => {
    host.openSession({
      ...{ target: { kind: 'telnet', host: '127.0.0.1', port: 1 }, name: 'New York', who: 'Ann', content: 'none' },
      ...{ terminal: { columns: 80, rows: 24 }, onOutput: () => undefined },
      onState: ({ kind }) => {
        if (kind === 'closed') resolve();
      },
    });
  });
  await closed;
  expect(await asked(started, 'connections.list', {})).toMatchObject([
    { kind: 'carrier', id: 'alpha', state: 'up', text: '', endedMs: null },
    { kind: 'carrier', id: 'beta', state: 'down', text: 'the manager does not answer' },
    { kind: 'switch', id: 'GONE', state: 'closed', text: 'it was removed' },
    { kind: 'session', name: 'New York', address: '127.0.0.1:1', how: 'telnet', state: 'closed' },
  ]);
});
