import type { NetworkView } from '../network-view';
import type { Network } from '../network';
import { NetworkGraph } from '../network-graph';

/** All that a view holds, in an order of its own: two views with the same network give the same. */
export function contentsOf(view: NetworkView): unknown {
  const things = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const subjects = [
    ...[...view.nodes.keys()].map((id) => ({ kind: 'node', id }) as const),
    ...[...view.resources.keys()].map((id) => ({ kind: 'resource', id }) as const),
    ...[...view.interconnects.keys()].map((id) => ({ kind: 'interconnect', id }) as const),
  ].sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));
  return {
    carriers: things(view.carriers),
    linkStates: things(view.linkStates),
    fileSources: things(view.fileSources),
    sites: things(view.sites),
    nodes: things(view.nodes),
    ports: things(view.ports),
    resources: things(view.resources),
    interconnects: things(view.interconnects),
    slotBookings: things(view.slotBookings)
      .filter(([, bySegment]) => bySegment.size > 0)
      .map(([id, bySegment]) => [id, things(new Map(bySegment)), bySegment.total]),
    portOwners: things(view.portOwners),
    latency: subjects.map((subject) => ({
      subject,
      inForce: view.latency(subject),
      readings: (['derived', 'reported', 'measured', 'operator'] as const).map((provenance) => view.reading(subject, provenance) ?? null),
    })),
  };
}

/** The routing graph as it was kept, and as it would be built now, for comparison: every array and every index. */
export function keptAndBuilt({ view, graph }: Network): { readonly kept: unknown; readonly built: unknown } {
  return { kept: arraysOf(view, graph), built: arraysOf(view, new NetworkGraph(view)) };
}

function arraysOf(view: NetworkView, kept: NetworkGraph): unknown {
  const { graph } = kept;
  return {
    nodes: Array.from({ length: graph.vertexCount }, (_, vertex) => kept.nodeAt(vertex)),
    edges: Array.from({ length: graph.edgeCount }, (_, edge) => kept.subjectAt(edge)),
    vertexOf: [...view.nodes.keys()].map((id) => kept.vertexOf(id)),
    edgeOf: [
      ...[...view.resources.keys()].map((id) => kept.edgeOf({ kind: 'resource', id })),
      ...[...view.interconnects.keys()].map((id) => kept.edgeOf({ kind: 'interconnect', id })),
    ],
    carriers: [...view.carriers.keys()].map((id) => kept.indexOfCarrier(id)),
    isSymmetric: graph.isSymmetric,
    arrays: [
      ...[graph.firstArc, graph.arcHead, graph.arcEdge, graph.arcForwardNs, graph.arcBackwardNs, graph.edgeA, graph.edgeZ],
      ...[graph.edgeRank, graph.edgeOwner, graph.edgeState, graph.pricePerSlot, graph.freeSlots, graph.signalMask],
      ...[graph.transitNs, graph.transitRank, graph.vertexOwner, graph.vertexState],
      ...[graph.firstSharedRisk, graph.sharedRisk, graph.vertexSite],
    ].map((array) => [...array]),
  };
}
