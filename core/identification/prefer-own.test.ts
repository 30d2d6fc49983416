import { describe, expect, test } from 'vitest';
import { interconnect, port, reading, resource } from '../network/testing/plain-network';
import { networkOf } from '../network/testing/plain-network';
import { identifyRoute } from './identify-route';
import { preferOwn } from './prefer-own';
import { order, purpose, refusal, segment, twoCarriers } from './testing/two-carriers';

/** A circuit beside `near`, and an interconnect beside `a~b`, both as good unless a test says otherwise. */
function network(change: { readonly resource?: object; readonly latencyNs?: number; readonly portOwner?: string } = {}) {
  return networkOf({
    ...twoCarriers,
    ports: [...twoCarriers.ports, port('alpha/par-y', 'alpha/par'), port('beta/par-y', 'beta/par')],
    resources: [...twoCarriers.resources, resource('alpha/near-2', 'alpha/par', 'alpha/lon', { pricePerSlot: 300, ...change.resource })],
    interconnects: [...twoCarriers.interconnects, interconnect('alpha/par-y', 'beta/par-y', { id: 'a~b-2', siteId: 'PAR' })],
    readings: [
      ...twoCarriers.readings,
      reading('resource', 'alpha/near-2', change.latencyNs ?? 100),
      reading('interconnect', 'a~b-2', 5, 'operator'),
    ],
    bookings: { ports: change.portOwner === undefined ? [] : [{ portId: 'beta/par-y', orderId: change.portOwner, segmentId: 'T' }] },
  });
}
const own = [segment({ zPortId: 'alpha/par-y', resourceIds: ['alpha/near-2'] })];
const ids = (
  world: ReturnType<typeof network>,
  change: Parameters<typeof order>[0] = {},
  refusals: Parameters<typeof preferOwn>[4] = [],
) => {
  const wanted = order(change);
  const identified = identifyRoute(world, wanted, purpose());
  if (identified.kind !== 'route') throw new Error('there is no route');
  const preferred = preferOwn(world.view, wanted, identified.route, own, refusals);
  return { preferred, ids: preferred.hops.filter(({ kind }) => kind !== 'node').map(({ id }) => id), identified: identified.route };
};

describe('of what lies side by side', () => {
  test('the order’s own is taken where it is as good; totals and direction are right', () => {
    const { preferred, ids: taken, identified } = ids(network());
    expect(identified.hops.map(({ id }) => id)).toContain('alpha/near');
    expect(taken).toEqual(['alpha/near-2', 'a~b-2', 'beta/east']);
    expect(preferred).toMatchObject({ azNs: identified.azNs, zaNs: identified.zaNs, price: identified.price });
  });

  test.each([
    ['slower', network({ latencyNs: 101 }), ['alpha/near', 'a~b-2', 'beta/east']],
    ['dearer', network({ resource: { pricePerSlot: 301 } }), ['alpha/near', 'a~b-2', 'beta/east']],
    ['down', network({ resource: { condition: 'down' } }), ['alpha/near', 'a~b-2', 'beta/east']],
    ['at a risk more', network({ resource: { sharedRisks: ['duct'] } }), ['alpha/near', 'a~b-2', 'beta/east']],
    ['somebody else’s on the other side', network({ portOwner: 'P' }), ['alpha/near-2', 'a~b', 'beta/east']],
  ] as const)('the order’s own is not taken where it is %s', (_, world, expected) => {
    expect(ids(world).ids).toEqual(expected);
  });

  test('nothing is taken that a carrier refused, nor another circuit where the order is to be apart from others', () => {
    const refused = refusal({ zPortId: 'alpha/par-y', resourceIds: ['alpha/near-2'] });
    expect(ids(network(), {}, [refused]).ids).toEqual(['alpha/near', 'a~b', 'beta/east']);
    const diversity = { fromOrderId: 'P', by: 'shared-risk', isRequired: true } as const;
    expect(ids(network(), { diversity }).ids).toEqual(['alpha/near', 'a~b-2', 'beta/east']);
  });
});
