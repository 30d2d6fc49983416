import type {
  AlternativeShown,
  CandidateShown,
  DecisionShown,
  HopShown,
  LatencyShown,
  OrderShown,
  PortNames,
  RouteShown,
  SegmentShown,
} from '../../contract/shapes';
import type { Alternative } from '../../model/alternative';
import type { Segment } from '../../model/connection';
import type { Candidate, Decision } from '../../model/decision';
import { worseNs, type Latency, type LatencySubject } from '../../model/latency';
import { carrierOf } from '../../model/network';
import type { Order } from '../../model/order';
import type { Route, RouteHop } from '../../model/route';
import type { NetworkView } from '../../network/network-view';

/** With names, and where each latency on the way comes from now. */
export function showRoute(view: NetworkView, route: Route): RouteShown {
  return {
    aPort: view.nameOf({ kind: 'port', id: route.aPortId }),
    zPort: view.nameOf({ kind: 'port', id: route.zPortId }),
    hops: route.hops.map((hop) => showHop(view, hop)),
    azNs: route.azNs,
    zaNs: route.zaNs,
    oneWayNs: worseNs(route),
    price: route.price,
  };
}

export const showSegment = (view: NetworkView, segment: Segment): SegmentShown => ({
  ...segment,
  carrierName: view.carrierName(segment.carrierId),
  from: showPort(view, segment.aPortId),
  to: showPort(view, segment.zPortId),
});

function showPort(view: NetworkView, id: string): PortNames {
  const port = view.ports.get(id);
  return { port: port?.name ?? id, node: port ? view.nameOf({ kind: 'node', id: port.nodeId }) : null };
}

export function showHop(view: NetworkView, hop: RouteHop): HopShown {
  const { provenance, isDefault } = showLatency(view, hop);
  const carrierName = hop.kind === 'interconnect' ? null : view.carrierName(carrierOf(hop.id));
  return { ...hop, name: view.nameOf(hop), carrierName, provenance, isDefault };
}

export function showLatency(view: NetworkView, subject: LatencySubject): LatencyShown {
  const latency = view.latency(subject);
  if (!latency) return { azNs: null, zaNs: null, provenance: null, isDefault: false };
  const { azNs, zaNs, provenance, isDefault } = latency;
  return { azNs, zaNs, provenance, isDefault };
}

/** A connection on something that is broken does not count as serving. */
export const isServed = ({ state }: Order): boolean => state === 'active' || state === 'moving';

/** `latency`: of the route of its active connection. */
export const showOrder = (order: Order, latency: Latency | null | undefined): OrderShown => ({ ...order, ...shownLatency(order, latency) });

export function shownLatency(order: Order, latency: Latency | null | undefined): Pick<OrderShown, 'latencyNs' | 'marginNs'> {
  const latencyNs = latency && isServed(order) ? worseNs(latency) : null;
  return { latencyNs, marginNs: latencyNs === null ? null : order.limit.oneWayNs - latencyNs };
}

export const showCandidate = (view: NetworkView, candidate: Candidate): CandidateShown => ({
  ...candidate,
  hops: candidate.hops.map((hop) => ({ ...hop, name: view.nameOf(hop) })),
});

export const showDecision = (view: NetworkView, decision: Decision): DecisionShown => ({
  ...decision,
  candidates: decision.candidates.map((candidate) => showCandidate(view, candidate)),
});

export const showAlternative = (view: NetworkView, order: Order, alternative: Alternative): AlternativeShown => {
  const { id, rank, route, foundAtMs, checkedAtMs, fault, shared } = alternative;
  return {
    id,
    rank,
    route: showRoute(view, route),
    marginNs: order.limit.oneWayNs - worseNs(route),
    foundAtMs,
    checkedAtMs,
    fault,
    shared,
  };
};
