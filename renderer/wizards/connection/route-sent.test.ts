import { expect, test } from 'vitest';
import type { RouteCandidateShown } from '../../../core/contract/route-choices';
import { routeSent } from './route-sent';

const route = (azNs: number): RouteCandidateShown['route'] => ({
  ...{ aPortId: 'port:a', zPortId: 'port:z', azNs, zaNs: azNs, price: 100 },
  hops: [{ kind: 'node', id: 'node:n', azNs, zaNs: azNs }],
});

test.each(['ask', 'best'] as const)('the engine’s proposal is sent as it is shown, with “%s” for when it cannot be taken', (otherwise) => {
  expect(routeSent({ chosen: null, otherwise }, { route: route(5) })).toEqual({ route: route(5), otherwise });
});

test('a route that was chosen is sent as it was when it was chosen, whatever it takes by now', () => {
  expect(routeSent({ chosen: route(5), otherwise: 'ask' }, { route: route(6) })).toEqual({ route: route(5), otherwise: 'ask' });
  expect(routeSent({ chosen: route(5), otherwise: 'ask' }, null)).toEqual({ route: route(5), otherwise: 'ask' });
});

test('where no route is shown none is sent: the order waits', () => {
  expect(routeSent({ chosen: null, otherwise: 'ask' }, null)).toBeNull();
});
