/** A place on Earth, degrees (WGS 84). */
export interface Place {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

/** The place of what has coordinates; null where one is not known. */
export const placeOf = (site: { readonly latitudeDeg: number | null; readonly longitudeDeg: number | null } | null): Place | null =>
  site?.latitudeDeg != null && site.longitudeDeg != null ? { latitudeDeg: site.latitudeDeg, longitudeDeg: site.longitudeDeg } : null;

/** Over a sphere of the Earth's mean radius. */
export function greatCircleKm(a: Place, z: Place): number {
  const [latA, latZ, deltaLon] = [radians(a.latitudeDeg), radians(z.latitudeDeg), radians(z.longitudeDeg - a.longitudeDeg)];
  const haversine = Math.sin((latZ - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latZ) * Math.sin(deltaLon / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** What fibre between two places probably takes, one way, nanoseconds: it follows roads, not great circles. */
export const fibreNs = (a: Place, z: Place): number => Math.round(greatCircleKm(a, z) * detour * nsPerKm);

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const earthRadiusKm = 6371.0088;
const detour = 1.2;
/** Light in G.652 fibre (group index 1.468). */
const nsPerKm = 4897;
