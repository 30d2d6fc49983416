import type { Site } from '../../core/model/network';
import { orderFields, type OrderField } from '../../core/orders/intake';

type Row = Partial<Record<OrderField, string>>;

/** The site whose every circuit the demo fills, so that one order meets a lack of capacity. */
export const fullSite = 'HEL';

/** Orders that no network could serve, or that are not orders at all: each for another reason. */
const impossible: readonly Row[] = [
  { order: 'BAD-LATENCY', customer: 'Halyard Capital', accessing: 'cinder', a: 'LON', z: 'WDC', signal: '10GE-LAN', limit: '5 ms' },
  { order: 'BAD-CAPACITY', customer: 'Halyard Capital', accessing: 'dunmore', a: fullSite, z: 'FRA', signal: '10GE-LAN', limit: '40 ms' },
  { order: 'BAD-SITE', customer: 'Orrin Labs', accessing: 'cinder', a: 'LON', z: 'XYZ', signal: '10GE-LAN', limit: '20 ms' },
  { order: 'BAD-PORT', customer: 'Orrin Labs', accessing: 'cinder', a: 'BIO', z: 'SLC', signal: '40GE', limit: '90 ms' },
  {
    order: 'BAD-PROVENANCE',
    customer: 'Orrin Labs',
    accessing: 'cinder',
    a: 'LON',
    z: 'PAR',
    signal: '10GE-LAN',
    limit: '20 ms',
    provenance: 'measured',
  },
  { order: 'BAD-ENDS', customer: 'Orrin Labs', accessing: 'cinder', a: 'LON', z: 'LON', signal: '10GE-LAN', limit: '20 ms' },
  { order: 'BAD-LIMIT', customer: 'Quay Bank', accessing: 'cinder', a: 'LON', z: 'PAR', signal: '10GE-LAN', limit: '0 ms' },
  { order: 'BAD-UNIT', customer: 'Quay Bank', accessing: 'cinder', a: 'LON', z: 'PAR', signal: '10GE-LAN', limit: 'NaN' },
  { order: 'BAD-SIGNAL', customer: 'Quay Bank', accessing: 'cinder', a: 'LON', z: 'PAR', signal: 'STM-63', limit: '9 ms' },
  {
    order: 'BAD-POLICY',
    customer: 'Quay Bank',
    accessing: 'cinder',
    a: 'LON',
    z: 'PAR',
    signal: '10GE-LAN',
    limit: '9 ms',
    recovery: 'beforehand',
  },
  { order: 'BAD-CARRIER', customer: 'Quay Bank', accessing: 'alder', a: 'LON', z: 'NYC', signal: '10GE-LAN', limit: '60 ms' },
];

const customers = [
  'Quay Bank',
  'Halyard Capital',
  'Orrin Labs',
  'Meridian Press',
  'Tidewater Media',
  'Ashgrove University',
  'Kestrel Exchange',
];
const signals = ['10GE-LAN', '10GE-LAN', '10GE-LAN', 'STM-64', 'OC-192', 'OTU2e', '1GE'];

/** A CSV of `count` orders between sites that the accessing carriers serve (a site as often as it has ports), at limits in proportion to the distance, and of those that are impossible. */
export function makeOrderFile(sitesOf: ReadonlyMap<string, readonly Site[]>, count: number, random: () => number): string {
  const carriers = [...sitesOf.keys()];
  const pick = <T>(things: readonly T[]): T => things[Math.floor(random() * things.length)] as T;
  const rows = Array.from({ length: count }, (_, index): Row => {
    const accessing = pick(carriers);
    const a = pick(sitesOf.get(accessing) ?? []);
    const others = (sitesOf.get(accessing) ?? []).filter((site) => site.id !== a.id);
    const z = pick(others);
    return {
      ...orderBetween(`ORD-${String(index + 1).padStart(4, '0')}`, accessing, a, z, random),
      customer: pick(customers),
      signal: pick(signals),
      objective: random() < 0.3 ? 'price' : 'latency',
      priority: String(1 + Math.floor(random() * 9)),
    };
  });
  return toCsv([...rows, ...impossible]);
}

function orderBetween(order: string, accessing: string, a: Site, z: Site, random: () => number): Row {
  const isRoundTrip = random() < 0.2;
  // Fibre is never straight: half as much again is tight but possible, three times is easy.
  const oneWayMs = 0.6 + greatCircleKm(a, z) * 0.004897 * (1.5 + random() * 1.5);
  return {
    order,
    accessing,
    a: a.id,
    z: z.id,
    limit: `${(isRoundTrip ? oneWayMs * 2 : oneWayMs).toFixed(1)} ms`,
    basis: isRoundTrip ? 'round-trip' : 'one-way',
  };
}

function toCsv(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
  return [line(orderFields), ...rows.map((row) => line(orderFields.map((field) => row[field] ?? '')))].join('\n') + '\n';
}

function greatCircleKm(a: Site, z: Site): number {
  const rad = (deg: number | null) => ((deg ?? 0) * Math.PI) / 180;
  const [latA, latZ] = [rad(a.latitudeDeg), rad(z.latitudeDeg)];
  const half =
    Math.sin((latZ - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latZ) * Math.sin((rad(z.longitudeDeg) - rad(a.longitudeDeg)) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(half));
}
