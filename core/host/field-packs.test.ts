import { expect, onTestFinished, test } from 'vitest';
import type { InputOf, OutputOf, ProcedureName } from '../contract/procedures';
import { ownUser } from '../contract/roles';
import { layOutPack } from '../field/lay-out-pack';
import { openPack } from '../field/pack-text';
import type { Store } from '../store/store';
import { memoryStore } from '../store/repositories/testing/memory-store';
import { createHost, type Host } from './create-host';
import { callProcedure } from './procedures/call-procedure';
import type { Serving } from './procedures/serving';
import { circuitRequest, circuitRequests, pathRequest, startedCircuits } from './testing/circuit-world';
import { startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';

const passphrase = 'four words are enough';
const everything = { carrierIds: [] as string[], siteIds: [] as string[], orderIds: [] as string[], hasPools: true };
const servingOf = (started: { readonly host: Host; readonly world: StartedWorld['world'] }): Serving => ({
  host: started.host,
  ...{ clock: started.world.clock, store: '/nowhere', version: '0', pid: 1 },
  connect: async () => ({ kind: 'connected' }),
  connectSwitch: null,
});
async function ask<Name extends ProcedureName>(serving: Serving, name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const outcome = await callProcedure(serving, name, input, call);
  if (outcome.kind === 'error') throw new Error(outcome.error.message);
  return outcome.output;
}
const call = { signal: new AbortController().signal, onProgress: () => undefined, peer: ownUser('ann') };
const fields = {
  order: 'FLD-1',
  customer: 'Acme',
  accessing: 'gamma',
  a: 'node:gamma/g1',
  z: 'node:gamma/g2',
  signal: '10GE-LAN',
  limit: '20 ms',
};

/** A desk with one order in service, and a laptop with its pack. */
async function packed(part = everything) {
  const started = await startedWorld();
  await started.host.submitOrder(orderRequest(), 'Ann');
  await started.world.clock.run(2_000);
  expect(await stateOf(started.host)).toBe('active');
  const desk = servingOf(started);
  const made = await ask(desk, 'field-pack.make', { part, title: 'Vienna', passphrase, by: 'Ann' });
  const opened = await openPack(Buffer.from(made.base64, 'base64'), passphrase);
  if (opened.kind === 'refused') throw new Error(opened.message);
  const store = await memoryStore();
  await store.transaction((tx) => layOutPack(tx, opened.content));
  let ids = 0;
  const host = await createHost({ store, clock: started.world.clock, newId: () => `field-${ids++}` });
  onTestFinished(() => host.close());
  return { started, desk, made, field: { ...servingOf({ host, world: started.world }), connect: null } };
}

async function proposalOf(field: Serving): Promise<string> {
  return (await ask(field, 'field-pack.propose', { passphrase, by: 'Zoe' })).base64;
}
const review = (desk: Serving, base64: string) => ask(desk, 'field-pack.review', { base64, passphrase, by: 'Ann' });

test('a pack holds a network as it was: everything stale, an order on its route with what it takes, and nothing reachable', async () => {
  const { started, field, made } = await packed();
  expect(made.counts).toMatchObject({ carriers: 3, nodes: 8, orders: 1 });
  expect(await stateOf(field.host)).toBe('active');
  expect([...field.host.network.view.carriers.keys()].every((id) => field.host.network.view.isStale(id))).toBe(true);
  const [there, here] = [field.host, started.host].map(({ network: { view } }) =>
    [...view.resources.values()].map((resource) => [resource.id, view.freeSlots(resource)]),
  );
  expect(there).toEqual(here);
  expect(await ask(field, 'field-pack.state', {})).toMatchObject({ here: { title: 'Vienna', madeBy: 'Ann (by ann)' }, changes: 0 });
  expect(await callProcedure(field, 'carriers.resynchronise', { carrierId: 'alpha' }, call)).toMatchObject({ kind: 'error' });
  expect(
    await callProcedure(field, 'impairments.handle', { impairmentId: 'x', step: { kind: 'acknowledge' }, by: 'Zoe' }, call),
  ).toMatchObject({
    kind: 'error',
    error: { message: expect.stringMatching(/in a field pack one cannot handle impairments/) as string },
  });
});

test('what is planned in the field is brought back with what it was based on, and carried out once', async () => {
  const { started, desk, field } = await packed();
  await ask(field, 'orders.submit', { fields, by: 'Zoe' });
  await ask(field, 'latency.enter', {
    ...{ subject: { kind: 'resource', id: 'alpha/lon-par' }, azNs: 2_500_000, zaNs: 2_500_000, provenance: 'measured', by: 'Zoe' },
  });
  await ask(field, 'field-pack.note', { subject: 'VIE', text: 'rack 4 has no free power', by: 'Zoe' });
  await started.world.clock.run(1_000);
  expect(await stateOf(field.host, 'FLD-1')).toBe('planned');
  const base64 = await proposalOf(field);
  const shown = await review(desk, base64);
  expect(shown.changes.map(({ words, standing }) => [words.slice(0, 20), standing])).toEqual([
    ['New order FLD-1: nod', 'same'],
    ['Latency of resource ', 'same'],
    ['Note on VIE: rack 4 ', 'same'],
  ]);
  const chosen = shown.changes.map(({ id, seen }) => ({ changeId: id, seen }));
  const outcomes = await ask(desk, 'field-pack.apply', { base64, passphrase, chosen, by: 'Ann' });
  expect(outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied', 'applied']);
  await started.world.clock.run(2_000);
  expect(await stateOf(started.host, 'FLD-1')).toBe('active');
  const again = await ask(desk, 'field-pack.apply', { base64, passphrase, chosen, by: 'Ann' });
  expect(again.map(({ kind }) => kind)).toEqual(['already', 'already', 'already']);
  expect((await review(desk, await proposalOf(field))).changes.map(({ standing }) => standing)).toEqual(['applied', 'applied', 'applied']);
  const history = await started.host.history(100);
  expect(history.filter(({ event }) => event === 'operator.note')).toHaveLength(1);
  expect(JSON.stringify([history, await field.host.history(100)])).not.toContain(passphrase);
});

test('what has moved at the desk since is shown beside it, and what cannot be done is a conflict', async () => {
  const { started, desk, field } = await packed();
  await ask(field, 'orders.submit', { fields, by: 'Zoe' });
  await ask(field, 'orders.freeze', { orderId: 'ORD-1', reason: 'a test runs', by: 'Zoe' });
  await ask(field, 'orders.cancel', { orderId: 'ORD-1', by: 'Zoe' });
  const base64 = await proposalOf(field);
  const before = await review(desk, base64);
  expect(before.changes.map(({ standing }) => standing)).toEqual(['same', 'same', 'moved']);
  started.world.beta.setResource('fra-vie', { condition: 'down' });
  await started.world.clock.run(5_000);
  const shown = await review(desk, base64);
  expect(shown.changes.map(({ standing, moved }) => [standing, moved.map(({ what }) => what)])).toEqual([
    ['moved', ['Route', 'Latency']],
    ['moved', ['Route', 'Latency']],
    ['moved', ['Frozen', 'Route', 'Latency']],
  ]);
  const [first] = before.changes;
  const stale = await ask(desk, 'field-pack.apply', {
    base64,
    passphrase,
    chosen: [{ changeId: first?.id ?? '', seen: first?.seen ?? '' }],
    by: 'Ann',
  });
  expect(stale).toMatchObject([{ kind: 'moved' }]);
  expect(await stateOf(started.host, 'FLD-1')).toBeUndefined();
  await started.host.cancelOrder('ORD-1', 'Ann');
  await started.host.submitOrder(orderRequest({ id: 'FLD-1' }), 'Ann');
  await started.world.clock.run(5_000);
  const last = await review(desk, base64);
  expect(last.changes.map(({ standing, text }) => [standing, text.split(';')[0]])).toEqual([
    ['conflicts', 'order FLD-1 exists already'],
    ['conflicts', 'order ORD-1 is released already'],
    ['conflicts', 'order ORD-1 is released already'],
  ]);
});

test('a change whose carrying out was cut off is neither done again nor lost: the operator says', async () => {
  const { desk, field } = await packed();
  await ask(field, 'field-pack.note', { subject: 'VIE', text: 'once', by: 'Zoe' });
  const base64 = await proposalOf(field);
  const [change] = (await review(desk, base64)).changes;
  if (!change) throw new Error('there is no change');
  expect(await desk.host.beginApplying(change.id, 'Ann', false)).toBe(true);
  const [doubtful] = (await review(desk, base64)).changes;
  expect(doubtful?.standing).toBe('in-doubt');
  const chosen = { changeId: change.id, seen: change.seen };
  expect(await ask(desk, 'field-pack.apply', { base64, passphrase, chosen: [chosen], by: 'Ann' })).toMatchObject([{ kind: 'refused' }]);
  expect(await ask(desk, 'field-pack.apply', { base64, passphrase, chosen: [{ ...chosen, again: true }], by: 'Ann' })).toMatchObject([
    { kind: 'applied' },
  ]);
});

test('a part by carrier, by site or by orders holds that and what lies in it alone; what others use is not free there', async () => {
  const byCarrier = await packed({ ...everything, carrierIds: ['alpha'] });
  expect(byCarrier.made.counts).toMatchObject({ carriers: 1, nodes: 3, resources: 2, orders: 0 });
  const { view } = byCarrier.field.host.network;
  const there = view.resources.get('alpha/lon-fra');
  const here = byCarrier.started.host.network.view;
  const known = here.resources.get('alpha/lon-fra');
  expect(there && view.freeSlots(there)).toBe(known && here.freeSlots(known));
  const byOrder = await packed({ ...everything, orderIds: ['ORD-1'] });
  expect(byOrder.made.counts).toMatchObject({ carriers: 3, nodes: 6, resources: 2, orders: 1 });
  expect(await stateOf(byOrder.field.host)).toBe('active');
  const unknown = await callProcedure(byOrder.desk, 'field-pack.count', { part: { ...everything, siteIds: ['NOWHERE'] } }, call);
  expect(unknown).toMatchObject({ kind: 'error', error: { code: 'refused', message: 'site NOWHERE is not known; check its id' } });
});

test('a wrong passphrase, a damaged or truncated file and a proposal in the place of a pack are each told as that', async () => {
  const { desk, made, field } = await packed();
  const inspect = async (base64: string, given = passphrase): Promise<string> => {
    const outcome = await callProcedure(desk, 'field-pack.inspect', { base64, passphrase: given, by: 'Ann' }, call);
    return outcome.kind === 'error' ? outcome.error.message : 'opened';
  };
  expect(await inspect(made.base64)).toBe('opened');
  expect(await inspect(made.base64, 'three words only')).toMatch(/passphrase does not open it/);
  const bytes = Buffer.from(made.base64, 'base64');
  expect(await inspect(bytes.subarray(0, 500).toString('base64'))).toMatch(/ends too early: 500 of/);
  bytes[600] = (bytes[600] ?? 0) ^ 1;
  expect(await inspect(bytes.toString('base64'))).toMatch(/is damaged/);
  await ask(field, 'field-pack.note', { subject: 'VIE', text: 'words', by: 'Zoe' });
  expect(await inspect(await proposalOf(field))).toMatch(/this is a proposal from the field/);
  const short = await callProcedure(desk, 'field-pack.make', { part: everything, passphrase: 'short', by: 'Ann' }, call);
  expect(short).toMatchObject({ kind: 'error', error: { code: 'invalid-input' } });
});

test('pools go with it: identifiers, who has them and who waits are as they were, and what is ordered in the field waits', async () => {
  const started = await startedCircuits();
  await started.host.addPath(pathRequest(), 'Ann');
  await started.host.orderCircuits(circuitRequests(1, 12), 'Ann');
  await started.world.clock.run(60_000);
  await started.host.releaseCircuits(['C-3'], 'Ann');
  await started.world.clock.run(1_000);
  const made = await started.host.makePack(everything, 'pools', passphrase, 'Ann');
  if (made.kind === 'refused') throw new Error(made.message);
  const store = await memoryStore();
  await store.transaction((tx) => layOutPack(tx, made.content));
  const host = await createHost({ store, clock: started.world.clock, newId: () => 'field' });
  onTestFinished(() => host.close());
  const poolOf = (of: Store) =>
    of.transaction(async (tx) => [await tx.circuits.counts('VP-1'), await tx.circuits.circuits('VP-1'), await tx.paths.conditions()]);
  expect(await poolOf(store)).toEqual(await poolOf(started.store));
  const statesOf = async (of: Host) =>
    (await of.circuitOrders({})).filter(({ state }) => state !== 'released').map(({ id, state, vci }) => [id, state, vci]);
  expect(await statesOf(host)).toEqual(await statesOf(started.host));
  const [path] = await store.transaction((tx) => tx.paths.list());
  expect(path).toMatchObject({ startTimeMs: null, lastVci: (await started.store.transaction((tx) => tx.paths.get('VP-1')))?.lastVci });
  expect(await host.orderCircuits([circuitRequest(50)], 'Zoe')).toMatchObject([{ kind: 'received' }]);
  await started.world.clock.run(1_000);
  expect((await host.circuitOrder('C-50'))?.order.state).not.toBe('active');
});
