import { expect, test } from 'vitest';
import { circuitRequests, lineOf, pathRequest, startedCircuits, type StartedCircuits } from '../../../core/host/testing/circuit-world';
import type { SwitchAudit } from '../../../lab/switch/audit';
import { circuitFaultsIn, type CircuitsReport } from './circuits-report';
import { compareCircuits, mostAtOnce } from './compare-circuits';

/** Five orders on five of eight circuits, and the switch's books of them. */
async function five(): Promise<{ started: StartedCircuits; audit: SwitchAudit }> {
  const started = await startedCircuits();
  const { host, world } = started;
  await host.addPath(pathRequest(), 'ops');
  await world.clock.run(100);
  await host.orderCircuits(circuitRequests(1, 5), 'ops');
  await world.clock.run(100);
  const connections = (await host.circuitOrders({ states: ['active'] })).map(({ vci, line }) => ({
    vpi: 3,
    vci: vci ?? 0,
    line,
    state: 'IS' as const,
  }));
  expect(connections).toHaveLength(5);
  const audit: SwitchAudit = {
    ...{ switch: 'NYC', circuits: { 3: [{ first: 32, last: 39 }] }, crossConnections: connections },
    ...{ bulkCommands: [], mostAtOnce: { 3: 1 }, alarms: [], hostKey: '', sessions: 1 },
  };
  return { started, audit };
}

const first = (audit: SwitchAudit) => audit.crossConnections.slice(0, 1);
const rest = (audit: SwitchAudit) => audit.crossConnections.slice(1);

test.each<[string, (audit: SwitchAudit) => Partial<SwitchAudit>, [number, number]]>([
  ['what is as the store says', () => ({}), [0, 0]],
  ['a cross-connection that is gone', (audit) => ({ crossConnections: rest(audit) }), [0, 1]],
  [
    'a cross-connection that is out of service',
    (audit) => ({ crossConnections: [...first(audit).map((each) => ({ ...each, state: 'OOS' as const })), ...rest(audit)] }),
    [0, 1],
  ],
  [
    'a cross-connection to another line: what is there is nobody’s, and what is to be there is not',
    (audit) => ({ crossConnections: [...first(audit).map((each) => ({ ...each, line: lineOf(40) })), ...rest(audit)] }),
    [1, 1],
  ],
  [
    'a cross-connection without an order',
    (audit) => ({ crossConnections: [...audit.crossConnections, { vpi: 3, vci: 38, line: lineOf(40), state: 'IS' }] }),
    [1, 0],
  ],
  [
    'a cross-connection of another path',
    (audit) => ({ crossConnections: [...audit.crossConnections, { vpi: 7, vci: 38, line: lineOf(40), state: 'IS' }] }),
    [0, 0],
  ],
  ['circuits that count as created and are not there', () => ({ circuits: { 3: [{ first: 32, last: 37 }] } }), [0, 1]],
  ['circuits that are there and count for nothing', () => ({ circuits: { 3: [{ first: 32, last: 45 }] } }), [0, 1]],
])('%s', async (_, change, [duplicates, lost]) => {
  const { started, audit } = await five();
  const comparison = await compareCircuits(started.host, [{ switchId: 'NYC', audit: { ...audit, ...change(audit) } }], ['C-1']);
  expect(comparison).toMatchObject({ duplicates, lost, mostPending: 1, mostUnderWay: 1 });
  expect(comparison.faults).toHaveLength(duplicates + lost);
});

test('what the switch uses for something else is no fault; what was left behind of a released order is one', async () => {
  const { started, audit } = await five();
  const { host, world } = started;
  const [order] = await host.circuitOrders({ states: ['active'] });
  await host.releaseCircuits([order?.id ?? ''], 'ops');
  await world.clock.run(120_000);
  const compared = async (line: SwitchAudit['crossConnections'][number]['line']) => {
    world.newYork.connections.set('3/32', { vpi: 3, vci: 32, line });
    host.compareSwitch('NYC');
    await world.clock.run(100);
    expect((await host.virtualPath('VP-1'))?.circuits.filter(({ state }) => state === 'foreign')).toHaveLength(1);
    const crossConnections = [{ vpi: 3, vci: 32, line, state: 'IS' as const }, ...rest(audit)];
    const now = { ...audit, crossConnections, circuits: { 3: world.newYork.held.get(3) ?? [] } };
    const { duplicates, lost } = await compareCircuits(host, [{ switchId: 'NYC', audit: now }], []);
    return [duplicates, lost];
  };
  expect(await compared(lineOf(40))).toEqual([0, 0]);
  expect(await compared(order?.line ?? lineOf(40))).toEqual([1, 0]);
});

test('an order that was taken and is not known is lost', async () => {
  const { started, audit } = await five();
  const { lost, faults } = await compareCircuits(started.host, [{ switchId: 'NYC', audit }], ['C-1', 'C-9']);
  expect([lost, faults]).toEqual([1, ['order C-9 was taken, and the store does not know it']]);
});

test('V6: requests count as pending at once from the beginning of one to the end of the other', () => {
  const request = (startMs: number, endMs: number | null) => ({ startMs, endMs });
  expect(mostAtOnce([])).toBe(0);
  expect(mostAtOnce([request(20, 30), request(10, 20), request(0, 10)])).toBe(1);
  expect(mostAtOnce([request(20, 30), request(10, 21), request(0, 10)])).toBe(2);
  expect(mostAtOnce([request(50, 60), request(20, null)])).toBe(2);
  expect(mostAtOnce([request(7, 9), request(6, 9), request(5, 9)])).toBe(3);
});

test('the report names what is not as it must be', () => {
  const good: CircuitsReport = {
    ...{
      switches: 2,
      paths: 8,
      ordered: 10,
      refused: 3,
      active: 6,
      waiting: 2,
      released: 1,
      failed: 1,
      otherwise: 0,
      duplicates: 0,
      lost: 0,
    },
    ...{ bulkRequests: 9, resubmitted: 2, unsuccessful: 2, timedOut: 1, concurrentBulkPerPath: 1, foreign: 0, joinedAgain: 0 },
  };
  expect(circuitFaultsIn(good)).toEqual([]);
  for (const wrong of [
    { duplicates: 1 },
    { lost: 1 },
    { concurrentBulkPerPath: 2 },
    { concurrentBulkPerPath: 0 },
    { ordered: 11 },
  ] as const) {
    expect(circuitFaultsIn({ ...good, ...wrong })).toHaveLength(1);
  }
  expect(circuitFaultsIn({ ...good, otherwise: 1, active: 5 })).toHaveLength(2);
});
