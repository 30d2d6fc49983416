import { describe, expect, test } from 'vitest';
import { faultsBetween } from './testing/faults-between';
import { causeOf, startedWorld, stateOf } from './testing/started-world';
import { orderRequest } from './testing/world';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('an order with a start', () => {
  test('waits as planned, says whether it could be served, books nothing, and goes on at its start', async () => {
    const { world, host } = await startedWorld();
    const startMs = world.clock.now() + 3 * dayMs;
    await host.submitOrder(orderRequest({ startMs }));
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('planned');
    expect(await causeOf(host)).toMatch(/^starts 2023-11-17 \d\d:\d\d:\d\d UTC; as things stand it could be served: 7\.08 ms/);
    expect(await host.bookings()).toEqual({ slots: [], ports: [] });
    await world.clock.run(startMs - world.clock.now() - 1);
    expect(await stateOf(host)).toBe('planned');
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('active');
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('that could not be served as things stand says so, and is judged again when something changes', async () => {
    const { world, host } = await startedWorld();
    world.gamma.goDown();
    await world.clock.run(1);
    await host.submitOrder(orderRequest({ startMs: world.clock.now() + dayMs }));
    await world.clock.run(1_000);
    expect(await causeOf(host)).toMatch(/as things stand it could not be served: waits for the link to gamma/);
    world.gamma.comeBack();
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('planned');
    expect(await causeOf(host)).toMatch(/as things stand it could be served/);
    await world.clock.run(dayMs);
    expect(await stateOf(host)).toBe('active');
  });

  test('that is past is taken up at once', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest({ startMs: world.clock.now() - dayMs }));
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('active');
  });

  test('is begun once: after a restart, after its clock jumped over the start, and after it was set back again', async () => {
    const started = await startedWorld();
    const { world } = started;
    await started.host.submitOrder(orderRequest({ startMs: world.clock.now() + dayMs }));
    await world.clock.run(1_000);
    await started.restart();
    expect(await stateOf(started.host)).toBe('planned');
    world.clock.jump(2 * dayMs);
    await world.clock.run(61_000);
    expect(await stateOf(started.host)).toBe('active');
    world.clock.jump(-2 * dayMs);
    await world.clock.run(2 * hourMs);
    await started.restart();
    expect(await stateOf(started.host)).toBe('active');
    const { transitions } = (await started.host.dossier('ORD-1')) ?? { transitions: [] };
    expect(transitions.filter(({ to }) => to === 'provisioning')).toHaveLength(1);
    expect(await faultsBetween(started.host, world.carriers)).toEqual([]);
  });

  test('whose clock is set back before it began waits longer', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest({ startMs: world.clock.now() + hourMs }));
    await world.clock.run(1_000);
    world.clock.jump(-dayMs);
    await world.clock.run(2 * hourMs);
    expect(await stateOf(host)).toBe('planned');
    await world.clock.run(dayMs);
    expect(await stateOf(host)).toBe('active');
  });

  test('may be cancelled while it waits', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest({ startMs: world.clock.now() + dayMs }));
    await world.clock.run(1_000);
    await host.cancelOrder('ORD-1');
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('released');
  });
});

describe('an order with an end', () => {
  test('is released by the engine when it comes, and nothing is held for it', async () => {
    const { world, host } = await startedWorld();
    const endMs = world.clock.now() + 2 * hourMs;
    await host.submitOrder(orderRequest({ endMs }));
    await world.clock.run(endMs - world.clock.now() - 1);
    expect(await stateOf(host)).toBe('active');
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('released');
    const { transitions } = (await host.dossier('ORD-1')) ?? { transitions: [] };
    expect(transitions.find(({ to }) => to === 'releasing')).toMatchObject({
      from: 'active',
      actor: 'engine',
      cause: expect.stringMatching(/^its end has come: 2023-11-15/) as string,
    });
    expect(await host.bookings()).toEqual({ slots: [], ports: [] });
    expect(await faultsBetween(host, world.carriers)).toEqual([]);
  });

  test('is released while impaired too', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest({ endMs: world.clock.now() + hourMs }));
    await world.clock.run(1_000);
    world.alpha.setResource('lon-fra', { condition: 'down' });
    world.alpha.setResource('lon-par', { condition: 'down' });
    await world.clock.run(1_000);
    expect(await stateOf(host)).toBe('impaired');
    await world.clock.run(hourMs);
    expect(await stateOf(host)).toBe('released');
    expect((await host.impairments()).hits).toMatchObject([{ outcome: 'released', text: expect.stringMatching(/end has come/) as string }]);
  });

  test('that came while no engine ran is released when one does, by the next that runs', async () => {
    const started = await startedWorld();
    await started.host.submitOrder(orderRequest({ endMs: started.world.clock.now() + hourMs }));
    await started.world.clock.run(1_000);
    await started.restart(() => started.world.clock.run(dayMs));
    expect(await stateOf(started.host)).toBe('released');
    expect(await faultsBetween(started.host, started.world.carriers)).toEqual([]);
  });

  test('whose whole time the clock jumped over is released without having been begun', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest({ startMs: world.clock.now() + hourMs, endMs: world.clock.now() + 2 * hourMs }));
    await world.clock.run(1_000);
    world.clock.jump(dayMs);
    await world.clock.run(61_000);
    expect(await stateOf(host)).toBe('released');
    expect(world.alpha.created).toEqual([]);
  });

  test('whose clock is set back before it has come runs longer, and is released once', async () => {
    const { world, host } = await startedWorld();
    await host.submitOrder(orderRequest({ endMs: world.clock.now() + hourMs }));
    await world.clock.run(1_000);
    world.clock.jump(-hourMs);
    await world.clock.run(hourMs);
    expect(await stateOf(host)).toBe('active');
    await world.clock.run(hourMs);
    expect(await stateOf(host)).toBe('released');
    world.clock.jump(-dayMs);
    await world.clock.run(hourMs);
    expect(await stateOf(host)).toBe('released');
  });

  test.each([
    ['that is past', -hourMs, null, /^order ORD-1 would end .*, which is past; give an end to come, or none$/],
    ['before its start', hourMs, 2 * hourMs, /not after its start .*; correct one of the two dates$/],
    ['that is no date', NaN, null, /has a date that is none/],
  ])('%s is refused with words', async (_, endInMs, startInMs, words) => {
    const { world, host } = await startedWorld();
    const nowMs = world.clock.now();
    const request = orderRequest({ endMs: nowMs + endInMs, startMs: startInMs === null ? null : nowMs + startInMs });
    expect(await host.submitOrder(request)).toEqual({ kind: 'refused', message: expect.stringMatching(words) as string });
    expect(await host.orders()).toEqual([]);
  });
});
