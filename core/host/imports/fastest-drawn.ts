import { worseNs } from '../../model/latency';
import type { OrderEnd } from '../../model/order';
import type { Network } from '../../network/network';
import { LowerBounds } from '../../routing/lower-bounds';

/**
 * Says between two ends what no route can be below, in nanoseconds one way: over all that is drawn, be it free or not. Null: nothing leads there, or an
 * end is at no node. It is far quicker than a search, and true for as long as latencies do not fall.
 */
export function fastestDrawn({ view, graph }: Network): (a: OrderEnd, z: OrderEnd) => number | null {
  const bounds = new LowerBounds(graph.graph);
  const atSite = new Map<string, number[]>();
  for (const { id, siteId } of view.nodes.values()) {
    const vertex = graph.vertexOf(id);
    if (siteId === null || vertex === undefined) continue;
    const known = atSite.get(siteId);
    if (known) known.push(vertex);
    else atSite.set(siteId, [vertex]);
  }
  const verticesAt = ({ kind, id }: OrderEnd): readonly number[] => {
    if (kind === 'site') return atSite.get(id) ?? [];
    const vertex = graph.vertexOf(kind === 'node' ? id : (view.ports.get(id)?.nodeId ?? ''));
    return vertex === undefined ? [] : [vertex];
  };
  return (a, z) => {
    const [sources, targets] = [verticesAt(a), verticesAt(z)];
    if (sources.length === 0 || targets.length === 0) return null;
    const { forwardNs, backwardNs } = bounds.toward(targets);
    const best = sources.reduce(
      (least, source) => Math.min(least, worseNs({ azNs: forwardNs[source] ?? Infinity, zaNs: backwardNs[source] ?? Infinity })),
      Infinity,
    );
    return Number.isFinite(best) ? best : null;
  };
}
