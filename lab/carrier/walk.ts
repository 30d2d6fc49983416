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

/** The carrier's own choice between two nodes: the quickest walk over links that are up and have `slots` free; null: there is none. */
export function quickestWalk(
  network: Network,
  state: HeldState,
  ends: { readonly from: string; readonly to: string },
  slots: number,
  avoid: ReadonlySet<string> = new Set(),
): readonly Link[] | null {
  const best = new Map<string, { readonly us: number; readonly links: readonly Link[] }>([[ends.from, { us: 0, links: [] }]]);
  const settled = new Set<string>();
  for (;;) {
    const [here] = [...best].filter(([id]) => !settled.has(id)).sort(([, one], [, other]) => one.us - other.us);
    if (!here) return null;
    const [nodeId, reached] = here;
    if (nodeId === ends.to) return reached.links;
    settled.add(nodeId);
    for (const link of at(network.nodes, nodeId).linkIds.map((id) => at(network.links, id))) {
      if (avoid.has(link.id) || !isLinkUp(state, link) || !isLinkListed(state, link) || freeSlots(state, link) < slots) continue;
      const next = link.a === nodeId ? link.z : link.a;
      const us = reached.us + linkLatencyUs(state, link).az;
      if (us < (best.get(next)?.us ?? Infinity)) best.set(next, { us, links: [...reached.links, link] });
    }
  }
}
