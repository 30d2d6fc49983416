import { expect, test } from 'vitest';
import { handOverSections } from '../interventions/hand-over-sections';
import { handOverText } from '../interventions/hand-over-text';
import { startedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';

const hourMs = 3_600_000;
const ann = { by: 'Ann', reason: 'splicing' };

test('N12: a hand-over report tells what happened in the shift and what stands at its end, as data and as text', async () => {
  const { world, host } = await startedWorld();
  const fromMs = world.clock.now();
  await host.submitOrder(orderRequest({ id: 'TIGHT', limit: { oneWayNs: 7_100_000, enteredAs: 'one-way' } }));
  await host.submitOrder(orderRequest({ id: 'LOOSE' }));
  await host.submitOrder(orderRequest({ id: 'LATER', startMs: fromMs + 24 * hourMs }));
  await world.clock.run(1_000);
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(2_000);
  const [impairment] = (await host.impairments()).impairments;
  await host.handleImpairment(impairment?.id ?? '', { kind: 'acknowledge' }, 'Ann');
  await host.handleImpairment(impairment?.id ?? '', { kind: 'ticket', ticket: 'INC-7' }, 'Ann');
  await host.lockOut({ kind: 'node', id: 'beta/b3' }, ann);
  await host.pauseRecovery('beta', ann);
  await host.freezeOrder('LOOSE', ann);
  await host.planWindow(
    { subjects: [{ kind: 'site', id: 'VIE' }], fromMs: fromMs + hourMs, toMs: fromMs + 2 * hourMs, text: 'power work' },
    'Bob',
  );
  world.alpha.behaviour.refusesDeletion = () => 'not now';
  await host.cancelOrder('LOOSE');
  await world.clock.run(1_000);
  world.gamma.goDown();
  await world.clock.run(1_000);

  const answer = await host.handOver(fromMs, world.clock.now());
  if (answer.kind === 'refused') throw new Error(answer.message);
  const { handOver } = answer;
  const handled = { acknowledgedBy: 'Ann', ticket: 'INC-7' };
  expect(handOver.impairments).toMatchObject({
    open: [{ members: [{ cause: 'down', isRaisedInShift: true, isClearedInShift: false, handling: handled, hits: [{}, {}] }] }],
    over: [],
  });
  expect(handOver.unrestorable.map(({ order, why }) => [order.id, why])).toEqual([['TIGHT', 'best achievable 8.07 ms, limit 7.10 ms']]);
  const text = handOverText(handOver);
  for (const words of [
    /^Hand-over 2023-11-14 22:13:20 UTC – 2023-11-14/,
    /\nImpairments open: 1\n {2}lon-fra is down \(down, raised 2023-.*; acknowledged by Ann, ticket INC-7\)\n/,
    /\n {4}LOOSE \(Quay Bank\): restored, restored at 8\.0[79] ms/,
    /\nOrders that could not be restored: 1\n {2}TIGHT \(Quay Bank, priority 5\): /,
    /\nKept from new routes: 1\n {2}node beta\/b3: locked out by Ann: splicing \(since /,
    /\nRecovery paused: 1\n {2}beta: paused by Ann: splicing/,
    /\nOrders frozen: 1\n {2}LOOSE \(Quay Bank\): releasing/,
    /\nMaintenance under way: none\n/,
    /\nMaintenance to come: 1\n {2}\S+ 2023-.* – .* UTC, planned: power work \(site VIE; Bob\)/,
    /\nOrders waiting: 1\n {2}LATER \(Quay Bank\): planned, starts 2023-11-15/,
    /\nDeletions not confirmed: 1\n {2}alpha: segment \S+ of order LOOSE: not now/,
    /\nCarrier links down: 1\n {2}gamma: the manager does not answer \(since /,
  ]) {
    expect(text).toMatch(words);
  }

  // A shift later nothing of this was raised in it, but it still stands; what was cleared before is not told.
  await world.clock.run(hourMs);
  world.alpha.setResource('lon-fra', { condition: 'up' });
  await world.clock.run(1_000);
  const later = await host.handOver(fromMs + hourMs, world.clock.now());
  expect(later.kind === 'drawn-up' && later.handOver.impairments).toMatchObject({
    open: [],
    over: [{ members: [{ isRaisedInShift: false, isClearedInShift: true }] }],
  });
  const last = await host.handOver(world.clock.now(), world.clock.now() + hourMs);
  expect(last.kind === 'drawn-up' && last.handOver.impairments).toEqual({ open: [], over: [] });
});

test('N12: a hand-over report of a shift that ends before it begins is refused', async () => {
  const { host } = await startedWorld();
  expect(await host.handOver(2, 1)).toMatchObject({ kind: 'refused', message: expect.stringMatching(/before its beginning/) as string });
  expect(await host.handOver(NaN, 1)).toMatchObject({ kind: 'refused' });
});

test('a window that is called off in the shift is handed over, although it would have ended later', async () => {
  const { world, host } = await startedWorld();
  await world.clock.run(1_000);
  const fromMs = world.clock.now();
  const planned = await host.planWindow(
    { subjects: [{ kind: 'site', id: 'FRA' }], fromMs: fromMs + 3_600_000, toMs: fromMs + 7_200_000, text: 'splicing' },
    'Ann',
  );
  if (planned.kind === 'refused') throw new Error(planned.message);
  await world.clock.run(10_000);
  await host.cancelWindow(planned.window.id, { by: 'Ann', reason: 'no crew' });
  await world.clock.run(10_000);
  const endedIn = async (shiftFromMs: number, shiftToMs: number) => {
    const drawn = await host.handOver(shiftFromMs, shiftToMs);
    return drawn.kind === 'refused' ? drawn.message : drawn.handOver.windows.ended.map(({ text }) => text);
  };
  expect(await endedIn(fromMs, world.clock.now())).toEqual(['splicing']);
  expect(await endedIn(fromMs - 10_000, fromMs - 1)).toEqual([]);
});

test('a duct that is cut is one impairment of the report, as on the screen, with its parts and each connection once', async () => {
  const { world, host } = await startedWorld();
  const fromMs = world.clock.now();
  for (const uuid of ['lon-fra', 'lon-par']) world.alpha.setResource(uuid, { sharedRisks: ['duct-WEST'] });
  await world.clock.run(1_000);
  await host.submitOrder(orderRequest({ id: 'LOOSE' }));
  await world.clock.run(1_000);
  for (const uuid of ['lon-fra', 'lon-par']) world.alpha.setResource(uuid, { condition: 'down' });
  await world.clock.run(2_000);
  const drawn = await host.handOver(fromMs, world.clock.now());
  if (drawn.kind === 'refused') throw new Error(drawn.message);
  expect(drawn.handOver.impairments.open).toMatchObject([{ risk: 'duct-WEST', state: 'down', resourceCount: 2 }]);
  expect(handOverText(drawn.handOver)).toMatch(
    /\nImpairments open: 1\n {2}Duct WEST down \(2 resources, [12] of them used\)\n {4}lon-fra is down/,
  );
  const [section] = handOverSections(drawn.handOver);
  expect(section).toMatchObject({ title: 'Impairments open', items: [{ name: 'Duct WEST down' }] });
  expect(section?.items[0]?.under.filter(({ orderId }) => orderId === 'LOOSE')).toHaveLength(1);
});
