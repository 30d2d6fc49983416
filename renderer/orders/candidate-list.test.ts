import { expect, test } from 'vitest';
import type { AlternativeShown, CandidateShown, DecisionShown, RouteShown } from '../../core/contract/shapes';
import { waysOf } from './candidate-list';

const hops = (...ids: readonly string[]) => ids.map((id) => ({ kind: 'node' as const, id, name: id }));
const route = (...ids: readonly string[]): RouteShown => ({
  ...{ aPort: 'a', zPort: 'z', azNs: 5, zaNs: 7, oneWayNs: 7, price: 3 },
  hops: hops(...ids).map((hop) => ({ ...hop, azNs: 1, zaNs: 1, provenance: 'reported', isDefault: false, carrierName: 'C' })),
});
const candidate = (change: Partial<CandidateShown> & Pick<CandidateShown, 'hops'>): CandidateShown => ({
  ...{ oneWayNs: 9, price: 1, isChosen: false, reasons: [] },
  ...change,
});
const decision: DecisionShown = {
  ...{ orderId: 'O', atMs: 1, occasion: 'provisioning', outcome: 'chosen', summary: 'least latency', limitNs: 9, bestAchievableNs: 7 },
  candidates: [
    candidate({ hops: hops('a', 'b'), isChosen: true }),
    candidate({ hops: hops('a', 'c'), reasons: [{ kind: 'not-best', text: '1 ms slower' }] }),
    candidate({
      hops: hops('a', 'x'),
      oneWayNs: null,
      reasons: [
        { kind: 'state', text: 'x is down' },
        { kind: 'latency', text: 'too slow' },
      ],
    }),
  ],
};
const alternative: AlternativeShown = {
  ...{ id: 'alt', rank: 1, route: route('a', 'c'), marginNs: 2, foundAtMs: 1, checkedAtMs: 1, fault: '' },
  shared: { edges: 0, nodes: 1, risks: 0 },
};

test('each way is told once: in service, kept, considered, possible', () => {
  const ways = waysOf({ alternatives: [alternative] }, route('a', 'b'), decision, [
    candidate({ hops: hops('a', 'b') }),
    candidate({ hops: hops('a', 'y') }),
  ]);
  expect(ways.map(({ hops: way, verdict, why }) => [way.map(({ id }) => id).join('-'), verdict, why])).toEqual([
    ['a-b', 'in service', 'least latency'],
    ['a-c', 'kept, alternative 1', 'shares 1 node with the route in service'],
    ['a-x', 'state', 'x is down; too slow'],
    ['a-y', 'could be moved to', ''],
  ]);
  expect(ways[2]).toMatchObject({ mark: { severity: 'critical' }, oneWayNs: null, detail: null });
});

test('an alternative that holds no longer says why, and without a decision there is nothing to say', () => {
  const broken = { ...alternative, fault: 'Rheintal 4 is down' };
  expect(waysOf({ alternatives: [broken] }, null, null, null)).toMatchObject([
    { verdict: 'alternative 1 holds no longer', why: 'Rheintal 4 is down' },
  ]);
  expect(waysOf({ alternatives: [] }, null, null, null)).toEqual([]);
});
