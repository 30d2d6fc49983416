import { formatTime } from '../model/clock';
import type { MaintenanceWindow } from '../model/maintenance-window';
import type { Port } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import type { NetworkView } from '../network/network-view';
import type { RoutingQuery } from '../routing/query';
import type { EndPorts } from './end-ports';
import type { Ends } from './search-routes';

/** Windows to come, within the order's dates, in which something on the route is worked on. What is in effect already is held out anyway. */
export function windowsOnTheWay(view: NetworkView, order: Order, route: Route, atMs: number): readonly MaintenanceWindow[] {
  return windowsDuring(view, order, atMs).filter(({ subjects }) =>
    [...route.hops, port(route.aPortId), port(route.zPortId)].some((part) => view.isUnder(part, subjects)),
  );
}

/** The same search without what is worked on within the order's dates; null: one of its ends is among that. */
export function clearOfWindows(
  { view, graph }: Network,
  order: Order,
  query: RoutingQuery,
  ends: Ends,
  atMs: number,
): { readonly query: RoutingQuery; readonly ends: Ends } | null {
  const subjects = windowsDuring(view, order, atMs).flatMap((window) => window.subjects);
  const edges = [
    ...[...view.resources.keys()].map((id) => ({ kind: 'resource', id }) as const),
    ...[...view.interconnects.keys()].map((id) => ({ kind: 'interconnect', id }) as const),
  ].filter((subject) => view.isUnder(subject, subjects));
  const nodeIds = [...view.nodes.keys()].filter((id) => view.isUnder({ kind: 'node', id }, subjects));
  const narrowed = (end: EndPorts): EndPorts => {
    if (end.kind === 'none') return end;
    const clear = [...end.byNode].map(([nodeId, ports]): [string, readonly Port[]] => [
      nodeId,
      ports.filter(({ id }) => !view.isUnder(port(id), subjects)),
    ]);
    return { kind: 'ports', byNode: new Map(clear.filter(([, ports]) => ports.length > 0)) };
  };
  const clearEnds = { a: narrowed(ends.a), z: narrowed(ends.z) };
  const vertices = (end: EndPorts): number[] =>
    end.kind === 'none' ? [] : [...end.byNode.keys()].flatMap((nodeId) => graph.vertexOf(nodeId) ?? []);
  const [sources, targets] = [vertices(clearEnds.a), vertices(clearEnds.z)];
  if (sources.length === 0 || targets.length === 0) return null;
  return {
    ends: clearEnds,
    query: {
      ...query,
      sources,
      targets,
      excludedEdges: new Set([...query.excludedEdges, ...edges.flatMap((subject) => graph.edgeOf(subject) ?? [])]),
      excludedVertices: new Set([...query.excludedVertices, ...nodeIds.flatMap((id) => graph.vertexOf(id) ?? [])]),
    },
  };
}

/** "alpha/lon-fra, 2026-12-01 08:00 UTC – 2026-12-01 10:00 UTC: splicing" */
export const describeWindows = (windows: readonly MaintenanceWindow[]): string =>
  windows
    .map(
      ({ subjects, fromMs, toMs, text }) =>
        `${subjects.map(({ id }) => id).join(', ')}, ${formatTime(fromMs)} – ${formatTime(toMs)}: ${text}`,
    )
    .join('; ');

function windowsDuring(view: NetworkView, { startMs, endMs }: Order, atMs: number): readonly MaintenanceWindow[] {
  const fromMs = Math.max(atMs, startMs ?? atMs);
  return [...view.windows.values()].filter(
    (window) => window.state === 'planned' && window.toMs > fromMs && (endMs === null || window.fromMs < endMs),
  );
}

const port = (id: string) => ({ kind: 'port', id }) as const;
