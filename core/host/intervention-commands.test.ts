import { describe, expect, test } from 'vitest';
import type { HoldOutSubject } from '../model/hold-out';
import type { Host } from './create-host';
import { causeOf, resourcesOf, startedWorld, stateOf } from './testing/started-world';
import { orderRequest } from './testing/world';

const ann = { by: 'Ann', reason: 'splicing' };
const lonFra: HoldOutSubject = { kind: 'resource', id: 'alpha/lon-fra' };
const received = { kind: 'received' };
const byHand = async (host: Host) =>
  (await host.history(100)).filter(({ actor, event }) => actor === 'operator' && event !== 'latency-default.set');
const refusedWith = (words: RegExp) => ({ kind: 'refused', message: expect.stringMatching(words) as string });

describe('N12: a lock-out', () => {
  test('keeps new routes away; what runs over it goes on and is in the answer; after a restart it stands', async () => {
    const started = await startedWorld();
    const { world } = started;
    await started.host.submitOrder(orderRequest({ id: 'BEFORE' }));
    await world.clock.run(1_000);
    expect(await started.host.lockOut(lonFra, ann)).toEqual({
      kind: 'received',
      runningOver: [{ orderId: 'BEFORE', customer: 'Quay Bank', state: 'active' }],
    });
    await started.restart();
    await started.host.submitOrder(orderRequest({ id: 'AFTER' }));
    await world.clock.run(1_000);
    expect(await resourcesOf(started.host, 'BEFORE')).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    expect(await resourcesOf(started.host, 'AFTER')).toEqual(['alpha/lon-par', 'beta/par-vie']);
    expect(await started.host.history(100)).toContainEqual(
      expect.objectContaining({
        actor: 'operator',
        event: 'hold-out.locked',
        text: 'resource lon-fra (alpha/lon-fra) locked out by Ann: splicing',
      }),
    );
  });

  const everything: readonly HoldOutSubject[] = [
    lonFra,
    { kind: 'interconnect', id: '' },
    { kind: 'node', id: 'alpha/a2' },
    { kind: 'port', id: '' },
    { kind: 'site', id: 'FRA' },
    { kind: 'shared-risk', id: 'duct 7' },
  ];
  test.each(everything.map((subject) => [subject.kind, subject] as const))(
    'of a %s holds for what stands on it, until its release',
    async (kind, subject) => {
      const { world, host } = await startedWorld(({ alpha, gamma }) => {
        const known = alpha.resources.get('lon-fra');
        if (known) alpha.resources.set('lon-fra', { ...known, sharedRisks: ['duct 7'] });
        // One way in, so that an interconnect or port decides.
        for (const number of [2, 3]) {
          gamma.ports.delete(`g1-a1-${number}`);
          alpha.ports.delete(`a1-g1-${number}`);
        }
      });
      const [interconnect] = [...host.network.view.interconnects.values()].filter(
        ({ aPortId }) => aPortId.includes('g1') || aPortId.includes('a1'),
      );
      const id = kind === 'interconnect' ? (interconnect?.id ?? '') : kind === 'port' ? 'gamma/g1-a1-1' : subject.id;
      expect(await host.lockOut({ kind, id }, ann)).toEqual({ kind: 'received', runningOver: [] });
      await host.submitOrder(orderRequest());
      await world.clock.run(1_000);
      if (kind === 'interconnect' || kind === 'port') {
        expect(await stateOf(host)).toBe('planned');
        expect(await causeOf(host)).toMatch(/^waits for what is kept from new routes: .* locked out by Ann: splicing; then 7\.08 ms/);
      } else expect(await resourcesOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
      expect(await host.releaseLockOut({ kind, id }, { by: 'Bob', reason: 'done' })).toEqual(received);
      await world.clock.run(1_000);
      expect(await stateOf(host)).toBe('active');
      await host.cancelOrder('ORD-1');
      await world.clock.run(1_000);
      await host.submitOrder(orderRequest({ id: 'NEXT' }));
      await world.clock.run(1_000);
      expect(await resourcesOf(host, 'NEXT')).toEqual(['alpha/lon-fra', 'beta/fra-vie']);
    },
  );

  test('of a carrier lets its orders wait, and they go on when it is released', async () => {
    const { world, host } = await startedWorld();
    await host.lockOut({ kind: 'carrier', id: 'beta' }, ann);
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('planned');
    // What changes elsewhere does not stir it.
    world.alpha.setResource('lon-fra', { pricePerSlot: 7 });
    await world.clock.run(1_000);
    expect((await host.dossier('ORD-1'))?.decisions).toHaveLength(1);
    await host.releaseLockOut({ kind: 'carrier', id: 'beta' }, ann);
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('active');
  });

  test('lets an impaired order wait, and it is restored when it is released', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    await host.lockOut({ kind: 'node', id: 'alpha/a3' }, ann);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    expect(await stateOf(host)).toBe('impaired');
    await host.releaseLockOut({ kind: 'node', id: 'alpha/a3' }, ann);
    await world.clock.run(2_000);
    expect(await resourcesOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
  });

  test('of what is not known is refused with what is near; so are a second one, a release of none, and one without name or reason', async () => {
    const { host } = await startedWorld();
    expect(await host.lockOut({ kind: 'resource', id: 'alpha/lon-fr' }, ann)).toEqual(
      refusedWith(/^resource alpha\/lon-fr is not known; check its id; near: resource:alpha\/lon-fra \(lon-fra\)/),
    );
    expect(await host.lockOut({ kind: 'node', id: 'FRA' }, ann)).toEqual(refusedWith(/near: site:FRA/));
    expect(await host.lockOut({ kind: 'shared-risk', id: 'duct' }, ann)).toEqual(refusedWith(/no shared-risk group is known yet/));
    expect(await host.lockOut(lonFra, { by: ' ', reason: 'x' })).toEqual(refusedWith(/name the operator/));
    expect(await host.lockOut(lonFra, { by: 'Ann', reason: '' })).toEqual(refusedWith(/give a reason/));
    expect(await host.releaseLockOut(lonFra, ann)).toEqual(refusedWith(/lon-fra .*is not locked out; nothing is/));
    await host.lockOut(lonFra, ann);
    expect(await host.lockOut(lonFra, { by: 'Bob', reason: 'again' })).toEqual(refusedWith(/locked out already since .* by Ann: splicing/));
    expect(await host.releaseLockOut({ kind: 'site', id: 'FRA' }, ann)).toEqual(refusedWith(/locked out are resource alpha\/lon-fra/));
    expect((await host.history(100)).filter(({ event }) => event.startsWith('hold-out.'))).toHaveLength(1);
  });

  test('of what was withdrawn meanwhile can be released', async () => {
    const { world, host } = await startedWorld();
    await host.lockOut(lonFra, ann);
    world.alpha.withdrawResource('lon-fra');
    await world.clock.run(1_000);
    expect(await host.releaseLockOut(lonFra, ann)).toEqual(received);
  });
});

describe('N12: freezing an order and pausing recovery', () => {
  test('are durable, told in the history, and end by hand', async () => {
    const started = await startedWorld();
    await started.host.submitOrder(orderRequest());
    await started.world.clock.run(1_000);
    expect(await started.host.freezeOrder('ORD-1', ann)).toEqual(received);
    expect(await started.host.pauseRecovery('alpha', ann)).toEqual(received);
    expect(await started.host.pauseRecovery(null, ann)).toEqual(received);
    await started.restart();
    const { host } = started;
    expect((await host.dossier('ORD-1'))?.order.isFrozen).toBe(true);
    expect(await host.freezeOrder('ORD-1', ann)).toEqual(refusedWith(/^order ORD-1 is frozen already$/));
    expect(await host.pauseRecovery('alpha', ann)).toEqual(refusedWith(/paused at alpha already since .* by Ann: splicing/));
    expect(await host.unfreezeOrder('ORD-1', ann)).toEqual(received);
    expect(await host.resumeRecovery('alpha', ann)).toEqual(received);
    expect(await host.resumeRecovery('alpha', ann)).toEqual(refusedWith(/not paused at alpha; it is paused everywhere/));
    expect(await host.resumeRecovery(null, ann)).toEqual(received);
    expect(await host.resumeRecovery(null, ann)).toEqual(refusedWith(/it is paused nowhere/));
    expect(await host.unfreezeOrder('ORD-1', ann)).toEqual(refusedWith(/^order ORD-1 is not frozen$/));
    const told = (await byHand(host)).map(({ event, text }) => `${event}: ${text}`);
    expect(told).toEqual([
      'order.frozen: frozen by Ann: splicing',
      'recovery.paused: recovery paused by Ann: splicing, at alpha',
      'recovery.paused: recovery paused by Ann: splicing, everywhere',
      'order.unfrozen: unfrozen by Ann: splicing',
      'recovery.resumed: recovery resumed by Ann: splicing, at alpha',
      'recovery.resumed: recovery resumed by Ann: splicing, everywhere',
    ]);
  });

  test('keep an impaired order where it is, with words, and when they end it is restored', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    const whyNot = async () => (await host.impairments()).hits.find(({ settledAtMs }) => settledAtMs === null)?.text;
    await host.freezeOrder('ORD-1', ann);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('impaired');
    expect(await whyNot()).toMatch(/frozen/);
    await host.pauseRecovery('beta', ann);
    await host.unfreezeOrder('ORD-1', ann);
    await world.clock.run(10_000);
    expect(await stateOf(host)).toBe('impaired');
    expect(await whyNot()).toMatch(/paused at beta: paused by Ann: splicing/);
    await host.resumeRecovery('beta', ann);
    await world.clock.run(10_000);
    expect(await resourcesOf(host)).toEqual(['alpha/lon-par', 'beta/par-vie']);
  });

  test('of what is not known, or is over, is refused', async () => {
    const { world, host } = await startedWorld();
    expect(await host.freezeOrder('NONE', ann)).toEqual(refusedWith(/^order NONE is not known/));
    expect(await host.pauseRecovery('alphaa', ann)).toEqual(refusedWith(/^carrier alphaa is not known; check its id; near: carrier:alpha/));
    await host.submitOrder(orderRequest({ limit: { oneWayNs: 1, enteredAs: 'one-way' } }));
    await world.clock.run(1_000);
    expect(await host.freezeOrder('ORD-1', ann)).toEqual(refusedWith(/^order ORD-1 is rejected; it is not moved any more$/));
  });
});

describe('N12: an impairment', () => {
  async function impaired() {
    const started = await startedWorld();
    const { world, host } = started;
    await host.submitOrder(orderRequest());
    await world.clock.run(1_000);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    await world.clock.run(2_000);
    const [impairment] = (await host.impairments()).impairments;
    return { ...started, host, world, id: impairment?.id ?? '' };
  }
  const handlingOf = async ({ host }: Awaited<ReturnType<typeof impaired>>) => (await host.impairments()).impairments[0]?.handling;

  test('is acknowledged, owned, shelved until a time, unshelved and given a ticket, all told in the history', async () => {
    const started = await impaired();
    const { world, host, id } = started;
    const untilMs = world.clock.now() + 60_000;
    for (const step of [
      { kind: 'acknowledge' },
      { kind: 'own', owner: 'Bob' },
      { kind: 'shelve', untilMs },
      { kind: 'ticket', ticket: 'INC-7' },
    ] as const) {
      expect((await host.handleImpairment(id, step, 'Ann')).kind).toBe('received');
    }
    expect(await handlingOf(started)).toEqual({
      acknowledgedBy: 'Ann',
      acknowledgedAtMs: world.clock.now(),
      owner: 'Bob',
      shelvedUntilMs: untilMs,
      ticket: 'INC-7',
    });
    expect((await host.handleImpairment(id, { kind: 'unshelve' }, 'Ann')).kind).toBe('received');
    expect((await handlingOf(started))?.shelvedUntilMs).toBeNull();
    const told = (await byHand(host)).map(({ event }) => event);
    expect(told).toEqual([
      ...[
        'impairment.acknowledged',
        'impairment.owner-changed',
        'impairment.shelved',
        'impairment.ticket-attached',
        'impairment.unshelved',
      ],
    ]);
  });

  test.each([
    ['shelved until a time that is past', { kind: 'shelve', untilMs: 1_600_000_000_000 }, /cannot be shelved until 2020.*time to come/],
    ['shelved until what is no time', { kind: 'shelve', untilMs: NaN }, /cannot be shelved until NaN/],
    ['unshelved when it is not shelved', { kind: 'unshelve' }, /is not shelved/],
    ['given back when nobody owns it', { kind: 'own', owner: '' }, /has no owner/],
  ] as const)('is not %s', async (_, step, words) => {
    const { host, id } = await impaired();
    expect(await host.handleImpairment(id, step, 'Ann')).toEqual(refusedWith(words));
  });

  test('that is unknown, cleared, or acknowledged already is refused with words', async () => {
    const { world, host, id } = await impaired();
    expect(await host.handleImpairment('nope', { kind: 'acknowledge' }, 'Ann')).toEqual(
      refusedWith(/nope is not known; open are .*lon-fra is down/),
    );
    await host.handleImpairment(id, { kind: 'acknowledge' }, 'Ann');
    expect(await host.handleImpairment(id, { kind: 'acknowledge' }, 'Bob')).toEqual(refusedWith(/acknowledged already, by Ann/));
    world.alpha.setResource('lon-fra', { condition: 'up' });
    await world.clock.run(1_000);
    expect(await host.handleImpairment(id, { kind: 'ticket', ticket: 'X' }, 'Bob')).toEqual(
      refusedWith(/was cleared .*nothing left to handle/),
    );
  });
});
