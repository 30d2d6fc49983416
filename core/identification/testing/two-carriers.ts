import { exampleOrder } from '../../orders/testing/example-order';
import type { Refusal, Segment } from '../../model/connection';
import type { Order } from '../../model/order';
import type { Network } from '../../network/network';
import { carrier, interconnect, networkOf, node, port, reading, resource, type PlainNetwork } from '../../network/testing/plain-network';
import type { Purpose } from '../question';

/**
 * alpha and beta dedicate, gamma orders and has a resource of its own; delta orders too and has a short cut of its own.
 * Every node adds 10 ns, every interconnect 5 ns; 100 a slot, but `near` 300.
 *
 *   alpha/lon --near 100--  alpha/par = beta/par --east 100-- beta/vie
 *             \--far 300--/
 *   gamma/lon == alpha/lon,  gamma/lon --own 900-- gamma/vie == beta/vie,  delta/lon == alpha/lon, delta/lon --own 1-- delta/vie == beta/vie
 */
export const twoCarriers = {
  carriers: [carrier('alpha'), carrier('beta'), carrier('gamma', 'accessing'), carrier('delta', 'accessing')],
  nodes: [
    ...[node('alpha/lon', 'LON'), node('alpha/par', 'PAR'), node('beta/par', 'PAR'), node('beta/vie', 'VIE')],
    ...[node('gamma/lon', 'LON'), node('gamma/vie', 'VIE'), node('delta/lon', 'LON'), node('delta/vie', 'VIE')],
  ],
  ports: [
    ...[port('alpha/c1', 'alpha/lon'), port('alpha/c2', 'alpha/lon'), port('beta/c1', 'beta/vie'), port('beta/c2', 'beta/vie')],
    ...[port('gamma/c1', 'gamma/lon'), port('gamma/c2', 'gamma/vie'), port('delta/c1', 'delta/lon'), port('delta/c2', 'delta/vie')],
    ...pluggedPair('alpha/par-x', 'alpha/par', 'beta/par-x', 'beta/par'),
    ...pluggedPair('gamma/lon-x', 'gamma/lon', 'alpha/lon-g', 'alpha/lon'),
    ...pluggedPair('gamma/vie-x', 'gamma/vie', 'beta/vie-g', 'beta/vie'),
    ...pluggedPair('delta/lon-x', 'delta/lon', 'alpha/lon-d', 'alpha/lon'),
    ...pluggedPair('delta/vie-x', 'delta/vie', 'beta/vie-d', 'beta/vie'),
  ],
  resources: [
    resource('alpha/near', 'alpha/lon', 'alpha/par', { pricePerSlot: 300 }),
    resource('alpha/far', 'alpha/par', 'alpha/lon'),
    resource('beta/east', 'beta/par', 'beta/vie'),
    resource('gamma/own', 'gamma/lon', 'gamma/vie', { isDedicated: false }),
    resource('delta/own', 'delta/lon', 'delta/vie', { isDedicated: false }),
  ],
  interconnects: [
    interconnect('alpha/par-x', 'beta/par-x', { id: 'a~b', siteId: 'PAR' }),
    interconnect('gamma/lon-x', 'alpha/lon-g', { id: 'g~a', siteId: 'LON' }),
    interconnect('gamma/vie-x', 'beta/vie-g', { id: 'g~b', siteId: 'VIE' }),
    interconnect('delta/lon-x', 'alpha/lon-d', { id: 'd~a', siteId: 'LON' }),
    interconnect('delta/vie-x', 'beta/vie-d', { id: 'd~b', siteId: 'VIE' }),
  ],
  readings: [
    ...[reading('resource', 'alpha/near', 100), reading('resource', 'alpha/far', 300), reading('resource', 'beta/east', 100)],
    ...[reading('resource', 'gamma/own', 900), reading('resource', 'delta/own', 1)],
    ...['a~b', 'g~a', 'g~b', 'd~a', 'd~b'].map((id) => reading('interconnect', id, 5, 'operator')),
  ],
  defaults: ['alpha', 'beta', 'gamma', 'delta'].map((scopeId) => ({ scope: 'carrier-transit', scopeId, ns: 10, setAtMs: 1 }) as const),
} satisfies PlainNetwork;

function pluggedPair(aPortId: string, aNodeId: string, zPortId: string, zNodeId: string) {
  return [
    port(aPortId, aNodeId, { plug: { localId: aPortId, remoteId: zPortId } }),
    port(zPortId, zNodeId, { plug: { localId: zPortId, remoteId: aPortId } }),
  ];
}

/** The same with parts replaced, by id, or taken away (null). */
export function changed(
  change: {
    readonly [Kind in 'carriers' | 'nodes' | 'ports' | 'resources' | 'interconnects']?: Readonly<Record<string, object | null>>;
  } & Pick<PlainNetwork, 'bookings' | 'linkStates' | 'fileSources' | 'readings' | 'defaults'>,
): Network {
  const apply = <T extends { readonly id: string }>(things: readonly T[], changes: Readonly<Record<string, object | null>> = {}): T[] =>
    things.flatMap((thing) => (changes[thing.id] === null ? [] : [{ ...thing, ...changes[thing.id] }]));
  return networkOf({
    ...twoCarriers,
    carriers: apply(twoCarriers.carriers, change.carriers),
    nodes: apply(twoCarriers.nodes, change.nodes),
    ports: apply(twoCarriers.ports, change.ports),
    resources: apply(twoCarriers.resources, change.resources),
    interconnects: apply(twoCarriers.interconnects, change.interconnects),
    readings: [...twoCarriers.readings, ...(change.readings ?? [])],
    defaults: change.defaults ?? twoCarriers.defaults,
    ...(change.bookings && { bookings: change.bookings }),
    ...(change.linkStates && { linkStates: change.linkStates }),
    ...(change.fileSources && { fileSources: change.fileSources }),
  });
}

export const order = (change: Partial<Order> = {}): Order =>
  exampleOrder({
    id: 'O',
    a: { kind: 'node', id: 'alpha/lon' },
    z: { kind: 'node', id: 'beta/vie' },
    limit: { oneWayNs: 940, enteredAs: 'one-way' },
    state: 'identifying',
    ...change,
  });

export const purpose = (change: Partial<Purpose> = {}): Purpose => ({
  occasion: 'provisioning',
  ownSegments: [],
  ends: null,
  refusals: [],
  atMs: 7,
  ...change,
});

export const refusal = (change: Partial<Refusal> = {}): Refusal => ({
  orderId: 'O',
  carrierId: 'alpha',
  aPortId: 'alpha/c1',
  zPortId: 'alpha/par-x',
  resourceIds: ['alpha/near'],
  tag: 'resource-denied',
  message: 'no',
  atMs: 1,
  ...change,
});

export const segment = (change: Partial<Segment> = {}): Segment => ({
  id: 'S',
  connectionId: 'K',
  orderId: 'O',
  carrierId: 'alpha',
  ordinal: 0,
  aPortId: 'alpha/c1',
  zPortId: 'alpha/par-x',
  resourceIds: ['alpha/near'],
  slots: 8,
  maxDelayNs: 500,
  state: 'held',
  detail: '',
  ...change,
});
