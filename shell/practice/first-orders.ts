import type { OrderField } from '../../core/model/order-fields';

type Row = readonly [
  customer: string,
  accessing: string,
  a: string,
  z: string,
  signal: string,
  limit: string,
  priority: number,
  more?: Readonly<Partial<Record<OrderField, string>>>,
];

const before = { recovery: 'before' } as const;
const together = { recovery: 'together' } as const;
const cheap = { objective: 'price' } as const;

/** What the customers of the practice network ask for. The last of them cannot be had, each for another reason. */
const rows: readonly Row[] = [
  ['Halyard Capital', 'dunmore', 'LON', 'NYC', '10GE-LAN', '33.2 ms', 1, together],
  ['Halyard Capital', 'dunmore', 'LON', 'NYC', 'OC-192', '36 ms', 1, { 'diverse-from': 'ORD-0001', ...before }],
  ['Halyard Capital', 'dunmore', 'FRA', 'CHI', '10GE-LAN', '46 ms', 2, before],
  ['Halyard Capital', 'dunmore', 'LON', 'FRA', 'STM-64', '4.2 ms', 1, { ...before, revert: 'automatic' }],
  ['Kestrel Exchange', 'dunmore', 'LON', 'AMS', '10GE-LAN', '2.6 ms', 1, together],
  ['Kestrel Exchange', 'dunmore', 'LON', 'PAR', '1GE', '2.6 ms', 2, before],
  ['Kestrel Exchange', 'dunmore', 'FRA', 'WDC', 'OTU2e', '84 ms', 3, { ...before, basis: 'round-trip' }],
  ['Quay Bank', 'dunmore', 'MAN', 'BOS', '10GE-LAN', '34 ms', 2, before],
  ['Quay Bank', 'dunmore', 'DUB', 'NYC', '10GE-LAN', '38 ms', 3],
  ['Quay Bank', 'dunmore', 'DUB', 'BOS', 'OC-192', '33 ms', 3, { ...before, revert: 'automatic' }],
  ['Quay Bank', 'dunmore', 'PAR', 'NYC', '10GE-LAN', '72 ms', 2, { basis: 'round-trip' }],
  ['Meridian Press', 'dunmore', 'AMS', 'CPH', '10GE-LAN', '6 ms', 5, cheap],
  ['Meridian Press', 'dunmore', 'AMS', 'VIE', 'STM-64', '9 ms', 5, cheap],
  ['Meridian Press', 'dunmore', 'BRU', 'MIL', '10GE-LAN', '8 ms', 6, cheap],
  ['Tidewater Media', 'dunmore', 'DUS', 'MUC', '10GE-LAN', '4 ms', 4],
  ['Tidewater Media', 'dunmore', 'HAM', 'ZRH', '10GE-LAN', '6.5 ms', 4],
  ['Tidewater Media', 'dunmore', 'ZRH', 'MIL', '1GE', '2 ms', 5, before],
  ['Tidewater Media', 'dunmore', 'MAD', 'BCN', '10GE-LAN', '4 ms', 5],
  ['Ashgrove University', 'dunmore', 'MAD', 'LON', '10GE-LAN', '12 ms', 7, cheap],
  ['Ashgrove University', 'dunmore', 'BCN', 'FRA', 'STM-64', '11 ms', 7, cheap],
  ['Ashgrove University', 'dunmore', 'CPH', 'LON', '10GE-LAN', '9 ms', 8, cheap],
  ['Orrin Labs', 'dunmore', 'VIE', 'MUC', '10GE-LAN', '3.2 ms', 4, before],
  ['Orrin Labs', 'dunmore', 'NYC', 'CHI', '10GE-LAN', '8 ms', 3],
  ['Orrin Labs', 'dunmore', 'NYC', 'WDC', 'OC-192', '2.3 ms', 2, together],
  ['Orrin Labs', 'dunmore', 'CHI', 'BOS', '10GE-LAN', '11 ms', 4],
  ['Quay Bank', 'dunmore', 'WDC', 'PAR', '10GE-LAN', '38.5 ms', 3, before],
  ['Quay Bank', 'dunmore', 'MUC', 'LON', 'OTU2e', '7 ms', 3],
  ['Meridian Press', 'dunmore', 'MIL', 'FRA', '10GE-LAN', '5 ms', 6],
  ['Kestrel Exchange', 'dunmore', 'BOS', 'NYC', '1GE', '2.2 ms', 2, before],
  ['Kestrel Exchange', 'dunmore', 'VIE', 'NYC', '10GE-LAN', '44 ms', 4],
  ['Atlas Grid', 'cinder', 'LIS', 'MAD', '10GE-LAN', '4 ms', 4, { revert: 'automatic' }],
  ['Atlas Grid', 'cinder', 'LIS', 'LON', '10GE-LAN', '13 ms', 4, before],
  ['Atlas Grid', 'cinder', 'MAD', 'FRA', 'STM-64', '12 ms', 5],
  ['Brightwater', 'cinder', 'BCN', 'MRS', '10GE-LAN', '3 ms', 5],
  ['Brightwater', 'cinder', 'ROM', 'MIL', '10GE-LAN', '4 ms', 6, cheap],
  ['Brightwater', 'cinder', 'ROM', 'PAR', '10GE-LAN', '9 ms', 6],
  ['Brightwater', 'cinder', 'GVA', 'ZRH', '1GE', '2 ms', 6],
  ['Sable Insurance', 'cinder', 'STR', 'FRA', '10GE-LAN', '1.6 ms', 3, before],
  ['Sable Insurance', 'cinder', 'MAN', 'LON', '10GE-LAN', '2.4 ms', 3],
  ['Sable Insurance', 'cinder', 'PAR', 'WDC', '10GE-LAN', '78 ms', 3, { basis: 'round-trip', ...together }],
  ['Sable Insurance', 'cinder', 'MRS', 'LON', '10GE-LAN', '8 ms', 5],
  ['Atlas Grid', 'cinder', 'PHL', 'PAR', '10GE-LAN', '38 ms', 4],
  ['Atlas Grid', 'dunmore', 'LON', 'TRN', '10GE-LAN', '9 ms', 5],
  // Every port is taken; sooner than light; sooner than the shortest way; no port takes the signal; no reading is measured.
  ['Brightwater', 'dunmore', 'FRA', 'ROM', '10GE-LAN', '8 ms', 6],
  ['Halyard Capital', 'dunmore', 'LON', 'NYC', '10GE-LAN', '18 ms', 1],
  ['Kestrel Exchange', 'dunmore', 'FRA', 'NYC', '10GE-LAN', '34 ms', 2],
  ['Orrin Labs', 'dunmore', 'DUB', 'VIE', '40GE', '30 ms', 5],
  ['Orrin Labs', 'dunmore', 'LON', 'MUC', '10GE-LAN', '12 ms', 4, { provenance: 'measured' }],
];

/** As they are typed, with ids from `ORD-0001`. The very last begins in two days. */
export function firstOrders(nowMs: number): readonly Readonly<Partial<Record<OrderField, string>>>[] {
  const start = new Date(nowMs + 2 * 86_400_000).toISOString().replace(/:\d{2}\.\d{3}Z$/, 'Z');
  const later: Row = ['Tidewater Media', 'dunmore', 'HAM', 'CPH', '10GE-LAN', '5 ms', 4, { start }];
  return [...rows, later].map(([customer, accessing, a, z, signal, limit, priority, more], index) => ({
    order: `ORD-${String(index + 1).padStart(4, '0')}`,
    ...{ customer, accessing, a, z, signal, limit, priority: String(priority) },
    ...more,
  }));
}
