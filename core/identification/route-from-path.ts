import type { Port } from '../model/network';
import type { Route, RouteHop } from '../model/route';
import type { NetworkGraph } from '../network/network-graph';
import type { RoutePath } from '../routing/query';

/** A path of the graph in the network's terms: nodes and edges in turn, each with what it adds along the route and back. */
export function routeFromPath(graph: NetworkGraph, path: RoutePath, aPort: Port, zPort: Port): Route {
  return {
    aPortId: aPort.id,
    zPortId: zPort.id,
    hops: hopsOf(graph, path),
    azNs: path.forwardNs,
    zaNs: path.backwardNs,
    price: path.price,
  };
}

export function hopsOf(network: NetworkGraph, { vertices, edges }: RoutePath): readonly RouteHop[] {
  const { graph } = network;
  const hops: RouteHop[] = [];
  for (const [position, vertex] of vertices.entries()) {
    const transitNs = graph.transitNs[vertex] ?? 0;
    hops.push({ kind: 'node', id: network.nodeAt(vertex), azNs: transitNs, zaNs: transitNs });
    const edge = edges[position];
    if (edge === undefined) continue;
    const { kind, id } = network.subjectAt(edge);
    hops.push({ kind, id, azNs: graph.edgeNs(edge, vertex), zaNs: graph.edgeNs(edge, vertices[position + 1] ?? vertex) });
  }
  return hops;
}
