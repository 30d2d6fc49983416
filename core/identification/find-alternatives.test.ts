import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import type { Hop } from '../network/routes-in-use';
import { carrier, networkOf, node, port, reading, resource } from '../network/testing/plain-network';
import { findAlternatives } from './find-alternatives';
import { findTogether } from './find-together';
import { identifyRoute } from './identify-route';
import { qualifyRoute } from './qualify-route';
import { countsOf, whatIsShared } from './sharing';
import { changed, order, purpose } from './testing/two-carriers';

const asked = { ownSegments: [], refusals: [], atMs: 7 };

function primaryOf(network: Network, asking: Order): Route | null {
  const found = identifyRoute(network, asking, purpose());
  return found.kind === 'route' ? found.route : null;
}
const edgesOf = ({ hops }: Pick<Route, 'hops'>) => hops.filter(({ kind }) => kind !== 'node').map(({ id }) => id);

interface Drawn {
  readonly links: readonly { readonly a: number; readonly z: number; readonly ns: number; readonly price: number; readonly duct: number }[];
  readonly limitNs: number;
}

const nodeCount = 5;
const drawn: fc.Arbitrary<Drawn> = fc.record({
  links: fc.array(
    fc
      .record({
        a: fc.nat(nodeCount - 1),
        z: fc.nat(nodeCount - 1),
        ns: fc.integer({ min: 1, max: 4 }),
        price: fc.integer({ min: 1, max: 3 }),
        duct: fc.nat(5),
      })
      .filter(({ a, z }) => a !== z),
    { minLength: 3, maxLength: 8 },
  ),
  limitNs: fc.integer({ min: 3, max: 14 }),
});

/** One carrier; nodes n0 to n4, from n0 to n4; duct 0 is none. */
const networkFrom = ({ links }: Drawn): Network =>
  networkOf({
    carriers: [carrier('c')],
    nodes: Array.from({ length: nodeCount }, (_, index) => node(`c/n${index}`, `S${index}`)),
    ports: [port('c/p1', 'c/n0'), port('c/p2', `c/n${nodeCount - 1}`)],
    resources: links.map(({ a, z, price, duct }, index) =>
      resource(`c/r${index}`, `c/n${a}`, `c/n${z}`, { pricePerSlot: price, sharedRisks: duct === 0 ? [] : [`duct ${duct}`] }),
    ),
    readings: links.map(({ ns }, index) => reading('resource', `c/r${index}`, ns)),
    defaults: [{ scope: 'carrier-transit', scopeId: 'c', ns: 0, setAtMs: 1 }],
  });

/** Every loopless route within the limit, by brute force. */
function everyWay({ links, limitNs }: Drawn): readonly { readonly hops: readonly Hop[]; readonly ns: number; readonly price: number }[] {
  const ways: { hops: readonly Hop[]; ns: number; price: number }[] = [];
  const walk = (at: number, hops: readonly Hop[], ns: number, price: number): void => {
    if (ns > limitNs) return;
    if (at === nodeCount - 1) {
      ways.push({ hops, ns, price });
      return;
    }
    for (const [index, { a, z, ns: add, price: cost }] of links.entries()) {
      const next = a === at ? z : z === at ? a : -1;
      const id = `c/n${next}`;
      if (next < 0 || hops.some((hop) => hop.id === id)) continue;
      walk(next, [...hops, { kind: 'resource', id: `c/r${index}` }, { kind: 'node', id }], ns + add, price + cost);
    }
  };
  walk(0, [{ kind: 'node', id: 'c/n0' }], 0, 0);
  return ways;
}

const orderOf = (limitNs: number, change: Partial<Order> = {}): Order =>
  order({
    a: { kind: 'node', id: 'c/n0' },
    z: { kind: 'node', id: `c/n${nodeCount - 1}` },
    limit: { oneWayNs: limitNs, enteredAs: 'one-way' },
    ...change,
  });

const isApart = ({ edges, risks }: { readonly edges: number; readonly risks: number }): 0 | 1 | 2 => (edges > 0 ? 2 : risks > 0 ? 1 : 0);

describe('alternatives against a brute force', () => {
  test('the first is the best that shares no risk with the primary; else no link; else the one that has least in common', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('latency' as const, 'price' as const), (net, objective) => {
        const network = networkFrom(net);
        const asking = orderOf(net.limitNs, { objective });
        const primary = primaryOf(network, asking);
        fc.pre(primary !== null);
        const others = everyWay(net).filter(({ hops }) => edgesOf({ hops: hops as Route['hops'] }).join() !== edgesOf(primary).join());
        const sharing = others.map((way) => ({ ...way, shared: countsOf(whatIsShared(network.view, way.hops, [primary.hops])) }));
        const {
          found: [first],
        } = findAlternatives(network, asking, primary, asked, 1);
        if (others.length === 0) {
          expect(first).toBeUndefined();
          return;
        }
        const least = Math.min(...sharing.map(({ shared }) => isApart(shared)));
        expect(first && isApart(first.shared)).toBe(least);
        const peers = sharing.filter(({ shared }) => isApart(shared) === least);
        if (least === 2) {
          const key = ({ risks, edges, nodes }: { risks: number; edges: number; nodes: number }) => risks * 10_000 + edges * 100 + nodes;
          expect(first && key(first.shared)).toBe(Math.min(...peers.map(({ shared }) => key(shared))));
        } else if (objective === 'latency') {
          expect(first && worseNs(first.route)).toBe(Math.min(...peers.map(({ ns }) => ns)));
        } else {
          expect(first?.route.price).toBe(Math.min(...peers.map(({ price }) => price)) * 8);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('all are different, within the limit, could be taken as things stand, and book nothing', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 4 }), (net, count) => {
        const network = networkFrom(net);
        const asking = orderOf(net.limitNs);
        const primary = primaryOf(network, asking);
        fc.pre(primary !== null);
        const { found, isCutShort } = findAlternatives(network, asking, primary, asked, count);
        expect(isCutShort).toBe(false);
        expect(found.length).toBe(Math.min(count, everyWay(net).length - 1));
        expect(new Set([primary, ...found.map(({ route }) => route)].map((route) => edgesOf(route).join())).size).toBe(found.length + 1);
        for (const { route } of found) {
          expect(qualifyRoute(network, asking, route, { ...asked, occasion: 'alternative' })).toEqual({ kind: 'holds', route });
        }
        expect(network.view.slotBookings.size + network.view.portOwners.size).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  test('together: the primary is never slower nor dearer than the best alone; among equals the more diverse alternative decides', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('latency' as const, 'price' as const), (net, objective) => {
        const network = networkFrom(net);
        const asking = orderOf(net.limitNs, { objective });
        const best = primaryOf(network, asking);
        fc.pre(best !== null);
        const { primary, found } = findTogether(network, asking, best, asked, 2);
        expect(worseNs(primary)).toBe(worseNs(best));
        expect(primary.price).toBeLessThanOrEqual(best.price);
        const ways = everyWay(net);
        const equals = ways.filter(({ ns, price }) => ns === worseNs(best) && price * 8 <= best.price);
        const leastFor = (hops: readonly Hop[]): number =>
          Math.min(
            ...ways.filter((way) => way.hops !== hops).map((way) => isApart(countsOf(whatIsShared(network.view, way.hops, [hops])))),
          );
        const least = Math.min(...equals.map(({ hops }) => leastFor(hops)));
        expect(found[0] ? isApart(found[0].shared) : Infinity).toBe(least);
      }),
      { numRuns: 400 },
    );
  });
});

describe('together', () => {
  const between = (links: readonly (readonly [number, number, number, ...string[]])[]): Network =>
    networkOf({
      carriers: [carrier('c')],
      nodes: Array.from({ length: nodeCount }, (_, index) => node(`c/n${index}`, `S${index}`)),
      ports: [port('c/p1', 'c/n0'), port('c/p2', `c/n${nodeCount - 1}`)],
      resources: links.map(([a, z, , ...sharedRisks], index) => resource(`c/r${index}`, `c/n${a}`, `c/n${z}`, { sharedRisks })),
      readings: links.map(([, , ns], index) => reading('resource', `c/r${index}`, ns)),
      defaults: [{ scope: 'carrier-transit', scopeId: 'c', ns: 0, setAtMs: 1 }],
    });
  const together = (network: Network, best: readonly string[]) => {
    const asking = orderOf(10);
    const first = primaryOf(network, asking);
    if (!first) throw new Error('there is no route');
    // Which of equals the search gives is its own matter.
    const primary =
      best.length === 0
        ? first
        : { ...first, hops: first.hops.map((hop) => (hop.kind === 'resource' ? { ...hop, id: best[0] ?? hop.id } : hop)) };
    return findTogether(network, asking, primary, asked, 1);
  };

  test('takes of two that are as good the one that leaves an alternative without a shared risk', () => {
    const network = between([
      [0, 4, 2, 'one', 'two'],
      [0, 4, 2, 'two'],
      [0, 4, 3, 'one'],
    ]);
    for (const best of ['c/r0', 'c/r1']) {
      const { primary, found, passedOver } = together(network, [best]);
      expect(edgesOf(primary)).toEqual(['c/r1']);
      expect(found.map(({ route, shared }) => [edgesOf(route), shared.risks])).toEqual([[['c/r2'], 0]]);
      expect(passedOver).toBeNull();
    }
  });

  test('leaves a slower primary alone, and tells what it would have given', () => {
    const network = between([
      [0, 1, 1],
      [1, 2, 1],
      [2, 4, 1],
      [1, 4, 4],
      [0, 2, 4],
    ]);
    const { primary, found, passedOver } = together(network, []);
    expect(edgesOf(primary)).toEqual(['c/r0', 'c/r1', 'c/r2']);
    expect(found[0]?.shared.edges).toBe(1);
    expect(passedOver).toEqual({ primaryNs: 5, alternativeNs: 5 });
  });
});

describe('an alternative', () => {
  const kept = { aPortId: 'alpha/c2', zPortId: 'beta/c2' };

  test('keeps the order’s ends, and may use again what the order holds', () => {
    const network = changed({});
    const primary = identifyRoute(network, order(), purpose({ ends: kept }));
    if (primary.kind !== 'route') throw new Error(primary.decision.summary);
    const { found } = findAlternatives(network, order(), primary.route, asked, 2);
    // The interconnect and the last resource are all that there is.
    expect(found.map(({ route, shared }) => [edgesOf(route), route.aPortId, route.zPortId, shared.edges])).toEqual([
      [['alpha/far', 'a~b', 'beta/east'], 'alpha/c2', 'beta/c2', 2],
    ]);
  });
});
