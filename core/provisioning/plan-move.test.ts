import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Segment } from '../model/connection';
import type { Route, RouteHop } from '../model/route';
import { interconnect, networkOf, node, port, resource } from '../network/testing/plain-network';
import { describeMove, planParts, sharesPort, type FormerSegments, type MovePlan } from './plan-move';

/**
 * Three carriers in a row, each with two nodes, two circuits from one to the other, and joined to the next by two interconnects from its z node to
 * the next one's a node. A second circuit of each also goes by a node `m`, in two parts.
 */
const carriers = ['alpha', 'beta', 'gamma'] as const;
type CarrierId = (typeof carriers)[number];
const after = (carrierId: CarrierId): CarrierId | undefined => carriers[carriers.indexOf(carrierId) + 1];

function view(slotsOf: Readonly<Record<string, number>> = {}, former: readonly Segment[] = []) {
  const joins = carriers.flatMap((one) => {
    const other = after(one);
    return other
      ? [1, 2].map((number) => ({ a: `${one}/z${number}`, z: `${other}/a${number}`, one, other, id: `${one}~${other}${number}` }))
      : [];
  });
  return networkOf({
    nodes: carriers.flatMap((id) => ['a', 'm', 'z'].map((name) => node(`${id}/${name}`))),
    ports: [
      port('alpha/c', 'alpha/a'),
      port('gamma/c', 'gamma/z'),
      ...joins.flatMap(({ a, z, one, other }) => [port(a, `${one}/z`), port(z, `${other}/a`)]),
    ],
    resources: carriers.flatMap((id) => [
      resource(`${id}/one`, `${id}/a`, `${id}/z`, { slots: slotsOf[`${id}/one`] ?? 16 }),
      resource(`${id}/two`, `${id}/a`, `${id}/z`, { slots: slotsOf[`${id}/two`] ?? 16 }),
      resource(`${id}/am`, `${id}/a`, `${id}/m`),
      resource(`${id}/mz`, `${id}/m`, `${id}/z`),
    ]),
    interconnects: joins.map(({ a, z, id }) => interconnect(a, z, { id })),
    bookings: {
      slots: former.flatMap(({ id, resourceIds, slots }) => resourceIds.map((resourceId) => ({ resourceId, segmentId: id, slots }))),
      ports: former.flatMap(({ id, aPortId, zPortId }) =>
        [aPortId, zPortId].filter((portId) => !portId.endsWith('/c')).map((portId) => ({ portId, orderId: 'O', segmentId: id })),
      ),
    },
  }).view;
}

/** From end to end: each carrier's circuit, and the numbers of the two interconnects between. */
function route(circuits: readonly string[], joins: readonly [number, number]): Route {
  const hop = (kind: RouteHop['kind'], id: string): RouteHop => ({ kind, id, azNs: 1, zaNs: 1 });
  const hops = carriers.flatMap((id, index) => {
    const other = after(id);
    const circuit = circuits[index] ?? 'one';
    const inside =
      circuit === 'by m'
        ? [hop('resource', `${id}/am`), hop('node', `${id}/m`), hop('resource', `${id}/mz`)]
        : [hop('resource', `${id}/${circuit}`)];
    return [
      hop('node', `${id}/a`),
      ...inside,
      hop('node', `${id}/z`),
      ...(other ? [hop('interconnect', `${id}~${other}${joins[index] ?? 1}`)] : []),
    ];
  });
  return { aPortId: 'alpha/c', zPortId: 'gamma/c', hops, azNs: 1, zaNs: 1, price: 0 };
}

/** What is held for a route: a segment per carrier, called after it. */
function held(circuits: readonly string[], joins: readonly [number, number], state: Segment['state'] = 'held'): readonly Segment[] {
  return carriers.map((carrierId, ordinal) => ({
    id: carrierId,
    connectionId: 'K',
    orderId: 'O',
    carrierId,
    ordinal,
    aPortId: ordinal === 0 ? 'alpha/c' : `${carrierId}/a${joins[ordinal - 1] ?? 1}`,
    zPortId: ordinal === 2 ? 'gamma/c' : `${carrierId}/z${joins[ordinal] ?? 1}`,
    resourceIds: circuits[ordinal] === 'by m' ? [`${carrierId}/am`, `${carrierId}/mz`] : [`${carrierId}/${circuits[ordinal] ?? 'one'}`],
    slots: 8,
    maxDelayNs: 1,
    state,
    detail: '',
  }));
}

const former = (segments: readonly Segment[], change: Partial<FormerSegments> = {}): FormerSegments => ({
  held: segments,
  inDoubt: new Set(),
  leaving: [],
  cleared: [],
  isDown: false,
  ...change,
});

const told = (plan: MovePlan) => ({
  kept: plan.kept.map(({ segment }) => segment.id),
  inPlace: plan.inPlace.map(({ segment }) => segment.id),
  beside: plan.created.filter(({ isBeside }) => isBeside).map((part) => part.plan.carrierId),
  then: plan.created.filter(({ isBeside }) => !isBeside).map((part) => part.plan.carrierId),
  breakBefore: plan.breakBefore.map(({ id }) => id).sort(),
  deleteAfter: plan.deleteAfter.map(({ id }) => id).sort(),
});

const ones = ['one', 'one', 'one'];

describe('a move', () => {
  test.each([
    ['to the same route keeps everything', ones, [1, 1], { kept: ['alpha', 'beta', 'gamma'] }],
    ['to another circuit is made in place', ['one', 'two', 'one'], [1, 1], { kept: ['alpha', 'gamma'], inPlace: ['beta'] }],
    [
      'by another node of the same carrier is made in place',
      ['by m', 'one', 'one'],
      [1, 1],
      { kept: ['beta', 'gamma'], inPlace: ['alpha'] },
    ],
    [
      'to another interconnect breaks both its sides, which keep their other ports',
      ones,
      [2, 1],
      { kept: ['gamma'], then: ['alpha', 'beta'], breakBefore: ['alpha', 'beta'] },
    ],
    [
      'that leaves and joins makes what lies between beside the old, and deletes that after',
      ones,
      [2, 2],
      { beside: ['beta'], then: ['alpha', 'gamma'], breakBefore: ['alpha', 'gamma'], deleteAfter: ['beta'] },
    ],
  ] as const)('%s', (_, circuits, joins, expected) => {
    const old = held(ones, [1, 1]);
    const plan = planParts(view({}, old), former(old), route(circuits, [joins[0], joins[1]]), 8);
    const nothing = { kept: [], inPlace: [], beside: [], then: [], breakBefore: [], deleteAfter: [] };
    expect(told(plan)).toEqual({ ...nothing, ...expected });
    expect(plan.expectedOutageMs === 0).toBe(plan.breakBefore.length === 0);
  });

  test('breaks what has the last slots, although it is at other ports', () => {
    const old = held(ones, [1, 1]);
    const to = route(ones, [2, 2]);
    const plan = planParts(view({ 'beta/one': 8 }, old), former(old), to, 8);
    expect(told(plan)).toMatchObject({
      beside: [],
      then: ['alpha', 'beta', 'gamma'],
      breakBefore: ['alpha', 'beta', 'gamma'],
      deleteAfter: [],
    });
    expect(plan.created.find(({ plan: part }) => part.carrierId === 'beta')?.lacks).toEqual(['beta/one']);
  });

  test('is not made in place where the carrier could not hold both ways at once', () => {
    const old = held(ones, [1, 1]);
    const others = [
      { ...(old[1] as Segment), id: 'other', orderId: 'P', resourceIds: ['beta/two'], aPortId: 'beta/a2', zPortId: 'beta/z2' },
    ];
    const plan = planParts(view({ 'beta/two': 8 }, [...old, ...others]), former(old), route(['one', 'two', 'one'], [1, 1]), 8);
    expect(told(plan)).toMatchObject({ inPlace: [], then: ['beta'], breakBefore: ['beta'] });
    // Of those slots nothing is the order's own: booking will say that they are taken.
    expect(plan.created[0]?.lacks).not.toContain('beta/two');
  });

  test('takes nothing over of which it is in doubt which way it takes', () => {
    const old = held(ones, [1, 1]);
    const plan = planParts(view({}, old), former(old, { inDoubt: new Set(['beta']) }), route(ones, [1, 1]), 8);
    expect(told(plan)).toMatchObject({ kept: ['alpha', 'gamma'], then: ['beta'], breakBefore: ['beta'] });
  });

  test('waits for what an earlier attempt left at the same ports, and for nothing else of it', () => {
    const old = held(ones, [1, 1]);
    const leaving = held(ones, [2, 1], 'deleting').map((segment) => ({ ...segment, id: `late ${segment.id}` }));
    const plan = planParts(
      view({}, old),
      former(old.slice(2), { leaving: leaving.slice(0, 1), cleared: old.slice(0, 2) }),
      route(ones, [1, 1]),
      8,
    );
    expect(told(plan)).toMatchObject({ kept: ['gamma'], beside: ['beta'], then: ['alpha'], breakBefore: ['late alpha'] });
  });

  test('uses again what is cleared and still booked', () => {
    const cleared = held(ones, [1, 1], 'cleared');
    const all = { 'alpha/one': 8, 'beta/one': 8, 'gamma/one': 8 };
    const plan = planParts(view(all, cleared), former([], { cleared }), route(ones, [1, 1]), 8);
    expect(told(plan)).toMatchObject({ beside: ['alpha', 'beta', 'gamma'], breakBefore: [] });
    expect(plan.created.flatMap(({ lacks }) => lacks)).toEqual([]);
  });
});

describe('the expected outage', () => {
  const old = held(ones, [1, 1]);
  const to = route(ones, [2, 1]);

  test('is what the carriers took last to delete and to create what is broken', () => {
    const known = view({}, old);
    for (const [carrierId, work, ms] of [
      ['alpha', 'create', 9_000],
      ['alpha', 'create', 100],
      ['alpha', 'create', 200],
      ['beta', 'create', 40],
      ['alpha', 'delete', 10],
      ['beta', 'delete', 30],
      ['gamma', 'create', 70_000],
    ] as const) {
      known.pace.took(carrierId, work, ms);
    }
    expect(planParts(known, former(old), to, 8)).toMatchObject({
      expectedOutageMs: 9_030,
      outage: 'interrupted for about 9.03 s, by what its carriers took last',
    });
    for (let time = 0; time < 5; time++) known.pace.took('alpha', 'create', 300);
    expect(planParts(known, former(old), to, 8).expectedOutageMs).toBe(330);
  });

  test('says of whom no pace is known', () => {
    const known = view({}, old);
    known.pace.took('alpha', 'create', 100);
    const plan = planParts(known, former(old), to, 8);
    expect(plan).toMatchObject({
      expectedOutageMs: 2_000,
      outage: expect.stringContaining('1.00 s for beta, of whom no pace is known') as string,
    });
  });

  test('is nothing to a connection that is down, and to one of which nothing is broken', () => {
    expect(planParts(view({}, old), former(old, { isDown: true }), to, 8).outage).toMatch(/^it is down already, and remade in about/);
    const kept = planParts(view({}, old), former(old), route(ones, [1, 1]), 8);
    expect(kept).toMatchObject({ expectedOutageMs: 0, outage: 'not interrupted' });
    expect(describeMove(view({}, old), kept)).toBe(
      'kept: alpha alpha/c to alpha/z1, beta beta/a1 to beta/z1, gamma gamma/a1 to gamma/c; not interrupted',
    );
  });
});

test('whatever moves where: every part has its place, nothing is taken over twice, and only what is in the way is broken', () => {
  const circuit = fc.constantFrom('one', 'two', 'by m');
  const way = fc.tuple(fc.tuple(circuit, circuit, circuit), fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(1, 2)));
  fc.assert(
    fc.property(
      way,
      way,
      fc.dictionary(fc.constantFrom('alpha/one', 'beta/one', 'beta/two', 'gamma/two'), fc.constantFrom(8, 16)),
      (from, to, slots) => {
        const old = held(from[0], from[1]);
        const known = view(slots, old);
        const plan = planParts(known, former(old), route(to[0], to[1]), 8);
        const places = [...plan.kept, ...plan.inPlace, ...plan.created].map(({ ordinal }) => ordinal);
        expect(places.toSorted()).toEqual([0, 1, 2]);
        const old4 = [...plan.kept, ...plan.inPlace].map(({ segment }) => segment.id);
        expect([...old4, ...plan.breakBefore.map(({ id }) => id), ...plan.deleteAfter.map(({ id }) => id)].toSorted()).toEqual([
          'alpha',
          'beta',
          'gamma',
        ]);
        const then = plan.created.filter(({ isBeside }) => !isBeside);
        for (const broken of plan.breakBefore) {
          const isInTheWay = then.some(
            ({ plan: part }) =>
              sharesPort(broken, part) || part.resourceIds.some((id) => broken.resourceIds.includes(id) && slots[id] === 8),
          );
          expect(isInTheWay).toBe(true);
        }
        // Beside the old: no port of it, and slots enough for both.
        for (const { plan: part, isBeside } of plan.created) {
          if (isBeside) expect(old.some((segment) => sharesPort(segment, part))).toBe(false);
        }
      },
    ),
  );
});
