import { expect, test } from 'vitest';
import type { WhenHeard } from '../model/queued-order';
import type { Host } from './create-host';
import type { QueuedNow } from './queue-commands';
import { causeOf, resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest as request } from './testing/world';

const viaFrankfurt = ['alpha/lon-fra', 'beta/fra-vie'];
const viaParis = ['alpha/lon-par', 'beta/par-vie'];
const never = new AbortController().signal;
const queuedOf = async (host: Host): Promise<readonly QueuedNow[]> => (await host.queuedOrders(null, 10, never)).queued;
const differing = ([queued]: readonly QueuedNow[]) => queued?.differences.map(({ what }) => what);
const seenOf = ([queued]: readonly QueuedNow[]) => (queued?.now.kind === 'route' ? queued.now.route : null);

async function queued(whenHeard: WhenHeard | undefined, id = 'ORD-1'): Promise<StartedWorld> {
  const started = await startedWorld();
  started.world.beta.goDown();
  await started.world.clock.run(100);
  await started.host.submitOrder(request({ id }), 'Ann', undefined, whenHeard);
  await started.world.clock.run(100);
  expect(await stateOf(started.host, id)).toBe('planned');
  return started;
}
const comesBack = async ({ world }: StartedWorld): Promise<void> => {
  world.beta.comeBack();
  await world.clock.run(5_000);
};
const slower = ({ world }: StartedWorld): void => {
  world.beta.setResource('fra-vie', { latency: { azNs: 4_000_000, zaNs: 4_000_000 } });
};
const cut = ({ world }: StartedWorld): void => {
  world.beta.setResource('fra-vie', { condition: 'down' });
};

test('an order that was queued offline is sent by itself when it gets just what it was planned with', async () => {
  const started = await queued('send-equal');
  expect(await causeOf(started.host)).toMatch(/^waits for the link to beta: /);
  expect(await queuedOf(started.host)).toMatchObject([{ whenHeard: 'send-equal', now: { kind: 'waits' }, differences: [] }]);
  await comesBack(started);
  expect(await stateOf(started.host)).toBe('active');
  expect(await resourcesOf(started.host)).toEqual(viaFrankfurt);
  expect(await queuedOf(started.host)).toEqual([]);
});

test.each([
  ['its latency has changed', slower, ['latency'], /asks for your yes: .*8\.0\d ms, was 7\.0\d ms/, viaFrankfurt],
  ['its route has changed', cut, ['route', 'latency'], /asks for your yes: .*a3.*was.*a2/, viaParis],
] as const)('where %s nothing is sent before the operator has seen it and said yes', async (_, change, what, words, sent) => {
  const started = await queued('send-equal');
  change(started);
  await comesBack(started);
  expect([await stateOf(started.host), await causeOf(started.host)]).toEqual(['planned', expect.stringMatching(words)]);
  expect((await started.host.bookings()).slots).toEqual([]);
  const now = await queuedOf(started.host);
  expect(differing(now)).toEqual(what);
  await started.restart();
  expect(await stateOf(started.host)).toBe('planned');
  expect(await started.host.confirmQueued('ORD-1', seenOf(now), 'Ann')).toMatchObject({ kind: 'sent' });
  await started.world.clock.run(5_000);
  expect(await stateOf(started.host)).toBe('active');
  expect(await resourcesOf(started.host)).toEqual(sent);
  expect((await started.host.history(50)).map(({ event }) => event)).toContain('order.queue-confirmed');
});

test('a yes to what has moved meanwhile sends nothing, and says what it would be by now', async () => {
  const started = await queued('send-equal');
  slower(started);
  await comesBack(started);
  const seen = seenOf(await queuedOf(started.host));
  cut(started);
  await started.world.clock.run(1_000);
  expect(await started.host.confirmQueued('ORD-1', seen, 'Ann')).toMatchObject({
    kind: 'moved',
    message: expect.stringMatching(/another route by now, 8\.0\d ms.*nothing was sent/) as string,
  });
  expect(await stateOf(started.host)).toBe('planned');
  expect(await started.host.confirmQueued('ORD-2', seen, 'Ann')).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/not known/) as string,
  });
});

test('where it has no route any more it is not rejected unasked; confirmed, it is, and a route that comes back is sent', async () => {
  const started = await queued('send-equal');
  cut(started);
  started.world.beta.setResource('par-vie', { condition: 'down' });
  await comesBack(started);
  expect(await stateOf(started.host)).toBe('planned');
  expect(differing(await queuedOf(started.host))).toEqual(['none']);
  started.world.beta.setResource('fra-vie', { condition: 'up' });
  await started.world.clock.run(2_000);
  expect(await resourcesOf(started.host)).toEqual(viaFrankfurt);

  const other = await queued('send-equal');
  cut(other);
  other.world.beta.setResource('par-vie', { condition: 'down' });
  await comesBack(other);
  expect(await other.host.confirmQueued('ORD-1', null, 'Ann')).toMatchObject({ kind: 'sent' });
  await other.world.clock.run(1_000);
  expect(await stateOf(other.host)).toBe('rejected');
});

test('“ask me in any case” asks though it is the same, until the operator says otherwise', async () => {
  const started = await queued('ask');
  await comesBack(started);
  expect([await stateOf(started.host), await causeOf(started.host)]).toEqual([
    'planned',
    expect.stringMatching(/asks for your yes: .*gets what it was planned with: 7\.0\d ms one way/),
  ]);
  expect(await queuedOf(started.host)).toMatchObject([{ whenHeard: 'ask', now: { kind: 'route' }, differences: [] }]);
  expect(await started.host.setWhenHeard('ORD-1', 'send-equal', 'Ann')).toEqual({ kind: 'done' });
  await started.world.clock.run(5_000);
  expect(await stateOf(started.host)).toBe('active');
  expect(await started.host.setWhenHeard('ORD-1', 'ask', 'Ann')).toMatchObject({ kind: 'refused' });
});

test('an order without such a wish is sent with what it gets then, as ever', async () => {
  const started = await queued(undefined);
  slower(started);
  await comesBack(started);
  expect(await stateOf(started.host)).toBe('active');
});

test('cancelled while it is queued, nothing of it is left to ask about', async () => {
  const started = await queued('send-equal');
  await started.host.cancelOrder('ORD-1', 'Ann');
  await started.world.clock.run(100);
  expect(await stateOf(started.host)).toBe('released');
  expect(await started.store.transaction((tx) => tx.orders.queued('ORD-1'))).toBeNull();
});

test('with a route of the operator’s choice it waits for just that one', async () => {
  const started = await startedWorld();
  const found = await started.host.orderCandidates(request());
  if (found.kind === 'refused') throw new Error(found.message);
  const route = found.candidates.find((candidate) => candidate.route.hops.some(({ id }) => id === 'alpha/lon-par'))?.route;
  if (!route) throw new Error('there is no route by Paris');
  started.world.beta.goDown();
  await started.world.clock.run(100);
  await started.host.submitOrder(request(), 'Ann', { route, otherwise: 'ask', by: 'Ann' }, 'send-equal');
  await started.world.clock.run(100);
  expect(await causeOf(started.host)).toMatch(/^waits for the link to beta: 8\.0\d ms one way.*chosen by Ann/);
  await comesBack(started);
  expect(await resourcesOf(started.host)).toEqual(viaParis);
});
