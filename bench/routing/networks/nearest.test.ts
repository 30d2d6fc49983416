import { expect, test } from 'vitest';
import { seededRandom } from '../../../core/routing/testing/seeded-random';
import { kmBetween, nearestAmong } from './nearest';

test('finds what looking at every place finds, from within and from far outside', () => {
  const random = seededRandom(5);
  const places = Array.from({ length: 300 }, () => ({ xKm: random.below(1_000), yKm: random.below(random.pick([10, 600])) }));
  const nearest = nearestAmong(places);
  for (const from of [...places.slice(0, 60), { xKm: -3_000, yKm: 40 }, { xKm: 500, yKm: 9_000 }]) {
    const expected = places
      .map((place, index) => ({ index, km: kmBetween(from, place) }))
      .filter(({ index }) => places[index] !== from)
      .sort((one, other) => one.km - other.km || one.index - other.index);
    expect(nearest(from, 12)).toEqual(expected.slice(0, 12));
    expect(nearest(from, 1)).toEqual(expected.slice(0, 1));
  }
  expect(nearest(places[0] ?? { xKm: 0, yKm: 0 }, 1_000)).toHaveLength(299);
});
