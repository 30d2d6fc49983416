import type { Objective } from '../../model/order';
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
  const { arcForwardNs, arcBackwardNs, forwardNs, backwardNs, transitNs, arcPricePerSlot, pricePerSlot } = corridor;
  switch (objective) {
    case 'latency':
      return { perArc: mean(arcForwardNs, arcBackwardNs), atStart: transitNs, toGo: mean(forwardNs, backwardNs) };
    case 'price':
      return { perArc: arcPricePerSlot, atStart: new Float64Array(transitNs.length), toGo: pricePerSlot };
  }
}

const mean = (one: Float64Array, other: Float64Array): Float64Array =>
  one === other ? one : one.map((value, index) => (value + (other[index] as number)) / 2);
