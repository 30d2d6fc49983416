import type { Refusal, Segment } from '../model/connection';
import type { Decision } from '../model/decision';
import { provenanceRank } from '../model/latency';
import type { Order } from '../model/order';
import { signalMask, signalSlots } from '../model/signal';
import type { Network } from '../network/network';
import { wholePort } from '../network/network-graph';
import type { RoutingQuery } from '../routing/query';
import { fewPorts, findEndPorts, samePlace, type EndPorts } from './end-ports';
import { refusedThings, type RefusedThings } from './refused';
import { defaultSearchBudgets, type Ends, type Search } from './search-routes';

/** What identification is asked for beside the order itself. */
export interface Purpose {
  readonly occasion: Decision['occasion'];
  /** What the order holds at carriers that have confirmed, or will have to confirm, its deletion first: it may be used again. */
  readonly ownSegments: readonly Segment[];
  /** The ports that the order keeps; null: any that serve its ends. */
  readonly ends: { readonly aPortId: string; readonly zPortId: string } | null;
  readonly refusals: readonly Refusal[];
  readonly atMs: number;
  /** Partial routes that a search may look at, one after the other while the one before was spent; the usual ones if not said. */
  readonly budgets?: readonly number[];
  /**
   * `brief`: nothing is told beside the route chosen, and of a refusal one or two candidates; for many orders at once. `full-if-refused`: so of a route,
   * since what else there was can be found again, but all of a refusal. Without: all that helps one order.
   */
  readonly detail?: 'full' | 'full-if-refused' | 'brief';
}

export type Question =
  | ({ readonly kind: 'asked' } & Search)
  /** The order's ends leave nothing to ask; why, in words. */
  | { readonly kind: 'none'; readonly message: string };

/** What an order asks of the routing graph as it is now. The wish to be apart from another order is not in it yet. */
export function questionFor(network: Network, order: Order, purpose: Purpose): Question {
  const nowhere = samePlace(network.view, order);
  if (nowhere !== null) return { kind: 'none', message: nowhere };
  const refused = refusedThings(network.view, purpose.refusals);
  const ends = { a: endPorts(network, order, 'a', purpose, refused), z: endPorts(network, order, 'z', purpose, refused) };
  for (const end of [ends.a, ends.z]) if (end.kind === 'none') return { kind: 'none', message: end.message };
  const query = queryFor(network, order, purpose, refused, ends);
  return { kind: 'asked', query, ends, refused, budgets: purpose.budgets ?? defaultSearchBudgets };
}

function endPorts({ view }: Network, order: Order, side: 'a' | 'z', purpose: Purpose, refused: RefusedThings): EndPorts {
  if (!purpose.ends)
    return findEndPorts(view, order, side, new Set(refused.ports.keys()), purpose.refusals.length === 0 ? fewPorts : undefined);
  const portId = side === 'a' ? purpose.ends.aPortId : purpose.ends.zPortId;
  const port = view.ports.get(portId);
  const health = view.health({ kind: 'port', id: portId });
  if (!port || health.condition !== 'up') {
    return {
      kind: 'none',
      message: `the order's own end, port ${view.nameOf({ kind: 'port', id: portId })}, is ${health.condition}: ${health.text}`,
    };
  }
  return { kind: 'ports', byNode: new Map([[port.nodeId, [port]]]) };
}

function queryFor({ view, graph }: Network, order: Order, purpose: Purpose, refused: RefusedThings, ends: Ends): RoutingQuery {
  const vertices = (end: EndPorts): number[] => {
    const found: number[] = [];
    for (const nodeId of end.kind === 'none' ? [] : end.byNode.keys()) {
      const vertex = graph.vertexOf(nodeId);
      if (vertex !== undefined) found.push(vertex);
    }
    return found;
  };
  const ownSlots = new Map<number, number>();
  const own = (edge: number | undefined, slots: number): void => {
    if (edge !== undefined) ownSlots.set(edge, (ownSlots.get(edge) ?? 0) + slots);
  };
  const ownPorts = new Set(purpose.ownSegments.flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]));
  for (const segment of purpose.ownSegments) {
    for (const id of segment.resourceIds) own(graph.edgeOf({ kind: 'resource', id }), segment.slots);
  }
  // Most orders have none: there may be thousands of interconnects.
  for (const { id, aPortId, zPortId } of ownPorts.size > 0 ? view.interconnects.values() : []) {
    const isToBeHad = [aPortId, zPortId].every((portId) => ownPorts.has(portId) || !view.portOwners.has(portId));
    if (isToBeHad && (ownPorts.has(aPortId) || ownPorts.has(zPortId))) own(graph.edgeOf({ kind: 'interconnect', id }), wholePort);
  }
  const excludedEdges = [
    ...[...refused.resources.keys()].map((id) => graph.edgeOf({ kind: 'resource', id })),
    ...(refused.ports.size === 0 ? [] : [...view.interconnects.values()])
      .filter(({ aPortId, zPortId }) => refused.ports.has(aPortId) || refused.ports.has(zPortId))
      .map(({ id }) => graph.edgeOf({ kind: 'interconnect', id })),
  ];
  return {
    sources: vertices(ends.a),
    targets: vertices(ends.z),
    slots: signalSlots[order.signal],
    signalMask: signalMask([order.signal]),
    accessing: graph.indexOfCarrier(order.accessingCarrierId),
    limitNs: order.limit.oneWayNs,
    minRank: provenanceRank(order.minimumProvenance),
    objective: order.objective,
    allowStale: false,
    ownSlots,
    excludedEdges: new Set(excludedEdges.filter((edge) => edge !== undefined)),
    excludedVertices: new Set(),
    avoid: null,
    shareLeast: null,
  };
}
