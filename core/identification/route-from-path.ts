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

export function hopsOf(graph: NetworkGraph, path: RoutePath): readonly RouteHop[] {
  return path.vertices.flatMap((vertex, position): RouteHop[] => {
    const transitNs = graph.graph.transitNs[vertex] ?? 0;
    const node: RouteHop = { kind: 'node', id: graph.nodeAt(vertex), azNs: transitNs, zaNs: transitNs };
    const edge = path.edges[position];
    if (edge === undefined) return [node];
    const next = path.vertices[position + 1] ?? vertex;
    return [node, { ...graph.subjectAt(edge), azNs: graph.graph.edgeNs(edge, vertex), zaNs: graph.graph.edgeNs(edge, next) }];
  });
}
