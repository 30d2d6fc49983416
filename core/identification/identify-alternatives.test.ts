import { expect, test } from 'vitest';
import { identifyAlternatives } from './identify-alternatives';
import { identifyRoute } from './identify-route';
import { changed, order, purpose, refusal } from './testing/two-carriers';

const ends = { a: { kind: 'node', id: 'gamma/lon' }, z: { kind: 'node', id: 'gamma/vie' } } as const;
const network = changed({});
const found = identifyRoute(network, order(ends), purpose());
if (found.kind !== 'route') throw new Error(found.decision.summary);
const { route } = found;
const asked = { ownSegments: [], refusals: [], atMs: 7 };
const ways = (candidates: ReturnType<typeof identifyAlternatives>) =>
  candidates.map(({ hops }) => hops.filter(({ kind }) => kind === 'resource').map(({ id }) => id));

test('other ways are told best first, the limit aside: how they compare, what they share, and what is against them', () => {
  const limited = order({ ...ends, limit: { oneWayNs: 500, enteredAs: 'one-way' } });
  const told = identifyAlternatives(network, limited, route, 5, asked);
  expect(ways(told)).toEqual([['alpha/far', 'beta/east'], ['gamma/own']]);
  expect(told.map(({ oneWayNs, isChosen }) => [oneWayNs, isChosen])).toEqual([
    [475, false],
    [920, false],
  ]);
  expect(told.map(({ reasons }) => reasons.map(({ kind }) => kind))).toEqual([
    ['not-best', 'shared-risk'],
    ['not-best', 'latency'],
  ]);
  expect(told[0]?.reasons[1]?.text).toBe(
    'shares interconnect g~a, interconnect a~b, beta/east, interconnect g~b with the route that it has',
  );
  expect(told[1]?.reasons[1]?.text).toBe('0.9 µs one way, 0.4 µs over the limit');
});

test('no more than asked for, and never the route itself', () => {
  expect(ways(identifyAlternatives(network, order(ends), route, 1, asked))).toEqual([['alpha/far', 'beta/east']]);
  expect(identifyAlternatives(network, order(ends), route, 0, asked)).toEqual([]);
});

test('what a carrier has refused is told as refused', () => {
  const refusals = [refusal({ aPortId: 'alpha/lon-g', resourceIds: ['alpha/far'] })];
  const [first] = identifyAlternatives(network, order(ends), route, 2, { ...asked, refusals });
  expect(first?.reasons).toEqual([{ kind: 'refused-by-carrier', text: 'alpha refused: no' }]);
});

test('what shares something with the order that it is to be apart from says so', () => {
  const other = changed({});
  other.view.routes.put(other.view, { id: 'K', orderId: 'OTHER', route });
  const apart = order({ ...ends, diversity: { fromOrderId: 'OTHER', by: 'link', isRequired: true } });
  const [first] = identifyAlternatives(other, apart, route, 2, asked);
  expect(first?.reasons.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/with OTHER; the order is to be apart from OTHER by link$/),
  );
});

test('nothing is booked', () => {
  expect(network.view.slotBookings.size + network.view.portOwners.size).toBe(0);
});
