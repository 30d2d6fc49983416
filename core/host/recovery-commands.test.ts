import { describe, expect, test } from 'vitest';
import { signalSlots } from '../model/signal';
import { faultsBetween } from './testing/faults-between';
import { resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';
import type { PlannedMove } from './recovery-commands';

const ann = { by: 'Ann', reason: 'duct 7' };
const bob = { by: 'Bob', reason: 'duct 7 too' };
const direct = ['alpha/lon-fra', 'beta/fra-vie'];
const viaParis = ['alpha/lon-par', 'beta/par-vie'];

/** Orders on the direct way, which then breaks while automatic recovery is paused. */
async function cut(orderIds: readonly string[] = ['ORD-1']): Promise<StartedWorld> {
  const started = await startedWorld();
  const { world, host } = started;
  for (const [index, id] of orderIds.entries()) await host.submitOrder(orderRequest({ id, priority: index + 1 }));
  await world.clock.run(2_000);
  await host.pauseRecovery(null, ann);
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(1_000);
  return started;
}

async function planned({ host }: StartedWorld, orderIds: readonly string[]): Promise<readonly PlannedMove[]> {
  const previewed = await host.previewMoves(orderIds.map((orderId) => ({ orderId, hops: null })));
  return previewed.map((move) => {
    if (move.kind === 'none') throw new Error(move.text);
    return { orderId: move.orderId, hops: move.route.hops.map(({ kind, id }) => ({ kind, id })), digest: move.digest };
  });
}

const kindsOf = (outcomes: Awaited<ReturnType<StartedWorld['host']['carryOutMoves']>>) =>
  'kind' in outcomes ? outcomes.message : outcomes.map(({ orderId, kind }) => [orderId, kind]);

describe('what is known of a recovery', () => {
  test('tells who waits for a person, with the ways that there are, and changes nothing', async () => {
    const started = await cut();
    const { host } = started;
    const survey = await host.surveyRecovery([]);
    expect(survey.hits).toMatchObject([
      {
        order: { id: 'ORD-1' },
        a: 'LON',
        z: 'VIE',
        phase: 'waits-for-you',
        text: expect.stringMatching(/paused everywhere/) as string,
        asked: null,
      },
    ]);
    const weighed = await host.weighWays('ORD-1', 4);
    expect(weighed).toMatchObject({
      heldBack: expect.stringMatching(/paused everywhere/) as string,
      former: { hops: expect.anything() as unknown },
    });
    expect(weighed?.ways.map(({ isProposed, against, freeSlots }) => ({ isProposed, against, hasRoom: (freeSlots ?? 0) > 0 }))).toEqual([
      { isProposed: true, against: [], hasRoom: true },
    ]);
    expect(await stateOf(host)).toBe('impaired');
    expect(await host.weighWays('NONE', 4)).toBeNull();
  });

  test('tells an order once that two impairments hit, and what is not held back as queued or without a route', async () => {
    const { world, host } = await cut();
    world.beta.setResource('fra-vie', { condition: 'down' });
    await world.clock.run(1_000);
    expect((await host.surveyRecovery([])).impairments).toHaveLength(2);
    expect((await host.surveyRecovery([])).hits).toHaveLength(1);
    world.alpha.setResource('lon-par', { condition: 'down' });
    await world.clock.run(1_000);
    await host.resumeRecovery(null, ann);
    await world.clock.run(2_000);
    expect((await host.surveyRecovery([])).hits).toMatchObject([{ phase: 'no-route' }]);
  });

  test('goes on telling of one that is cleared, and of what was done by hand', async () => {
    const started = await cut();
    const { world, host } = started;
    const [first] = (await host.surveyRecovery([])).impairments;
    const id = first?.impairment.id ?? '';
    await host.handleImpairment(id, { kind: 'own', owner: 'Ann' }, 'Ann');
    await host.carryOutMoves(await planned(started, ['ORD-1']), ann);
    await world.clock.run(5_000);
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(1_000);
    const survey = await host.surveyRecovery([id]);
    expect(survey.impairments).toMatchObject([{ impairment: { id, clearedAtMs: expect.any(Number) as number } }]);
    expect(survey.hits).toMatchObject([{ phase: 'restored', canRevert: true }]);
    expect(survey.done.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['impairment.owner-changed', 'order.move-requested', 'move.done']),
    );
    expect((await host.surveyRecovery([])).impairments).toEqual([]);
  });
});

describe('a move by plan', () => {
  test('touches what was previewed, and tells so', async () => {
    const started = await cut(['ORD-1', 'ORD-2']);
    const { world, host } = started;
    const moves = await planned(started, ['ORD-1', 'ORD-2']);
    expect(kindsOf(await host.carryOutMoves(moves, ann))).toEqual([
      ['ORD-1', 'asked'],
      ['ORD-2', 'asked'],
    ]);
    await world.clock.run(10_000);
    expect([await resourcesOf(host, 'ORD-1'), await resourcesOf(host, 'ORD-2')]).toEqual([viaParis, viaParis]);
    expect(await host.history(100)).toContainEqual(
      expect.objectContaining({ event: 'order.move-requested', actor: 'operator', text: 'forced by Ann: duct 7' }),
    );
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('of an order that needs what another one gives up waits until that is moved, and is then made as previewed', async () => {
    const slots = signalSlots['10GE-LAN'];
    const started = await startedWorld(({ alpha }) => {
      alpha.setResource('lon-fra', { slots, availableSlots: slots });
    });
    const { world, host } = started;
    for (const [index, id] of ['ORD-1', 'ORD-2'].entries()) {
      await host.submitOrder(orderRequest({ id, priority: index + 1 }));
      await world.clock.run(2_000);
    }
    expect([await resourcesOf(host, 'ORD-1'), await resourcesOf(host, 'ORD-2')]).toEqual([direct, viaParis]);
    const hopsOf = async (id: string) =>
      (await host.dossier(id))?.connections[0]?.route.hops.map(({ kind, id: hopId }) => ({ kind, id: hopId })) ?? [];
    const [first, second] = [await hopsOf('ORD-1'), await hopsOf('ORD-2')];
    const at = (hops: typeof first, id: string): number => hops.findIndex((hop) => hop.id === id);
    // By its own interconnects with the carrier at its ends, and between them over what ORD-1 has.
    const swapped = [
      ...second.slice(0, at(second, 'alpha/a1')),
      ...first.slice(at(first, 'alpha/a1'), at(first, 'beta/b2')),
      ...second.slice(at(second, 'beta/b2')),
    ];
    const byParis = (await host.weighWays('ORD-1', 4))?.ways.find(({ route }) => route.hops.some(({ id }) => id === 'alpha/lon-par'));
    const previewed = await host.previewMoves([
      { orderId: 'ORD-1', hops: byParis?.route.hops.map(({ kind, id }) => ({ kind, id })) ?? [] },
      { orderId: 'ORD-2', hops: swapped },
    ]);
    const moves = previewed.map((move) => {
      if (move.kind === 'none') throw new Error(move.text);
      return { orderId: move.orderId, hops: move.route.hops.map(({ kind, id }) => ({ kind, id })), digest: move.digest };
    });
    expect(await host.carryOutMoves(moves, ann)).toMatchObject([
      { orderId: 'ORD-1', kind: 'asked' },
      { orderId: 'ORD-2', kind: 'asked', text: expect.stringMatching(/^once ORD-1 is moved: /) as string },
    ]);
    await started.restart();
    await world.clock.run(30_000);
    expect([await resourcesOf(started.host, 'ORD-1'), await resourcesOf(started.host, 'ORD-2')]).toEqual([viaParis, direct]);
    expect((await started.host.history(200)).filter(({ event }) => event === 'move.refused')).toEqual([]);
    expect(await faultsBetween(started.host, world.carriers)).toEqual([]);
  });

  test('is answered in the order in which it was given, and once for each order', async () => {
    const started = await cut(['ORD-1', 'ORD-2']);
    const [first, second] = await planned(started, ['ORD-1', 'ORD-2']);
    if (!first || !second) throw new Error('nothing was previewed');
    expect(kindsOf(await started.host.carryOutMoves([second, first, second], ann))).toEqual([
      ['ORD-2', 'asked'],
      ['ORD-1', 'asked'],
    ]);
  });

  test('is not carried out twice, whoever asks second', async () => {
    const started = await cut();
    const { world, host } = started;
    const moves = await planned(started, ['ORD-1']);
    const [first, second] = await Promise.all([host.carryOutMoves(moves, ann), host.carryOutMoves(moves, bob)]);
    expect([kindsOf(first), kindsOf(second)]).toEqual([[['ORD-1', 'asked']], [['ORD-1', 'in-hand']]]);
    await world.clock.run(5_000);
    expect(kindsOf(await host.carryOutMoves(moves, bob))).toEqual([['ORD-1', 'not-needed']]);
    expect((await host.history(100)).filter(({ event }) => event === 'order.move-requested')).toHaveLength(1);
    expect((await host.history(100)).filter(({ event }) => event === 'move.done')).toHaveLength(1);
  });

  test('is not carried out where the order carries again', async () => {
    const started = await cut();
    const { world, host } = started;
    const moves = await planned(started, ['ORD-1']);
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(1_000);
    expect(await host.carryOutMoves(moves, ann)).toMatchObject([
      { kind: 'not-needed', text: expect.stringMatching(/carries again: what had hit it is up/) as string },
    ]);
    await world.clock.run(5_000);
    expect(await resourcesOf(host)).toEqual(direct);
  });

  test('is refused with what has moved, and with the plan as it would be now', async () => {
    const started = await cut();
    const { world, host } = started;
    const [move] = await planned(started, ['ORD-1']);
    if (!move) throw new Error('nothing was previewed');
    expect(await host.carryOutMoves([{ ...move, digest: `${move.digest}0` }], ann)).toMatchObject([
      {
        kind: 'changed',
        text: expect.stringMatching(/not what you were shown; now: /) as string,
        preview: { kind: 'move', digest: move.digest },
      },
    ]);
    world.beta.setResource('par-vie', { condition: 'down' });
    await world.clock.run(1_000);
    expect(await host.carryOutMoves([move], ann)).toMatchObject([
      { kind: 'changed', text: expect.stringMatching(/cannot be taken: .*par-vie/) as string, preview: { kind: 'none' } },
    ]);
    await world.clock.run(5_000);
    expect(await stateOf(host)).toBe('impaired');
    expect((await host.history(100)).filter(({ event }) => event === 'order.move-requested')).toEqual([]);
  });

  test.each(['impaired', 'active'] as const)('of an order that is %s is dropped where its turn finds another plan', async (state) => {
    const started = await cut();
    const { world, host } = started;
    const [move] = await host.previewMoves([{ orderId: 'ORD-1', hops: null }]);
    if (move?.kind !== 'move') throw new Error('nothing was previewed');
    if (state === 'active') {
      world.alpha.setResource('lon-fra', { condition: 'up' });
      await world.clock.run(1_000);
    }
    await started.store.transaction(({ interventions }) =>
      interventions.putMove({
        ...{ orderId: 'ORD-1', cause: 'forced', route: move.route, text: 'forced by Ann: x', actor: 'operator', requestedAtMs: 1 },
        planDigest: state === 'active' ? move.digest : 'impaired.0',
      }),
    );
    await started.restart();
    await world.clock.run(5_000);
    expect(await stateOf(started.host)).toBe(state);
    expect((await started.host.history(100)).filter(({ event }) => event === 'move.refused')).toMatchObject([
      { text: expect.stringMatching(/what it would touch is not what was previewed: /) as string },
    ]);
  });

  test('needs a name and a reason, and of what is unknown or malformed nothing is done', async () => {
    const started = await cut();
    const { host } = started;
    const moves = await planned(started, ['ORD-1']);
    expect(await host.carryOutMoves(moves, { by: ' ', reason: 'x' })).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/name/) as string,
    });
    const [move] = moves;
    if (!move) throw new Error('nothing was previewed');
    expect(await host.carryOutMoves([{ ...move, orderId: 'NONE' }], ann)).toMatchObject([
      { kind: 'changed', text: expect.stringMatching(/not known/) as string },
    ]);
    expect(await host.previewMoves([{ orderId: 'ORD-1', hops: [{ kind: 'node', id: 'alpha/nowhere' }] }])).toMatchObject([
      { kind: 'none', text: expect.stringMatching(/none any more/) as string },
    ]);
  });
});
