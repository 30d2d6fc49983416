import type { Candidate, CandidateReason } from '../model/decision';
import { formatNs } from '../model/latency';
import type { Order, OrderEnd } from '../model/order';
import type { Network } from '../network/network';
import { explainNoRoute, type ConsideredRoute } from '../routing/explain-no-route';
import { bestAchievable } from '../routing/find-route';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../routing/query';
import { oncePerWay, reasonFrom } from './candidate';
import type { Purpose } from './question';
import { restorePath, thin, type ThinnedGraph } from './parallel-circuits';

export interface RefusalExplanation {
  readonly summary: string;
  /** Least latency of what could be had, the limit aside; null: nothing. */
  readonly bestAchievableNs: number | null;
  readonly candidates: readonly Candidate[];
}

/** How the words begin where nothing was proved, and more of the same would not help. */
export const asksForHuman = 'asks for a human';

/** Candidates that a refusal tells. */
const toldCandidates = 6;
/** The one that broke, and another. */
const toldInBrief = 2;

/** Why an order has no route: what could be promised instead, and for each candidate why it was not taken. */
export function explainRefusal(
  network: Network,
  order: Order,
  query: RoutingQuery,
  isCutShort: boolean,
  refused: readonly Candidate[],
  detail: Purpose['detail'] = 'full',
): RefusalExplanation {
  const { graph } = network;
  // What could be promised is found among all circuits.
  const best = bestAchievable(graph.graph, query);
  const bestPath = best.kind === 'route' ? best.path : best.kind === 'budget-spent' ? best.best : null;
  const bestAchievableNs = bestPath && worseTotalNs(bestPath);
  const { considered, isDisconnected } =
    detail === 'brief' && bestPath ? tooSlow(network, order, bestPath) : consider(network, order, query, detail);
  const limit = `limit ${formatNs(order.limit.oneWayNs)}`;
  const candidates = [...oncePerWay(refused), ...considered];
  const summarise = (): string => {
    if (isCutShort) return `${asksForHuman}: the search was cut off before it could prove that there is no route; ${limit}`;
    if (isDisconnected) return `nothing connects ${nameEnd(order.a)} and ${nameEnd(order.z)}, even if everything were up and free`;
    const words = refused.at(-1)?.reasons[0]?.text;
    if (words !== undefined && (bestAchievableNs === null || bestAchievableNs <= order.limit.oneWayNs))
      return `no other candidate is left: ${words}`;
    if (bestAchievableNs !== null) return `best achievable ${formatNs(bestAchievableNs)}, ${limit}`;
    return `no route is free within ${limit}: ${considered[0]?.reasons[0]?.text ?? 'no candidate at all'}`;
  };
  return { summary: summarise(), bestAchievableNs, candidates };
}

interface Considered {
  readonly considered: readonly Candidate[];
  readonly isDisconnected: boolean;
}

/** What could be promised says enough of a refusal in brief. */
function tooSlow({ graph }: Network, order: Order, path: RoutePath): Considered {
  const oneWayNs = worseTotalNs(path);
  if (oneWayNs <= order.limit.oneWayNs) return { considered: [], isDisconnected: false };
  const reasons = [
    { kind: 'latency' as const, text: `${formatNs(oneWayNs)} one way, ${formatNs(oneWayNs - order.limit.oneWayNs)} over the limit` },
  ];
  return { considered: [{ hops: hopsOf(graph, path), oneWayNs, price: path.price, isChosen: false, reasons }], isDisconnected: false };
}

function consider(network: Network, order: Order, query: RoutingQuery, detail: Purpose['detail']): Considered {
  const thinned = thin(network.graph.graph, query);
  const why = explainNoRoute(thinned.graph, thinned.query, detail === 'brief' ? toldInBrief : toldCandidates);
  // Nothing stands against those that a carrier refused: they are told as refused.
  const considered = why.considered.map((route) => candidateOf(network, order, thinned, route)).filter(({ reasons }) => reasons.length > 0);
  return { considered, isDisconnected: why.isDisconnected };
}

function candidateOf({ view, graph }: Network, order: Order, thinned: ThinnedGraph, considered: ConsideredRoute): Candidate {
  const { exceedsLimit } = considered;
  const path = restorePath(thinned, considered.path);
  const blockers = considered.blockers.map(({ at, reason }) => ({
    at: at.kind === 'edge' ? { kind: at.kind, index: thinned.original(at.index) } : at,
    reason,
  }));
  const isUnknown = blockers.some(({ reason }) => reason === 'unknown-latency');
  const oneWayNs = worseTotalNs(path);
  const reasons: CandidateReason[] = blockers.map((blocker) => reasonFrom(view, graph, order, blocker));
  if (exceedsLimit) {
    const text = `${isUnknown ? 'at least ' : ''}${formatNs(oneWayNs)} one way, ${formatNs(oneWayNs - order.limit.oneWayNs)} over the limit`;
    reasons.unshift({ kind: 'latency', text });
  }
  const hops = hopsOf(graph, path);
  return { hops, oneWayNs: isUnknown ? null : oneWayNs, price: path.price, isChosen: false, reasons };
}

const hopsOf = (graph: Network['graph'], path: RoutePath): Candidate['hops'] =>
  path.vertices.flatMap((vertex, position) => {
    const node = { kind: 'node' as const, id: graph.nodeAt(vertex) };
    const edge = path.edges[position];
    return edge === undefined ? [node] : [node, graph.subjectAt(edge)];
  });

const nameEnd = ({ kind, id }: OrderEnd): string => (kind === 'site' ? id : `${kind} ${id}`);
