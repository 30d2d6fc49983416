import { describe, expect, test } from 'vitest';
import { identifyRoute } from '../identification/identify-route';
import { changed, order, purpose } from '../identification/testing/two-carriers';
import type { Connection } from '../model/connection';
import type { Condition } from '../model/network';
import { reading } from '../network/testing/plain-network';
import { subjectsOf } from '../network/routes-in-use';
import { examine } from './examine';

/** Over alpha/near, a~b and beta/east, from alpha/c1 to beta/c1: 245 ns. */
function connection(network = changed({})): Connection {
  const found = identifyRoute(network, order(), purpose());
  if (found.kind !== 'route') throw new Error(found.decision.summary);
  return { id: 'K', orderId: 'O', state: 'active', route: found.route, createdAtMs: 1 };
}

const findings = (change: Parameters<typeof changed>[0], limitNs = 940, served = connection()) =>
  examine(changed(change).view, order({ limit: { oneWayNs: limitNs, enteredAs: 'one-way' } }), served);
const blamed = (change: Parameters<typeof changed>[0]) =>
  findings(change).map(({ subject, cause }) => `${subject.kind} ${subject.id} ${cause}`);
const broken = (condition: Condition, conditionText = '') => ({ condition, conditionText });

test('a connection stands on its nodes, resources, interconnects and on every port on the way', () => {
  expect(subjectsOf(changed({}).view, connection().route).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    ...[
      'node alpha/lon',
      'resource alpha/near',
      'node alpha/par',
      'interconnect a~b',
      'node beta/par',
      'resource beta/east',
      'node beta/vie',
    ],
    ...['port alpha/c1', 'port alpha/par-x', 'port beta/par-x', 'port beta/c1'],
  ]);
});

describe('what is broken is blamed itself', () => {
  test.each(['down', 'degraded', 'withdrawn'] as const)('a resource that is %s', (condition) => {
    expect(blamed({ resources: { 'alpha/near': broken(condition) } })).toEqual([`resource alpha/near ${condition}`]);
  });

  test('a node, not the resources, interconnects and ports at it', () => {
    expect(blamed({ nodes: { 'alpha/par': broken('down') } })).toEqual(['node alpha/par down']);
  });

  test('a port, not its interconnect', () => {
    expect(blamed({ ports: { 'beta/par-x': broken('down') } })).toEqual(['port beta/par-x down']);
    expect(blamed({ ports: { 'alpha/c1': broken('degraded') } })).toEqual(['port alpha/c1 degraded']);
  });

  test('an interconnect that is no more', () => {
    expect(blamed({ interconnects: { 'a~b': null } })).toEqual(['interconnect a~b withdrawn']);
  });

  test('by its own condition, however much worse that of its node is', () => {
    const change = { nodes: { 'alpha/par': broken('down', 'power') }, resources: { 'alpha/near': broken('degraded', 'errors') } };
    expect(findings(change).map(({ subject, text }) => [subject.id, text])).toEqual([
      ['alpha/near', 'alpha/near is degraded: errors'],
      ['alpha/par', 'alpha/par is down: power'],
    ]);
    expect(findings(change).map(({ cause }) => cause)).toEqual(['degraded', 'down']);
  });

  test('in the carrier’s words where it has any', () => {
    expect(findings({ resources: { 'alpha/near': broken('down', 'LOS') } })[0]?.text).toBe('alpha/near is down: LOS');
    expect(findings({ resources: { 'alpha/near': broken('down') } })[0]?.text).toBe('alpha/near is down');
  });

  test('all of it, and nothing that the connection does not stand on', () => {
    expect(blamed({ resources: { 'alpha/near': broken('down'), 'beta/east': broken('degraded'), 'alpha/far': broken('down') } })).toEqual([
      'resource alpha/near down',
      'resource beta/east degraded',
    ]);
    expect(blamed({ resources: { 'alpha/far': broken('down') }, ports: { 'alpha/c2': broken('down') } })).toEqual([]);
  });
});

describe('a latency that rose', () => {
  const rise = (id: string, azNs: number, zaNs = azNs) => ({ readings: [reading('resource', id, 0, 'measured', { azNs, zaNs })] });

  test('over the limit is blamed on what rose, with both figures; up to the limit it is no matter', () => {
    expect(findings(rise('beta/east', 1100), 1245)).toEqual([]);
    expect(findings(rise('beta/east', 2_000_100), 1245)).toEqual([
      {
        subject: { kind: 'resource', id: 'beta/east' },
        cause: 'slower',
        text: 'beta/east rose from 0.1 µs to 2.00 ms: 2.00 ms one way, limit 1.2 µs',
      },
    ]);
  });

  test('is blamed on the one that rose most', () => {
    const readings = [reading('resource', 'alpha/near', 300, 'measured'), reading('resource', 'beta/east', 400, 'measured')];
    expect(findings({ readings }, 500)[0]?.subject.id).toBe('beta/east');
    expect(findings({ readings: [...readings, reading('node', 'alpha/par', 900, 'measured')] }, 500)[0]?.subject).toEqual({
      kind: 'node',
      id: 'alpha/par',
    });
  });

  test('counts in the direction that is over the limit, though another rose more in the other', () => {
    // Before: 100 there and 10 back on the one, 10 and 100 on the other.
    const uneven = [
      reading('resource', 'alpha/near', 0, 'measured', { azNs: 100, zaNs: 10 }),
      reading('resource', 'beta/east', 0, 'measured', { azNs: 10, zaNs: 100 }),
    ];
    const served = connection(changed({ readings: uneven }));
    expect(served.route).toMatchObject({ azNs: 155, zaNs: 155 });
    const slowerBack = [reading('resource', 'alpha/near', 0, 'measured', { azNs: 100, zaNs: 90 }), ...uneven.slice(1)];
    const [finding] = findings({ readings: slowerBack }, 200, served);
    expect(finding?.subject).toEqual({ kind: 'resource', id: 'alpha/near' });
    expect(finding?.text).toBe('alpha/near rose from 0.0 µs to 0.1 µs: 0.2 µs one way, limit 0.2 µs');
  });

  test('that is not known any more leaves the connection with what was known last', () => {
    const network = changed({});
    network.view.removeReading({ kind: 'resource', id: 'beta/east' }, 'reported');
    expect(examine(network.view, order(), connection())).toEqual([]);
  });

  test('is not looked for while something is broken', () => {
    expect(findings({ ...rise('beta/east', 5000), resources: { 'alpha/near': broken('down') } }).map(({ cause }) => cause)).toEqual([
      'down',
    ]);
  });
});
