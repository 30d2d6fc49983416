import { expect, test } from 'vitest';
import { complianceCsv } from '../latency-watch/compliance-csv';
import { complianceText } from '../latency-watch/compliance-text';
import type { ComplianceReport, OrderCompliance } from '../model/compliance';
import type { Host } from './create-host';
import { interruptedFor } from './testing/carried';
import { latencyRecordFaults } from './testing/latency-record-faults';
import { resource } from './testing/simulated-carrier';
import { resourcesOf, startedWorld, stateOf, type StartedWorld } from './testing/started-world';
import { orderRequest } from './testing/world';

const limit = (ms: number) => ({ oneWayNs: ms * 1_000_000, enteredAs: 'one-way' }) as const;
const symmetric = (ms: number) => ({ latency: { azNs: ms * 1_000_000, zaNs: ms * 1_000_000 } });
const hourMs = 3_600_000;

/** An order from London to Vienna by Frankfurt in 7.075 ms, in service. */
async function served(limitMs: number, change: Parameters<typeof startedWorld>[0] = () => undefined): Promise<StartedWorld> {
  const started = await startedWorld(change);
  await started.host.submitOrder(orderRequest({ limit: limit(limitMs) }));
  await started.world.clock.run(1_000);
  expect(await stateOf(started.host)).toBe('active');
  return started;
}

async function reportOn(host: Host, fromMs: number, toMs: number | null = null): Promise<ComplianceReport> {
  const answer = await host.complianceReport({ fromMs, toMs });
  if (answer.kind === 'refused') throw new Error(answer.message);
  return answer.report;
}

async function complianceOf(host: Host, fromMs = 0): Promise<OrderCompliance> {
  const [order] = (await reportOn(host, fromMs)).orders;
  if (!order) throw new Error('no order was in service');
  return order;
}

const steps = async (host: Host) =>
  (await host.latencyRecord('ORD-1')).map(({ state, occasion, total }) => [occasion, total ? Math.max(total.azNs, total.zaNs) : state]);

const warnings = async (host: Host) =>
  (await host.history(1_000)).filter(({ event }) => event === 'margin.narrowed').map(({ text }) => text);

test('N13: an order’s total is recorded when it changes, and only then; its margin is that to its limit, in the worse direction', async () => {
  const { world, host } = await served(9);
  await world.clock.run(hourMs);
  world.alpha.setResource('lon-fra', { latency: { azNs: 4_000_000, zaNs: 4_500_000 } });
  await world.clock.run(hourMs);
  // What it does not use, and what says nothing new, is none of its matter.
  world.alpha.setResource('lon-par', symmetric(3));
  world.alpha.setResource('lon-fra', {});
  for (const carrier of world.carriers) host.resynchronise(carrier.id);
  await world.clock.run(hourMs);
  expect(await steps(host)).toEqual([
    ['in-service', 7_075_000],
    ['changed', 7_575_000],
  ]);
  expect(await host.margins()).toMatchObject([
    { order: { id: 'ORD-1' }, state: 'carrying', totalNs: 7_575_000, marginNs: 1_425_000, isLow: false, overForMs: 0, overMs: 0 },
  ]);
});

test('N13: what the operator enters counts too, a default as well; what is not known any more is not assumed', async () => {
  const { world, host } = await served(9);
  const subject = { kind: 'resource', id: 'beta/fra-vie' } as const;
  await host.enterReading({ subject, azNs: 3_100_000, zaNs: 3_100_000, provenance: 'operator', readAtMs: world.clock.now() });
  await host.enterDefault({ scope: 'site-interconnect', scopeId: 'FRA', ns: 10_000 });
  await world.clock.run(1_000);
  world.alpha.setResource('lon-fra', { latency: null });
  await world.clock.run(1_000);
  expect((await steps(host)).slice(1)).toEqual([
    ['changed', 7_175_000],
    ['changed', 7_180_000],
    ['changed', 'unknown'],
  ]);
  const [margin] = await host.margins();
  expect(margin).toMatchObject({ state: 'unknown', totalNs: null, marginNs: null });
  const { inServiceMs, withinMs, unknownMs, downMs } = await complianceOf(host);
  expect(unknownMs).toBe(1_000);
  expect(withinMs + unknownMs).toBe(inServiceMs);
  expect(downMs).toBe(0);
});

test('N13: over its limit and nowhere to go, an order is over for as long as that lasts, and not down', async () => {
  const { world, host } = await served(7.5);
  world.alpha.setResource('lon-fra', symmetric(4.6));
  await world.clock.run(hourMs);
  expect(await stateOf(host)).toBe('impaired');
  expect(await host.margins()).toMatchObject([{ totalNs: 7_675_000, marginNs: -175_000, overForMs: hourMs, overMs: hourMs }]);
  world.alpha.setResource('lon-fra', symmetric(4));
  await world.clock.run(hourMs);
  expect(await stateOf(host)).toBe('active');
  expect(await host.margins()).toMatchObject([{ marginNs: 425_000, overForMs: 0, overMs: hourMs }]);
  expect(await complianceOf(host)).toMatchObject({
    ...{ overMs: hourMs, downMs: 0, availability: 1, worstNs: 7_675_000, leastMarginNs: -175_000 },
    ...{ impairments: 1, restorations: [], moves: 0 },
  });
});

test('N13: a cut takes the order down until it is restored; the report tells for how long', async () => {
  const { world, host } = await served(9);
  const fromMs = world.clock.now();
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(2_000);
  expect(await resourcesOf(host)).toContain('alpha/lon-par');
  const compliance = await complianceOf(host, fromMs);
  const { restorations, downMs, inServiceMs, availability } = compliance;
  expect(compliance).toMatchObject({ impairments: 1, moves: 0, worstNs: 8_075_000, overMs: 0 });
  expect(restorations).toHaveLength(1);
  expect(restorations[0]?.durationMs).toBeGreaterThan(100);
  // It is down from the notice on, which is when it is impaired.
  expect(restorations[0]).toMatchObject({ outageMs: downMs, durationMs: downMs });
  expect(availability).toBe((inServiceMs - downMs) / inServiceMs);
  expect(inServiceMs).toBe(world.clock.now() - fromMs);
});

test('N13: a degraded circuit carries; of two things that hit an order at once the one that is mended leaves it down', async () => {
  const { world, host } = await served(7.5);
  world.alpha.setResource('lon-fra', { condition: 'degraded' });
  await world.clock.run(1_000);
  expect(await steps(host)).toEqual([
    ['in-service', 7_075_000],
    ['impaired', 7_075_000],
  ]);
  world.alpha.setResource('lon-fra', { condition: 'down' });
  world.beta.setResource('fra-vie', { condition: 'down' });
  await world.clock.run(1_000);
  world.alpha.setResource('lon-fra', { condition: 'up' });
  await world.clock.run(1_000);
  world.beta.setResource('fra-vie', { condition: 'up' });
  await world.clock.run(1_000);
  expect((await steps(host)).slice(2)).toEqual([
    ['changed', 'down'],
    ['changed', 7_075_000],
    ['cleared', 7_075_000],
  ]);
  const { downMs, impairments } = await complianceOf(host);
  expect([impairments, downMs]).toEqual([1, 2_000]);
});

test('N13: a service that its carrier lost carries nothing, although the network shows nothing wrong', async () => {
  const { world, host } = await served(7.5);
  const [uuid = ''] = world.alpha.services.keys();
  world.alpha.services.delete(uuid);
  host.resynchronise('alpha');
  await world.clock.run(50);
  expect(await steps(host)).toEqual([
    ['in-service', 7_075_000],
    ['impaired', 'down'],
  ]);
});

test.each([
  ['in place: it is not interrupted', 'yes', false],
  ['to what must be made where the old one is: it is down in between', 'no', true],
] as const)('N13: an order that moves %s', async (_, reroutes, isInterrupted) => {
  const { world, host } = await served(9, (made) => {
    made.addParallelCircuit();
  });
  world.alpha.behaviour.reroutes = reroutes;
  const ann = { by: 'Ann', reason: 'splicing' };
  await host.lockOut({ kind: 'resource', id: 'alpha/lon-fra' }, ann);
  const fromMs = world.clock.now();
  await host.forceMove('ORD-1', null, ann);
  const interruptedMs = await interruptedFor(world, 2_000);
  expect(await resourcesOf(host)).toEqual(['alpha/lon-fra-2', 'beta/fra-vie']);
  const { downMs, moves, impairments, restorations } = await complianceOf(host, fromMs);
  expect([moves, impairments, restorations]).toEqual([1, 0, []]);
  expect([interruptedMs > 0, downMs > 0]).toEqual([isInterrupted, isInterrupted]);
  // From when it was broken until it was read back: a little more than its traffic lacked.
  expect(downMs).toBeGreaterThanOrEqual(interruptedMs);
  expect(downMs).toBeLessThan(interruptedMs + 100);
});

test('N13: a margin that falls below its share is warned of once for each fall, before the limit is reached', async () => {
  const { world, host } = await served(8);
  const rises = async (ms: number) => {
    world.alpha.setResource('lon-fra', symmetric(ms));
    await world.clock.run(1_000);
  };
  await rises(4.5);
  expect(await warnings(host)).toEqual([]);
  await rises(4.6);
  await rises(4.7);
  expect(await warnings(host)).toEqual(['7.67 ms one way, limit 8.00 ms: 325.0 µs left (4.1 %)']);
  await rises(4);
  await rises(4.65);
  expect(await warnings(host)).toHaveLength(2);
  // Over the limit at once is no warning but an impairment, and what is left of a rise after it is none either.
  await rises(4);
  await rises(5.5);
  await rises(4.7);
  expect(await warnings(host)).toHaveLength(2);
  expect(await host.margins()).toMatchObject([{ isLow: true }]);
});

test('N13: an order that is cancelled is in service no more, and what it had stays in the record', async () => {
  const { world, host } = await served(9);
  const fromMs = world.clock.now();
  await world.clock.run(hourMs);
  await host.cancelOrder('ORD-1');
  await world.clock.run(hourMs);
  expect(await host.margins()).toEqual([]);
  expect(await complianceOf(host, fromMs)).toMatchObject({ inServiceMs: hourMs, withinMs: hourMs, availability: 1 });
  expect((await reportOn(host, world.clock.now() - 1_000)).orders).toEqual([]);
});

test('N13: the record goes on after a restart with what was found then', async () => {
  const started = await served(9);
  const before = await started.host.latencyRecord('ORD-1');
  await started.restart(() => {
    started.world.alpha.resources.set('lon-fra', resource('lon-fra', 'a1', 'a2', 4_100_000));
  });
  expect(await started.host.latencyRecord('ORD-1')).toMatchObject([...before, { number: 2, occasion: 'changed' }]);
  expect(await latencyRecordFaults(started.host)).toEqual([]);
});

test('N13: a clock that is put back or forward: no moment counts twice', async () => {
  const { world, host } = await served(7.5);
  const fromMs = world.clock.now();
  world.clock.jump(10 * hourMs);
  world.alpha.setResource('lon-fra', symmetric(4.6));
  await world.clock.run(1_000);
  world.clock.jump(-11 * hourMs);
  world.alpha.setResource('lon-fra', symmetric(4));
  await world.clock.run(3 * hourMs);
  const { inServiceMs, withinMs, overMs } = await complianceOf(host, fromMs);
  // Of the hours that the clock was ahead nothing is left: it has not shown them again.
  expect([inServiceMs, withinMs, overMs]).toEqual([world.clock.now() - fromMs, world.clock.now() - fromMs, 0]);
});

test('N13: a report for one order, one customer or all; a period that is none, or somebody unknown, is refused with words', async () => {
  const { world, host } = await served(9);
  const fromMs = world.clock.now();
  await host.submitOrder(orderRequest({ id: 'ORD-2', customer: 'Orrin Labs', signal: '1GE' }));
  await host.submitOrder(orderRequest({ id: 'ORD-3', customer: 'Orrin Labs', signal: '1GE', startMs: fromMs + 24 * hourMs }));
  await world.clock.run(hourMs);
  const report = await reportOn(host, fromMs);
  expect(report.orders.map(({ orderId }) => orderId)).toEqual(['ORD-1', 'ORD-2']);
  expect(report.customers.map(({ customer, orders }) => [customer, orders])).toEqual([
    ['Quay Bank', 1],
    ['Orrin Labs', 1],
  ]);
  const own = await host.complianceReport({ fromMs, toMs: null, customer: 'Orrin Labs' });
  expect(own).toMatchObject({ kind: 'drawn-up', report: { orders: [{ orderId: 'ORD-2' }] } });
  // One that is asked for by name is told of although it was never in service.
  const idle = await host.complianceReport({ fromMs, toMs: null, orderId: 'ORD-3' });
  expect(idle).toMatchObject({ kind: 'drawn-up', report: { orders: [{ orderId: 'ORD-3', inServiceMs: 0, availability: null }] } });
  for (const [question, words] of [
    [{ fromMs: 2, toMs: 1 }, /before its beginning/],
    [{ fromMs: NaN, toMs: null }, /needs a time/],
    [{ fromMs: world.clock.now() + 1, toMs: null }, /still to come/],
    [{ fromMs: 0, toMs: null, orderId: 'ORD-9' }, /there is no order ORD-9/],
    [{ fromMs: 0, toMs: null, orderId: 'ORD-1', customer: 'Orrin Labs' }, /is of Quay Bank, not of Orrin Labs/],
    [{ fromMs: 0, toMs: null, customer: 'orrin' }, /did you mean Orrin Labs\?/],
    [{ fromMs: 0, toMs: null, customer: ' ' }, /check the name/],
  ] as const) {
    expect(await host.complianceReport(question)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words) as string,
    });
  }
  // A period that goes on is counted up to now.
  const open = await reportOn(host, fromMs, fromMs + 100 * hourMs);
  expect(open.orders[0]?.inServiceMs).toBe(world.clock.now() - fromMs);
  expect(complianceText(open)).toMatch(/, counted up to /);
  expect(complianceCsv(open).split('\r\n')).toHaveLength(4);
});
