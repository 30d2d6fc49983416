import type { Ground } from './ground';
import type { RoutingQuery } from './query';
import type { Subspace } from './subspace';

/** A search that has made so many labels asks once whether it can come to an end at all. */
export const askAfter = 64;
/** So many vertices are looked at. */
const most = 32;

/**
 * Whether nothing that the query may use leads from where the subspace's routes go on to its targets, as is seen from a few vertices around them: a
 * full or broken edge at the far end, or a way there that is kept already, of which the bounds know nothing, would else be found by trying every way
 * to it. The ground stands at the end of what is kept. false: not as far as was seen.
 */
export function isCutOff(
  { graph, gate, keptMark, keptAs }: Ground,
  { sources, targets }: RoutingQuery,
  { base, at, barredEdges }: Subspace,
): boolean {
  const { firstArc, arcHead, arcEdge } = graph;
  const spur = base?.vertices[at];
  // So few that to look through all of them is quicker than a set.
  const reached: number[] = [];
  for (const target of targets) {
    if (reached.length === most) return false;
    if (keptMark[target] !== keptAs && !reached.includes(target) && gate.vertex(target, true)) reached.push(target);
  }
  // It grows as it is gone through.
  for (let next = 0; next < reached.length; next++) {
    const vertex = reached[next] as number;
    if (spur === undefined && sources.includes(vertex)) return false;
    for (let arc = firstArc[vertex] as number, end = firstArc[vertex + 1] as number; arc < end; arc++) {
      const head = arcHead[arc] as number;
      const edge = arcEdge[arc] as number;
      if (head === spur && !barredEdges.includes(edge) && gate.edge(edge)) return false;
      // What may be an end may perhaps not be passed through: it is taken as if it could.
      if (keptMark[head] === keptAs || reached.includes(head) || !gate.edge(edge) || !gate.vertex(head, true)) continue;
      if (reached.length === most) return false;
      reached.push(head);
    }
  }
  return true;
}
