import { seededRandom } from '../../core/routing/testing/seeded-random';
import type { BenchNetwork } from './networks/bench-network';
import { shortestWays } from './plain-dijkstra';

/** Between two nodes; the limit is in the measure of peers, halves of the ends' transits left out. */
export interface Question {
  readonly source: number;
  readonly target: number;
  readonly limitNs: number;
}

/** One of a sequence in which each that can be routed is booked before the next one comes. */
export interface Ordered extends Question {
  readonly slots: number;
}

/** Orders to route and book one after another, and the free slots by edge before the first; -1: the edge has failed. */
export interface Bookings {
  readonly freeSlots: readonly number[];
  readonly orders: readonly Ordered[];
}

export interface Questions {
  /** Of J1 to J4. */
  readonly routes: readonly Question[];
  readonly storm: Bookings;
  readonly booking: Bookings;
}

/** Slots that a route of J2 needs: those of 10GE. */
export const constrainedSlots = 8;
const orderCount = 10_000;
const stormSize = 1_000;
/** Of J2's limit, and of the orders', over the least latency that there is. */
const routeSlack = 1.2;
const orderSlack = 1.3;
const slotsOfOrders = [1, 2, 8] as const;

/** What is asked on a network, the same of everybody. Limits follow from a plain Dijkstra's answers. */
export function questionsOn(network: BenchNetwork, count: number): Questions {
  const random = seededRandom(network.vertices.length);
  const shortest = shortestWays(network);
  const asked = Array.from({ length: count }, () => {
    const source = random.below(network.vertices.length);
    const target = (source + 1 + random.below(network.vertices.length - 1)) % network.vertices.length;
    return { source, target, ...shortest(source, target) };
  });
  const orders = Array.from({ length: orderCount }, (_, index) => {
    const { source, target, ns, edges } = asked[index % asked.length] as (typeof asked)[number];
    return { source, target, limitNs: Math.floor(ns * orderSlack), slots: slotsOfOrders[index % 3] ?? 1, edges };
  });
  const usedSlots = network.edges.map(() => 0);
  for (const { slots, edges } of orders) for (const edge of edges) usedSlots[edge] = (usedSlots[edge] ?? 0) + slots;
  return {
    routes: asked.map(({ source, target, ns }) => ({ source, target, limitNs: Math.floor(ns * routeSlack) })),
    storm: stormOn(
      network,
      orders,
      usedSlots.map((used) => leastRoom + Math.round(used * (0.2 + random.below(600) / 1_000))),
    ),
    booking: {
      freeSlots: usedSlots.map((used) => leastRoom + Math.round(used * (0.6 + random.below(1_000) / 1_000))),
      orders: orders.map(ordered),
    },
  };
}

/** Half of an OTU4's 80, on what hardly anybody uses. */
const leastRoom = 40;

type Placed = Ordered & { readonly edges: readonly number[] };

const ordered = ({ source, target, limitNs, slots }: Placed): Ordered => ({ source, target, limitNs, slots });

/** Ducts fail, those that carry most first, until about a thousand connections are down; the rest keep what they have. */
function stormOn({ edges }: BenchNetwork, orders: readonly Placed[], spareSlots: readonly number[]): Bookings {
  const carried = new Map<number, number[]>();
  for (const [order, { edges: along }] of orders.entries()) {
    for (const duct of new Set(along.flatMap((edge) => edges[edge]?.sharedRisks ?? []))) {
      const others = carried.get(duct);
      if (others === undefined) carried.set(duct, [order]);
      else others.push(order);
    }
  }
  const failed = new Set<number>();
  const down = new Set<number>();
  for (const [duct, over] of [...carried].sort(([one, many], [other, more]) => more.length - many.length || one - other)) {
    if (down.size > stormSize * 0.98) break;
    if (new Set([...down, ...over]).size > stormSize) continue;
    failed.add(duct);
    for (const order of over) down.add(order);
  }
  const freeSlots = edges.map(({ sharedRisks }, edge) => (sharedRisks.some((duct) => failed.has(duct)) ? -1 : (spareSlots[edge] ?? 0)));
  const hit = orders.filter((_, order) => down.has(order));
  // What the broken connections held elsewhere is free again.
  for (const { slots, edges: along } of hit)
    for (const edge of along) if (freeSlots[edge] !== -1) freeSlots[edge] = (freeSlots[edge] ?? 0) + slots;
  return { freeSlots, orders: hit.map(ordered) };
}
