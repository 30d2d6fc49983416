import type { CandidateReason } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { signalSlots } from '../model/signal';
import type { Network } from '../network/network';
import type { Hop } from '../network/routes-in-use';
import { planSegments } from '../provisioning/plan-segments';
import { blockersOf } from '../routing/eligibility';
import type { RoutePath } from '../routing/query';
import { apartFrom, avoiding, pathOf, sharedReason, sharedWith } from './apart-from';
import { reasonFrom, refusalReason } from './candidate';
import { questionFor, type Purpose } from './question';
import { routeFromPath } from './route-from-path';

export type Qualification =
  /** As it totals at this moment. */
  { readonly kind: 'holds'; readonly route: Route } | { readonly kind: 'fails'; readonly reasons: readonly CandidateReason[] };

/**
 * Whether a route that was identified before could be taken at this moment (N6, N9): everything on it known, up, offered to this order and free,
 * its ends too, refused by no carrier, apart from the order that it must be apart from, and its total latency now within the limit.
 */
export function qualifyRoute(network: Network, order: Order, route: Route, purpose: Omit<Purpose, 'ends'>): Qualification {
  const { view, graph } = network;
  const fails = (...reasons: readonly CandidateReason[]): Qualification => ({ kind: 'fails', reasons });
  const unknown = route.hops.find((hop) => !isKnown(network, hop));
  if (unknown) return fails({ kind: 'state', text: `${view.nameOf(unknown)} is not known any more` });
  const path = pathOf(graph, route.hops);
  if (!isContinuous(network, path)) return fails({ kind: 'state', text: 'its parts no longer join: a carrier has redrawn them' });

  const ends = { aPortId: route.aPortId, zPortId: route.zPortId };
  const question = questionFor(network, order, { ...purpose, ends });
  if (question.kind === 'none') return fails({ kind: 'port', text: question.message });
  const taken = [ends.aPortId, ends.zPortId].find((id) => ![undefined, order.id].includes(view.portOwners.get(id)?.orderId));
  if (taken !== undefined) return fails({ kind: 'port', text: `port ${view.nameOf({ kind: 'port', id: taken })} is taken` });

  const apart = apartFrom(view, order);
  const query = apart?.isRequired ? avoiding(network, question.query, apart.routes, apart.by) : question.query;
  const reasons = blockersOf(graph.graph, query, path).map((blocker) => reasonFrom(view, graph, order, blocker));
  const shared = apart?.isRequired ? sharedWith(view, apart, route.hops) : [];
  if (apart && shared.length > 0 && !reasons.some(({ kind }) => kind === 'shared-risk')) reasons.push(sharedReason(apart, shared));
  const [aPort, zPort] = [view.ports.get(ends.aPortId), view.ports.get(ends.zPortId)];
  if (reasons.length > 0 || !aPort || !zPort) return fails(...reasons);

  const now = routeFromPath(graph, { ...path, ...totalsOf(network, path, query.slots) }, aPort, zPort);
  const overNs = worseNs(now) - order.limit.oneWayNs;
  if (overNs > 0) return fails({ kind: 'latency', text: `${formatNs(worseNs(now))} one way, ${formatNs(overNs)} over the limit` });
  const [refusal] = planSegments(now, view).flatMap((segment) => question.refused.covers(segment) ?? []);
  return refusal ? fails(refusalReason(view.carrierName(refusal.carrierId), refusal)) : { kind: 'holds', route: now };
}

/** The route over these hops as it totals at this moment, whatever stands against it; null: it is none any more, or a latency on it is unknown. */
export function routeOver(
  network: Network,
  order: Order,
  hops: readonly Hop[],
  ends: { readonly aPortId: string; readonly zPortId: string },
): Route | null {
  const { view, graph } = network;
  const [aPort, zPort] = [view.ports.get(ends.aPortId), view.ports.get(ends.zPortId)];
  if (!aPort || !zPort || !hops.every((hop) => isKnown(network, hop))) return null;
  const path = pathOf(graph, hops);
  if (!isContinuous(network, path)) return null;
  const route = routeFromPath(graph, { ...path, ...totalsOf(network, path, signalSlots[order.signal]) }, aPort, zPort);
  return Number.isFinite(route.azNs) && Number.isFinite(route.zaNs) ? route : null;
}

const isKnown = ({ view, graph }: Network, { kind, id }: Hop): boolean =>
  kind === 'node' ? view.nodes.has(id) && graph.vertexOf(id) !== undefined : graph.edgeOf({ kind, id }) !== undefined;

function isContinuous({ graph: { graph } }: Network, { vertices, edges }: Pick<RoutePath, 'vertices' | 'edges'>): boolean {
  return (
    edges.length === vertices.length - 1 &&
    edges.every((edge, index) => {
      const ends = [graph.edgeA[edge], graph.edgeZ[edge]];
      return ends.includes(vertices[index]) && ends.includes(vertices[index + 1]) && vertices[index] !== vertices[index + 1];
    })
  );
}

function totalsOf(
  { graph: { graph } }: Network,
  { vertices, edges }: Pick<RoutePath, 'vertices' | 'edges'>,
  slots: number,
): Pick<RoutePath, 'forwardNs' | 'backwardNs' | 'price'> {
  const transitNs = vertices.reduce((sum, vertex) => sum + (graph.transitNs[vertex] ?? 0), 0);
  const along = (from: (index: number) => number | undefined) =>
    edges.reduce((sum, edge, index) => sum + graph.edgeNs(edge, from(index) ?? -1), transitNs);
  return {
    forwardNs: along((index) => vertices[index]),
    backwardNs: along((index) => vertices[index + 1]),
    price: edges.reduce((sum, edge) => sum + (graph.pricePerSlot[edge] ?? 0), 0) * slots,
  };
}
