import { expect, test } from 'vitest';
import { fibreNs, greatCircleKm, placeOf } from './distance';

const london = { latitudeDeg: 51.5074, longitudeDeg: -0.1278 };
const newYork = { latitudeDeg: 40.7128, longitudeDeg: -74.006 };

test('distances over the globe, also across the date line and between antipodes', () => {
  expect(greatCircleKm(london, newYork)).toBeCloseTo(5570, 0);
  expect(greatCircleKm({ latitudeDeg: 0, longitudeDeg: 179.5 }, { latitudeDeg: 0, longitudeDeg: -179.5 })).toBeCloseTo(111.195, 2);
  expect(greatCircleKm({ latitudeDeg: 90, longitudeDeg: 0 }, { latitudeDeg: -90, longitudeDeg: 77 })).toBeCloseTo(20_015.1, 0);
  expect(greatCircleKm(london, london)).toBe(0);
});

test('fibre takes 1.2 times the distance, at 4.897 µs/km', () => {
  expect(fibreNs(london, newYork)).toBe(Math.round(greatCircleKm(london, newYork) * 1.2 * 4897));
});

test('half a place is none', () => {
  expect(placeOf({ latitudeDeg: 1, longitudeDeg: null })).toBeNull();
  expect(placeOf(null)).toBeNull();
  expect(placeOf({ latitudeDeg: 0, longitudeDeg: 0 })).toEqual({ latitudeDeg: 0, longitudeDeg: 0 });
});
