import type { PlanePlace } from './bench-network';

/** A link before it has anything but its ends and its length along the fibre. */
export interface DrawnLink {
  readonly a: number;
  readonly z: number;
  readonly ns: number;
}

export interface Drawing {
  readonly places: readonly PlanePlace[];
  readonly links: readonly DrawnLink[];
}

/** The largest part in which everything is joined, renumbered; of links between the same two places the fastest. */
export function largestPart({ places, links }: Drawing): Drawing {
  const fastest = new Map<number, DrawnLink>();
  for (const link of links) {
    const [a, z] = link.a < link.z ? [link.a, link.z] : [link.z, link.a];
    if (a === z) continue;
    const known = fastest.get(a * places.length + z);
    if (known === undefined || link.ns < known.ns) fastest.set(a * places.length + z, { a, z, ns: link.ns });
  }
  const single = [...fastest.values()];
  const beside = places.map((): number[] => []);
  for (const { a, z } of single) {
    beside[a]?.push(z);
    beside[z]?.push(a);
  }
  const partOf = new Int32Array(places.length).fill(-1);
  const sizes: number[] = [];
  for (let first = 0; first < places.length; first++) {
    if (partOf[first] !== -1) continue;
    const part = sizes.push(0) - 1;
    partOf[first] = part;
    const waiting = [first];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      sizes[part] = (sizes[part] ?? 0) + 1;
      for (const next of beside[at] ?? []) {
        if (partOf[next] !== -1) continue;
        partOf[next] = part;
        waiting.push(next);
      }
    }
  }
  const largest = sizes.indexOf(Math.max(...sizes));
  let count = 0;
  const numbers = places.map((_, place) => (partOf[place] === largest ? count++ : -1));
  return {
    places: places.filter((_, place) => partOf[place] === largest),
    links: single.filter(({ a }) => partOf[a] === largest).map(({ a, z, ns }) => ({ a: numbers[a] ?? -1, z: numbers[z] ?? -1, ns })),
  };
}
