import type { Latency } from './latency';

/** One step of a route with what it adds: nodes (their transit) alternate with resources and interconnects. */
export interface RouteHop extends Latency {
  readonly kind: 'node' | 'resource' | 'interconnect';
  readonly id: string;
}

/**
 * From the A port to the Z port. Hops begin and end with a node, in the direction A to Z; `azNs` of a hop is along the route,
 * whichever way the resource itself is drawn. Totals include transit at every node, A and Z included (N2).
 */
export interface Route extends Latency {
  readonly aPortId: string;
  readonly zPortId: string;
  readonly hops: readonly RouteHop[];
  /** Minor currency units per month, for the slots that the order takes. */
  readonly price: number;
}

/** A route as far as it leads, without what it adds. */
export interface Way extends Pick<Route, 'aPortId' | 'zPortId'> {
  readonly hops: readonly Pick<RouteHop, 'kind' | 'id'>[];
}

/** Whether two routes pass the same nodes over the same resources and interconnects. */
export const isSameWay = (one: Pick<Route, 'hops'>, other: Pick<Route, 'hops'>): boolean =>
  one.hops.length === other.hops.length && one.hops.every(({ kind, id }, at) => other.hops[at]?.kind === kind && other.hops[at].id === id);

/** Whether they are the same way between the same ports; latencies aside. */
export const isSameRoute = (one: Route, other: Route): boolean =>
  one.aPortId === other.aPortId && one.zPortId === other.zPortId && isSameWay(one, other);
