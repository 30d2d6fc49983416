import { describe, expect, test } from 'vitest';
import { candidateReasons, type CandidateReasonKind } from '../model/decision';
import type { Network } from '../network/network';
import { linkState, reading } from '../network/testing/plain-network';
import { reasonFrom } from './candidate';
import { identifyRoute, type Identification } from './identify-route';
import type { Purpose } from './question';
import { changed, order, purpose, refusal, segment, twoCarriers } from './testing/two-carriers';

const identify = (network: Network, change: Parameters<typeof order>[0] = {}, asked: Partial<Purpose> = {}): Identification =>
  identifyRoute(network, order(change), purpose(asked));
const links = (found: Identification) =>
  found.kind === 'route' ? found.route.hops.filter(({ kind }) => kind !== 'node').map(({ id }) => id) : found.decision.summary;
const limit = (oneWayNs: number) => ({ limit: { oneWayNs, enteredAs: 'one-way' } }) as const;
const down = (carrierId: string) => ['alpha', 'beta', 'gamma', 'delta'].map((id) => linkState(id, { isUp: id !== carrierId }));
const taken = (...portIds: string[]) => ({ bookings: { ports: portIds.map((portId) => ({ portId, orderId: 'X', segmentId: null })) } });
const full = (resourceId: string, slots = 16) => ({ bookings: { slots: [{ resourceId, segmentId: 'other', slots }] } });
const over = ['alpha/near', 'a~b', 'beta/east'];
const detour = ['alpha/far', 'a~b', 'beta/east'];

describe('the route that is chosen', () => {
  test('adds up every node, resource and interconnect, ends included, and says so', () => {
    const found = identify(changed({}));
    expect(found).toMatchObject({
      kind: 'route',
      route: { aPortId: 'alpha/c1', zPortId: 'beta/c1', azNs: 245, zaNs: 245, price: 8 * 400 },
      decision: { orderId: 'O', atMs: 7, occasion: 'provisioning', outcome: 'chosen', limitNs: 940, bestAchievableNs: 245 },
    });
    expect(found.decision.summary).toBe('0.2 µs one way, limit 0.9 µs, fastest of what is free');
    expect(found.kind === 'route' && found.route.hops.map(({ id, azNs }) => [id, azNs])).toEqual([
      ...[
        ['alpha/lon', 10],
        ['alpha/near', 100],
        ['alpha/par', 10],
        ['a~b', 5],
        ['beta/par', 10],
        ['beta/east', 100],
        ['beta/vie', 10],
      ],
    ]);
  });

  test('counts a resource that it takes from Z to A by that direction, and the worse total against the limit (N6)', () => {
    const asymmetric = reading('resource', 'alpha/far', 0, 'operator', { azNs: 20, zaNs: 60 });
    const network = changed({ resources: { 'alpha/near': null }, readings: [asymmetric] });
    expect(identify(network, limit(205))).toMatchObject({ kind: 'route', route: { azNs: 205, zaNs: 165 } });
    expect(identify(network, limit(204)).kind).toBe('none');
  });

  test('is the fastest, or for the price the cheapest that meets the limit', () => {
    expect(links(identify(changed({})))).toEqual(over);
    expect(links(identify(changed({}), { objective: 'price' }))).toEqual(detour);
    expect(links(identify(changed({}), { objective: 'price', ...limit(444) }))).toEqual(over);
    expect(links(identify(changed({}), { objective: 'price', ...limit(445) }))).toEqual(detour);
  });

  test('says where it was not proved to be the best, and what none could be below', () => {
    const summaries = Array.from(
      { length: 12 },
      (_, at) => identify(changed({}), { objective: 'price' }, { budgets: [at + 1] }).decision.summary,
    );
    const [proved = ''] = summaries.slice(-1);
    expect(proved).toMatch(/cheapest of what is free$/);
    const cutShort = summaries.filter((summary) => summary.includes('cut off') && !summary.startsWith('asks for'));
    expect(cutShort.length).toBeGreaterThan(0);
    for (const summary of cutShort)
      expect(summary).toMatch(/the best that was found before the search was cut off \(none costs less than \d+\.\d\d a month\)$/);
  });

  test('among the equally fast is the cheapest, and the others say so', () => {
    const network = changed({ readings: [reading('resource', 'alpha/far', 0, 'operator', { azNs: 100, zaNs: 100 })] });
    const found = identify(network);
    expect(links(found)).toEqual(detour);
    expect(found.decision.candidates.flatMap(({ reasons }) => reasons.map(({ text }) => text))).toContainEqual(
      expect.stringMatching(/^as fast, \d+\.00 dearer a month; the order asks for the fastest$/),
    );
    const nearly = changed({ readings: [reading('resource', 'alpha/far', 0, 'operator', { azNs: 103, zaNs: 103 })] });
    expect(links(identify(nearly))).toEqual(over);
    expect(identify(nearly).decision.candidates.flatMap(({ reasons }) => reasons.map(({ text }) => text))).toContainEqual(
      expect.stringMatching(/^3 ns slower, \d+\.00 cheaper a month; /),
    );
  });

  test('is told beside the next ones, and what they would have cost', () => {
    const { decision } = identify(changed({}), { objective: 'price' });
    expect(
      decision.candidates.map(({ isChosen, oneWayNs, reasons }) => [isChosen, oneWayNs, reasons.map(({ text }) => text)]),
    ).toContainEqual([true, 445, []]);
    expect(decision.candidates.filter(({ isChosen }) => isChosen)).toHaveLength(1);
    const [other] = identify(changed({}), {
      a: { kind: 'node', id: 'gamma/lon' },
      z: { kind: 'node', id: 'gamma/vie' },
    }).decision.candidates.slice(1);
    expect(other?.reasons).toEqual([{ kind: 'not-best', text: '0.2 µs slower, 16.00 cheaper a month; the order asks for the fastest' }]);
  });

  test('never uses another accessing carrier’s own resources or nodes, however fast (N5)', () => {
    const ends = { a: { kind: 'node', id: 'gamma/lon' }, z: { kind: 'node', id: 'gamma/vie' } } as const;
    expect(links(identify(changed({}), ends))).toEqual(['g~a', ...over, 'g~b']);
    expect(links(identify(changed({ resources: { 'beta/east': null } }), ends))).toEqual(['gamma/own']);
    const none = identify(changed({ resources: { 'beta/east': null, 'gamma/own': null } }), ends);
    expect(none.kind).toBe('none');
    const deltas = { accessingCarrierId: 'delta', a: { kind: 'node', id: 'delta/lon' }, z: { kind: 'node', id: 'delta/vie' } } as const;
    expect(links(identify(changed({}), deltas))).toEqual(['delta/own']);
  });

  test('may begin and end at any node of a site', () => {
    const sites = { a: { kind: 'site', id: 'LON' }, z: { kind: 'site', id: 'VIE' } } as const;
    expect(links(identify(changed({}), sites))).toEqual(over);
    expect(identify(changed(taken('alpha/c1', 'alpha/c2')), sites)).toMatchObject({ kind: 'route', route: { aPortId: 'gamma/c1' } });
  });

  test('counts only readings as good as the order asks for', () => {
    const network = changed({
      readings: [reading('resource', 'alpha/far', 300, 'measured'), reading('resource', 'beta/east', 100, 'measured')],
    });
    expect(links(identify(network, { minimumProvenance: 'reported' }))).toEqual(over);
    expect(links(identify(network, { minimumProvenance: 'measured' }))).toEqual(detour);
    const none = identify(network, { minimumProvenance: 'operator' });
    expect(none.kind).toBe('none');
  });
});

describe('what is not free', () => {
  test.each<[string, Parameters<typeof changed>[0]]>([
    ['full', full('alpha/near', 9)],
    ['used by others', { resources: { 'alpha/near': { foreignSlots: 9 } } }],
    ['of another signal', { resources: { 'alpha/near': { signals: ['1GE'] } } }],
    ['degraded', { resources: { 'alpha/near': { condition: 'degraded' } } }],
    ['its carrier’s own', { resources: { 'alpha/near': { isDedicated: false } } }],
  ])('is not used: a resource that is %s', (_, change) => {
    expect(links(identify(changed({})))).toEqual(over);
    expect(links(identify(changed(change)))).toEqual(detour);
  });

  test('is an interconnect of which either port is owned', () => {
    expect(identify(changed(taken('beta/par-x'))).kind).toBe('none');
    expect(identify(changed(taken('alpha/par-x'))).kind).toBe('none');
  });

  test('may be used again by the order that holds it: slots, and interconnects (N8)', () => {
    const held = changed({
      bookings: {
        slots: [
          ...['alpha/near', 'alpha/far'].map((resourceId) => ({ resourceId, segmentId: 'S', slots: 8 })),
          { resourceId: 'alpha/near', segmentId: 'T', slots: 8 },
        ],
        ports: ['alpha/par-x', 'beta/par-x'].map((portId) => ({ portId, orderId: 'O', segmentId: 'S' })),
      },
    });
    expect(identify(held).kind).toBe('none');
    const own = [
      segment(),
      segment({ id: 'S2', ordinal: 1, carrierId: 'beta', aPortId: 'beta/par-x', zPortId: 'beta/c1', resourceIds: ['beta/east'] }),
    ];
    expect(links(identify(held, {}, { ownSegments: own }))).toEqual(over);
    expect(identify(held, {}, { ownSegments: own.slice(0, 1) }).kind).toBe('none');
  });

  test('may be used again where only one side of an interconnect is left to the order, and the other is free', () => {
    const held = changed({ bookings: { slots: [], ports: [{ portId: 'beta/par-x', orderId: 'O', segmentId: 'S2' }] } });
    const own = [segment({ id: 'S2', carrierId: 'beta', aPortId: 'beta/par-x', zPortId: 'beta/c1', resourceIds: ['beta/east'] })];
    expect(identify(held).kind).toBe('none');
    expect(links(identify(held, {}, { ownSegments: own }))).toEqual(over);
  });
});

describe('the ends that an order keeps', () => {
  const ends = { aPortId: 'alpha/c2', zPortId: 'beta/c2' };

  test('are its own, although they are owned; others are not looked at', () => {
    const network = changed({ bookings: { ports: ['alpha/c2', 'beta/c2'].map((portId) => ({ portId, orderId: 'O', segmentId: null })) } });
    expect(identify(network, {}, { ends, occasion: 'restoration' })).toMatchObject({
      kind: 'route',
      route: ends,
      decision: { occasion: 'restoration' },
    });
  });

  test('that are down leave no route, and say so', () => {
    const network = changed({ ports: { 'alpha/c2': { condition: 'down', conditionText: 'LOS' } } });
    expect(identify(network, {}, { ends }).decision).toMatchObject({
      outcome: 'no-route',
      summary: "the order's own end, port alpha/c2, is down: LOS",
    });
    expect(identify(changed({ ports: { 'beta/c2': null } }), {}, { ends }).kind).toBe('none');
  });
});

describe('what carriers refused', () => {
  test('is passed over: the segment, or what they named', () => {
    expect(links(identify(changed({}), {}, { refusals: [refusal()] }))).toEqual(detour);
    expect(links(identify(changed({}), {}, { refusals: [refusal({ message: 'alpha/near has no capacity left' })] }))).toEqual(detour);
    const byPort = refusal({ tag: 'in-use', message: 'alpha/c1 is in use' });
    expect(identify(changed({}), {}, { refusals: [byPort] })).toMatchObject({ kind: 'route', route: { aPortId: 'alpha/c2' } });
    expect(links(identify(changed({}), {}, { refusals: [byPort] }))).toEqual(over);
  });

  test('is told among the candidates in the carrier’s words', () => {
    const { decision } = identify(changed({}), {}, { refusals: [refusal({ message: 'no transponder' })] });
    expect(decision.candidates.find(({ isChosen }) => !isChosen)?.reasons).toEqual([
      { kind: 'refused-by-carrier', text: 'alpha refused: no transponder' },
    ]);
  });

  test.each<[string, CandidateReasonKind, string]>([
    ['route-drift', 'route-drift', 'alpha realised another route: 9 ms'],
    ['no-answer', 'refused-by-carrier', 'alpha gave no answer: 9 ms'],
    ['service-fault', 'refused-by-carrier', '9 ms'],
  ])('is called by its name where it was no refusal: %s', (tag, kind, text) => {
    const { decision } = identify(changed({}), {}, { refusals: [refusal({ tag, message: '9 ms' })] });
    expect(decision.candidates.find(({ isChosen }) => !isChosen)?.reasons).toEqual([{ kind, text }]);
  });

  test('to the last candidate is the summary, and each candidate is told once', () => {
    const refusals = ['alpha/near', 'alpha/far'].map((id) => refusal({ resourceIds: [id], message: 'closed for the night' }));
    const { decision } = identify(changed({}), {}, { refusals });
    expect(decision.summary).toBe('no other candidate is left: alpha refused: closed for the night');
    const ways = decision.candidates.map(({ hops, reasons }) => JSON.stringify([hops, reasons]));
    expect(new Set(ways).size).toBe(ways.length);
  });
});

describe('stale information (N4)', () => {
  test('is not provisioned over: the order waits, for the carriers whose links are down, while nothing fresh serves', () => {
    const found = identify(changed({ linkStates: down('beta') }));
    expect(found).toMatchObject({ kind: 'waits', carrierIds: ['beta'], decision: { outcome: 'waits', bestAchievableNs: 245 } });
    expect(found.decision.summary).toMatch(/^waits for the link to beta: 0.2 µs one way/);
  });

  test('N3: is told as such where a carrier is known only from a file, with the remedy', () => {
    const fileSources = [{ carrierId: 'beta', files: 'beta.csv', importedAtMs: Date.UTC(2026, 10, 22, 12) }];
    const network = changed({ linkStates: down('beta'), fileSources });
    const words = 'known only from a file (beta.csv, 2026-11-22): connect its manager';
    expect(identify(network).decision.summary).toMatch(`waits for the link to beta, ${words}: 0.2 µs one way`);
    const at = { kind: 'edge', index: network.graph.edgeOf({ kind: 'resource', id: 'beta/east' }) ?? -1 } as const;
    expect(reasonFrom(network.view, network.graph, order({}), { at, reason: 'stale' }).text).toBe(`beta/east is ${words}`);
  });

  test('is left aside where something fresh serves, though it is slower', () => {
    const ends = { a: { kind: 'node', id: 'gamma/lon' }, z: { kind: 'node', id: 'gamma/vie' } } as const;
    expect(links(identify(changed({ linkStates: down('beta') }), ends))).toEqual(['gamma/own']);
  });

  test('that would not serve either is no reason to wait', () => {
    expect(identify(changed({ linkStates: down('beta') }), limit(100)).kind).toBe('none');
  });
});

describe('a refusal explains itself', () => {
  test('with the best that could be had, and by how much each candidate is over', () => {
    const { decision } = identify(changed({}), limit(200));
    expect(decision).toMatchObject({ outcome: 'no-route', bestAchievableNs: 245, summary: 'best achievable 0.2 µs, limit 0.2 µs' });
    expect(decision.candidates[0]).toMatchObject({
      oneWayNs: 245,
      reasons: [{ kind: 'latency', text: '0.2 µs one way, 0.0 µs over the limit' }],
    });
  });

  test('where nothing connects the ends at all', () => {
    const { decision } = identify(changed({ resources: { 'beta/east': null, 'gamma/own': null, 'delta/own': null } }));
    expect(decision).toMatchObject({
      summary: 'nothing connects node alpha/lon and node beta/vie, even if everything were up and free',
      bestAchievableNs: null,
      candidates: [],
    });
  });

  const noEast = { 'gamma/own': null, 'delta/own': null } as const;
  test.each<[CandidateReasonKind, string, Network, Parameters<typeof order>[0], Partial<Purpose>]>([
    ['latency', 'over the limit', changed({}), limit(200), {}],
    ['capacity', 'beta/east: 7 of 16 slots are free, 8 are needed', changed({ ...full('beta/east', 9), resources: noEast }), {}, {}],
    [
      'capacity',
      'beta/east: 0 of 16 slots are free, 8 are needed',
      changed({ ...full('beta/east', 16), resources: { ...noEast, 'beta/east': { foreignSlots: 4 } } }),
      {},
      {},
    ],
    ['port', 'interconnect a~b: its ports are taken', changed(taken('beta/par-x')), {}, {}],
    ['signal', 'beta/east does not accept 10GE-LAN', changed({ resources: { ...noEast, 'beta/east': { signals: ['1GE'] } } }), {}, {}],
    [
      'state',
      'beta/east is down: LOS',
      changed({ resources: { ...noEast, 'beta/east': { condition: 'down', conditionText: 'LOS' } } }),
      {},
      {},
    ],
    ['state', 'beta/par is degraded', changed({ resources: noEast, nodes: { 'beta/par': { condition: 'degraded' } } }), {}, {}],
    ['unknown-latency', 'the latency of alpha/par is not known; measure it or enter it', unknownTransit(), {}, {}],
    [
      'provenance',
      'the latency of beta/east is reported; the order asks for measured or better',
      changed({ resources: noEast }),
      { minimumProvenance: 'measured' },
      {},
    ],
    [
      'not-eligible',
      "beta/east is beta's own and not dedicated to the virtual network",
      changed({ resources: { ...noEast, 'beta/east': { isDedicated: false } } }),
      {},
      {},
    ],
    [
      'not-eligible',
      "delta/own is delta's own and not dedicated to the virtual network",
      changed({ resources: { 'beta/east': null, 'gamma/own': null } }),
      {},
      {},
    ],
    [
      'refused-by-carrier',
      'a carrier refused beta/east for this order',
      changed({ resources: noEast }),
      {},
      {
        refusals: [
          refusal({
            carrierId: 'beta',
            aPortId: 'beta/par-x',
            zPortId: 'beta/c1',
            resourceIds: ['beta/east'],
            message: 'beta/east is full',
          }),
        ],
      },
    ],
    [
      'route-drift',
      'alpha realised another route: too slow',
      changed({}),
      limit(300),
      { refusals: [refusal({ tag: 'route-drift', message: 'too slow' })] },
    ],
  ])('%s: %s', (kind, text, network, change, asked) => {
    const { decision } = identify(network, change, asked);
    expect(decision.outcome).toBe('no-route');
    expect(decision.candidates.flatMap(({ reasons }) => reasons)).toContainEqual({ kind, text: expect.stringContaining(text) as string });
    // Whatever the reason: no candidate is told without one, and none is called chosen.
    for (const candidate of decision.candidates) {
      expect(candidate.reasons).not.toEqual([]);
      expect(candidate.isChosen).toBe(false);
      for (const reason of candidate.reasons) expect(candidateReasons).toContain(reason.kind);
    }
  });

  test('an unknown latency is told as unknown, never as a total', () => {
    const { decision } = identify(unknownTransit(), limit(200));
    for (const { oneWayNs, reasons } of decision.candidates) {
      expect(oneWayNs === null).toBe(reasons.some(({ kind }) => kind === 'unknown-latency'));
    }
    expect(decision.candidates.flatMap(({ reasons }) => reasons).map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^at least 0.2 µs one way/),
    );
  });
});

/** Nobody knows what alpha’s node in Paris adds. */
function unknownTransit(): Network {
  const known = twoCarriers.defaults.filter(({ scopeId }) => scopeId !== 'alpha');
  return changed({ readings: [reading('node', 'alpha/lon', 10)], resources: { 'gamma/own': null, 'delta/own': null }, defaults: known });
}
