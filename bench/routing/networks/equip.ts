import { provenanceRank } from '../../../core/model/latency';
import { signalMask, signals } from '../../../core/model/signal';
import type { SeededRandom } from '../../../core/routing/testing/seeded-random';
import type { BenchNetwork } from './bench-network';
import { largestPart, type Drawing } from './largest-part';

/**
 * Gives what is drawn what a carrier network has: transits of 5 to 50 µs, prices that know nothing of the length, free capacity (of ten links about
 * one has no room for 10GE), and ducts: links that leave a node in almost the same direction often share one.
 */
export function equip(name: string, drawing: Drawing, random: SeededRandom): BenchNetwork {
  const { places, links } = largestPart(drawing);
  if (links.length === 0) throw new Error(`network ${name} has no two nodes that are joined: choose another`);
  const rank = provenanceRank('measured');
  const common = { owner: -1, isUsable: true, isStale: false } as const;
  // Even, so that half of one is a whole number.
  const vertices = places.map((_, site) => ({ ...common, transitNs: 2 * (2_500 + random.below(22_500)), transitRank: rank, site }));
  const ducts = ductsOf({ places, links }, random);
  const edges = links.map(({ a, z, ns }, index) => ({
    ...common,
    ...{ a, z, azNs: ns, zaNs: ns, rank },
    pricePerSlot: 20 + random.below(981),
    freeSlots: 1 + random.below(80),
    signalMask: signalMask(signals),
    sharedRisks: ducts[index] ?? [],
  }));
  return { name, vertices, edges, places };
}

/** By link, the ducts in which it lies: at each end perhaps one shared with another link, else one of its own. */
function ductsOf({ places, links }: Drawing, random: SeededRandom): readonly (readonly number[])[] {
  const ducts = links.map((): number[] => []);
  const leaving = places.map((): number[] => []);
  for (const [link, { a, z }] of links.entries()) {
    leaving[a]?.push(link);
    leaving[z]?.push(link);
  }
  let count = 0;
  const direction = (from: number, link: number): number => {
    const { a, z } = links[link] ?? { a: 0, z: 0 };
    const [here, there] = [places[from], places[a === from ? z : a]];
    return Math.atan2((there?.yKm ?? 0) - (here?.yKm ?? 0), (there?.xKm ?? 0) - (here?.xKm ?? 0));
  };
  for (const [place, around] of leaving.entries()) {
    const isShared = new Set<number>();
    for (const [at, one] of around.entries()) {
      for (const other of around.slice(at + 1)) {
        if (isShared.has(one) || isShared.has(other)) continue;
        const turn = Math.abs(direction(place, one) - direction(place, other));
        if (Math.min(turn, 2 * Math.PI - turn) > widestTurn || !random.chance(0.3)) continue;
        for (const link of [one, other]) {
          isShared.add(link);
          ducts[link]?.push(count);
        }
        count++;
      }
    }
  }
  for (const own of ducts) if (own.length === 0) own.push(count++);
  return ducts;
}

/** About 35 degrees. */
const widestTurn = 0.6;
