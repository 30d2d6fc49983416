import { describe, expect, test } from 'vitest';
import type { CandidateReasonKind } from '../model/decision';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import { linkState, reading } from '../network/testing/plain-network';
import { identifyRoute } from './identify-route';
import { qualifyRoute } from './qualify-route';
import type { Purpose } from './question';
import { changed, order, purpose, refusal, segment } from './testing/two-carriers';

/** Over alpha/near, a~b and beta/east, from alpha/c1 to beta/c1: 245 ns. */
function former(): Route {
  const found = identifyRoute(changed({}), order(), purpose());
  if (found.kind !== 'route') throw new Error(found.decision.summary);
  return found.route;
}
const qualify = (network: Network, asking: Partial<Order> = {}, asked: Partial<Purpose> = {}) =>
  qualifyRoute(network, order(asking), former(), purpose(asked));

test('a route that still could be taken holds, and is totalled as it is now', () => {
  expect(qualify(changed({}))).toEqual({ kind: 'holds', route: former() });
  const slower = changed({ readings: [reading('resource', 'alpha/near', 0, 'operator', { azNs: 150, zaNs: 170 })] });
  expect(qualify(slower)).toMatchObject({ kind: 'holds', route: { azNs: 295, zaNs: 315 } });
});

describe('a route holds no longer', () => {
  const down = { condition: 'down', conditionText: 'LOS' } as const;
  test.each<[string, Network, Partial<Order>, CandidateReasonKind, string]>([
    ['when a resource is down', changed({ resources: { 'alpha/near': down } }), {}, 'state', 'alpha/near is down: LOS'],
    ['when a node is down', changed({ nodes: { 'beta/par': down } }), {}, 'state', 'beta/par is down: LOS'],
    ['when an end is down', changed({ ports: { 'alpha/c1': down } }), {}, 'port', "the order's own end, port alpha/c1, is down: LOS"],
    [
      'when a part is not known any more',
      changed({ interconnects: { 'a~b': null } }),
      {},
      'state',
      'interconnect a~b is not known any more',
    ],
    [
      'when its parts no longer join',
      changed({ resources: { 'alpha/near': { zNodeId: 'beta/vie' } } }),
      {},
      'state',
      'its parts no longer join: a carrier has redrawn them',
    ],
    [
      'when others took the slots',
      changed({ bookings: { slots: [{ resourceId: 'beta/east', segmentId: 'T', slots: 9 }] } }),
      {},
      'capacity',
      'beta/east: 7 of 16 slots are free, 8 are needed',
    ],
    [
      'when others took an interconnect',
      changed({ bookings: { ports: [{ portId: 'beta/par-x', orderId: 'X', segmentId: 'T' }] } }),
      {},
      'port',
      'interconnect a~b: its ports are taken',
    ],
    [
      'when others took an end',
      changed({ bookings: { ports: [{ portId: 'beta/c1', orderId: 'X', segmentId: null }] } }),
      {},
      'port',
      'port beta/c1 is taken',
    ],
    [
      'when it is over the limit now',
      changed({}),
      { limit: { oneWayNs: 244, enteredAs: 'one-way' } },
      'latency',
      '0.2 µs one way, 0.0 µs over the limit',
    ],
    [
      'when a latency is not good enough',
      changed({}),
      { minimumProvenance: 'measured' },
      'provenance',
      'alpha/near is reported; the order asks for measured or better',
    ],
    [
      'when it is its carrier’s own now',
      changed({ resources: { 'beta/east': { isDedicated: false } } }),
      {},
      'not-eligible',
      "beta/east is beta's own",
    ],
    [
      'when a link is down',
      changed({ linkStates: ['alpha', 'beta', 'gamma', 'delta'].map((id) => linkState(id, { isUp: id !== 'beta' })) }),
      {},
      'stale',
      'is known from a link that is down',
    ],
  ])('%s', (_, network, asking, kind, text) => {
    const judged = qualify(network, asking);
    expect(judged.kind).toBe('fails');
    expect(judged.kind === 'fails' && judged.reasons).toContainEqual({ kind, text: expect.stringContaining(text) as string });
  });

  test('when something on it is kept from new routes', () => {
    const network = changed({});
    network.view.putHoldOut({ subject: { kind: 'site', id: 'PAR' }, cause: 'locked-out', text: 'works', sinceMs: 1, untilMs: null });
    network.graph.touchHoldOut({ kind: 'site', id: 'PAR' });
    network.graph.settle();
    expect(qualify(network)).toMatchObject({
      kind: 'fails',
      reasons: expect.arrayContaining([expect.objectContaining({ kind: 'held-out' })]) as unknown,
    });
  });

  test('when a carrier has refused a part of it', () => {
    expect(qualify(changed({}), {}, { refusals: [refusal()] })).toEqual({
      kind: 'fails',
      reasons: [{ kind: 'refused-by-carrier', text: 'alpha refused: no' }],
    });
    const named = refusal({ message: 'alpha/near has no capacity left' });
    expect(qualify(changed({}), {}, { refusals: [named] }).kind).toBe('fails');
  });
});

test('what the order holds itself is free to it', () => {
  const network = changed({
    bookings: {
      slots: [{ resourceId: 'alpha/near', segmentId: 'S', slots: 9 }],
      ports: [{ portId: 'alpha/c1', orderId: 'O', segmentId: null }],
    },
  });
  expect(qualify(network).kind).toBe('fails');
  expect(qualify(network, {}, { ownSegments: [segment()] }).kind).toBe('holds');
});
