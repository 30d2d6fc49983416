import type { Objective } from '../../model/order';
import { grown, Heap } from '../heap';
import type { Corridor } from './corridor';
import { edgesOf, verticesOf, type Stakes, type Way } from './stakes';
import type { Toll, TwoFlow } from './two-flow';
import type { Weights } from './weights';

/** One route of a pair, in the corridor's indexes. */
export interface SideRoute extends Way {
  readonly forwardNs: number;
  readonly backwardNs: number;
  /** By the objective: the worse direction's latency, or the price per slot; tolls aside, and included. */
  readonly cost: number;
  readonly costWithTolls: number;
}

export type SideOutcome =
  { readonly kind: 'route'; readonly route: SideRoute } | { readonly kind: 'none' } | { readonly kind: 'budget-spent' };

export interface SideTask {
  /** Stakes that the route must do without. */
  readonly bans: readonly number[];
  readonly tolls: readonly Toll[];
  /** Only routes that cost less than this are of use, tolls included. */
  readonly below: number;
  /** No direction may take longer. */
  readonly limitNs: number;
  readonly budget: number;
}

/** What is given for all searches in one corridor. */
export interface SideGround {
  readonly corridor: Corridor;
  readonly stakes: Stakes;
  readonly weights: Weights;
  readonly flow: TwoFlow;
  readonly objective: Objective;
}

/**
 * Label-setting A* for one route of a pair: the cheapest within the limit, tolls included, that avoids what is banned. As the order's own
 * search does, but tolls make three totals of each label, and none may be greater where one label dominates another.
 */
export class SideSearch {
  /** What the last search spent: labels that it made, and what it took to compare them. */
  spent = 0;
  #labelCount = 0;
  readonly #ground: SideGround;
  readonly #isSymmetric: boolean;
  /** Whether cost is latency and tolls, the same both ways: then labels are compared by that sum, which tells more than tolls alone. */
  readonly #comparesCost: boolean;
  readonly #heap = new Heap();
  #vertex = new Int32Array(1024);
  #parent = new Int32Array(1024);
  #arc = new Int32Array(1024);
  #forwardNs = new Float64Array(1024);
  #backwardNs: Float64Array;
  /** Price and tolls. */
  #paid = new Float64Array(1024);
  #nextInFront = new Int32Array(1024);
  readonly #front: Int32Array;
  readonly #frontSearch: Int32Array;
  readonly #bannedEdge: Int32Array;
  readonly #bannedVertex: Int32Array;
  #search = 0;
  readonly #arcToll: Float64Array;
  readonly #vertexToll: Float64Array;
  readonly #tollSum: number;
  /** Tolls of the flow that the search at hand does not ask for: so much may its bounds be too high. */
  #waived = 0;

  constructor(ground: SideGround) {
    const { corridor, flow } = ground;
    this.#ground = ground;
    this.#isSymmetric = corridor.arcForwardNs === corridor.arcBackwardNs;
    this.#comparesCost = this.#isSymmetric && ground.objective === 'latency';
    this.#backwardNs = this.#isSymmetric ? this.#forwardNs : new Float64Array(1024);
    const vertexCount = corridor.vertices.length;
    this.#front = new Int32Array(vertexCount);
    this.#frontSearch = new Int32Array(vertexCount);
    this.#bannedEdge = new Int32Array(corridor.edges.length);
    this.#bannedVertex = new Int32Array(vertexCount);
    this.#arcToll = new Float64Array(corridor.arcHead.length);
    this.#vertexToll = new Float64Array(vertexCount);
    this.#tollSum = flow.tolls.reduce((sum, { amount }) => sum + amount, 0);
  }

  best(task: SideTask): SideOutcome {
    this.#begin(task);
    const { corridor } = this.#ground;
    const heap = this.#heap;
    let outcome: SideOutcome = { kind: 'none' };
    while (heap.size > 0) {
      const label = heap.pop();
      if (!this.#settle(label)) continue;
      if (corridor.isTarget[this.#vertex[label] as number] === 1) {
        outcome = { kind: 'route', route: this.#routeTo(label) };
        break;
      }
      if (this.spent >= task.budget) {
        outcome = { kind: 'budget-spent' };
        break;
      }
      this.#expand(task, label);
    }
    this.#setTolls(task.tolls, 0);
    return outcome;
  }

  #begin(task: SideTask): void {
    const { corridor } = this.#ground;
    this.spent = 0;
    this.#labelCount = 0;
    this.#heap.clear();
    this.#search++;
    for (const stake of task.bans) this.#ban(stake);
    this.#setTolls(task.tolls, 1);
    this.#waived = task.tolls.reduce((left, { amount }) => left - amount, this.#tollSum);
    for (let vertex = 0; vertex < corridor.vertices.length; vertex++) {
      if (corridor.isSource[vertex] !== 1) continue;
      const transitNs = corridor.transitNs[vertex] as number;
      this.#offer(task, vertex, -1, -1, transitNs, transitNs, 0);
    }
  }

  #ban(stake: number): void {
    const { stakes } = this.#ground;
    for (const edge of edgesOf(stakes, stake)) this.#bannedEdge[edge] = this.#search;
    for (const vertex of verticesOf(stakes, stake)) this.#bannedVertex[vertex] = this.#search;
  }

  #setTolls(tolls: readonly Toll[], times: 0 | 1): void {
    for (const { arcs, vertex, amount } of tolls) {
      for (const arc of arcs) this.#arcToll[arc] = times === 0 ? 0 : (this.#arcToll[arc] as number) + amount;
      if (vertex >= 0) this.#vertexToll[vertex] = times * amount;
    }
  }

  #expand(task: SideTask, label: number): void {
    const { corridor, objective } = this.#ground;
    const { firstArc, arcHead, arcEdge, arcForwardNs, arcBackwardNs, arcPricePerSlot } = corridor;
    const search = this.#search;
    const vertex = this.#vertex[label] as number;
    const forwardNs = this.#forwardNs[label] as number;
    const backwardNs = this.#backwardNs[label] as number;
    const paid = (this.#paid[label] as number) + (this.#vertexToll[vertex] as number);
    const isByPrice = objective === 'price';
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      if (this.#bannedVertex[head] === search || this.#bannedEdge[arcEdge[arc] as number] === search) continue;
      const headForwardNs = forwardNs + (arcForwardNs[arc] as number);
      const headBackwardNs = backwardNs + (arcBackwardNs[arc] as number);
      const headPaid = paid + (this.#arcToll[arc] as number) + (isByPrice ? (arcPricePerSlot[arc] as number) : 0);
      if (this.#isDominated(head, headForwardNs, headBackwardNs, headPaid)) continue;
      this.#offer(task, head, label, arc, headForwardNs, headBackwardNs, headPaid);
    }
  }

  /** Makes a label and queues it, unless what it needs at least to reach a target is too much. */
  #offer(task: SideTask, vertex: number, parent: number, arc: number, forwardNs: number, backwardNs: number, paid: number): void {
    const { corridor, weights, flow, objective } = this.#ground;
    const worseNs = Math.max(forwardNs + (corridor.forwardNs[vertex] as number), backwardNs + (corridor.backwardNs[vertex] as number));
    if (worseNs > task.limitNs) return;
    let toGo = 0;
    if (corridor.isTarget[vertex] !== 1) {
      toGo = Math.max(weights.toGo[vertex] as number, (flow.toGo[vertex] as number) - this.#waived);
    }
    const key = paid + (objective === 'price' ? toGo : Math.max(worseNs, (forwardNs + backwardNs) / 2 + toGo));
    if (key >= task.below) return;
    if (this.#labelCount === this.#vertex.length) this.#grow();
    const label = this.#labelCount++;
    this.spent++;
    this.#vertex[label] = vertex;
    this.#parent[label] = parent;
    this.#arc[label] = arc;
    this.#forwardNs[label] = forwardNs;
    this.#backwardNs[label] = backwardNs;
    this.#paid[label] = paid;
    this.#heap.push(key, toGo, label);
  }

  #isDominated(vertex: number, forwardNs: number, backwardNs: number, paid: number): boolean {
    if (this.#frontSearch[vertex] !== this.#search) return false;
    const comparesCost = this.#comparesCost;
    for (let label = this.#front[vertex] as number; label >= 0; label = this.#nextInFront[label] as number) {
      this.spent += perComparison;
      if (
        (this.#forwardNs[label] as number) <= forwardNs &&
        (this.#backwardNs[label] as number) <= backwardNs &&
        (this.#paid[label] as number) <= (comparesCost ? paid + forwardNs - (this.#forwardNs[label] as number) : paid)
      )
        return true;
    }
    return false;
  }

  /** Puts the label into its vertex's front; false: it is dominated. */
  #settle(label: number): boolean {
    const vertex = this.#vertex[label] as number;
    const [forwardNs, backwardNs] = [this.#forwardNs[label] as number, this.#backwardNs[label] as number];
    if (this.#isDominated(vertex, forwardNs, backwardNs, this.#paid[label] as number)) return false;
    this.#nextInFront[label] = this.#frontSearch[vertex] === this.#search ? (this.#front[vertex] as number) : -1;
    this.#front[vertex] = label;
    this.#frontSearch[vertex] = this.#search;
    return true;
  }

  #routeTo(label: number): SideRoute {
    const arcs: number[] = [];
    let start = label;
    for (; (this.#parent[start] as number) >= 0; start = this.#parent[start] as number) arcs.push(this.#arc[start] as number);
    const route = routeAlong(this.#ground, { start: this.#vertex[start] as number, arcs: arcs.reverse() });
    const worseNs = this.#ground.objective === 'price' ? 0 : Math.max(route.forwardNs, route.backwardNs);
    return { ...route, costWithTolls: (this.#paid[label] as number) + worseNs };
  }

  #grow(): void {
    const capacity = this.#vertex.length * 2;
    this.#vertex = grown(this.#vertex, new Int32Array(capacity));
    this.#parent = grown(this.#parent, new Int32Array(capacity));
    this.#arc = grown(this.#arc, new Int32Array(capacity));
    this.#forwardNs = grown(this.#forwardNs, new Float64Array(capacity));
    this.#backwardNs = this.#isSymmetric ? this.#forwardNs : grown(this.#backwardNs, new Float64Array(capacity));
    this.#paid = grown(this.#paid, new Float64Array(capacity));
    this.#nextInFront = grown(this.#nextInFront, new Int32Array(capacity));
  }
}

/** A label takes about so many comparisons. */
const perComparison = 1 / 32;

/** A way with its totals, without tolls. */
export function routeAlong({ corridor, objective }: Pick<SideGround, 'corridor' | 'objective'>, { start, arcs }: Way): SideRoute {
  const total = (perArc: Float64Array, first: number): number => arcs.reduce((sum, arc) => sum + (perArc[arc] as number), first);
  const transitNs = corridor.transitNs[start] as number;
  const forwardNs = total(corridor.arcForwardNs, transitNs);
  const backwardNs = total(corridor.arcBackwardNs, transitNs);
  const cost = objective === 'price' ? total(corridor.arcPricePerSlot, 0) : Math.max(forwardNs, backwardNs);
  return { start, arcs, forwardNs, backwardNs, cost, costWithTolls: cost };
}
