import type { RoutingGraph } from '../graph';

/**
 * How a graph hangs together as it is drawn, whatever may be used of it, by edge; -1: a bridge, which is on no pair of routes that share no
 * edge, or an edge from a vertex to itself. Routes between the same two vertices that pass no vertex both lie in one block: a largest part that no
 * vertex cuts. Those that only share no edge lie in one part that no edge cuts.
 */
export interface Blocks {
  readonly blockOf: Int32Array;
  readonly partOf: Int32Array;
}

export function blocksOf(graph: RoutingGraph): Blocks {
  const blockOf = closedBlocks(graph);
  return { blockOf, partOf: partsWithoutBridges(graph, blockOf) };
}

/** Edges of one block or part: those whose index it has. */
export interface Part {
  readonly partOf: Int32Array;
  readonly part: number;
}

/** The part that holds both vertices; -1: none does. */
export function commonPart(
  { firstArc, arcEdge }: RoutingGraph,
  partOf: Int32Array,
  one: number,
  other: number,
  seen: Int32Array,
  mark: number,
): number {
  for (let arc = firstArc[one] as number, end = firstArc[one + 1] as number; arc < end; arc++) {
    const part = partOf[arcEdge[arc] as number] as number;
    if (part >= 0) seen[part] = mark;
  }
  for (let arc = firstArc[other] as number, end = firstArc[other + 1] as number; arc < end; arc++) {
    const part = partOf[arcEdge[arc] as number] as number;
    if (part >= 0 && seen[part] === mark) return part;
  }
  return -1;
}

/** One walk in depth (Hopcroft and Tarjan 1973): a block is closed where nothing behind a vertex reaches above it. */
function closedBlocks({ vertexCount, edgeCount, firstArc, arcHead, arcEdge }: RoutingGraph): Int32Array {
  const blockOf = new Int32Array(edgeCount).fill(-1);
  /** When a vertex was first come to, from 1; and the earliest one that is reached from behind it. */
  const order = new Int32Array(vertexCount);
  const earliest = new Int32Array(vertexCount);
  const nextArc = firstArc.slice(0, vertexCount);
  const cameBy = new Int32Array(vertexCount).fill(-1);
  const way = new Int32Array(vertexCount);
  const open = new Int32Array(edgeCount);
  let [count, depth, openCount, blockCount] = [0, 0, 0, 0];
  for (let root = 0; root < vertexCount; root++) {
    if (order[root] !== 0) continue;
    order[root] = earliest[root] = ++count;
    way[depth++] = root;
    while (depth > 0) {
      const vertex = way[depth - 1] as number;
      const arc = nextArc[vertex] as number;
      if (arc < (firstArc[vertex + 1] as number)) {
        nextArc[vertex] = arc + 1;
        const edge = arcEdge[arc] as number;
        const head = arcHead[arc] as number;
        if (edge === cameBy[vertex]) continue;
        if (order[head] === 0) {
          order[head] = earliest[head] = ++count;
          cameBy[head] = edge;
          way[depth++] = head;
          open[openCount++] = edge;
        } else if ((order[head] as number) < (order[vertex] as number)) {
          open[openCount++] = edge;
          earliest[vertex] = Math.min(earliest[vertex] as number, order[head] as number);
        }
        continue;
      }
      depth--;
      if (depth === 0) continue;
      const before = way[depth - 1] as number;
      earliest[before] = Math.min(earliest[before] as number, earliest[vertex] as number);
      if ((earliest[vertex] as number) < (order[before] as number)) continue;
      const by = cameBy[vertex] as number;
      // What is alone in its block is a bridge.
      if (open[openCount - 1] === by) {
        openCount--;
        continue;
      }
      for (let edge = -1; edge !== by;) {
        edge = open[--openCount] as number;
        blockOf[edge] = blockCount;
      }
      blockCount++;
    }
  }
  return blockOf;
}

/** What hangs together by edges that are in a block. */
function partsWithoutBridges({ vertexCount, edgeCount, firstArc, arcHead, arcEdge }: RoutingGraph, blockOf: Int32Array): Int32Array {
  const partOf = new Int32Array(edgeCount).fill(-1);
  const seen = new Uint8Array(vertexCount);
  const stack = new Int32Array(vertexCount);
  let partCount = 0;
  for (let root = 0; root < vertexCount; root++) {
    if (seen[root] === 1) continue;
    seen[root] = 1;
    stack[0] = root;
    for (let size = 1; size > 0;) {
      const vertex = stack[--size] as number;
      for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
        const edge = arcEdge[arc] as number;
        if ((blockOf[edge] as number) < 0) continue;
        partOf[edge] = partCount;
        const head = arcHead[arc] as number;
        if (seen[head] === 1) continue;
        seen[head] = 1;
        stack[size++] = head;
      }
    }
    partCount++;
  }
  return partOf;
}
