import { describe, expect, it } from 'vitest';
import { extentOf, projectionFor, worldSize } from './projection';

const at = (longitudeDeg: number, latitudeDeg: number) => ({ longitudeDeg, latitudeDeg });

describe('the extent of a network', () => {
  it('holds all places', () => {
    expect(extentOf([at(-9, 38), at(19, 47), at(5, 60)])).toEqual({ west: -9, east: 19, south: 38, north: 60 });
  });
  it('goes across the date line where that is shorter', () => {
    const { west, east } = extentOf([at(174, -41), at(-122, 47), at(151, -33)]);
    expect([west, east]).toEqual([151, 238]);
  });
  it('is never a single point', () => {
    const { west, east, south, north } = extentOf([at(8, 50)]);
    expect(east - west).toBe(3);
    expect(north - south).toBe(3);
  });
});

describe('the projection', () => {
  it.each([
    ['one continent', [at(-9, 38), at(19, 47), at(5, 60)]],
    ['two continents', [at(-122, 47), at(28, 41), at(-46, -23)]],
    ['across the date line', [at(174, -41), at(-122, 47), at(151, -33)]],
    ['one city', [at(8, 50)]],
    ['near the pole', [at(15, 78), at(25, 71)]],
    ['one meridian', [at(10, -80), at(10, 80)]],
  ])('keeps %s inside the square and fills it', (_, places) => {
    const projection = projectionFor(extentOf(places));
    const points = places.map(({ longitudeDeg, latitudeDeg }) => projection([longitudeDeg, latitudeDeg]) ?? [NaN, NaN]);
    for (const [x, y] of points) {
      expect(x).toBeGreaterThanOrEqual(-1);
      expect(x).toBeLessThanOrEqual(worldSize + 1);
      expect(y).toBeGreaterThanOrEqual(-1);
      expect(y).toBeLessThanOrEqual(worldSize + 1);
    }
  });
  it('shows north above south, and east to the right', () => {
    const projection = projectionFor(extentOf([at(-9, 38), at(19, 47)]));
    const [lisbon, budapest] = [projection([-9, 38]) ?? [0, 0], projection([19, 47]) ?? [0, 0]];
    expect(lisbon[1]).toBeGreaterThan(budapest[1] ?? NaN);
    expect(lisbon[0]).toBeLessThan(budapest[0] ?? NaN);
  });
});
