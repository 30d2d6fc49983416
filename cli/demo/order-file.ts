import { greatCircleKm } from '../../core/model/distance';
import { recoveryPolicies } from '../../core/model/order';
import type { OrderField } from '../../core/model/order-fields';
import type { PlacedSite } from './demo';

export type OrderRow = Partial<Record<OrderField, string>>;

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

/**
 * `count` orders between sites that the accessing carriers serve (a site as often as it has ports), at limits in proportion to the distance.
 * `open`: carriers whose sites others may order to as well, which some do.
 */
export function makeOrders(
  sitesOf: ReadonlyMap<string, readonly PlacedSite[]>,
  open: readonly string[],
  count: number,
  random: () => number,
): readonly OrderRow[] {
  const carriers = [...sitesOf].filter(([, sites]) => new Set(sites.map(({ id }) => id)).size > 1).map(([id]) => id);
  const pick = <T>(things: readonly T[]): T => things[Math.floor(random() * things.length)] as T;
  return Array.from({ length: count }, (_, index): OrderRow => {
    const accessing = pick(carriers);
    const others = open.filter((id) => id !== accessing && sitesOf.get(id)?.length);
    const far = others.length > 0 && random() < 0.25 ? pick(others) : accessing;
    const a = pick(sitesOf.get(accessing) ?? []);
    const z = pick((sitesOf.get(far) ?? []).filter((site) => site.id !== a.id));
    return {
      ...orderBetween(`ORD-${String(index + 1).padStart(4, '0')}`, accessing, a, z, random),
      customer: pick(customers),
      signal: pick(signals),
      objective: random() < 0.3 ? 'price' : 'latency',
      recovery: pick(recoveryPolicies),
      revert: random() < 0.1 ? 'automatic' : 'never',
      priority: String(1 + Math.floor(random() * 9)),
    };
  });
}

function orderBetween(order: string, accessing: string, a: PlacedSite, z: PlacedSite, random: () => number): OrderRow {
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

/** As the file that an operator would write. */
export function toCsv<Field extends string>(fields: readonly Field[], rows: readonly Partial<Record<Field, string>>[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
  return [line(fields), ...rows.map((row) => line(fields.map((field) => row[field] ?? '')))].join('\n') + '\n';
}
