import type { ComplianceReport } from '../../core/model/compliance';
import { csvOf } from '../ui/csv';

const columns = [
  ...['customer', 'orders', 'from', 'to', 'in_service_s', 'within_limit_s', 'over_limit_s', 'total_unknown_s', 'down_s'],
  ...['availability_percent', 'least_margin_ms', 'impairments', 'restorations', 'moves'],
] as const;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** The compliance report with a line for each customer; the host's own has one for each order. */
export function customersCsv({ customers, fromMs, toMs, atMs }: Pick<ComplianceReport, 'customers' | 'fromMs' | 'toMs' | 'atMs'>): string {
  const [from, to] = [fromMs, Math.min(toMs, atMs)].map((each) => new Date(each).toISOString());
  return csvOf(
    columns,
    customers.map((row) => [
      ...[row.customer, row.orders, from ?? '', to ?? ''],
      ...[row.inServiceMs, row.withinMs, row.overMs, row.unknownMs, row.downMs].map(seconds),
      ...[row.availability === null ? '' : (row.availability * 100).toFixed(5)],
      // As a number: a negative one is no formula.
      ...[row.leastMarginNs === null ? '' : row.leastMarginNs / 1e6],
      ...[row.impairments, row.restorations, row.moves],
    ]),
  );
}
