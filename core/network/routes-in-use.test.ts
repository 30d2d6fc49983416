import { describe, expect, test } from 'vitest';
import type { Decision } from '../model/decision';
import type { Route } from '../model/route';
import { RoutesInUse } from './routes-in-use';
import { interconnect } from './testing/plain-network';

const known = { interconnects: new Map([['a~b', interconnect('alpha/x', 'beta/x', { id: 'a~b' })]]) };

const route = (...ids: readonly string[]): Route => ({
  aPortId: 'alpha/c1',
  zPortId: 'beta/c1',
  hops: ids.map((id) => ({ kind: id.includes('~') ? 'interconnect' : 'resource', id, azNs: 1, zaNs: 1 })),
  azNs: 1,
  zaNs: 1,
  price: 1,
});
const idsOf = (routes: RoutesInUse, orderId: string) => routes.ofOrder(orderId).map((hops) => hops.map(({ id }) => id));
const decision = (outcome: Decision['outcome'], ...ids: readonly string[]): Decision => ({
  ...{ orderId: 'O', atMs: 1, occasion: 'provisioning', outcome, summary: '', limitNs: 1, bestAchievableNs: 1 },
  candidates: [{ hops: ids.map((id) => ({ kind: 'resource', id })), oneWayNs: 1, price: 1, isChosen: true, reasons: [] }],
});

describe('the routes that orders have', () => {
  test('are found by anything that they stand on, the ports of interconnects and the ends too', () => {
    const routes = new RoutesInUse();
    routes.put(known, { id: 'K', orderId: 'O', route: route('alpha/near', 'a~b') });
    for (const subject of [
      { kind: 'resource', id: 'alpha/near' },
      { kind: 'interconnect', id: 'a~b' },
      { kind: 'port', id: 'beta/x' },
      { kind: 'port', id: 'alpha/c1' },
    ] as const) {
      expect(routes.ordersUsing([subject])).toEqual(['O']);
    }
    expect(routes.ordersUsing([{ kind: 'resource', id: 'alpha/far' }])).toEqual([]);
    expect(routes.ordersUsing([{ kind: 'node', id: 'alpha/near' }])).toEqual([]);
  });

  test('are two while an order moves, and one again afterwards', () => {
    const routes = new RoutesInUse();
    routes.put(known, { id: 'K', orderId: 'O', route: route('alpha/near') });
    routes.put(known, { id: 'L', orderId: 'O', route: route('alpha/far') });
    expect(idsOf(routes, 'O')).toEqual([['alpha/near'], ['alpha/far']]);
    expect(routes.ordersUsing([{ kind: 'port', id: 'alpha/c1' }])).toEqual(['O']);
    routes.remove('K');
    expect(idsOf(routes, 'O')).toEqual([['alpha/far']]);
    expect(routes.ordersUsing([{ kind: 'resource', id: 'alpha/near' }])).toEqual([]);
  });

  test('change when a carrier takes another one; what is not known changes nothing', () => {
    const routes = new RoutesInUse();
    routes.put(known, { id: 'K', orderId: 'O', route: route('alpha/near') });
    routes.reroute(known, 'K', route('alpha/far'));
    routes.reroute(known, 'Z', route('alpha/near'));
    routes.remove('Z');
    expect(idsOf(routes, 'O')).toEqual([['alpha/far']]);
    expect(routes.ordersUsing([{ kind: 'resource', id: 'alpha/near' }])).toEqual([]);
  });

  test('are those too that an order plans while it waits, until its next decision', () => {
    const routes = new RoutesInUse();
    routes.putPlanned(decision('waits', 'alpha/near'));
    expect(idsOf(routes, 'O')).toEqual([['alpha/near']]);
    // It has none yet, so nothing can hit it.
    expect(routes.ordersUsing([{ kind: 'resource', id: 'alpha/near' }])).toEqual([]);
    routes.putPlanned(decision('chosen', 'alpha/far'));
    expect(idsOf(routes, 'O')).toEqual([]);
  });

  test('of a copy do not follow', () => {
    const routes = new RoutesInUse();
    routes.put(known, { id: 'K', orderId: 'O', route: route('alpha/near') });
    const copy = routes.copy();
    routes.remove('K');
    expect(idsOf(copy, 'O')).toEqual([['alpha/near']]);
    expect(copy.ordersUsing([{ kind: 'resource', id: 'alpha/near' }])).toEqual(['O']);
  });
});
