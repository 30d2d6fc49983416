import type { PlanePlace } from './bench-network';

export interface Neighbour {
  readonly index: number;
  readonly km: number;
}

export const kmBetween = (one: PlanePlace, other: PlanePlace): number => Math.hypot(one.xKm - other.xKm, one.yKm - other.yKm);

/** Finds the places that are nearest to a place, itself left out, the nearest first: by a grid of about three places a square. */
export function nearestAmong(places: readonly PlanePlace[]): (from: PlanePlace, count: number) => readonly Neighbour[] {
  const [left, right] = ends(places.map(({ xKm }) => xKm));
  const [low, high] = ends(places.map(({ yKm }) => yKm));
  const pitchKm = Math.sqrt((Math.max(1, right - left) * Math.max(1, high - low) * 3) / places.length);
  const columns = Math.floor((right - left) / pitchKm) + 1;
  const rows = Math.floor((high - low) / pitchKm) + 1;
  const columnOf = ({ xKm }: PlanePlace): number => Math.floor((xKm - left) / pitchKm);
  const rowOf = ({ yKm }: PlanePlace): number => Math.floor((yKm - low) / pitchKm);
  const squares = Array.from({ length: columns * rows }, (): number[] => []);
  for (const [index, place] of places.entries()) squares[rowOf(place) * columns + columnOf(place)]?.push(index);
  return (from, count) => {
    const found: Neighbour[] = [];
    const [column, row] = [columnOf(from), rowOf(from)];
    const inSquare = (x: number, y: number): readonly number[] => (x < 0 || x >= columns ? [] : (squares[y * columns + x] ?? []));
    const furthestRing = Math.max(columns, rows) + Math.max(Math.abs(column), Math.abs(row));
    for (let ring = 0; ring <= furthestRing; ring++) {
      for (let y = row - ring; y <= row + ring; y++) {
        const step = y === row - ring || y === row + ring ? 1 : 2 * ring;
        for (let x = column - ring; x <= column + ring; x += Math.max(1, step)) {
          for (const index of inSquare(x, y)) {
            const place = places[index];
            if (place !== undefined && place !== from) found.push({ index, km: kmBetween(from, place) });
          }
        }
      }
      // What lies in rings further out is further away than this.
      const certainKm = ring * pitchKm;
      if (found.filter(({ km }) => km <= certainKm).length >= count) break;
    }
    return found.sort((one, other) => one.km - other.km || one.index - other.index).slice(0, count);
  };
}

const ends = (values: readonly number[]): readonly [number, number] =>
  values.reduce(([least, most], value): [number, number] => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
