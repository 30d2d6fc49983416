import type { GraphEdge, GraphVertex } from '../../core/routing/graph';
import { foldedNs, type BenchNetwork } from './networks/bench-network';
import { kmBetween } from './networks/nearest';
import type { Questions } from './questions';

/** What the engine's own process reads: the network as the product has it, with all that is asked. */
export interface Task {
  readonly vertices: readonly GraphVertex[];
  readonly edges: readonly GraphEdge[];
  readonly questions: Questions;
}

/** What is measured. J4S is J4 with routes that share no duct; only the engine does it. */
export const jobNames = ['J1', 'J2', 'J3', 'J4', 'J4S', 'J5', 'J6'] as const;
export type JobName = (typeof jobNames)[number];

/**
 * Asked for on a line: `J1 each 0 50`, the job, the manner, the first question and how many. `each`: every answer is timed; `whole`: all are timed at one
 * stroke, for jobs that take hardly longer than to read the clock. Questions of J5 and J6 come one after the other, the first one again begins anew.
 */
export interface Slice {
  readonly job: JobName;
  readonly manner: 'each' | 'whole';
  readonly first: number;
  readonly count: number;
}

export const sliceLine = ({ job, manner, first, count }: Slice): string => `${job} ${manner} ${first} ${count}`;

/** Answered on a line, as JSON. */
export interface SliceAnswer {
  /** The optimum of each question; `noAnswer`: there is none; `unproved`: it was not found out. */
  readonly values: readonly number[];
  /** Nanoseconds: of each question, or of all together. */
  readonly ns: readonly number[];
}

export const noAnswer = -1;
export const unproved = -2;

/**
 * What peers read: whole numbers, one thing a line.
 * `nodes edges questions stormOrders orders`; then so many lines of `xMetres yMetres`, `a z latencyNs price freeSlots stormSlots orderSlots`, `source target
 * limitNs`, and twice `source target limitNs slots`. The first line ends with nanoseconds per metre, in thousandths, that every way takes at least.
 */
export function peerFile(network: BenchNetwork, { routes, storm, booking }: Questions): string {
  const metres = network.places.map(({ xKm, yKm }) => [Math.round(xKm * 1_000), Math.round(yKm * 1_000)] as const);
  const place = (index: number): { xKm: number; yKm: number } => {
    const [x, y] = metres[index] ?? [0, 0];
    return { xKm: x, yKm: y };
  };
  const slowness = network.edges.map((edge) => (1_000 * foldedNs(network, edge)) / Math.max(1, kmBetween(place(edge.a), place(edge.z))));
  const leastSlowness = Math.floor(slowness.reduce((least, each) => Math.min(least, each), Infinity) * 0.999);
  const orderLine = ({ source, target, limitNs, slots }: (typeof storm.orders)[number]): string =>
    `${source} ${target} ${limitNs} ${slots}`;
  return [
    [network.vertices.length, network.edges.length, routes.length, storm.orders.length, booking.orders.length, leastSlowness].join(' '),
    ...metres.map((at) => at.join(' ')),
    ...network.edges.map((edge, index) => {
      const free = [edge.freeSlots, storm.freeSlots[index], booking.freeSlots[index]];
      return [edge.a, edge.z, foldedNs(network, edge), edge.pricePerSlot, ...free].join(' ');
    }),
    ...routes.map(({ source, target, limitNs }) => `${source} ${target} ${limitNs}`),
    ...storm.orders.map(orderLine),
    ...booking.orders.map(orderLine),
    '',
  ].join('\n');
}
