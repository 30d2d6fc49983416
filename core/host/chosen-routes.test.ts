import { expect, test } from 'vitest';

import type { RouteCandidate } from '../identification/find-candidates';
import type { Otherwise } from '../model/route-choice';
import type { Host } from './create-host';
import { causeOf, resourcesOf, startedWorld, stateOf } from './testing/started-world';
import { orderRequest as request } from './testing/world';

const candidatesOf = async (host: Host, change: Parameters<typeof request>[0] = {}): Promise<readonly RouteCandidate[]> => {
  const found = await host.orderCandidates(request({ id: 'ORD-1', ...change }));
  if (found.kind === 'refused') throw new Error(found.message);
  return found.candidates;
};
const idsOf = ({ route }: RouteCandidate) => route.hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id);
const byParis = async (host: Host): Promise<RouteCandidate['route']> => {
  const found = (await candidatesOf(host)).find((candidate) => idsOf(candidate).includes('alpha/lon-par'));
  if (!found) throw new Error('there is no route by Paris');
  return found.route;
};
const down = { condition: 'down' } as const;
const up = { condition: 'up' } as const;
const viaParis = ['alpha/lon-par', 'beta/par-vie'];
const viaFrankfurt = ['alpha/lon-fra', 'beta/fra-vie'];
const chosen = async (host: Host, otherwise: Otherwise = 'ask') => ({ route: await byParis(host), otherwise, by: 'Ann' });

test('the engine’s own choice comes first, the others say how they compare, and what is over the limit says by how much', async () => {
  const { host } = await startedWorld();
  const candidates = await candidatesOf(host);
  expect(candidates.map((candidate) => [idsOf(candidate), candidate.isProposed, candidate.against])).toEqual([
    [viaFrankfurt, true, []],
    [viaParis, false, []],
  ]);
  expect(candidates[1]?.notes[0]).toBe('1.00 ms slower, at the same price');
  const strict = await candidatesOf(host, { limit: { oneWayNs: 7_500_000, enteredAs: 'one-way' } });
  expect(strict.map(({ against }) => against.map(({ kind }) => kind))).toEqual([[], ['latency']]);
});

test('a route that was chosen before is told with the others: as it is now, or with what keeps it from being taken', async () => {
  const { host, world } = await startedWorld((each) => {
    each.addParallelCircuit();
  });
  const [own] = await candidatesOf(host);
  if (!own) throw new Error('there is no route');
  // Over the slower of two circuits between the same nodes, which is no way of its own.
  const route = {
    ...own.route,
    azNs: own.route.azNs + 500_000,
    zaNs: own.route.zaNs + 500_000,
    hops: own.route.hops.map((hop) =>
      hop.id === 'alpha/lon-fra' ? { ...hop, id: 'alpha/lon-fra-2', azNs: 4_500_000, zaNs: 4_500_000 } : hop,
    ),
  };
  const told = async () => {
    const found = await host.orderCandidates(request(), route);
    if (found.kind === 'refused') throw new Error(found.message);
    return [found.chosenAmiss, found.candidates.map((candidate) => [idsOf(candidate)[0], candidate.against.map(({ kind }) => kind)])];
  };
  expect(await told()).toEqual([
    null,
    [
      ['alpha/lon-fra', []],
      ['alpha/lon-fra-2', []],
      ['alpha/lon-par', []],
    ],
  ]);
  world.alpha.setResource('lon-fra-2', down);
  await world.clock.run(1_000);
  expect(await told()).toEqual([
    expect.stringMatching(/cannot be taken any more: lon-fra-2 is down/),
    [
      ['alpha/lon-fra', []],
      ['alpha/lon-par', []],
      ['alpha/lon-fra-2', ['state']],
    ],
  ]);
});

test('the route that was chosen is the one that carries, though another is faster; from then on it is like any other', async () => {
  const { host, world } = await startedWorld();
  expect(await host.submitOrder(request({ id: 'ORD-1' }), 'Ann', await chosen(host))).toEqual({ kind: 'received' });
  expect((await host.dossier('ORD-1'))?.choice).toMatchObject({ otherwise: 'ask', by: 'Ann' });
  await world.clock.run(1_000);
  expect(await stateOf(host)).toBe('active');
  expect(await resourcesOf(host)).toEqual(viaParis);
  expect((await host.dossier('ORD-1'))?.decisions[0]?.summary).toMatch(/chosen by Ann/);
  expect((await host.dossier('ORD-1'))?.choice).toBeNull();
});

test.each([
  ['a route', viaParis],
  ['the best', viaFrankfurt],
] as const)('that %s was chosen while another was about to be booked is not lost', async (what, expected) => {
  const { host, world } = await startedWorld();
  const route = await chosen(host);
  const answers: Promise<unknown>[] = [];
  const stop = host.onEvent((event) => {
    if (event.kind !== 'order.changed' || event.to !== 'received') return;
    stop();
    // Behind the reading of what is asked for, and before what is found by it is booked.
    answers.push(Promise.resolve().then(() => host.chooseRoute('ORD-1', what === 'a route' ? route : null, 'Bob')));
  });
  await host.submitOrder(request({ id: 'ORD-1' }), 'Ann', what === 'a route' ? undefined : route);
  await world.clock.run(2_000);
  expect(await Promise.all(answers)).toEqual([{ kind: 'received' }]);
  expect(await stateOf(host)).toBe('active');
  expect(await resourcesOf(host)).toEqual(expected);
});

test.each(['together', 'before'] as const)('with alternatives found %s it is kept as the primary', async (recovery) => {
  const { host, world } = await startedWorld((each) => {
    each.addParallelCircuit();
  });
  await host.submitOrder(request({ id: 'ORD-1', recovery }), 'Ann', await chosen(host));
  await world.clock.run(1_000);
  expect(await resourcesOf(host)).toEqual(viaParis);
});

test('a route that has moved since it was seen is refused with what moved, and nothing is entered', async () => {
  const { host, world } = await startedWorld();
  const choice = await chosen(host);
  world.beta.setResource('par-vie', { latency: { azNs: 6_500_000, zaNs: 6_500_000 } });
  await world.clock.run(10);
  expect(await host.submitOrder(request({ id: 'ORD-1' }), 'Ann', choice)).toEqual({
    kind: 'refused',
    message: expect.stringMatching(
      /not as it was seen: it now takes 8\.5\d ms one way, was 8\.0\d ms; par-vie 6\.50 ms, was 6\.00 ms; nothing was entered/,
    ) as string,
  });
  expect(await host.dossier('ORD-1')).toBeNull();
  world.alpha.setResource('lon-par', down);
  await world.clock.run(1_000);
  expect(await host.submitOrder(request({ id: 'ORD-1' }), 'Ann', choice)).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/cannot be taken any more: lon-par is down/) as string,
  });
  expect(await host.dossier('ORD-1')).toBeNull();
});

test('while it waits in the queue its route breaks: it takes no other, says what moved, also after a restart, and goes on once that is well', async () => {
  const started = await startedWorld();
  const { world } = started;
  await started.host.submitOrder(request({ startMs: world.clock.now() + 60_000 }), 'Ann', await chosen(started.host));
  world.alpha.setResource('lon-par', down);
  await world.clock.run(61_000);
  const asks = /^asks for a decision: the route that Ann chose cannot be taken: lon-par is down.*let it take the best$/;
  expect([await stateOf(started.host), await causeOf(started.host)]).toEqual(['planned', expect.stringMatching(asks)]);
  await started.restart();
  expect([await stateOf(started.host), await causeOf(started.host)]).toEqual(['planned', expect.stringMatching(asks)]);
  world.alpha.setResource('lon-par', up);
  await world.clock.run(1_000);
  expect(await resourcesOf(started.host)).toEqual(viaParis);
});

test('an order that asks for a decision takes the best once it is told so, and is refused another route that cannot be taken', async () => {
  const { host, world } = await startedWorld();
  const choice = await chosen(host);
  await host.submitOrder(request({ startMs: world.clock.now() + 60_000 }), 'Ann', choice);
  world.alpha.setResource('lon-par', down);
  await world.clock.run(61_000);
  expect(await host.chooseRoute('ORD-1', choice, 'Bob')).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/lon-par is down.*nothing was changed/) as string,
  });
  expect(await host.chooseRoute('ORD-1', null, 'Bob')).toEqual({ kind: 'received' });
  await world.clock.run(1_000);
  expect(await resourcesOf(host)).toEqual(viaFrankfurt);
  expect((await host.history(50)).map(({ text }) => text)).toContain('the best that there is, by Bob');
  expect(await host.chooseRoute('ORD-1', null, 'Bob')).toMatchObject({ kind: 'refused' });
});

test('“or the best that there is” takes it by itself, and says why', async () => {
  const { host, world } = await startedWorld();
  await host.submitOrder(request({ startMs: world.clock.now() + 60_000 }), 'Ann', await chosen(host, 'best'));
  world.alpha.setResource('lon-par', down);
  await world.clock.run(61_000);
  expect(await resourcesOf(host)).toEqual(viaFrankfurt);
  expect((await host.dossier('ORD-1'))?.decisions[0]?.summary).toMatch(
    /fastest.*the route that Ann chose cannot be taken: lon-par is down/,
  );
});

test('a carrier that refuses a part of the chosen route is not asked again: the order asks for a decision, and nothing stays booked', async () => {
  const { host, world } = await startedWorld();
  const choice = await chosen(host);
  world.beta.behaviour.refuses = () => 'no card is free';
  await host.submitOrder(request(), 'Ann', choice);
  await world.clock.run(20_000);
  expect([await stateOf(host), await causeOf(host)]).toEqual([
    'planned',
    expect.stringMatching(/asks for a decision.*beta refused: no card is free/),
  ]);
  expect((await host.bookings()).slots).toEqual([]);
});
