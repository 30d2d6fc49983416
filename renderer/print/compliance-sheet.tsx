import { useState } from 'react';
import type { CustomerCompliance, OrderCompliance } from '../../core/model/compliance';
import { addressOf } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { counted, formatMs, formatPercent, formatDuration, formatTimes, formatUtc } from '../ui/numbers';
import { NoSheetYet } from './no-sheet-yet';
import { Part, Sheet, SheetTable, type SheetColumn } from './sheet';

interface ComplianceSheetProps {
  /** null: a week before its end. */
  readonly fromMs: number | null;
  /** null: up to now. */
  readonly toMs: number | null;
  /** null: of all. */
  readonly customer: string | null;
  readonly orderId: string | null;
}

const weekMs = 7 * 86_400_000;

/** What customers were promised and what they had, on paper. */
export function ComplianceSheet({ fromMs, toMs, customer, orderId }: ComplianceSheetProps) {
  const [nowMs] = useState(() => Date.now());
  const endMs = toMs ?? nowMs;
  const asked = useAnswer('compliance', {
    ...{ fromMs: fromMs ?? Math.max(0, endMs - weekMs), toMs: endMs },
    ...(customer === null ? {} : { customer }),
    ...(orderId === null ? {} : { orderId }),
  });
  const report = asked.output?.report;
  if (!report) return <NoSheetYet what="The report" asked={asked} />;
  return (
    <Sheet
      what="Compliance report"
      of={orderId ?? customer ?? 'all customers'}
      about={`from ${formatUtc(report.fromMs)} to ${formatUtc(Math.min(report.toMs, report.atMs))}`}
      onAgain={asked.askAgain}
      isWide
      file={`compliance-${formatUtc(endMs).slice(0, 10)}`}
      back={addressOf('orders', [], { view: 'compliance' })}
    >
      <Part title={`By customer: ${counted(report.customers.length, 'customer')}`}>
        <SheetTable
          label="Compliance by customer"
          rows={report.customers}
          keyOf={(row) => row.customer}
          columns={[
            { head: 'Customer', cell: (row) => <bdi>{row.customer}</bdi> },
            { head: 'Orders', align: 'right', cell: (row) => row.orders },
            ...times<CustomerCompliance>(),
            { head: 'Restored', align: 'right', cell: (row) => formatTimes(row.restorations) },
            { head: 'Moves', align: 'right', cell: (row) => formatTimes(row.moves) },
          ]}
        />
      </Part>
      <Part title={`By order: ${counted(report.orders.length, 'order')}`}>
        <SheetTable
          label="Compliance by order"
          rows={report.orders}
          keyOf={(row) => row.orderId}
          columns={[
            { head: 'Order', isKept: true, cell: (row) => row.orderId },
            { head: 'Customer', cell: (row) => <bdi>{row.customer}</bdi> },
            { head: 'Limit', align: 'right', cell: (row) => formatMs(row.limit.oneWayNs, 3) },
            { head: 'Worst', align: 'right', cell: (row) => (row.worstNs === null ? 'unknown' : formatMs(row.worstNs, 3)) },
            ...times<OrderCompliance>(),
            { head: 'Restored', align: 'right', cell: (row) => formatTimes(row.restorations.length) },
            { head: 'Moves', align: 'right', cell: (row) => formatTimes(row.moves) },
          ]}
        />
      </Part>
    </Sheet>
  );
}

const times = <Row extends OrderCompliance | CustomerCompliance>(): readonly SheetColumn<Row>[] => [
  { head: 'Available', align: 'right', cell: ({ availability }) => (availability === null ? '–' : formatPercent(availability)) },
  { head: 'In service', align: 'right', cell: ({ inServiceMs }) => formatDuration(inServiceMs) },
  { head: 'Over limit', align: 'right', cell: ({ overMs }) => formatDuration(overMs) },
  { head: 'Down', align: 'right', cell: ({ downMs }) => formatDuration(downMs) },
  { head: 'Unknown', align: 'right', cell: ({ unknownMs }) => formatDuration(unknownMs) },
  {
    head: 'Least margin',
    align: 'right',
    cell: ({ leastMarginNs }) => (leastMarginNs === null ? 'unknown' : formatMs(leastMarginNs, 3)),
  },
  { head: 'Impaired', align: 'right', cell: ({ impairments }) => formatTimes(impairments) },
];
