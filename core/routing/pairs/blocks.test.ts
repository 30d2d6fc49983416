import { expect, test } from 'vitest';
import type { RoutingGraph } from '../graph';
import { edge, network } from '../testing/examples';
import { graphOf, randomNetwork } from '../testing/random-network';
import { seededRandom } from '../testing/seeded-random';
import { blocksOf, commonPart } from './blocks';

const hold = (graph: RoutingGraph, partOf: Int32Array, one: number, other: number): boolean =>
  commonPart(graph, partOf, one, other, new Int32Array(graph.edgeCount), 1) >= 0;

test('two triangles that meet at a vertex are two blocks and one part; a bridge is in neither', () => {
  const triangles = [edge(0, 1, 1), edge(1, 2, 1), edge(2, 0, 1), edge(2, 3, 1), edge(3, 4, 1), edge(4, 2, 1)];
  const graph = graphOf(network(6, ...triangles, edge(4, 5, 1), edge(0, 0, 1)));
  const { blockOf, partOf } = blocksOf(graph);
  expect(new Set(blockOf.subarray(0, 3)).size).toBe(1);
  expect(new Set(blockOf.subarray(3, 6)).size).toBe(1);
  expect(blockOf[0]).not.toBe(blockOf[3]);
  expect(new Set(partOf.subarray(0, 6)).size).toBe(1);
  expect([...blockOf.subarray(6), ...partOf.subarray(6)]).toEqual([-1, -1, -1, -1]);
  expect([hold(graph, blockOf, 0, 1), hold(graph, blockOf, 0, 4), hold(graph, partOf, 0, 4), hold(graph, partOf, 0, 5)]).toEqual([
    ...[true, false, true, false],
  ]);
});

test('two edges side by side are a block', () => {
  const graph = graphOf(network(3, edge(0, 1, 1), edge(0, 1, 1), edge(1, 2, 1)));
  expect(hold(graph, blocksOf(graph).blockOf, 0, 1)).toBe(true);
  expect(hold(graph, blocksOf(graph).partOf, 1, 2)).toBe(false);
});

test('against taking away each vertex or edge: what one of them parts has no part in common', () => {
  const seen = { parted: 0, held: 0 };
  for (let seed = 0; seed < 400; seed++) {
    const graph = graphOf(randomNetwork(seededRandom(seed)));
    const { blockOf, partOf } = blocksOf(graph);
    for (let one = 0; one < graph.vertexCount; one++) {
      for (let other = 0; other < one; other++) {
        const note = `seed ${seed}, ${one} and ${other}`;
        const [edges, vertices] = [
          Array.from({ length: graph.edgeCount }, (_, at) => at),
          Array.from({ length: graph.vertexCount }, (_, at) => at),
        ];
        const isHeld = edges.every((cut) =>
          areJoined(
            graph,
            one,
            other,
            (each) => each !== cut,
            () => true,
          ),
        );
        expect(hold(graph, partOf, one, other), note).toBe(isHeld);
        const isHeldByMany =
          isHeld &&
          vertices.every(
            (cut) =>
              cut === one ||
              cut === other ||
              areJoined(
                graph,
                one,
                other,
                () => true,
                (each) => each !== cut,
              ),
          );
        expect(hold(graph, blockOf, one, other), note).toBe(isHeldByMany);
        seen[isHeldByMany ? 'held' : 'parted']++;
      }
    }
  }
  expect(Math.min(seen.held, seen.parted)).toBeGreaterThan(500);
});

function areJoined(
  graph: RoutingGraph,
  from: number,
  to: number,
  mayUse: (edge: number) => boolean,
  mayPass: (vertex: number) => boolean,
): boolean {
  const seen = new Set([from]);
  for (const vertex of seen) {
    for (let arc = graph.firstArc[vertex] ?? 0; arc < (graph.firstArc[vertex + 1] ?? 0); arc++) {
      const head = graph.arcHead[arc] ?? -1;
      if (mayUse(graph.arcEdge[arc] ?? -1) && mayPass(head)) seen.add(head);
    }
  }
  return seen.has(to);
}
