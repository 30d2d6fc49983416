import type { Objective } from '../../model/order';
import { Heap } from '../heap';
import type { Corridor } from './corridor';

/**
 * The objective as sums over arcs, for bounds: a route's price per slot, or the mean of its latencies in the two directions, which its worse
 * direction is never below.
 */
export interface Weights {
  readonly perArc: Float64Array;
  /** Of a route's first vertex. */
  readonly atStart: Float64Array;
  /** At least this much from each vertex on to a target. */
  readonly toGo: Float64Array;
}

export function weightsOf(corridor: Corridor, objective: Objective): Weights {
  const { arcForwardNs, arcBackwardNs, forwardNs, backwardNs, transitNs, arcPricePerSlot } = corridor;
  switch (objective) {
    case 'latency':
      return { perArc: mean(arcForwardNs, arcBackwardNs), atStart: transitNs, toGo: mean(forwardNs, backwardNs) };
    case 'price':
      return { perArc: arcPricePerSlot, atStart: new Float64Array(transitNs.length), toGo: leastToGo(corridor, arcPricePerSlot) };
  }
}

const mean = (one: Float64Array, other: Float64Array): Float64Array =>
  one === other ? one : one.map((value, index) => (value + (other[index] as number)) / 2);

function leastToGo({ isTarget, firstArcIn, arcsIn, arcTail }: Corridor, perArc: Float64Array): Float64Array {
  const toGo = new Float64Array(isTarget.length).fill(Infinity);
  const heap = new Heap();
  for (const [vertex, mark] of isTarget.entries()) {
    if (mark === 0) continue;
    toGo[vertex] = 0;
    heap.push(0, 0, vertex);
  }
  while (heap.size > 0) {
    const reached = heap.first[0] as number;
    const vertex = heap.pop();
    if (reached > (toGo[vertex] as number)) continue;
    for (let at = firstArcIn[vertex] as number, end = firstArcIn[vertex + 1] as number; at < end; at++) {
      const arc = arcsIn[at] as number;
      const tail = arcTail[arc] as number;
      const total = reached + (perArc[arc] as number);
      if (total >= (toGo[tail] as number)) continue;
      toGo[tail] = total;
      heap.push(total, 0, tail);
    }
  }
  return toGo;
}
