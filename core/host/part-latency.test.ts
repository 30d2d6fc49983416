import { expect, test } from 'vitest';
import type { LatencySubject } from '../model/latency';
import type { Host } from './create-host';
import { startedWorld, stateOf } from './testing/started-world';
import { orderRequest } from './testing/world';

const part: LatencySubject = { kind: 'resource', id: 'alpha/lon-fra' };
const entered = (host: Host, ms: number, readAtMs: number, provenance: 'operator' | 'measured' = 'operator') =>
  host.enterReading({ subject: part, azNs: ms * 1_000_000, zaNs: ms * 1_000_000, provenance, readAtMs }, 'Zoë');

const stepsOf = async (host: Host, subject = part) =>
  (await host.partLatency(subject, 0)).map(({ latency, provenance, isDefault }) => [latency?.azNs ?? null, provenance, isDefault]);

test('what is in force for a part is recorded step by step, with where it comes from, whether an order uses it or not', async () => {
  const started = await startedWorld();
  const { world, host } = started;
  await world.clock.run(1_000);
  const [[reportedNs] = []] = await stepsOf(host);
  await entered(host, 9, world.clock.now());
  // A weaker reading, and the same again, change nothing that is in force.
  await entered(host, 8, world.clock.now(), 'measured');
  await entered(host, 9, world.clock.now());
  for (const carrier of world.carriers) host.resynchronise(carrier.id);
  await world.clock.run(1_000);
  expect(await host.withdrawReading(part, 'operator', 'Zoë')).toMatchObject({ kind: 'entered' });
  expect(await host.withdrawReading(part, 'measured', 'Zoë')).toMatchObject({ kind: 'entered' });
  const steps = [
    [reportedNs, 'reported', false],
    [9_000_000, 'operator', false],
    [8_000_000, 'measured', false],
    [reportedNs, 'reported', false],
  ];
  expect(await stepsOf(host)).toEqual(steps);
  expect(host.network.view.latency(part)).toMatchObject({ azNs: reportedNs, provenance: 'reported' });
  await started.restart();
  await world.clock.run(1_000);
  expect(await stepsOf(started.host)).toEqual(steps);
});

test('a default is a step of what has no reading of its own', async () => {
  const { world, host } = await startedWorld();
  await world.clock.run(1_000);
  const [interconnect] = [...host.network.view.interconnects.values()];
  if (interconnect?.siteId == null) throw new Error('there is no interconnect at a site');
  const subject = { kind: 'interconnect', id: interconnect.id } as const;
  const before = await stepsOf(host, subject);
  await host.enterDefault({ scope: 'site-interconnect', scopeId: interconnect.siteId, ns: 7_000 }, 'Zoë');
  await host.enterDefault({ scope: 'site-interconnect', scopeId: interconnect.siteId, ns: 7_000 }, 'Zoë');
  expect(await stepsOf(host, subject)).toEqual([...before, [7_000, 'operator', true]]);
  await host.withdrawDefault({ scope: 'site-interconnect', scopeId: interconnect.siteId }, 'Zoë');
  expect(await stepsOf(host, subject)).toEqual([...before, [7_000, 'operator', true], [null, null, false]]);
});

test('what was not entered cannot be withdrawn, and it is said what is there', async () => {
  const { world, host } = await startedWorld();
  await world.clock.run(1_000);
  const outcome = await host.withdrawReading(part, 'operator', 'Zoë');
  expect(outcome).toMatchObject({ kind: 'refused' });
  expect(outcome.kind === 'refused' && outcome.message).toMatch(
    /has no operator latency that could be withdrawn: it has readings of reported/,
  );
});

test('an order’s latency over time names what changed on its way; the withdrawal is one of the changes', async () => {
  const { world, host } = await startedWorld();
  await host.submitOrder(orderRequest({ limit: { oneWayNs: 20_000_000, enteredAs: 'one-way' } }));
  await world.clock.run(1_000);
  expect(await stateOf(host)).toBe('active');
  const fromMs = world.clock.now();
  await world.clock.run(60_000);
  await entered(host, 9, world.clock.now());
  await world.clock.run(60_000);
  await host.withdrawReading(part, 'operator', 'Zoë');
  await world.clock.run(60_000);
  const shown = await host.orderLatency('ORD-1', fromMs);
  expect(shown?.spells.map(({ state, occasion }) => [state, occasion])).toEqual([
    ['carrying', null],
    ['carrying', 'changed'],
    ['carrying', 'changed'],
  ]);
  const [first, second, third] = shown?.spells.map(({ oneWayNs }) => oneWayNs ?? 0) ?? [];
  expect(second).toBeGreaterThan(first ?? 0);
  expect(third).toBe(first);
  const own = shown?.parts.find(({ subject }) => subject.id === part.id);
  expect(own?.steps.map(({ provenance }) => provenance)).toEqual(['reported', 'operator', 'reported']);
  const [trace] = await host.traces(['ORD-1', 'unknown'], fromMs);
  expect(trace?.points.map(({ oneWayNs }) => oneWayNs)).toEqual([first, second, third]);
});

test('an incident tells each order’s outage, what it had before and after, and what was done', async () => {
  const { world, host } = await startedWorld();
  await host.submitOrder(orderRequest({ limit: { oneWayNs: 20_000_000, enteredAs: 'one-way' } }));
  await world.clock.run(1_000);
  world.alpha.setResource('lon-fra', { condition: 'down' });
  await world.clock.run(60_000);
  const { impairments } = await host.impairments();
  const [impairment] = impairments;
  if (!impairment) throw new Error('nothing is impaired');
  await host.handleImpairment(impairment.id, { kind: 'acknowledge' }, 'Zoë');
  const report = await host.incident([impairment.id]);
  expect(report.impairments).toMatchObject([{ id: impairment.id, handling: { acknowledgedBy: 'Zoë' } }]);
  const [hit] = report.hits;
  expect(hit).toMatchObject({ order: { id: 'ORD-1' }, hit: { outcome: 'restored' }, isStillDown: false });
  expect(hit?.outageMs).toBeGreaterThan(0);
  expect(hit?.afterNs).toBeGreaterThan(hit?.beforeNs ?? Infinity);
  const events = report.records.map(({ event }) => event);
  expect(events).toEqual(expect.arrayContaining(['impairment.raised', 'order.impaired', 'order.active', 'impairment.acknowledged']));
});
