import type { Refusal, Segment } from '../model/connection';
import { provenanceRank } from '../model/latency';
import type { Order } from '../model/order';
import type { Route, RouteHop } from '../model/route';
import { signalSlots } from '../model/signal';
import type { NetworkView } from '../network/network-view';
import { planSegments } from '../provisioning/plan-segments';
import { measureHop } from '../provisioning/read-back';
import { refusedThings } from './refused';

/**
 * The same route over what the order holds already, wherever that is as good: between the same two nodes, no slower in either direction, no dearer,
 * with no risk more. Of circuits and interconnects that lie side by side the search takes any; a move that keeps its own breaks less.
 */
export function preferOwn(view: NetworkView, order: Order, route: Route, own: readonly Segment[], refusals: readonly Refusal[]): Route {
  const resources = new Set(own.flatMap(({ resourceIds }) => resourceIds));
  const ports = new Set(own.flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]));
  const refused = refusedThings(view, refusals);
  const used = new Set(route.hops.map(({ id }) => id));
  /** How much of an interconnect is the order's own: a side, both, or none where the other side is somebody else's. */
  const sides = (portIds: readonly string[]): number =>
    portIds.every((id) => ports.has(id) || !view.portOwners.has(id)) ? portIds.filter((id) => ports.has(id)).length : 0;
  const owned = (hop: Pick<RouteHop, 'kind' | 'id'>): number => {
    if (hop.kind === 'resource') return resources.has(hop.id) ? 2 : 0;
    const interconnect = hop.kind === 'interconnect' ? view.interconnects.get(hop.id) : undefined;
    return interconnect ? sides([interconnect.aPortId, interconnect.zPortId]) : 0;
  };
  const candidates: readonly Pick<RouteHop, 'kind' | 'id'>[] = [
    ...[...resources].map((id) => ({ kind: 'resource', id }) as const),
    ...[...view.interconnects.values()]
      .filter(({ aPortId, zPortId }) => ports.has(aPortId) || ports.has(zPortId))
      .map(({ id }) => ({ kind: 'interconnect', id }) as const),
  ].filter(({ id }) => !used.has(id));
  const hops = route.hops.map((hop, index) => {
    const [from, to] = [route.hops[index - 1]?.id, route.hops[index + 1]?.id];
    const better = candidates
      .filter((candidate) => candidate.kind === hop.kind && owned(candidate) > owned(hop))
      .filter((candidate) => isAsGood(view, order, candidate, hop, from, to))
      .sort((one, other) => owned(other) - owned(one))[0];
    return (better && measureHop(view, better, from)) ?? hop;
  });
  const price = hops.reduce((sum, { kind, id }) => sum + (kind === 'resource' ? (view.resources.get(id)?.pricePerSlot ?? 0) : 0), 0);
  const preferred: Route = {
    ...route,
    hops,
    azNs: hops.reduce((sum, { azNs }) => sum + azNs, 0),
    zaNs: hops.reduce((sum, { zaNs }) => sum + zaNs, 0),
    price: price * signalSlots[order.signal],
  };
  const isRefused = planSegments(preferred, view).some(
    (plan) =>
      refused.covers(plan) !== undefined ||
      refused.ports.has(plan.aPortId) ||
      refused.ports.has(plan.zPortId) ||
      plan.resourceIds.some((id) => refused.resources.has(id)),
  );
  return isRefused ? route : preferred;
}

function isAsGood(
  view: NetworkView,
  order: Order,
  candidate: Pick<RouteHop, 'kind' | 'id'>,
  hop: RouteHop,
  from: string | undefined,
  to: string | undefined,
): boolean {
  if (!joins(view, candidate, from, to)) return false;
  if (view.health(candidate).condition !== 'up' || view.heldOut(candidate)) return false;
  const latency = view.latency(candidate);
  const measured = measureHop(view, candidate, from);
  if (!latency || !measured || provenanceRank(latency.provenance) < provenanceRank(order.minimumProvenance)) return false;
  if (measured.azNs > hop.azNs || measured.zaNs > hop.zaNs) return false;
  if (hop.kind !== 'resource') return true;
  const [one, other] = [view.resources.get(candidate.id), view.resources.get(hop.id)];
  if (!one || !other || one.pricePerSlot > other.pricePerSlot) return false;
  // What keeps it apart from another order counts for what it was chosen by.
  return order.diversity === null && one.sharedRisks.every((risk) => other.sharedRisks.includes(risk));
}

function joins(view: NetworkView, { kind, id }: Pick<RouteHop, 'kind' | 'id'>, from: string | undefined, to: string | undefined): boolean {
  const resource = view.resources.get(id);
  const interconnect = view.interconnects.get(id);
  const ends =
    kind === 'resource'
      ? [resource?.aNodeId, resource?.zNodeId]
      : [interconnect?.aPortId, interconnect?.zPortId].map((portId) => view.ports.get(portId ?? '')?.nodeId);
  return from !== undefined && to !== undefined && ends.includes(from) && ends.includes(to);
}
