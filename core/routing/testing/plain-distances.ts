import type { Measure } from '../distance-rows';
import { roomDistinguished } from '../floor';
import type { RoutingGraph } from '../graph';

/**
 * What a route of so many slots needs at least from each vertex on to the nearest target over the graph's floor, the vertex's own transit left out;
 * Infinity: none is reached. Every arc is tried until nothing comes nearer.
 */
export function plainDistances(graph: RoutingGraph, targets: readonly number[], measure: Measure, slots = 0): number[] {
  const { vertexCount, firstArc, arcHead } = graph;
  const { forwardNs, backwardNs, pricePerSlot, transitNs, room } = graph.floor();
  const distinguished = roomDistinguished(graph.floor(), slots);
  const perArc = { forwardNs, backwardNs, pricePerSlot }[measure];
  const distance = Array.from({ length: vertexCount }, (_, vertex) => (targets.includes(vertex) ? 0 : Infinity));
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (let tail = 0; tail < vertexCount; tail++) {
      for (let arc = firstArc[tail] ?? 0; arc < (firstArc[tail + 1] ?? 0); arc++) {
        const head = arcHead[arc] ?? 0;
        const transit = transitNs[head] ?? 0;
        if ((forwardNs[arc] ?? 0) < 0 || transit < 0 || (room[arc] ?? 0) < distinguished) continue;
        const total = (perArc[arc] ?? 0) + (measure === 'pricePerSlot' ? 0 : transit) + (distance[head] ?? 0);
        if (total >= (distance[tail] ?? 0)) continue;
        distance[tail] = total;
        isDone = false;
      }
    }
  }
  return distance;
}
