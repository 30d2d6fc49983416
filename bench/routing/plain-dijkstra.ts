import { foldedNs, type BenchNetwork } from './networks/bench-network';

export interface ShortestWay {
  readonly ns: number;
  readonly edges: readonly number[];
}

/** Dijkstra's algorithm as the textbook has it, on what peers see. Nothing in it is the engine's: what it says is what the engine is judged by. */
export function shortestWays(network: BenchNetwork): (source: number, target: number) => ShortestWay {
  const beside = network.vertices.map((): { readonly to: number; readonly edge: number; readonly ns: number }[] => []);
  for (const [index, edge] of network.edges.entries()) {
    const ns = foldedNs(network, edge);
    beside[edge.a]?.push({ to: edge.z, edge: index, ns });
    beside[edge.z]?.push({ to: edge.a, edge: index, ns });
  }
  const reachedNs = new Float64Array(network.vertices.length);
  const from = new Int32Array(network.vertices.length);
  const over = new Int32Array(network.vertices.length);
  return (source, target) => {
    reachedNs.fill(Infinity);
    reachedNs[source] = 0;
    const queue: Queued[] = [{ ns: 0, at: source }];
    for (let next = takeFirst(queue); next !== undefined && next.at !== target; next = takeFirst(queue)) {
      if (next.ns > (reachedNs[next.at] ?? 0)) continue;
      for (const step of beside[next.at] ?? []) {
        const ns = next.ns + step.ns;
        if (ns >= (reachedNs[step.to] ?? 0)) continue;
        reachedNs[step.to] = ns;
        from[step.to] = next.at;
        over[step.to] = step.edge;
        put(queue, { ns, at: step.to });
      }
    }
    const edges: number[] = [];
    for (let at = target; at !== source; at = from[at] as number) edges.push(over[at] as number);
    return { ns: reachedNs[target] as number, edges: edges.reverse() };
  };
}

interface Queued {
  readonly ns: number;
  readonly at: number;
}

/** Into a binary heap, the least first. */
function put(queue: Queued[], entry: Queued): void {
  let position = queue.push(entry) - 1;
  for (let parent = (position - 1) >> 1; position > 0; parent = (position - 1) >> 1) {
    const above = queue[parent] as Queued;
    if (above.ns <= entry.ns) break;
    queue[position] = above;
    position = parent;
  }
  queue[position] = entry;
}

function takeFirst(queue: Queued[]): Queued | undefined {
  const [first] = queue;
  const last = queue.pop();
  if (last === undefined || queue.length === 0) return first;
  let position = 0;
  for (let child = 1; child < queue.length; child = 2 * position + 1) {
    if (child + 1 < queue.length && (queue[child + 1] as Queued).ns < (queue[child] as Queued).ns) child++;
    const least = queue[child] as Queued;
    if (least.ns >= last.ns) break;
    queue[position] = least;
    position = child;
  }
  queue[position] = last;
  return first;
}
