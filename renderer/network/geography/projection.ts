import { geoConicConformal, geoMercator, type GeoProjection } from 'd3-geo';
import type { Place } from '../../../core/model/distance';

/** Side of the square in which the network's extent lies, in map units: what a screen shows is these times the zoom. */
export const worldSize = 1000;
/** How far around it land is drawn. */
const margin = 3 * worldSize;
/** Networks narrower than this look as they do here. */
const leastDegrees = 3;
const mercatorLatitude = 82;

export interface Extent {
  readonly west: number;
  /** West of `west` by no more than 360; may lie beyond 180. */
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** The smallest extent that holds all places, across the date line where that is shorter. Without places: most of the world. */
export function extentOf(places: readonly Place[]): Extent {
  if (places.length === 0) return { west: -130, east: 150, south: -45, north: 65 };
  const longitudes = places.map(({ longitudeDeg }) => longitudeDeg).sort((one, other) => one - other);
  let west = longitudes[0] ?? 0;
  let widestGap = -Infinity;
  for (const [at, longitude] of longitudes.entries()) {
    const next = longitudes[at + 1] ?? (longitudes[0] ?? 0) + 360;
    if (next - longitude > widestGap) {
      widestGap = next - longitude;
      west = next >= 180 ? next - 360 : next;
    }
  }
  let [south, north] = [90, -90];
  for (const { latitudeDeg } of places) {
    south = Math.min(south, latitudeDeg);
    north = Math.max(north, latitudeDeg);
  }
  return widened({ west, east: west + 360 - Math.min(360, widestGap), south, north });
}

function widened({ west, east, south, north }: Extent): Extent {
  const [byLongitude, byLatitude] = [Math.max(0, leastDegrees - (east - west)) / 2, Math.max(0, leastDegrees - (north - south)) / 2];
  return {
    west: west - byLongitude,
    east: east + byLongitude,
    south: Math.max(-88, south - byLatitude),
    north: Math.min(88, north + byLatitude),
  };
}

/**
 * A projection under which the extent fills the map's square. Conformal in any case, so that coasts look familiar: a cone for what lies within one
 * continent of the middle latitudes, Mercator's for the rest.
 */
export function projectionFor(extent: Extent): GeoProjection {
  const { west, east, south, north } = extent;
  const middle = (west + east) / 2;
  const projection = isForCone(extent)
    ? geoConicConformal().parallels([south + (north - south) / 6, north - (north - south) / 6])
    : geoMercator();
  const [low, high] = isForCone(extent) ? [south, north] : [Math.max(-mercatorLatitude, south), Math.min(mercatorLatitude, north)];
  projection.rotate([-middle, 0]).fitExtent(
    [
      [0, 0],
      [worldSize, worldSize],
    ],
    { type: 'MultiPoint', coordinates: outline(west, east, low, high) },
  );
  return projection.clipExtent([
    [-margin, -margin],
    [worldSize + margin, worldSize + margin],
  ]);
}

function isForCone({ west, east, south, north }: Extent): boolean {
  return east - west <= 75 && north - south <= 50 && (south > 12 || north < -12) && Math.max(Math.abs(south), Math.abs(north)) < 80;
}

/** Points along the extent's edges; under a cone its corners are not where it reaches furthest. */
function outline(west: number, east: number, south: number, north: number): [number, number][] {
  const steps = [0, 0.25, 0.5, 0.75, 1];
  return steps.flatMap((share): [number, number][] => {
    const longitude = west + (east - west) * share;
    const latitude = south + (north - south) * share;
    return [
      [longitude, south],
      [longitude, north],
      [west, latitude],
      [east, latitude],
    ];
  });
}
