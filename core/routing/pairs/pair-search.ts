import { Heap } from '../heap';
import { itemsOf } from './lists';
import { routeAlong, SideSearch, type SideGround, type SideRoute } from './side-search';
import { edgesOf, isOfVertices, sharedStakes, stakesCovered, verticesAlong, verticesOf } from './stakes';
import type { Toll } from './two-flow';

/** What is to be least: what the two routes cost together, or what the dearer of them costs. */
export type PairMeasure = 'sum' | 'worst';

export interface SidePair {
  readonly routes: readonly [SideRoute, SideRoute];
  /** By the measure. */
  readonly value: number;
}

export interface PairOutcome {
  /** The best pair that is better than what was known before; null: none was found. */
  readonly best: SidePair | null;
  /** No pair has less; Infinity: there is none but those found and known. */
  readonly bound: number;
  /** Whether it was cut off: then there may be better ones, or any. */
  readonly isCutShort: boolean;
}

/**
 * All pairs in which certain stakes are decided: each is banned for one side. The routes are each side's best under its bans and the open
 * tolls, so no pair of the branch has less than the bound.
 */
interface Branch {
  readonly bans: readonly [readonly number[], readonly number[]];
  /** Of the stakes that are not decided. */
  readonly tolls: readonly Toll[];
  readonly routes: readonly [SideRoute, SideRoute];
  readonly shared: readonly number[];
  readonly bound: number;
}

/**
 * Branch and bound over the stakes that both routes want: of a diverse pair one route or the other does without each of them. A branch in
 * which the routes share nothing, and every open toll is paid, is settled by them. The branch of the least bound goes first, so a pair that
 * is no worse than all bounds is the best. `below`: what is of no use from there on, as it is known already.
 */
export const searchPairs = (ground: SideGround, measure: PairMeasure, limitNs: number, below: number, budget: number): PairOutcome =>
  new PairSearch(ground, measure, limitNs, below, budget).run();

class PairSearch {
  readonly #ground: SideGround;
  readonly #measure: PairMeasure;
  readonly #limitNs: number;
  readonly #search: SideSearch;
  readonly #queue = new Heap(64);
  readonly #branches: Branch[] = [];
  /** By their arcs: the routes for which a backup was sought. */
  readonly #tried = new WeakSet<readonly number[]>();
  /** Least cost of a route without the stake, tolls aside; Infinity: of no use. */
  readonly #costWithout = new Map<number, number>();
  #best: SidePair | null = null;
  /** Of any route. */
  #leastCost = 0;
  /** Values from here on are of no use. */
  #below: number;
  #bound: number;
  #left: number;

  constructor(ground: SideGround, measure: PairMeasure, limitNs: number, below: number, budget: number) {
    this.#ground = ground;
    this.#measure = measure;
    this.#limitNs = limitNs;
    this.#search = new SideSearch(ground);
    this.#bound = measure === 'sum' ? ground.flow.bound : ground.flow.bound / 2;
    this.#below = below;
    this.#left = budget;
  }

  run(): PairOutcome {
    this.#considerFlow();
    const isBegun = !this.#isUseful(this.#bound) || this.#begin();
    while (this.#queue.size > 0 && this.#left > 0) {
      const branch = this.#branches[this.#queue.pop()] as Branch;
      if (!this.#isUseful(branch.bound)) break;
      this.#bound = Math.max(this.#bound, branch.bound);
      const stake = branch.shared.length > 0 ? this.#hardestToAvoid(branch.shared) : this.#unpaid(branch);
      if (stake !== null) {
        for (const route of branch.routes) this.#tryBackup(route);
        this.#branchOff(branch, stake, 0);
        // The first decision is the same for either side.
        if (branch.bans.some((bans) => bans.length > 0)) this.#branchOff(branch, stake, 1);
      }
      // What was cut off in the middle is not done.
      if (this.#left <= 0) this.#enqueue(branch);
    }
    const open = this.#queue.size > 0 ? (this.#queue.first[0] as number) : Infinity;
    const isCutShort = !isBegun || (this.#left <= 0 && this.#isUseful(open));
    return { best: this.#best, isCutShort, bound: !isCutShort ? this.#below : Math.max(this.#bound, isBegun ? open : 0) };
  }

  /** The flow's ways themselves, if they keep all the rules. */
  #considerFlow(): void {
    const { flow, corridor, stakes } = this.#ground;
    const [one, other] = [routeAlong(this.#ground, flow.ways[0]), routeAlong(this.#ground, flow.ways[1])];
    const isWithin = Math.max(one.forwardNs, one.backwardNs, other.forwardNs, other.backwardNs) <= this.#limitNs;
    if (isWithin && sharedStakes(corridor, stakes, one, other).length === 0) this.#offer([one, other]);
  }

  /** false: the budget did not suffice even for that. */
  #begin(): boolean {
    const tolls = this.#measure === 'sum' ? this.#ground.flow.tolls : [];
    const plain = this.#find([], [], Infinity);
    const root = tolls.length === 0 ? plain : this.#find([], tolls, Infinity);
    if (plain === null || root === null) return this.#left > 0;
    this.#leastCost = plain.cost;
    this.#add([[], []], tolls, [root, root]);
    return true;
  }

  /** Adds the pairs of which one side does without the stake. */
  #branchOff(from: Branch, stake: number, banned: 0 | 1): void {
    const bans = [banned === 0 ? [...from.bans[0], stake] : from.bans[0], banned === 1 ? [...from.bans[1], stake] : from.bans[1]] as const;
    const covered = stakesCovered(this.#ground.stakes, stake);
    const waived = from.tolls.filter((toll) => covered.has(toll.stake));
    const tolls = waived.length === 0 ? from.tolls : from.tolls.filter((toll) => !covered.has(toll.stake));
    const waivedSum = sumOf(waived);
    /** The side's best now; null: it has none that is of use. */
    const without = (side: 0 | 1, otherCost: number): SideRoute | null => {
      const route = from.routes[side];
      const isKept = side !== banned || !this.#uses(route, stake);
      if (isKept && sumOf(waived.filter((toll) => this.#pays(route, toll))) === waivedSum)
        return { ...route, costWithTolls: route.costWithTolls - waivedSum };
      const below = this.#measure === 'sum' ? this.#below - usefulGain + sumOf(tolls) - otherCost : this.#below - usefulGain;
      return this.#find(bans[side], tolls, below);
    };
    const first = without(0, from.routes[1].costWithTolls - waivedSum);
    const second = first && without(1, first.costWithTolls);
    if (second) this.#add(bans, tolls, [first, second]);
  }

  #add(bans: Branch['bans'], tolls: readonly Toll[], routes: Branch['routes']): void {
    const { corridor, stakes } = this.#ground;
    const [one, other] = [routes[0].costWithTolls, routes[1].costWithTolls];
    const bound = this.#measure === 'sum' ? one + other - sumOf(tolls) : Math.max(one, other);
    const shared = sharedStakes(corridor, stakes, ...routes);
    if (shared.length === 0) this.#offer(routes);
    this.#enqueue({ bans, tolls, routes, shared, bound });
  }

  #enqueue(branch: Branch): void {
    if (this.#isUseful(branch.bound)) this.#queue.push(branch.bound, branch.shared.length, this.#branches.push(branch) - 1);
  }

  #offer(routes: readonly [SideRoute, SideRoute]): void {
    const [one, other] = [routes[0].cost, routes[1].cost];
    const value = this.#measure === 'sum' ? one + other : Math.max(one, other);
    if (value >= this.#below) return;
    this.#best = { routes, value };
    this.#below = value;
  }

  /** The route with the best that goes beside it. */
  #tryBackup(route: SideRoute): void {
    if (this.#tried.has(route.arcs)) return;
    this.#tried.add(route.arcs);
    const below = this.#below - usefulGain - (this.#measure === 'sum' ? route.cost : 0);
    const backup = this.#find(bansOf(this.#ground, route), [], below);
    if (backup) this.#offer([route, backup]);
  }

  /** Of these stakes the one that costs most to do without; null: a pair that is of use has to share one of them, so there is none. */
  #hardestToAvoid(shared: readonly number[]): number | null {
    let hardest: number | null = null;
    let most = -1;
    for (const stake of shared) {
      let cost = this.#costWithout.get(stake);
      if (cost === undefined) {
        const below = this.#below - usefulGain - (this.#measure === 'sum' ? this.#leastCost : 0);
        const route = this.#find([stake], [], below);
        if (this.#left <= 0) return hardest ?? stake;
        cost = route?.cost ?? Infinity;
        this.#costWithout.set(stake, cost);
      }
      if (cost <= most) continue;
      most = cost;
      hardest = stake;
    }
    if (most === Infinity) {
      this.#queue.clear();
      return null;
    }
    this.#bound = Math.max(this.#bound, this.#measure === 'sum' ? this.#leastCost + most : most);
    return hardest;
  }

  /** The stake of the greatest open toll that neither route pays; null: they settle the branch. */
  #unpaid({ tolls, routes }: Branch): number | null {
    const open = tolls.filter((toll) => !routes.some((route) => this.#pays(route, toll)));
    return open.toSorted((one, other) => other.amount - one.amount)[0]?.stake ?? null;
  }

  #pays(route: SideRoute, { arcs, vertex }: Toll): boolean {
    if (arcs.some((arc) => route.arcs.includes(arc))) return true;
    return vertex >= 0 && verticesAlong(this.#ground.corridor, route).slice(1, -1).includes(vertex);
  }

  #uses(route: SideRoute, stake: number): boolean {
    const { corridor, stakes } = this.#ground;
    const [edges, vertices] = [edgesOf(stakes, stake), verticesOf(stakes, stake)];
    return (
      route.arcs.some((arc) => edges.includes(corridor.arcEdge[arc] as number)) ||
      verticesAlong(corridor, route).some((vertex) => vertices.includes(vertex))
    );
  }

  #isUseful(bound: number): boolean {
    return bound < this.#below - usefulGain;
  }

  /** null: none, or, with nothing left of the budget, not known. */
  #find(bans: readonly number[], tolls: readonly Toll[], below: number): SideRoute | null {
    const outcome = this.#search.best({ bans, tolls, below, limitNs: this.#limitNs, budget: this.#left });
    this.#left -= this.#search.spent + 1;
    if (outcome.kind === 'budget-spent') this.#left = 0;
    return outcome.kind === 'route' ? outcome.route : null;
  }
}

/** Values are whole numbers, bounds perhaps halves: a bound so near below a value proves that there is nothing better. */
const usefulGain = 0.5;

const sumOf = (tolls: readonly Toll[]): number => tolls.reduce((sum, { amount }) => sum + amount, 0);

/** What another route must do without to be diverse from this one. */
function bansOf({ corridor, stakes }: SideGround, route: SideRoute): readonly number[] {
  const bans = new Set<number>();
  for (const arc of route.arcs) {
    const edge = corridor.arcEdge[arc] as number;
    bans.add(edge);
    for (const group of itemsOf(stakes.groupsOfEdge, edge)) bans.add(stakes.firstGroup + group);
  }
  if (isOfVertices(stakes)) {
    for (const vertex of verticesAlong(corridor, route).slice(1, -1)) {
      bans.add(stakes.firstVertex + vertex);
      for (const group of itemsOf(stakes.groupsOfVertex, vertex)) bans.add(stakes.firstGroup + group);
    }
  }
  return [...bans];
}
