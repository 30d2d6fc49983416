import { expect, test } from 'vitest';
import type { ComplianceReport } from '../model/compliance';
import { exampleOrder } from '../orders/testing/example-order';
import { readCsvTable } from '../carriers/import/csv-table';
import { complianceCsv } from './compliance-csv';
import { complianceText } from './compliance-text';
import { customerCompliance, orderCompliance } from './comply';
import { recordsOf } from './testing/random-records';

const hourMs = 3_600_000;
const startMs = 1_700_000_000_000;

function reportOf(customer: string, orderId = 'ORD-1'): ComplianceReport {
  const order = exampleOrder({ id: orderId, customer, limit: { oneWayNs: 1_000_000, enteredAs: 'one-way' } });
  const total = (us: number) => ({ azNs: us * 1_000, zaNs: 0 });
  const records = recordsOf(
    { atMs: startMs, total: total(900) },
    { atMs: startMs + hourMs, total: total(1_100), occasion: 'impaired' },
    { atMs: startMs + 2 * hourMs, state: 'down', total: null },
    { atMs: startMs + 2 * hourMs + 60_000, total: total(950), occasion: 'restored' },
    { atMs: startMs + 3 * hourMs, state: 'unknown', total: null, occasion: 'moved' },
    { atMs: startMs + 4 * hourMs, state: 'ended', total: null, occasion: 'ended' },
  );
  const [fromMs, toMs] = [startMs - hourMs, startMs + 9 * hourMs];
  const orders = [orderCompliance(order, records, fromMs, toMs)];
  return { fromMs, toMs, atMs: startMs + 8 * hourMs, orders, customers: customerCompliance(orders) };
}

test('N13: the report as text', () => {
  expect(complianceText(reportOf('Quay Bank'))).toBe(
    [
      'Compliance 2023-11-14 21:13:20 UTC – 2023-11-15 07:13:20 UTC, counted up to 2023-11-15 06:13:20 UTC',
      '',
      'Quay Bank: 1 order, available 99.583 %, within the limit 49.583 %, 1 impairment, 1 restoration, 1 move',
      '  ORD-1: limit 1.00 ms one way (2.00 ms round trip), worst 1.10 ms, 100.0 µs over the limit',
      '    in service 4 h: within 1 h 59 min, over 1 h, down 1 min, total unknown 1 h; available 99.583 %',
      '    1 impairment, 1 restoration, 1 move',
      '      restored 2023-11-15 00:14:20 UTC, after 1 h 1 min, down for 1 min of them',
      '    recorded only from 2023-11-14 22:13:20 UTC: what was before is not counted',
      '',
    ].join('\n'),
  );
  expect(complianceText({ ...reportOf('Quay Bank'), orders: [], customers: [] })).toMatch(/\nno order was in service\n$/);
});

test('N13: 100 % is all of it, and nothing less', () => {
  const order = exampleOrder();
  const records = recordsOf({ atMs: 0, occasion: 'in-service' }, { atMs: 999_999_999, state: 'down', total: null });
  const orders = [orderCompliance(order, records, 0, 1_000_000_000)];
  const report = { fromMs: 0, toMs: 1_000_000_000, atMs: 1_000_000_000, orders, customers: customerCompliance(orders) };
  expect(complianceText(report)).toMatch(/available 99\.999 %/);
  expect(complianceCsv(report)).toMatch(/,99\.999,/);
});

test('N13: the report as CSV: what was text is text again, and no formula', () => {
  const cells = (report: ComplianceReport): ReadonlyMap<string, string> | undefined => {
    const read = readCsvTable(new TextEncoder().encode(complianceCsv(report)));
    return read.kind === 'unreadable' ? undefined : read.table.rows[0]?.fields;
  };
  expect(Object.fromEntries(cells(reportOf('Quay, "Bank"')) ?? [])).toMatchObject({
    ...{ order: 'ORD-1', customer: 'Quay, "Bank"', accessing_carrier: 'gamma' },
    ...{ from: '2023-11-14T21:13:20.000Z', to: '2023-11-15T06:13:20.000Z', recorded_from: '2023-11-14T22:13:20.000Z' },
    ...{ limit_one_way_ms: '1.000000', in_service_s: '14400.000', within_limit_s: '7140.000', over_limit_s: '3600.000' },
    ...{ total_unknown_s: '3600.000', down_s: '60.000', availability_percent: '99.583' },
    ...{ worst_one_way_ms: '1.100000', least_margin_ms: '-0.100000' },
    ...{ impairments: '1', restorations: '1', longest_restoration_s: '3660.000', longest_outage_s: '60.000', moves: '1' },
  });
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '=HYPERLINK("x",\'y\')']) {
    expect(complianceCsv(reportOf(formula)).split('\r\n')[1]).toContain(`'${formula.replaceAll('"', '""')}`);
    expect(complianceCsv(reportOf('Q', formula)).split('\r\n')[1]).toMatch(/^"?'/);
  }
});
