import { freeSlots, isLinkListed, isLinkUp, linkLatencyUs } from './condition';
import type { HeldState } from './held-state';
import { at, type Link, type Network } from './network';

/** The nodes along `links` from `aNodeId`, or null where a link does not begin at the node that was reached. */
export function nodesAlong(aNodeId: string, links: readonly Link[]): readonly string[] | null {
  const nodes = [aNodeId];
  for (const link of links) {
    const here = nodes.at(-1);
    if (link.a === here) nodes.push(link.z);
    else if (link.z === here) nodes.push(link.a);
    else return null;
  }
  return nodes;
}

export interface Walk {
  readonly us: number;
  readonly links: readonly Link[];
}

/** A link of unknown length is taken only where no other leads on: longer than half the earth. */
const unknownUs = 200_000;

export const walkUs = (state: HeldState, link: Link): number => linkLatencyUs(state, link)?.az ?? unknownUs;

/** The carrier's own choice between two nodes: the quickest walk over links that are up and have `slots` free; null: there is none. */
export const quickestWalk = (
  network: Network,
  state: HeldState,
  ends: { readonly from: string; readonly to: string },
  slots: number,
  avoid: ReadonlySet<string> = new Set(),
): readonly Link[] | null => quickestWalks(network, state, ends.from, slots, avoid).get(ends.to)?.links ?? null;

/** The quickest walks from a node to all that can be reached from it (Dijkstra's algorithm). */
export function quickestWalks(
  network: Network,
  state: HeldState,
  from: string,
  slots: number,
  avoid: ReadonlySet<string>,
): ReadonlyMap<string, Walk> {
  const best = new Map<string, Walk>([[from, { us: 0, links: [] }]]);
  const open = new Set([from]);
  for (;;) {
    const here = nearest(open, best);
    if (here === null) return best;
    const [nodeId, reached] = here;
    open.delete(nodeId);
    for (const link of at(network.nodes, nodeId).linkIds.map((id) => at(network.links, id))) {
      if (avoid.has(link.id) || !isLinkUp(state, link) || !isLinkListed(state, link)) continue;
      const next = link.a === nodeId ? link.z : link.a;
      const us = reached.us + walkUs(state, link);
      if (us >= (best.get(next)?.us ?? Infinity) || freeSlots(state, link) < slots) continue;
      best.set(next, { us, links: [...reached.links, link] });
      open.add(next);
    }
  }
}

function nearest(open: ReadonlySet<string>, best: ReadonlyMap<string, Walk>): readonly [string, Walk] | null {
  let found: readonly [string, Walk] | null = null;
  for (const id of open) {
    const walk = best.get(id);
    if (walk && (!found || walk.us < found[1].us)) found = [id, walk];
  }
  return found;
}
