import { formatNs, maxLatencyNs } from '../../model/latency';
import type { Latency } from '../../model/latency';
import type { CarrierMapping } from '../mapping';
import { scaledDecimal } from './decimal';
import { entries, leaf, member, shown } from './json';
import type { Json } from './json';

/** A place on Earth, where the carrier says it. */
export interface Place {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

export type LatencyOutcome =
  | { readonly kind: 'latency'; readonly latency: Latency }
  /** Nothing is said; `otherNames` are property names under which something else is. */
  | { readonly kind: 'unreported'; readonly otherNames: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string };

/** The fixed latency of a link or node. Refused, never read as zero: what is not a number, negative, or longer than anything on Earth. */
export function readLatency(value: Json, mapping: CarrierMapping['latency']): LatencyOutcome {
  const characteristics = entries(member(value, 'latency-characteristic'));
  const nameOfEntry = (entry: Json): string => leaf(member(entry, 'traffic-property-name')) ?? '';
  const forward = characteristics.find((entry) => nameOfEntry(entry) === mapping.name);
  const reverse = characteristics.find((entry) => nameOfEntry(entry) === mapping.reverseName);
  if (!forward && !reverse) return { kind: 'unreported', otherNames: characteristics.map(nameOfEntry) };
  if (!forward) return refused(`only ${mapping.reverseName} is reported: ${mapping.name} is missing`);
  const az = readNs(forward, mapping);
  if (typeof az === 'string') return refused(`${mapping.name} ${az}`);
  const za = reverse ? readNs(reverse, mapping) : az;
  if (typeof za === 'string') return refused(`${mapping.reverseName} ${za}`);
  return { kind: 'latency', latency: { azNs: az, zaNs: za } };
}

/** What is stated for both directions, word for word, where it is a number; null where it is none. */
export function statedLatency(value: Json, mapping: CarrierMapping['latency']): string | null {
  const [forward, reverse] = [mapping.name, mapping.reverseName].map((name) => {
    const entry = entries(member(value, 'latency-characteristic')).find((one) => leaf(member(one, 'traffic-property-name')) === name);
    return leaf(member(entry, 'fixed-latency-characteristic'));
  });
  if (forward == null || scaledDecimal(forward, 0) === null) return null;
  return reverse == null || reverse === forward ? forward : `${forward} and ${reverse}`;
}

/** Why the latency cannot be true between these places: faster than light in a vacuum; null where it can. */
export function absurdFor(latency: Latency, a: Place, z: Place): string | null {
  const km = greatCircleKm(a, z);
  const lightNs = Math.floor(km * vacuumNsPerKm * tolerance);
  const fasterNs = Math.min(latency.azNs, latency.zaNs);
  if (fasterNs >= lightNs) return null;
  return `latency ${formatNs(fasterNs)} is less than light needs over the ${Math.round(km)} km between its ends (${formatNs(lightNs)})`;
}

/** Distance over a sphere of 6371 km. */
export function greatCircleKm(a: Place, z: Place): number {
  const [latA, latZ, deltaLon] = [radians(a.latitudeDeg), radians(z.latitudeDeg), radians(z.longitudeDeg - a.longitudeDeg)];
  const haversine = Math.sin((latZ - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latZ) * Math.sin(deltaLon / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

function readNs(entry: Json, mapping: CarrierMapping['latency']): number | string {
  const raw = member(entry, 'fixed-latency-characteristic');
  const ns = scaledDecimal(raw, nsShift[mapping.unit]);
  if (ns === null) return `is ${shown(raw)}, not a decimal number`;
  if (ns < 0 || leaf(raw)?.trim().startsWith('-')) return `is ${shown(raw)}, a negative latency`;
  if (ns > maxLatencyNs) return `is ${shown(raw)} ${mapping.unit}, longer than anything on Earth (${formatNs(maxLatencyNs)})`;
  return ns;
}

const refused = (message: string): LatencyOutcome => ({ kind: 'refused', message });
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const nsShift = { ns: 0, us: 3, ms: 6 } as const;
const vacuumNsPerKm = 1e9 / 299_792.458;
/** Coordinates name a city rather than a building, and the Earth is no sphere. */
const tolerance = 0.97;
