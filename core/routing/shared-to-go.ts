import { edgeBlocks, vertexBlocks } from './eligibility';
import type { RoutingGraph } from './graph';
import type { RoutingQuery } from './query';
import type { Sharing } from './sharing';

/** No way leads from there to a target. */
export const noWay = -1;

/**
 * How much a route must share at least from each vertex on to a target: what it cannot go round. Only what one edge alone has is counted, as
 * no route meets that twice.
 */
export function sharedToGo(graph: RoutingGraph, query: RoutingQuery, sharing: Sharing): Int32Array {
  const known = answers.get(query);
  if (known?.version === graph.version) return known.toGo;
  const toGo = measure(graph, query, sharing);
  answers.set(query, { version: graph.version, toGo });
  return toGo;
}

/** One query is searched many times, part by part. */
const answers = new WeakMap<RoutingQuery, { readonly version: number; readonly toGo: Int32Array }>();

/** Level by level: all that is reached by sharing so much, before anything that takes more. */
function measure(graph: RoutingGraph, query: RoutingQuery, sharing: Sharing): Int32Array {
  const { firstArc, arcHead, arcEdge } = graph;
  const toGo = new Int32Array(graph.vertexCount).fill(noWay);
  const levels: number[][] = [];
  const put = (level: number, vertex: number): void => {
    while (levels.length <= level) levels.push([]);
    levels[level]?.push(vertex);
  };
  for (const target of query.targets) if (vertexBlocks(graph, query, target, true) === 0) put(0, target);
  for (let level = 0; level < levels.length; level++) {
    const reached = levels[level] ?? [];
    for (let vertex = reached.pop(); vertex !== undefined; vertex = reached.pop()) {
      if (toGo[vertex] !== noWay) continue;
      toGo[vertex] = level;
      for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
        const head = arcHead[arc] as number;
        const edge = arcEdge[arc] as number;
        if (toGo[head] !== noWay || edgeBlocks(graph, query, edge) !== 0 || vertexBlocks(graph, query, head, true) !== 0) continue;
        put(level + sharing.ofEdgeAlone(edge), head);
      }
    }
  }
  return toGo;
}
