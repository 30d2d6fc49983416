import { describe, expect, test } from 'vitest';
import type { HoldOutSubject } from '../model/hold-out';
import type { Host } from './create-host';
import { causeOf, resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const lonFra: HoldOutSubject = { kind: 'resource', id: 'alpha/lon-fra' };
const ann = { by: 'Ann', reason: 'weather' };
const refusedWith = (words: RegExp) => ({ kind: 'refused', message: expect.stringMatching(words) as string });
const viaParis = ['alpha/lon-par', 'beta/par-vie'];

/** A window that begins in so many minutes and takes so many. */
async function planned({ world, host }: StartedWorld, inMinutes: number, minutes: number, subjects: readonly HoldOutSubject[] = [lonFra]) {
  const fromMs = world.clock.now() + inMinutes * minuteMs;
  const answer = await host.planWindow({ subjects, fromMs, toMs: fromMs + minutes * minuteMs, text: 'splicing' }, 'Ann');
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer;
}
const statesOf = async (host: Host) => (await host.windows()).map(({ state }) => state);
const heldOut = (host: Host) =>
  host.network.view.everyHoldOut().map(({ subject, cause, text }) => `${subject.id} ${cause}: ${text.slice(0, 14)}`);
const eventsOf = async (host: Host) => (await host.history(1_000)).map(({ event }) => event).filter((event) => event.startsWith('window.'));

describe('N12: a maintenance window', () => {
  test('keeps new routes away from its lead time on until it ends, and every step is told', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    await planned(started, 60, 30);
    await world.clock.run(45 * minuteMs - 1);
    expect([await statesOf(host), heldOut(host)]).toEqual([['planned'], []]);
    await world.clock.run(1);
    expect([await statesOf(host), heldOut(host)]).toEqual([['moving-away'], ['alpha/lon-fra maintenance: in maintenance']]);
    await host.submitOrder(orderRequest());
    await world.clock.run(15 * minuteMs);
    expect(await resourcesOf(host)).toEqual(viaParis);
    expect(await statesOf(host)).toEqual(['open']);
    await world.clock.run(30 * minuteMs);
    expect([await statesOf(host), heldOut(host)]).toEqual([['closed'], []]);
    expect(await eventsOf(host)).toEqual(['window.planned', 'window.moving-away', 'window.open', 'window.moving-back', 'window.closed']);
  });

  test('lets an order that has no other way wait for its end', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    await planned(started, 5, 30, [{ kind: 'carrier', id: 'beta' }]);
    await host.submitOrder(orderRequest());
    await world.clock.run(minuteMs);
    expect(await causeOf(host)).toMatch(
      /^waits for what is kept from new routes: carrier beta is in maintenance until .*: splicing; then 7\.08 ms/,
    );
    await world.clock.run(35 * minuteMs);
    expect(await stateOf(host)).toBe('active');
  });

  test('that is called off before it begins does nothing', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    const { window } = await planned(started, 60, 30);
    expect((await host.cancelWindow(window.id, ann)).kind).toBe('received');
    expect(await statesOf(host)).toEqual(['cancelled']);
    await world.clock.run(2 * hourMs);
    expect(await eventsOf(host)).toEqual(['window.planned', 'window.cancelled', 'window.cancelled']);
    expect(host.network.view.windows.size).toBe(0);
  });

  test('that is called off while it is open gives its subjects free at once', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    const { window } = await planned(started, 5, 30);
    await world.clock.run(10 * minuteMs);
    expect(await statesOf(host)).toEqual(['open']);
    await host.cancelWindow(window.id, ann);
    await world.clock.run(1_000);
    expect([await statesOf(host), heldOut(host)]).toEqual([['cancelled'], []]);
  });

  test('is shortened and extended while it is open; its beginning is not shifted any more', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    const { window } = await planned(started, 5, 30);
    await world.clock.run(10 * minuteMs);
    expect((await host.changeWindow(window.id, { toMs: window.toMs + hourMs }, 'Ann')).kind).toBe('received');
    await world.clock.run(hourMs);
    expect([await statesOf(host), heldOut(host)]).toEqual([['open'], ['alpha/lon-fra maintenance: in maintenance']]);
    expect(await host.changeWindow(window.id, { fromMs: world.clock.now() + hourMs }, 'Ann')).toEqual(
      refusedWith(/has begun.*cancel it and plan another/),
    );
    expect(await host.changeWindow(window.id, { toMs: world.clock.now() - 1 }, 'Ann')).toEqual(
      refusedWith(/which is past; give an end to come/),
    );
    expect((await host.changeWindow(window.id, { toMs: world.clock.now() + minuteMs }, 'Ann')).kind).toBe('received');
    await world.clock.run(minuteMs);
    expect([await statesOf(host), heldOut(host)]).toEqual([['closed'], []]);
  });

  test('that overlaps another on the same thing is allowed and told: it is held out until the later one ends', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    const { window: first } = await planned(started, 20, 60);
    const { window: second, overlapping } = await planned(started, 50, 90);
    expect(overlapping).toEqual([first.id]);
    expect((await planned(started, 500, 10)).overlapping).toEqual([]);
    expect((await planned(started, 20, 10, [{ kind: 'site', id: 'PAR' }])).overlapping).toEqual([]);
    await world.clock.run(55 * minuteMs);
    // Both stand; it is said until when the later one does.
    expect(host.network.view.everyHoldOut()).toMatchObject([{ subject: lonFra, untilMs: second.toMs }]);
    await world.clock.run(30 * minuteMs);
    expect(await statesOf(host)).toEqual(['closed', 'closed', 'open', 'planned']);
    expect(heldOut(host)).toEqual(['alpha/lon-fra maintenance: in maintenance']);
    await world.clock.run(60 * minuteMs);
    expect(heldOut(host)).toEqual([]);
  });

  test('stands through a restart in its middle, and one that passed while nothing ran is closed with words', async () => {
    const started = await startedWorld();
    const { world } = started;
    await planned(started, 5, 60);
    await planned(started, 30, 10, [{ kind: 'site', id: 'PAR' }]);
    await world.clock.run(10 * minuteMs);
    await started.restart(() => world.clock.run(40 * minuteMs));
    expect(await statesOf(started.host)).toEqual(['open', 'closed']);
    expect(heldOut(started.host)).toEqual(['alpha/lon-fra maintenance: in maintenance']);
    expect((await started.host.history(1_000)).find(({ event, text }) => event === 'window.closed' && text.includes('PAR'))?.text).toMatch(
      /it passed while nothing ran, or the clock jumped over it$/,
    );
    await world.clock.run(30 * minuteMs);
    expect([await statesOf(started.host), heldOut(started.host)]).toEqual([['closed', 'closed'], []]);
  });

  test('that the clock jumps over is closed within a minute; one that is open stays so while the clock is set back, and ends once', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    await planned(started, 60, 60);
    await world.clock.run(minuteMs);
    world.clock.jump(24 * hourMs);
    await world.clock.run(minuteMs);
    expect(await statesOf(host)).toEqual(['closed']);
    await planned(started, 5, 30);
    await world.clock.run(10 * minuteMs);
    world.clock.jump(-24 * hourMs);
    await world.clock.run(10 * minuteMs);
    expect((await statesOf(host)).at(-1)).toBe('open');
    world.clock.jump(24 * hourMs);
    await world.clock.run(30 * minuteMs);
    expect([await statesOf(host), heldOut(host)]).toEqual([['closed', 'closed'], []]);
    expect((await eventsOf(host)).filter((event) => event === 'window.closed')).toHaveLength(2);
  });

  test('in the past, without end, of what is not known or by nobody is refused; so is a change of one that is over or unknown', async () => {
    const started = await startedWorld();
    const { world, host } = started;
    const nowMs = world.clock.now();
    const plan = { subjects: [lonFra], fromMs: nowMs + hourMs, toMs: nowMs + 2 * hourMs, text: 'splicing' };
    expect(await host.planWindow({ ...plan, fromMs: nowMs - 2 * hourMs, toMs: nowMs - hourMs }, 'Ann')).toEqual(
      refusedWith(/would end .* which is past/),
    );
    expect(await host.planWindow({ ...plan, fromMs: nowMs - hourMs }, 'Ann')).toEqual(
      refusedWith(/would begin .* which is past; let it begin now or later/),
    );
    expect(await host.planWindow({ ...plan, toMs: plan.fromMs }, 'Ann')).toEqual(refusedWith(/not after its beginning/));
    expect(await host.planWindow({ ...plan, toMs: NaN }, 'Ann')).toEqual(refusedWith(/needs a time/));
    expect(await host.planWindow({ ...plan, subjects: [] }, 'Ann')).toEqual(refusedWith(/name what is worked on/));
    expect(await host.planWindow({ ...plan, subjects: [lonFra, { kind: 'site', id: 'FRB' }] }, 'Ann')).toEqual(
      refusedWith(/site FRB is not known.*near: site:FRA/),
    );
    expect(await host.planWindow(plan, '')).toEqual(refusedWith(/name the operator/));
    expect(await host.planWindow({ ...plan, text: '' }, 'Ann')).toEqual(refusedWith(/give a reason/));
    expect(await host.cancelWindow('nope', ann)).toEqual(refusedWith(/^window nope is not known; none is planned$/));
    expect(await host.windows()).toEqual([]);
    const { window } = await planned(started, 60, 30);
    expect(await host.changeWindow('nope', {}, 'Ann')).toEqual(refusedWith(/there are .*splicing/));
    await host.cancelWindow(window.id, ann);
    expect(await host.cancelWindow(window.id, ann)).toEqual(refusedWith(/is over: cancelled/));
    expect(await host.changeWindow(window.id, { text: 'x' }, 'Ann')).toEqual(refusedWith(/is over: cancelled/));
  });

  test('is previewed: whom it would hit, where to they would go, who may not be moved and who cannot be', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest({ id: 'MOVES' }));
    await host.submitOrder(orderRequest({ id: 'FROZEN', priority: 6 }));
    await world.clock.run(1_000);
    await host.freezeOrder('FROZEN', ann);
    const preview = await host.previewWindow([lonFra]);
    expect(
      preview.kind === 'previewed' &&
        preview.orders.map(({ order, heldBack, text }) => [order.id, heldBack?.slice(0, 19) ?? null, text.slice(0, 15)]),
    ).toEqual([
      ['MOVES', null, '8.07 ms one way'],
      ['FROZEN', 'the order is frozen', '8.07 ms one way'],
    ]);
    const all = await host.previewWindow([{ kind: 'site', id: 'VIE' }]);
    expect(all.kind === 'previewed' && all.orders.map(({ route }) => route)).toEqual([null, null]);
    expect(await host.previewWindow([{ kind: 'site', id: 'PAR' }])).toEqual({ kind: 'previewed', orders: [], unhit: 2 });
    expect(await host.previewWindow([{ kind: 'site', id: 'ROM' }])).toEqual(refusedWith(/site ROM is not known/));
    expect(heldOut(host)).toEqual([]);
  });
});
