import type { HeldState } from './held-state';
import type { Link, Network } from './network';
import { nodesAlong, quickestWalks, walkUs, type Walk } from './walk';

/** So many links may lie apart; more of them only where they make a chain. */
export const maxLooseLinks = 8;

export type LooseWalk =
  | { readonly kind: 'walk'; readonly links: readonly Link[] }
  /** No way passes them all. */
  | { readonly kind: 'none' }
  /** More links, and further apart, than this carrier works out. */
  | { readonly kind: 'too-many' };

/** The carrier's own quickest walk between two nodes that passes each of `through`, in whatever order and direction. */
export function quickestThrough(
  network: Network,
  state: HeldState,
  ends: { readonly from: string; readonly to: string },
  slots: number,
  through: readonly Link[],
): LooseWalk {
  const chain = inOrder(ends.from, through);
  if (chain && nodesAlong(ends.from, chain)?.at(-1) === ends.to) return { kind: 'walk', links: chain };
  if (through.length > maxLooseLinks) return { kind: 'too-many' };
  // The gaps do not pass what is passed anyway.
  const given = new Set(through.map((link) => link.id));
  const gaps = new Map<string, ReadonlyMap<string, Walk>>();
  const gap = (from: string, to: string): Walk | undefined => {
    const walks = gaps.get(from) ?? quickestWalks(network, state, from, slots, given);
    gaps.set(from, walks);
    return walks.get(to);
  };
  const best = lastLinks(state, ends.from, through, gap)
    .flatMap(({ node, walk }) => {
      const rest = gap(node, ends.to);
      return rest ? [joined(walk, rest)] : [];
    })
    .reduce<Walk | null>((least, walk) => (least && least.us <= walk.us ? least : walk), null);
  return best ? { kind: 'walk', links: best.links } : { kind: 'none' };
}

interface Reached {
  readonly node: string;
  readonly walk: Walk;
}

const joined = (one: Walk, other: Walk): Walk => ({ us: one.us + other.us, links: [...one.links, ...other.links] });

/** The quickest walks that have passed all the links, by the link that was last (Held and Karp's recurrence over the sets of links passed). */
function lastLinks(
  state: HeldState,
  from: string,
  through: readonly Link[],
  gap: (from: string, to: string) => Walk | undefined,
): readonly Reached[] {
  const crossed = (before: Reached, link: Link): readonly Reached[] =>
    [
      [link.a, link.z],
      [link.z, link.a],
    ].flatMap(([entry = '', exit = '']) => {
      const way = gap(before.node, entry);
      return way ? [{ node: exit, walk: joined(joined(before.walk, way), { us: walkUs(state, link), links: [link] }) }] : [];
    });
  let bySet = new Map<number, readonly Reached[]>([[0, [{ node: from, walk: { us: 0, links: [] } }]]]);
  for (let count = 0; count < through.length; count += 1) {
    const next = new Map<number, readonly Reached[]>();
    for (const [passed, reached] of bySet) {
      through.forEach((link, index) => {
        const bit = 1 << index;
        if (passed & bit) return;
        const further = reached.flatMap((before) => crossed(before, link));
        next.set(passed | bit, quickestByNode([...(next.get(passed | bit) ?? []), ...further]));
      });
    }
    bySet = next;
  }
  return [...bySet.values()].flat();
}

function quickestByNode(reached: readonly Reached[]): readonly Reached[] {
  const best = new Map<string, Reached>();
  for (const each of reached) if (each.walk.us < (best.get(each.node)?.walk.us ?? Infinity)) best.set(each.node, each);
  return [...best.values()];
}

/** The links as one walk from a node, where there is only one way to lay them end to end; null: there is none, or a choice. */
function inOrder(from: string, links: readonly Link[]): readonly Link[] | null {
  const left = new Set(links);
  const walk: Link[] = [];
  let here = from;
  while (left.size > 0) {
    const [next, ...others] = [...left].filter((link) => link.a === here || link.z === here);
    if (!next || others.length > 0) return null;
    left.delete(next);
    walk.push(next);
    here = next.a === here ? next.z : next.a;
  }
  return walk;
}
