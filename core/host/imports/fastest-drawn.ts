import { worseNs } from '../../model/latency';
import type { OrderEnd } from '../../model/order';
import type { Network } from '../../network/network';
import { LowerBounds, type TargetBounds } from '../../routing/lower-bounds';

/** Tables that are kept, one for each Z end: 100 KB each on 10,000 nodes. */
const mostTables = 1_000;

/**
 * Says between two ends what no route can be below, in nanoseconds one way: over all that is drawn, be it free or not. Null: nothing leads there, an end
 * is at no node, or it was not reckoned yet and (`mayReckon` is false) is not to be. It is far quicker than a search.
 */
export function fastestDrawn({ view, graph }: Network): (a: OrderEnd, z: OrderEnd, mayReckon: boolean) => number | null {
  const bounds = new LowerBounds(graph.graph, 0);
  const tables = new Map<string, TargetBounds>();
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
  const tableToward = (z: OrderEnd, mayReckon: boolean): TargetBounds | null => {
    const key = `${z.kind}:${z.id}`;
    const known = tables.get(key);
    if (known || !mayReckon || tables.size >= mostTables) return known ?? null;
    const targets = verticesAt(z);
    if (targets.length === 0) return null;
    const table = bounds.toward(targets);
    tables.set(key, table);
    return table;
  };
  return (a, z, mayReckon) => {
    const table = tableToward(z, mayReckon);
    if (table === null) return null;
    const { forwardNs, backwardNs } = table;
    const best = verticesAt(a).reduce(
      (least, source) => Math.min(least, worseNs({ azNs: forwardNs[source] ?? Infinity, zaNs: backwardNs[source] ?? Infinity })),
      Infinity,
    );
    return Number.isFinite(best) ? best : null;
  };
}
