import type { ComplianceReport, OrderCompliance } from '../model/compliance';
import { csvCell } from '../model/csv-cell';
import { percentNumber } from './compliance-text';

/** A column: its name with its unit, and what it holds of an order. Text may be anybody's; numbers are ours. */
type Column = readonly [name: string, of: (order: OrderCompliance, report: ComplianceReport) => string | { readonly text: string }];

const columns: readonly Column[] = [
  ['order', ({ orderId }) => ({ text: orderId })],
  ['customer', ({ customer }) => ({ text: customer })],
  ['accessing_carrier', ({ accessingCarrierId }) => ({ text: accessingCarrierId })],
  ['from', (_, { fromMs }) => time(fromMs)],
  ['to', (_, { toMs, atMs }) => time(Math.min(toMs, atMs))],
  ['recorded_from', ({ recordedFromMs }) => (recordedFromMs === null ? '' : time(recordedFromMs))],
  ['limit_one_way_ms', ({ limit }) => milliseconds(limit.oneWayNs)],
  ['in_service_s', ({ inServiceMs }) => seconds(inServiceMs)],
  ['within_limit_s', ({ withinMs }) => seconds(withinMs)],
  ['over_limit_s', ({ overMs }) => seconds(overMs)],
  ['total_unknown_s', ({ unknownMs }) => seconds(unknownMs)],
  ['down_s', ({ downMs }) => seconds(downMs)],
  ['availability_percent', ({ availability }) => (availability === null ? '' : percentNumber(availability))],
  ['worst_one_way_ms', ({ worstNs }) => (worstNs === null ? '' : milliseconds(worstNs))],
  ['least_margin_ms', ({ leastMarginNs }) => (leastMarginNs === null ? '' : milliseconds(leastMarginNs))],
  ['impairments', ({ impairments }) => String(impairments)],
  ['restorations', ({ restorations }) => String(restorations.length)],
  ['longest_restoration_s', ({ restorations }) => longest(restorations.map(({ durationMs }) => durationMs))],
  ['longest_outage_s', ({ restorations }) => longest(restorations.map(({ outageMs }) => outageMs))],
  ['moves', ({ moves }) => String(moves)],
];

/** The compliance report as CSV (RFC 4180): a header, and a line for each order. */
export function complianceCsv(report: ComplianceReport): string {
  const lines = report.orders.map((order) =>
    columns.map(([, of]) => of(order, report)).map((cell) => (typeof cell === 'string' ? cell : csvCell(cell.text))),
  );
  return [columns.map(([name]) => name), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

const time = (atMs: number): string => {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? String(atMs) : date.toISOString();
};

const milliseconds = (ns: number): string => (ns / 1_000_000).toFixed(6);

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const longest = (spans: readonly (number | null)[]): string => {
  const known = spans.filter((ms) => ms !== null);
  return known.length === 0 ? '' : seconds(Math.max(...known));
};
