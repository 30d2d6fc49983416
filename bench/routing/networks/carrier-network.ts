import { seededRandom, type SeededRandom } from '../../../core/routing/testing/seeded-random';
import type { BenchNetwork, PlanePlace } from './bench-network';
import { equip } from './equip';
import type { DrawnLink } from './largest-part';
import { kmBetween, nearestAmong, type Neighbour } from './nearest';

interface Field {
  readonly seed: number;
  readonly nodes: number;
  readonly widthKm: number;
  readonly heightKm: number;
}

/** The networks that are generated, by name. */
export const carrierNetworks = {
  n100: { seed: 11, nodes: 100, widthKm: 1_000, heightKm: 800 },
  n1k: { seed: 12, nodes: 1_000, widthKm: 2_000, heightKm: 1_600 },
  n10k: { seed: 13, nodes: 10_000, widthKm: 4_000, heightKm: 3_000 },
  n100k: { seed: 14, nodes: 100_000, widthKm: 4_800, heightKm: 3_600 },
} as const satisfies Record<string, Field>;

const carriers = 4;
/** Fibre: light in G.652 takes so long. */
const nsPerKm = 4_897;
const interconnectNs = 20_000;

/**
 * Four carriers over one another in the same country: each with nodes in towns and between them, joined to near ones as one builds fibre (a relative
 * neighbourhood graph and some of the Gabriel graph beside it), with a few express links, and interconnects where two carriers are near to one another.
 */
export function carrierNetwork(name: string, field: Field): BenchNetwork {
  const random = seededRandom(field.seed);
  const towns = Array.from({ length: Math.max(6, Math.round(Math.sqrt(field.nodes) * 0.8)) }, () => ({
    ...placeIn(field, random),
    spreadKm: 10 + 60 * uniform(random),
  }));
  const each = field.nodes / carriers;
  const of = Array.from({ length: carriers }, (_, carrier) => {
    const places = Array.from({ length: each }, (): PlanePlace => {
      const town = towns[random.below(towns.length)];
      if (town === undefined || !random.chance(0.45)) return placeIn(field, random);
      return { xKm: town.xKm + normal(random) * town.spreadKm, yKm: town.yKm + normal(random) * town.spreadKm };
    });
    return { places, nearest: nearestAmong(places), first: carrier * each };
  });
  const links = of.flatMap(({ places, nearest, first }) =>
    [...nearLinks(places, nearest, random), ...expressLinks(places, random)].map(({ a, z, ns }): DrawnLink => ({
      a: first + a,
      z: first + z,
      ns,
    })),
  );
  const meets = field.nodes <= 100 ? 0.12 : 0.02;
  for (const { places, first } of of) {
    for (const [index, place] of places.entries()) {
      for (const other of of) {
        if (other.first === first || !random.chance(meets)) continue;
        const [there] = other.nearest(place, 1);
        if (there !== undefined && there.km < 120)
          links.push({ a: first + index, z: other.first + there.index, ns: along(there.km, 1.2) + interconnectNs });
      }
    }
  }
  return equip(name, { places: of.flatMap(({ places }) => places), links }, random);
}

function nearLinks(
  places: readonly PlanePlace[],
  nearest: (from: PlanePlace, count: number) => readonly Neighbour[],
  random: SeededRandom,
): DrawnLink[] {
  return places.flatMap((place, a) => {
    const near = nearest(place, Math.min(24, places.length - 1));
    return near.flatMap(({ index: z, km }, rank): DrawnLink[] => {
      const end = places[z];
      if (z < a || end === undefined) return [];
      const between = near.slice(0, rank).map((other) => ({ km: other.km, endKm: kmBetween(places[other.index] ?? end, end) }));
      const isGabriel = between.every((other) => other.km ** 2 + other.endKm ** 2 >= km ** 2);
      const isRelative = between.every((other) => Math.max(other.km, other.endKm) >= km);
      return isRelative || (isGabriel && random.chance(0.28)) ? [{ a, z, ns: along(km, 1.25) }] : [];
    });
  });
}

/** Long ones, of which the shorter are the more likely. */
function expressLinks(places: readonly PlanePlace[], random: SeededRandom): DrawnLink[] {
  return Array.from({ length: Math.ceil(places.length * 0.012) }, () => random.below(places.length)).flatMap((a): DrawnLink[] => {
    for (let attempt = 0; attempt < 60; attempt++) {
      const z = random.below(places.length);
      const [from, to] = [places[a], places[z]];
      if (from === undefined || to === undefined) continue;
      const km = kmBetween(from, to);
      if (km > 150 && km < 1_200 && random.chance(Math.exp(-km / 400))) return [{ a, z, ns: along(km, 1.15) }];
    }
    return [];
  });
}

const along = (km: number, detour: number): number => Math.max(1_000, Math.round(km * detour * nsPerKm));

const uniform = (random: SeededRandom): number => random.below(2 ** 32) / 2 ** 32;

/** Normally distributed about 0 (Box and Muller). */
const normal = (random: SeededRandom): number => Math.sqrt(-2 * Math.log(1 - uniform(random))) * Math.cos(2 * Math.PI * uniform(random));

const placeIn = ({ widthKm, heightKm }: Field, random: SeededRandom): PlanePlace => ({
  xKm: uniform(random) * widthKm,
  yKm: uniform(random) * heightKm,
});
