import type { ReportedService } from '../carriers/carrier-link';
import type { Segment } from '../model/connection';
import { provenanceRank, worseNs } from '../model/latency';
import { qualify, uuidOf } from '../model/network';
import type { Route, RouteHop } from '../model/route';
import { signalSlots } from '../model/signal';
import type { Order } from '../model/order';
import type { NetworkView } from '../network/network-view';

export type ReadBack =
  /** What is really there serves the order; `drifted` names the segments whose carrier took another way than it was asked for. */
  | {
      readonly kind: 'meets';
      readonly route: Route;
      readonly drifted: readonly { readonly segment: Segment; readonly resourceIds: readonly string[] }[];
    }
  | { readonly kind: 'over-limit'; readonly route: Route }
  | { readonly kind: 'unusable'; readonly message: string };

/** Whether the carrier uses just the resources that are booked for the segment. */
export const isAsBooked = (segment: Segment, route: readonly string[] | null | undefined): boolean =>
  route?.join() === segment.resourceIds.map(uuidOf).join();

/** Totals again the route that each carrier really realised, at this moment (N6, N7). Segments are in order, from A to Z. */
export function readBack(
  view: NetworkView,
  order: Order,
  planned: Route,
  segments: readonly Segment[],
  services: ReadonlyMap<string, ReportedService>,
): ReadBack {
  const hops: RouteHop[] = [];
  const drifted: { segment: Segment; resourceIds: readonly string[] }[] = [];
  const interconnects = planned.hops.filter((hop) => hop.kind === 'interconnect');
  for (const [index, segment] of segments.entries()) {
    const realised = services.get(segment.id)?.route;
    if (!realised) return { kind: 'unusable', message: `${segment.carrierId} does not say which route it realised` };
    const resourceIds = realised.map((uuid) => qualify(segment.carrierId, uuid));
    const walk = walkSegment(view, segment, resourceIds);
    if (typeof walk === 'string') return { kind: 'unusable', message: walk };
    hops.push(...walk);
    const next = interconnects[index];
    const measured = next && measureHop(view, next, hops.at(-1)?.id);
    if (next && !measured) return { kind: 'unusable', message: `the latency of interconnect ${next.id} is not known any more` };
    if (measured) hops.push(measured);
    if (resourceIds.join() !== segment.resourceIds.join()) drifted.push({ segment, resourceIds });
  }
  const sick = [...hops, { kind: 'port', id: planned.aPortId } as const, { kind: 'port', id: planned.zPortId } as const]
    .map((subject) => ({ subject, health: view.health(subject) }))
    .find(({ health }) => health.condition !== 'up');
  if (sick) return { kind: 'unusable', message: `${view.nameOf(sick.subject)} is ${sick.health.condition}: ${sick.health.text}` };
  const unfit = hops.map((hop) => unfitness(view, order, hop)).find((message) => message !== null);
  if (unfit) return { kind: 'unusable', message: unfit };
  const route: Route = {
    aPortId: planned.aPortId,
    zPortId: planned.zPortId,
    hops,
    azNs: hops.reduce((sum, hop) => sum + hop.azNs, 0),
    zaNs: hops.reduce((sum, hop) => sum + hop.zaNs, 0),
    price: priceOf(view, order, hops),
  };
  return worseNs(route) > order.limit.oneWayNs ? { kind: 'over-limit', route } : { kind: 'meets', route, drifted };
}

/** Why an order may not run over a hop although it is up: a carrier may have chosen it by itself. */
function unfitness(view: NetworkView, order: Order, hop: RouteHop): string | null {
  const provenance = view.latency(hop)?.provenance;
  const resource = hop.kind === 'resource' ? view.resources.get(hop.id) : undefined;
  const name = view.nameOf(hop);
  if (provenance && provenanceRank(provenance) < provenanceRank(order.minimumProvenance)) {
    return `the latency of ${name} is ${provenance}; the order asks for ${order.minimumProvenance} or better`;
  }
  if (resource && !resource.signals.includes(order.signal)) return `${name} does not accept ${order.signal}`;
  if (resource && !resource.isDedicated && resource.carrierId !== order.accessingCarrierId)
    return `${name} is not dedicated to the virtual network`;
  return null;
}

/** The hop with its latency in force now, along the route; null: unknown. `fromNodeId`: the node before it, for a resource or interconnect. */
export function measureHop(view: NetworkView, hop: Pick<RouteHop, 'kind' | 'id'>, fromNodeId: string | undefined): RouteHop | null {
  const latency = view.latency(hop);
  if (!latency) return null;
  const isReversed = hop.kind !== 'node' && startOf(view, hop) !== fromNodeId;
  return { kind: hop.kind, id: hop.id, azNs: isReversed ? latency.zaNs : latency.azNs, zaNs: isReversed ? latency.azNs : latency.zaNs };
}

/** The node at the A end of a resource or interconnect. */
export function startOf(view: NetworkView, { kind, id }: Pick<RouteHop, 'kind' | 'id'>): string | undefined {
  if (kind === 'resource') return view.resources.get(id)?.aNodeId;
  return view.ports.get(view.interconnects.get(id)?.aPortId ?? '')?.nodeId;
}

/** The segment's nodes and resources from its A port to its Z port, or what is wrong with it. */
function walkSegment(view: NetworkView, segment: Segment, resourceIds: readonly string[]): readonly RouteHop[] | string {
  const start = view.ports.get(segment.aPortId)?.nodeId;
  const end = view.ports.get(segment.zPortId)?.nodeId;
  const hops: RouteHop[] = [];
  let at = start;
  const add = (hop: Pick<RouteHop, 'kind' | 'id'>): string | null => {
    const measured = measureHop(view, hop, at);
    if (!measured) return `the latency of ${hop.kind} ${view.nameOf(hop)} is not known`;
    hops.push(measured);
    return null;
  };
  let problem = at === undefined ? `port ${segment.aPortId} is not known` : add({ kind: 'node', id: at });
  for (const id of resourceIds) {
    if (problem) return problem;
    const resource = view.resources.get(id);
    if (!resource) return `${segment.carrierId} realised a route over ${id}, which it does not list`;
    const next = resource.aNodeId === at ? resource.zNodeId : resource.zNodeId === at ? resource.aNodeId : undefined;
    if (next === undefined) return `${segment.carrierId} realised a route that ${resource.name} does not continue`;
    problem = add({ kind: 'resource', id });
    at = next;
    problem ??= add({ kind: 'node', id: next });
  }
  return (
    problem ??
    (at === end ? hops : `${segment.carrierId} realised a route that does not end at ${view.nameOf({ kind: 'port', id: segment.zPortId })}`)
  );
}

const priceOf = (view: NetworkView, order: Order, hops: readonly RouteHop[]): number =>
  hops.reduce((sum, hop) => sum + (hop.kind === 'resource' ? (view.resources.get(hop.id)?.pricePerSlot ?? 0) : 0), 0) *
  signalSlots[order.signal];
