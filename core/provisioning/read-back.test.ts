import { describe, expect, test } from 'vitest';
import type { ReportedService } from '../carriers/carrier-link';
import { identifyRoute } from '../identification/identify-route';
import { changed, order, purpose, segment } from '../identification/testing/two-carriers';
import type { Segment } from '../model/connection';
import { uuidOf } from '../model/network';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import { reading } from '../network/testing/plain-network';
import { planSegments } from './plan-segments';
import { readBack } from './read-back';

/** What was planned over the network: over alpha/near and beta/east. */
function planned(network: Network): { readonly route: Route; readonly segments: readonly Segment[] } {
  const found = identifyRoute(network, order(), purpose());
  if (found.kind !== 'route') throw new Error(found.decision.summary);
  const segments = planSegments(found.route, network.view).map((plan, ordinal) => segment({ ...plan, id: `S${ordinal}`, ordinal }));
  return { route: found.route, segments };
}

/** What carriers say that they realised: as they were asked, but for what a test says, by segment. */
function realised(
  segments: readonly Segment[],
  routes: Readonly<Record<string, readonly string[] | null>> = {},
): ReadonlyMap<string, ReportedService> {
  return new Map(
    segments.map((asked) => {
      const route = routes[asked.id];
      const { id, aPortId, zPortId, slots, resourceIds } = asked;
      const ends = { aPortUuid: uuidOf(aPortId), zPortUuid: uuidOf(zPortId) };
      return [id, { uuid: id, name: 'O', ...ends, slots, state: 'up', route: route === undefined ? resourceIds.map(uuidOf) : route }];
    }),
  );
}

const judge = (now: Network, routes: Parameters<typeof realised>[1] = {}, limitNs = 940, before = changed({})) => {
  const { route, segments } = planned(before);
  return readBack(now.view, order({ limit: { oneWayNs: limitNs, enteredAs: 'one-way' } }), route, segments, realised(segments, routes));
};

describe('what carriers realised', () => {
  test('as they were asked is the route that was planned', () => {
    expect(judge(changed({}))).toEqual({ kind: 'meets', route: planned(changed({})).route, drifted: [] });
  });

  test('otherwise than asked, but within the limit, is entered as it is: hops, totals, price', () => {
    const result = judge(changed({}), { S0: ['far'] });
    expect(result).toMatchObject({
      kind: 'meets',
      route: { azNs: 445, zaNs: 445, price: 8 * 200 },
      drifted: [{ segment: { id: 'S0' }, resourceIds: ['alpha/far'] }],
    });
    expect(result.kind === 'meets' && result.route.hops.map(({ id }) => id)).toEqual([
      ...['alpha/lon', 'alpha/far', 'alpha/par', 'a~b', 'beta/par', 'beta/east', 'beta/vie'],
    ]);
  });

  test('is totalled by the latencies of this moment; the limit itself is met, one more is over', () => {
    const slower = changed({ readings: [reading('resource', 'alpha/near', 130, 'measured')] });
    expect(judge(slower, {}, 275)).toMatchObject({ kind: 'meets', route: { azNs: 275 } });
    expect(judge(slower, {}, 274)).toMatchObject({ kind: 'over-limit', route: { azNs: 275, zaNs: 275 } });
  });

  test('counts a resource that is drawn against the route in its other direction', () => {
    // alpha/far is drawn from Paris to London.
    const oneWay = changed({ readings: [reading('resource', 'alpha/far', 0, 'operator', { azNs: 100, zaNs: 400 })] });
    expect(judge(oneWay, { S0: ['far'] })).toMatchObject({ kind: 'meets', route: { azNs: 545, zaNs: 245 } });
    expect(judge(oneWay, { S0: ['far'] }, 544).kind).toBe('over-limit');
  });
});

test.each<[string, string, Network, Parameters<typeof realised>[1]]>([
  ['does not say', 'alpha does not say which route it realised', changed({}), { S0: null }],
  ['uses what it does not list', 'alpha realised a route over alpha/tunnel, which it does not list', changed({}), { S0: ['tunnel'] }],
  ['does not hang together', 'alpha realised a route that alpha/far does not continue', anotherNode(), { S0: ['spur', 'far'] }],
  ['ends elsewhere', 'alpha realised a route that does not end at alpha/par-x', anotherNode(), { S0: ['spur'] }],
  ['is empty', 'alpha realised a route that does not end at alpha/par-x', changed({}), { S0: [] }],
  ['is over something unknown', 'the latency of resource alpha/spur is not known', anotherNode({ readings: [] }), { S0: ['spur'] }],
  [
    'is over something that is down',
    'alpha/far is down: LOS',
    changed({ resources: { 'alpha/far': { condition: 'down', conditionText: 'LOS' } } }),
    { S0: ['far'] },
  ],
  [
    'stands on a node that is down',
    'alpha/near is down: alpha/par is down',
    changed({ nodes: { 'alpha/par': { condition: 'down' } } }),
    {},
  ],
  [
    'ends on a port that is down',
    'beta/c1 is degraded: dirty',
    changed({ ports: { 'beta/c1': { condition: 'degraded', conditionText: 'dirty' } } }),
    {},
  ],
  [
    'crosses a port that is down',
    'interconnect a~b is down: beta/par-x is down: cut',
    changed({ ports: { 'beta/par-x': { condition: 'down', conditionText: 'cut' } } }),
    {},
  ],
  [
    'crosses what is gone',
    'the latency of interconnect a~b is not known any more',
    changed({ interconnects: { 'a~b': null }, readings: [] }),
    {},
  ],
])('a route that %s is not used, in words', (_, message, network, routes) => {
  const gone = network.view.interconnects.has('a~b') ? network : withoutReading(network);
  const answer = judge(gone, routes);
  expect(answer.kind).toBe('unusable');
  expect(answer).toMatchObject({ message: expect.stringContaining(message) as string });
});

/** alpha has a spur from London that leads to Rome. */
function anotherNode({ readings = [reading('resource', 'alpha/spur', 10)] } = {}): Network {
  const network = changed({ readings });
  const { view, graph } = network;
  const [lon, near] = [view.nodes.get('alpha/lon'), view.resources.get('alpha/near')];
  if (!lon || !near) throw new Error('the example has changed');
  view.nodes.set('alpha/rom', { ...lon, id: 'alpha/rom', name: 'alpha/rom' });
  view.resources.set('alpha/spur', { ...near, id: 'alpha/spur', name: 'alpha/spur', zNodeId: 'alpha/rom' });
  graph.reshape();
  graph.settle();
  return network;
}

function withoutReading(network: Network): Network {
  network.view.removeReading({ kind: 'interconnect', id: 'a~b' }, 'operator');
  return network;
}
