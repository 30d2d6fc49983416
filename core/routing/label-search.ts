import { unreached } from './distance-rows';
import type { Ground } from './ground';
import { TieredHeap } from './heap';
import { Labels } from './labels';
import { askAfter, isCutOff } from './pocket';
import type { RoutePath, RoutingQuery } from './query';
import { noWay, sharedToGo } from './shared-to-go';
import { sharedCount } from './sharing';
import type { Later, SearchKey, SearchOutcome, Subspace } from './subspace';

/** What a search under way needs at each step. */
interface Task {
  readonly query: RoutingQuery;
  readonly forwardBounds: Int32Array;
  readonly backwardBounds: Int32Array;
  /** null: price does not matter. */
  readonly priceBounds: Int32Array | null;
  /** What a route shares at least from each vertex on, and at most in all; null: it does not matter. */
  readonly sharedToGo: Int32Array | null;
  readonly mostShared: number;
}

/**
 * Label-setting A*: the best route of a subspace within the query's limit, exactly. Labels leave the heap in the order of the objective,
 * each by its own totals and what it needs at least to reach a target; if it matters what a route shares with others, those that share
 * less go first. A label is dropped where its vertex was left before with no more latency in either direction, sharing nothing that it
 * does not, then at no higher price either. So no label comes back to a vertex of its own route, and the first one to
 * leave the heap at a target is the best.
 *
 * Its memory is kept from one search to the next.
 */
export class LabelSearch {
  readonly #ground: Ground;
  readonly #labels: Labels;
  readonly #heap = new TieredHeap();
  /** Of the search that went before, where one question takes two. */
  #spentBefore = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#labels = new Labels(ground.graph.vertexCount);
  }

  /** What a budget counts: labels that the last search made, and what it took to compare them. */
  get spent(): number {
    return this.#spentBefore + this.#labels.count + Math.floor(this.#labels.comparisons * perComparison);
  }

  best(query: RoutingQuery, subspace: Subspace, budget: number, until: number): SearchOutcome | Later {
    this.#spentBefore = 0;
    if (query.shareLeast === null) return this.#best(query, subspace, budget, Infinity, until);
    // By the objective alone first: where that finds nothing there is nothing, and nothing that shares more than it finds need be looked at.
    const plain = this.#best({ ...query, shareLeast: null }, subspace, budget, Infinity, Infinity);
    if (plain.kind !== 'route') return plain;
    const mostShared = sharedCount(query.shareLeast, plain.path);
    this.#spentBefore = this.spent;
    const outcome = this.#best(query, subspace, budget - this.#spentBefore, mostShared, Infinity);
    // What shares less may be dearer, but nothing is cheaper than the best by the objective alone.
    return outcome.kind === 'budget-spent' ? { ...outcome, best: outcome.best ?? plain.path, bound: plain.key } : outcome;
  }

  #best(query: RoutingQuery, subspace: Subspace, budget: number, mostShared: number, until: number): SearchOutcome | Later {
    const task = this.#begin(query, subspace, mostShared);
    const labels = this.#labels;
    const heap = this.#heap;
    let isAsked = false;
    for (let shared = heap.tier; shared >= 0; shared = heap.tier) {
      if (!isAsked && labels.count > askAfter) {
        isAsked = true;
        if (isCutOff(this.#ground, query, subspace)) break;
      }
      const lowest = heap.at(shared);
      const first = lowest.first[0] as number;
      const second = lowest.second[0] as number;
      if (first > until) return { kind: 'later', key: { shared, first, second } };
      const label = lowest.pop();
      if (!labels.settle(label)) continue;
      if (this.#ground.isTarget(labels.vertex[label] as number)) {
        return { kind: 'route', path: this.#pathTo(label, query, subspace), key: { shared, first, second } };
      }
      if (this.spent - this.#spentBefore >= budget)
        return { kind: 'budget-spent', best: this.#bestSeen(task, subspace), bound: { shared, first, second } };
      this.#expand(task, label, []);
    }
    return { kind: 'none' };
  }

  /** No route of the subspace comes before this key; null: it has none within the limit. Looks one step ahead only. */
  bound(query: RoutingQuery, subspace: Subspace): SearchKey | null {
    this.#begin(query, subspace, Infinity);
    const shared = this.#heap.tier;
    if (shared < 0) return null;
    const { first, second } = this.#heap.at(shared);
    return { shared, first: first[0] as number, second: second[0] as number };
  }

  #begin(query: RoutingQuery, subspace: Subspace, mostShared: number): Task {
    const ground = this.#ground;
    ground.open(query);
    const task: Task = {
      query,
      forwardBounds: ground.bounds('forwardNs'),
      backwardBounds: ground.bounds('backwardNs'),
      priceBounds: query.objective === 'price' ? ground.bounds('pricePerSlot') : null,
      sharedToGo: query.shareLeast === null ? null : sharedToGo(ground.graph, query, query.shareLeast),
      mostShared,
    };
    this.#labels.clear(ground.graph.isSymmetric, query.shareLeast, query.objective === 'price');
    this.#heap.clear();
    if (!ground.keep(subspace)) return task;
    if (subspace.base === null) this.#beginAtSources(task, subspace.barredSources);
    else this.#beginAtSpur(task, subspace.base.edges.slice(0, subspace.at), subspace.barredEdges);
    return task;
  }

  #beginAtSources(task: Task, barredSources: readonly number[]): void {
    const { gate, graph } = this.#ground;
    for (const source of task.query.sources) {
      if (barredSources.includes(source) || !gate.vertex(source, true)) continue;
      const transitNs = graph.transitNs[source] as number;
      this.#offer(task, source, -1, -1, transitNs, transitNs, 0, 0);
    }
  }

  /** Ends there or takes the first step behind what is kept. */
  #beginAtSpur(task: Task, keptEdges: readonly number[], barredEdges: readonly number[]): void {
    const { spur, spurNs, spurBackwardNs, spurPricePerSlot, endsAtSpur } = this.#ground;
    const shared = keptEdges.reduce((sharedSoFar, edge) => sharedWith(task.query, sharedSoFar, edge), 0);
    if (endsAtSpur) this.#offer(task, spur, -1, -1, spurNs, spurBackwardNs, spurPricePerSlot, shared);
    else this.#expand(task, this.#labels.add(spur, -1, -1, spurNs, spurBackwardNs, spurPricePerSlot, shared), barredEdges);
  }

  #expand(task: Task, label: number, barredEdges: readonly number[]): void {
    const { gate, graph, keptMark, keptAs, targetMark, mark } = this.#ground;
    const labels = this.#labels;
    const { firstArc, arcHead, arcEdge, arcForwardNs, arcBackwardNs, transitNs } = graph;
    const vertex = labels.vertex[label] as number;
    const forwardNs = labels.forwardNs[label] as number;
    const backwardNs = labels.backwardNs[label] as number;
    const pricePerSlot = labels.pricePerSlot[label] as number;
    const shared = labels.shared[label] as number;
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      const headForwardNs = forwardNs + (arcForwardNs[arc] as number) + (transitNs[head] as number);
      const headBackwardNs = backwardNs + (arcBackwardNs[arc] as number) + (transitNs[head] as number);
      if (keptMark[head] === keptAs) continue;
      const edge = arcEdge[arc] as number;
      const headPrice = pricePerSlot + (graph.pricePerSlot[edge] as number);
      const headShared = sharedWith(task.query, shared, edge);
      if (labels.isDominated(head, headForwardNs, headBackwardNs, headPrice, headShared)) continue;
      if (barredEdges.includes(edge) || !gate.edge(edge)) continue;
      if (!gate.vertex(head, targetMark[head] === mark)) continue;
      this.#offer(task, head, label, edge, headForwardNs, headBackwardNs, headPrice, headShared);
    }
  }

  /** Makes a label and queues it, unless it cannot reach a target within the limit. */
  #offer(
    task: Task,
    vertex: number,
    parent: number,
    edge: number,
    forwardNs: number,
    backwardNs: number,
    pricePerSlot: number,
    shared: number,
  ): void {
    const remainingNs = task.forwardBounds[vertex] as number;
    if (remainingNs === unreached) return;
    const worseNs = Math.max(forwardNs + remainingNs, backwardNs + (task.backwardBounds[vertex] as number));
    if (worseNs > this.#ground.limitNs) return;
    const tier = tierOf(task, vertex, shared);
    if (tier < 0) return;
    const label = this.#labels.add(vertex, parent, edge, forwardNs, backwardNs, pricePerSlot, shared);
    // Among equals in latency the one that is nearest to a target goes first: it is done soonest.
    if (task.priceBounds === null) this.#heap.push(tier, worseNs, remainingNs, label);
    else this.#heap.push(tier, pricePerSlot + (task.priceBounds[vertex] as number), worseNs, label);
  }

  #pathTo(label: number, query: RoutingQuery, { base, at }: Subspace): RoutePath {
    const labels = this.#labels;
    const vertices: number[] = [];
    const edges: number[] = [];
    for (let step = label; step >= 0; step = labels.parent[step] as number) {
      vertices.push(labels.vertex[step] as number);
      if ((labels.edge[step] as number) >= 0) edges.push(labels.edge[step] as number);
    }
    vertices.reverse();
    edges.reverse();
    return {
      vertices: base === null ? vertices : [...base.vertices.slice(0, at), ...vertices],
      edges: base === null ? edges : [...base.edges.slice(0, at), ...edges],
      forwardNs: labels.forwardNs[label] as number,
      backwardNs: labels.backwardNs[label] as number,
      price: (labels.pricePerSlot[label] as number) * query.slots,
    };
  }

  /** Every label is within the limit and simple, so one at a target is a route, if perhaps not the best. */
  #bestSeen(task: Task, subspace: Subspace): RoutePath | null {
    const labels = this.#labels;
    const shared = (label: number): number => task.query.shareLeast?.size(labels.shared[label] as number) ?? 0;
    const worseNs = (label: number): number => Math.max(labels.forwardNs[label] as number, labels.backwardNs[label] as number);
    const price = (label: number): number => (task.priceBounds === null ? 0 : (labels.pricePerSlot[label] as number));
    let best = -1;
    for (let label = 0; label < labels.count; label++) {
      if (!this.#ground.isTarget(labels.vertex[label] as number)) continue;
      const order = best < 0 ? -1 : shared(label) - shared(best) || price(label) - price(best) || worseNs(label) - worseNs(best);
      if (order < 0) best = label;
    }
    return best < 0 ? null : this.#pathTo(best, task.query, subspace);
  }
}

/** Labels are queued by what their routes share at least; -1: more than is of use, or no way leads on. */
function tierOf({ query, sharedToGo: toGo, mostShared }: Task, vertex: number, shared: number): number {
  if (query.shareLeast === null || toGo === null) return 0;
  const left = toGo[vertex] as number;
  const least = query.shareLeast.size(shared) + left;
  return left === noWay || least > mostShared ? -1 : least;
}

/** A label takes about so many comparisons; in most searches there is hardly one for each. */
const perComparison = 1 / 32;

const sharedWith = ({ shareLeast }: RoutingQuery, shared: number, edge: number): number =>
  shareLeast === null ? 0 : shareLeast.union(shared, shareLeast.ofEdge(edge));
