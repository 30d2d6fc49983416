import { fibreNs, type Place } from '../../../core/model/distance';
import { seededRandom } from '../../../core/routing/testing/seeded-random';
import type { BenchNetwork, PlanePlace } from './bench-network';
import { equip } from './equip';

/** What a file tells of a real network: where its nodes are, null where it does not say, and which are joined. */
export interface RealNetwork {
  readonly places: readonly (Place | null)[];
  readonly ends: readonly (readonly [a: number, z: number])[];
}

const seed = 4_242;

/**
 * A real network's nodes, links and places, with the latency that fibre between two places probably has. What such files do not tell (prices, capacity,
 * transits, ducts) is given as to the generated networks, from a seed; nodes without a place stand amid those that they are joined to.
 */
export function realNetwork(name: string, { places: told, ends }: RealNetwork): BenchNetwork {
  const places = placed(told, ends);
  const at = (index: number): Place => places[index] ?? nowhere;
  const links = ends.map(([a, z]) => ({ a, z, ns: Math.max(1_000, fibreNs(at(a), at(z))) }));
  return equip(name, { places: inPlane(places), links }, seededRandom(seed));
}

const nowhere: Place = { latitudeDeg: 0, longitudeDeg: 0 };

function placed(told: RealNetwork['places'], ends: RealNetwork['ends']): readonly Place[] {
  const known = [...told];
  const some = known.find((place) => place !== null) ?? nowhere;
  // One that is joined only to others without a place is placed a round later.
  for (let isPlaced = true; isPlaced;) {
    isPlaced = false;
    for (const [index, place] of known.entries()) {
      if (place !== null) continue;
      const around = ends.flatMap(([a, z]) => (a === index ? (known[z] ?? []) : z === index ? (known[a] ?? []) : []));
      if (around.length === 0) continue;
      known[index] = {
        latitudeDeg: mean(around.map(({ latitudeDeg }) => latitudeDeg)),
        longitudeDeg: mean(around.map(({ longitudeDeg }) => longitudeDeg)),
      };
      isPlaced = true;
    }
  }
  return known.map((place) => place ?? some);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Kilometres east and north, about; good enough to help a search with. */
function inPlane(places: readonly Place[]): readonly PlanePlace[] {
  const kmPerDegree = 111.2;
  const widthAtMiddle = Math.cos((mean(places.map(({ latitudeDeg }) => latitudeDeg)) * Math.PI) / 180);
  return places.map(({ latitudeDeg, longitudeDeg }) => ({
    xKm: longitudeDeg * kmPerDegree * widthAtMiddle,
    yKm: latitudeDeg * kmPerDegree,
  }));
}
