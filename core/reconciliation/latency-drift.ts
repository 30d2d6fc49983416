import type { Connection } from '../model/connection';
import { formatNs, worseNs, type Latency } from '../model/latency';
import { carrierOf } from '../model/network';
import type { Order } from '../model/order';
import type { Route, RouteHop } from '../model/route';
import type { NetworkView } from '../network/network-view';
import { measureHop } from '../provisioning/read-back';
import type { Observation } from './observation';

/**
 * What of an order's connection at one carrier takes another time now than when the order was totalled last: at its activation, or when a carrier's
 * own way was entered. Less than `leastNs` in either direction is no matter. An interconnect counts with the carrier of its A port.
 */
export function latencyDrift(
  view: NetworkView,
  carrierId: string,
  order: Order,
  { route }: Pick<Connection, 'route'>,
  leastNs: number,
): Observation | null {
  const now = routeInForce(view, route);
  // What is not known any more is no other value: a missing latency is told by whoever routes.
  if (!now) return null;
  const ownHops = (hops: readonly RouteHop[]): readonly RouteHop[] => hops.filter((hop) => carrierOfHop(view, hop) === carrierId);
  const [before, after] = [totalOf(ownHops(route.hops)), totalOf(ownHops(now.hops))];
  if (Math.max(Math.abs(after.azNs - before.azNs), Math.abs(after.zaNs - before.zaNs)) < leastNs) return null;
  const { oneWayNs: limitNs } = order.limit;
  const [totalledNs, inForceNs] = [worseNs(route), worseNs(now)];
  const changed = now.hops.filter((hop, index) => carrierOfHop(view, hop) === carrierId && !isSameLatency(hop, route.hops[index]));
  const where = changed.map((hop) => view.nameOf(hop)).join(', ');
  return {
    ...{ kind: 'latency-drift', carrierId, subjectId: order.id, orderId: order.id, done: null },
    evidence: { kind: 'latency', totalledNs, inForceNs, limitNs },
    text: `order ${order.id} was totalled at ${formatNs(totalledNs)} one way and takes ${formatNs(inForceNs)} now, by ${where} of ${view.carrierName(carrierId)}; limit ${formatNs(limitNs)}, margin ${signed(limitNs - inForceNs)}`,
  };
}

/** The route with the latencies that are in force now; null: one of them is not known. */
export function routeInForce(view: NetworkView, route: Route): Route | null {
  const hops: RouteHop[] = [];
  for (const [index, hop] of route.hops.entries()) {
    const measured = measureHop(view, hop, route.hops[index - 1]?.id);
    if (!measured) return null;
    hops.push(measured);
  }
  return { ...route, hops, ...totalOf(hops) };
}

const totalOf = (hops: readonly RouteHop[]): Latency => ({
  azNs: hops.reduce((sum, hop) => sum + hop.azNs, 0),
  zaNs: hops.reduce((sum, hop) => sum + hop.zaNs, 0),
});

const isSameLatency = (one: Latency, other: Latency | undefined): boolean => one.azNs === other?.azNs && one.zaNs === other.zaNs;

const carrierOfHop = (view: NetworkView, { kind, id }: RouteHop): string =>
  carrierOf(kind === 'interconnect' ? (view.interconnects.get(id)?.aPortId ?? '') : id);

const signed = (ns: number): string => (ns < 0 ? `-${formatNs(-ns)}` : formatNs(ns));
