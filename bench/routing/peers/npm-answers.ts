import { UndirectedGraph } from 'graphology';
import { dijkstra } from 'graphology-shortest-path';
import createGraph, { type Link, type Node } from 'ngraph.graph';
import { nba, type PathFinder } from 'ngraph.path';

/** What a peer's file tells of a network, for J1. */
interface PeerNetwork {
  /** Metres. */
  readonly places: readonly (readonly number[])[];
  /** Ends, nanoseconds. */
  readonly edges: readonly (readonly [a: number, z: number, ns: number])[];
  readonly questions: readonly (readonly [source: number, target: number])[];
  readonly leastNsPerMetre: number;
}

export function readPeerFile(text: string): PeerNetwork {
  const lines = text.split('\n').map((line) => line.split(' ').map(Number));
  const [nodes = 0, edges = 0, questions = 0, , , slowness = 0] = lines[0] ?? [];
  return {
    places: lines.slice(1, 1 + nodes),
    edges: lines.slice(1 + nodes, 1 + nodes + edges).map(([a = 0, z = 0, ns = 0]) => [a, z, ns]),
    questions: lines.slice(1 + nodes + edges, 1 + nodes + edges + questions).map(([source = 0, target = 0]) => [source, target]),
    leastNsPerMetre: slowness / 1_000,
  };
}

export function ngraphAnswer({ places, edges, questions, leastNsPerMetre }: PeerNetwork, search = nba): (question: number) => number {
  const graph = createGraph<unknown, number>();
  for (const [a, z, ns] of edges) graph.addLink(a, z, ns);
  const finder: PathFinder<unknown> = search(graph, {
    distance: (_from: Node, _to: Node, link: Link<number>) => link.data,
    // Never more than a way takes, so that what is found is the least.
    heuristic: (from: Node, to: Node) => {
      const [fromX = 0, fromY = 0] = places[from.id as number] ?? [];
      const [toX = 0, toY = 0] = places[to.id as number] ?? [];
      return Math.floor(Math.hypot(fromX - toX, fromY - toY) * leastNsPerMetre);
    },
  });
  return (question) => {
    const [source, target] = questions[question] as readonly [number, number];
    const path = finder.find(source, target);
    let ns = 0;
    for (let at = 0; at + 1 < path.length; at++) {
      const [one, next] = [path[at]?.id ?? 0, path[at + 1]?.id ?? 0];
      ns += (graph.getLink(one, next) ?? graph.getLink(next, one))?.data ?? NaN;
    }
    return ns;
  };
}

export function graphologyAnswer({ places, edges, questions }: PeerNetwork): (question: number) => number {
  const graph = new UndirectedGraph<Record<string, never>, { ns: number }>();
  for (const node of places.keys()) graph.addNode(node);
  for (const [a, z, ns] of edges) graph.addEdge(a, z, { ns });
  return (question) => {
    const [source, target] = questions[question] as readonly [number, number];
    const path = dijkstra.bidirectional(graph, source, target, 'ns');
    let ns = 0;
    for (let at = 0; at + 1 < path.length; at++) ns += graph.getEdgeAttribute(path[at], path[at + 1], 'ns');
    return ns;
  };
}
