import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changed } from '../identification/testing/two-carriers';
import { carrierOf } from '../model/network';
import type { Route, RouteHop } from '../model/route';
import { carrier, interconnect, networkOf, node, port, resource } from '../network/testing/plain-network';
import { planSegments } from './plan-segments';

const hop = (kind: RouteHop['kind'], id: string, azNs: number, zaNs = azNs): RouteHop => ({ kind, id, azNs, zaNs });
const route = (aPortId: string, zPortId: string, hops: readonly RouteHop[]): Route => ({
  aPortId,
  zPortId,
  hops,
  azNs: 0,
  zaNs: 0,
  price: 0,
});

describe('a route', () => {
  const { view } = changed({});
  const there = [
    ...[hop('node', 'alpha/lon', 10), hop('resource', 'alpha/near', 100, 160), hop('node', 'alpha/par', 10)],
    hop('interconnect', 'a~b', 5),
    ...[hop('node', 'beta/par', 10), hop('resource', 'beta/east', 90, 50), hop('node', 'beta/vie', 10)],
  ];

  test('is cut at its interconnects, each part with the worse direction of its own', () => {
    expect(planSegments(route('alpha/c1', 'beta/c1', there), view)).toEqual([
      { carrierId: 'alpha', aPortId: 'alpha/c1', zPortId: 'alpha/par-x', resourceIds: ['alpha/near'], oneWayNs: 180 },
      { carrierId: 'beta', aPortId: 'beta/par-x', zPortId: 'beta/c1', resourceIds: ['beta/east'], oneWayNs: 110 },
    ]);
  });

  test('that runs against an interconnect begins the next part on its A port', () => {
    const back = planSegments(route('beta/c1', 'alpha/c1', there.toReversed()), view);
    expect(back.map(({ aPortId, zPortId }) => [aPortId, zPortId])).toEqual([
      ['beta/c1', 'beta/par-x'],
      ['alpha/par-x', 'alpha/c1'],
    ]);
  });

  test('within one node is one part without resources', () => {
    expect(planSegments(route('alpha/c1', 'alpha/c2', [hop('node', 'alpha/lon', 10)]), view)).toEqual([
      { carrierId: 'alpha', aPortId: 'alpha/c1', zPortId: 'alpha/c2', resourceIds: [], oneWayNs: 10 },
    ]);
  });

  test('over what is not known is a bug', () => {
    expect(() => planSegments(route('a', 'z', [hop('node', 'alpha/rom', 1)]), view)).toThrow(/route from a to z/);
    expect(() =>
      planSegments(route('a', 'z', [hop('node', 'alpha/lon', 1), hop('interconnect', 'x', 1), hop('node', 'beta/par', 1)]), view),
    ).toThrow('interconnect x is not known');
  });
});

test('parts cover the route’s resources in order, meet at the two ports of one interconnect, and are each of one carrier', () => {
  // A row of nodes; between two of them a resource, or an interconnect to another carrier, drawn either way.
  const step = fc.record({ isInterconnect: fc.boolean(), isReversed: fc.boolean(), azNs: fc.nat(99), zaNs: fc.nat(99) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let owner = 0;
      const at = steps.map(({ isInterconnect }, index) => `c${isInterconnect ? ++owner : owner}/n${index + 1}`);
      const nodeIds = ['c0/n0', ...at];
      const nodeAt = (index: number) => nodeIds[index] ?? '';
      const links = steps.map(({ isInterconnect, isReversed }, index) => {
        const [near, far] = [nodeAt(index), nodeAt(index + 1)];
        const ports = [port(`${carrierOf(near)}/out${index}`, near), port(`${carrierOf(far)}/in${index}`, far)];
        const [a, z] = (isReversed ? ports.toReversed() : ports).map(({ id }) => id);
        return isInterconnect
          ? { id: `x${index}`, ports, interconnects: [interconnect(a ?? '', z ?? '', { id: `x${index}` })], resources: [] }
          : {
              id: `${carrierOf(near)}/r${index}`,
              ports: [],
              interconnects: [],
              resources: [resource(`${carrierOf(near)}/r${index}`, isReversed ? far : near, isReversed ? near : far)],
            };
      });
      const { view } = networkOf({
        carriers: Array.from({ length: owner + 1 }, (_, index) => carrier(`c${index}`)),
        nodes: nodeIds.map((id) => node(id)),
        ports: links.flatMap(({ ports }) => ports),
        resources: links.flatMap(({ resources }) => resources),
        interconnects: links.flatMap(({ interconnects }) => interconnects),
      });
      const hops = nodeIds.flatMap((id, index): RouteHop[] => {
        const [before, link] = [steps[index - 1], links[index - 1]];
        return before && link
          ? [hop(before.isInterconnect ? 'interconnect' : 'resource', link.id, before.azNs, before.zaNs), hop('node', id, 7)]
          : [hop('node', id, 7)];
      });
      const parts = planSegments(route('first', 'last', hops), view);

      expect(parts.flatMap(({ resourceIds }) => resourceIds)).toEqual(hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id));
      expect(parts.map(({ carrierId }) => carrierId)).toEqual(Array.from({ length: owner + 1 }, (_, index) => `c${index}`));
      for (const { carrierId, resourceIds } of parts) for (const id of resourceIds) expect(carrierOf(id)).toBe(carrierId);
      const crossed = steps.flatMap(({ isInterconnect }, index) => (isInterconnect ? [links[index]?.ports.map(({ id }) => id)] : []));
      expect([parts[0]?.aPortId, parts.at(-1)?.zPortId]).toEqual(['first', 'last']);
      expect(parts.slice(1).map((part, index) => [parts[index]?.zPortId, part.aPortId])).toEqual(crossed);
      // What the parts and the interconnects add is what the route adds; no part is worse than its worse direction.
      const sum = (direction: 'azNs' | 'zaNs') =>
        hops.filter(({ kind }) => kind !== 'interconnect').reduce((total, it) => total + it[direction], 0);
      const inParts = parts.reduce((total, { oneWayNs }) => total + oneWayNs, 0);
      expect(inParts).toBeGreaterThanOrEqual(Math.max(sum('azNs'), sum('zaNs')));
      if (owner === 0) expect(inParts).toBe(Math.max(sum('azNs'), sum('zaNs')));
    }),
  );
});
