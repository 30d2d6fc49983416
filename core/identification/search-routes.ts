import type { Refusal } from '../model/connection';
import type { Candidate } from '../model/decision';
import type { Port } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import { planSegments } from '../provisioning/plan-segments';
import { cheapestAsFast, findRoute } from '../routing/find-route';
import { worseTotalNs, type RoutePath, type RoutingQuery } from '../routing/query';
import { nextBestRoutes } from '../routing/routes-in-order';
import { candidateFrom, oncePerWay, refusedCandidate } from './candidate';
import { maxPortPairs, type EndPorts } from './end-ports';
import type { RefusedThings } from './refused';
import { routeFromPath } from './route-from-path';

/** The ports at which the order may begin and end. */
export interface Ends {
  readonly a: EndPorts;
  readonly z: EndPorts;
}

/** What is searched for, between which ports, and what carriers have refused of it. */
export interface Search {
  readonly query: RoutingQuery;
  readonly ends: Ends;
  readonly refused: RefusedThings;
  /** One after the other, each tried while the one before was spent. */
  readonly budgets: readonly number[];
}

export interface Found {
  /** The best that no carrier has refused a part of. */
  readonly route: Route | null;
  readonly candidates: readonly Candidate[];
  /** The search ended before it could prove that there is no route, or that there is no better one. */
  readonly isCutShort: boolean;
  /** Where it was cut short: no route is better by the order's objective, in nanoseconds or minor currency units a month; null: not known. */
  readonly bound: number | null;
}

/** Candidates that are told beside the one chosen, out of so many that are compared: parallel circuits make many that are alike. */
export const toldAlternatives = 2;
const comparedRoutes = 12;
/** Searches that avoiding what was refused may take. */
const maxSearches = 300;
/** Partial routes that a search may look at; when they are spent, it is tried again with this many. */
export const defaultSearchBudgets: readonly number[] = [200_000, 4_000_000];
const comparisonBudget = 200_000;

/** A part of all routes: those without these edges, and between these vertices; with the best of them. */
interface Branch {
  readonly query: RoutingQuery;
  readonly path: RoutePath;
}

/**
 * The best route that no carrier has refused a part of, and others for comparison. A refusal that names nothing is of the segment as a whole: what
 * avoids it lacks one of its resources, so the search goes on in as many branches, the best first. Exact, but for routes that hold
 * all of a refused segment inside a longer one. `told`: candidates that are told beside the one chosen.
 */
export function searchRoutes(network: Network, order: Order, search: Search, told = toldAlternatives): Found {
  const { view } = network;
  const { query, ends, refused } = search;
  const passedOver: Candidate[] = [];
  const seen = new Set<string>();
  const open: Branch[] = [];
  let searches = 0;
  let isCutShort = false;
  let bound = Infinity;
  const branchOut = (into: RoutingQuery): void => {
    const key = `${[...into.excludedEdges].sort((a, b) => a - b).join()} ${into.sources.join()} ${into.targets.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (++searches > maxSearches) {
      isCutShort = true;
      bound = 0;
      return;
    }
    const found = bestPath(network, into, search.budgets);
    isCutShort ||= found.isCutShort;
    bound = Math.min(bound, found.bound);
    if (found.path) open.push({ query: into, path: found.path });
  };
  branchOut(query);
  for (let branch = takeBest(open, query); branch; branch = takeBest(open, query)) {
    const candidate = routeOf(network, branch.path, ends, refused);
    if (candidate && !candidate.refusal) {
      const alternatives = passedOver.length > 0 || told === 0 ? [] : nextTo(network, order, search, candidate.route, told);
      return {
        route: candidate.route,
        candidates: [candidateFrom(order, candidate.route, null), ...alternatives, ...oncePerWay(passedOver)],
        isCutShort,
        bound: Number.isFinite(bound) && bound > 0 ? bound : null,
      };
    }
    if (candidate?.refusal) passedOver.push(refusedCandidate(view, candidate.route, candidate.refusal));
    for (const narrowed of without(network, branch, candidate?.refusal ?? null)) branchOut(narrowed);
  }
  return { route: null, candidates: oncePerWay(passedOver), isCutShort, bound: null };
}

/** The best, and among equals in latency the cheapest. A spent budget tries again with more; then the best that was seen has to do, if there is one. */
function bestPath(
  { graph }: Network,
  query: RoutingQuery,
  budgets: readonly number[],
): { readonly path: RoutePath | null; readonly isCutShort: boolean; readonly bound: number } {
  let best: RoutePath | null = null;
  let bound = 0;
  for (const budget of budgets) {
    const answer = findRoute(graph.graph, query, budget);
    if (answer.kind === 'route') {
      return { path: cheapestAsFast(graph.graph, query, answer.path, comparisonBudget), isCutShort: false, bound: Infinity };
    }
    if (answer.kind === 'none') return { path: null, isCutShort: false, bound: Infinity };
    best = answer.best ?? best;
    bound = Math.max(bound, answer.bound ?? 0);
  }
  return { path: best, isCutShort: true, bound };
}

/** Takes out the branch whose best route is the best by the order's objective. */
function takeBest(open: Branch[], { objective }: RoutingQuery): Branch | undefined {
  const isBetter = (one: RoutePath, other: RoutePath): boolean => {
    const [price, latency] = [one.price - other.price, worseTotalNs(one) - worseTotalNs(other)];
    return objective === 'price' ? price < 0 || (price === 0 && latency < 0) : latency < 0 || (latency === 0 && price < 0);
  };
  let best = 0;
  for (const [index, branch] of open.entries()) if (isBetter(branch.path, (open[best] ?? branch).path)) best = index;
  return open.splice(best, 1)[0];
}

/** The branch without one thing that its best route was refused for, in every way; what is refused at a port: without the interconnects or the end there. */
function without({ graph, view }: Network, { query, path }: Branch, refusal: Refusal | null): readonly RoutingQuery[] {
  const edges = (refusal?.resourceIds ?? []).flatMap((id) => graph.edgeOf({ kind: 'resource', id }) ?? []);
  const onPath = new Set(path.edges);
  const ports = new Set([refusal?.aPortId, refusal?.zPortId]);
  for (const { id, aPortId, zPortId } of view.interconnects.values()) {
    const edge = graph.edgeOf({ kind: 'interconnect', id });
    if (edge !== undefined && (ports.has(aPortId) || ports.has(zPortId))) edges.push(edge);
  }
  const [first, last] = [path.vertices[0], path.vertices.at(-1)];
  return [
    ...edges.filter((edge) => onPath.has(edge)).map((edge) => ({ ...query, excludedEdges: new Set([...query.excludedEdges, edge]) })),
    // Between other ends it is another segment, or has other ports.
    ...(query.sources.length > 1 ? [{ ...query, sources: query.sources.filter((vertex) => vertex !== first) }] : []),
    ...(query.targets.length > 1 ? [{ ...query, targets: query.targets.filter((vertex) => vertex !== last) }] : []),
  ];
}

/** The next best routes, told beside the one chosen. */
function nextTo(network: Network, order: Order, { query, ends, refused }: Search, chosen: Route, told: number): readonly Candidate[] {
  const { routes } = nextBestRoutes(network.graph.graph, query, comparedRoutes, comparisonBudget);
  const others = routes.flatMap((path) => {
    const candidate = routeOf(network, path, ends, refused);
    return candidate && !candidate.refusal ? [candidateFrom(order, candidate.route, chosen)] : [];
  });
  const isChosen = ({ hops }: Candidate) => hops.map(({ id }) => id).join() === chosen.hops.map(({ id }) => id).join();
  return oncePerWay(others.filter((candidate) => !isChosen(candidate))).slice(0, told);
}

/** The path with a port at each end, two different ones; the first pair that no carrier has refused, else the first; null: there is only one port for both. */
export function routeOf(
  { view, graph }: Network,
  path: RoutePath,
  ends: Ends,
  refused: RefusedThings,
): { route: Route; refusal: Refusal | null } | null {
  const pairs = portPairs(portsAt(graph, ends.a, path.vertices[0]), portsAt(graph, ends.z, path.vertices.at(-1)));
  let first: { route: Route; refusal: Refusal } | null = null;
  for (const { aPort, zPort } of pairs) {
    const route = routeFromPath(graph, path, aPort, zPort);
    const segments = refused.areSegments ? planSegments(route, view) : [];
    const [refusal] = segments.flatMap((segment) => refused.covers(segment) ?? []);
    if (!refusal) return { route, refusal: null };
    first ??= { route, refusal };
  }
  return first;
}

/** The first few: a site may have thousands. */
function portPairs(as: readonly Port[], zs: readonly Port[]): readonly { readonly aPort: Port; readonly zPort: Port }[] {
  const pairs: { aPort: Port; zPort: Port }[] = [];
  for (const aPort of as) {
    for (const zPort of zs) {
      if (pairs.length === maxPortPairs) return pairs;
      if (aPort.id !== zPort.id) pairs.push({ aPort, zPort });
    }
  }
  return pairs;
}

function portsAt(graph: Network['graph'], end: EndPorts, vertex: number | undefined): readonly Port[] {
  return (end.kind === 'ports' && vertex !== undefined && end.byNode.get(graph.nodeAt(vertex))) || [];
}
