import { worseNs } from '../../model/latency';
import type { OrderEnd } from '../../model/order';
import type { Network } from '../../network/network';
import { DistanceTable, unreached } from '../../routing/distance-rows';

/** Z ends to which distances are kept: 40 KB each on 10,000 nodes, twice that where directions differ. */
const mostEnds = 1_000;

/** From each vertex to a Z end and back; the same array where directions do not differ. */
interface Distances {
  readonly forwardNs: Int32Array;
  readonly backwardNs: Int32Array;
}

/**
 * Says between two ends what no route can be below, in nanoseconds one way: over all that is drawn, be it free or not. Null: nothing leads there, an end
 * is at no node, or it was not reckoned yet and (`mayReckon` is false) is not to be. It is far quicker than a search.
 */
export function fastestDrawn({ view, graph }: Network): (a: OrderEnd, z: OrderEnd, mayReckon: boolean) => number | null {
  const table = new DistanceTable(graph.graph, 0);
  const toward = new Map<string, Distances>();
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
  const distancesTo = (z: OrderEnd, mayReckon: boolean): Distances | null => {
    const key = `${z.kind}:${z.id}`;
    const known = toward.get(key);
    if (known || !mayReckon || toward.size >= mostEnds) return known ?? null;
    const targets = verticesAt(z);
    if (targets.length === 0) return null;
    const rows = table.toward(targets);
    const distances = { forwardNs: table.row(rows, 'forwardNs'), backwardNs: table.row(rows, 'backwardNs') };
    toward.set(key, distances);
    return distances;
  };
  return (a, z, mayReckon) => {
    const distances = distancesTo(z, mayReckon);
    if (distances === null) return null;
    const { forwardNs, backwardNs } = distances;
    const best = verticesAt(a).reduce(
      (least, source) => Math.min(least, worseNs({ azNs: forwardNs[source] ?? unreached, zaNs: backwardNs[source] ?? unreached })),
      unreached,
    );
    return best < unreached ? best : null;
  };
}
