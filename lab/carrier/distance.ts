const earthRadiusKm = 6371.0088;
/** Fibre follows roads, not great circles. */
const detour = 1.2;
/** Light in G.652 fibre (group index 1.468). */
const usPerKm = 4.897;

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** One way, in microseconds, over fibre between two places, and `extraKm` more. */
export const fibreUs = (a: Place, z: Place, extraKm = 0): number => (greatCircleKm(a, z) * detour + extraKm) * usPerKm;

export function greatCircleKm(a: Place, z: Place): number {
  const rad = (deg: number) => (deg * Math.PI) / 180;
  const h = Math.sin(rad(z.lat - a.lat) / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(z.lat)) * Math.sin(rad(z.lon - a.lon) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(h));
}
