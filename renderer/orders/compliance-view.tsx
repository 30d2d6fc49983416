import { Button, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { OrderCompliance } from '../../core/model/compliance';
import { useShell } from '../app/shell-context';
import { counted, formatDuration, formatMsNumber, formatPercent, formatUtc } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { useAnswer } from '../client/use-answer';
import classes from './watch-view.module.css';

const dayMs = 86_400_000;
const periods = [
  { value: '1', label: 'the last day' },
  { value: '7', label: 'the last 7 days' },
  { value: '30', label: 'the last 30 days' },
  { value: '90', label: 'the last 90 days' },
] as const;

/** What customers were promised and what they had, over a period; as a file for them. */
export function ComplianceView({ openId, onOpen }: { readonly openId: string | null; readonly onOpen: (orderId: string) => void }) {
  const shell = useShell();
  const [days, setDays] = useState<string>('7');
  // A report is of one moment: it is drawn up anew when one asks for it.
  const [toMs, setToMs] = useState(() => Date.now());
  const asked = useAnswer('compliance', { fromMs: Math.max(0, toMs - Number(days) * dayMs), toMs });
  const report = asked.output?.report;
  const rows = useMemo(
    () => [...(report?.orders ?? [])].sort((one, other) => other.overMs + other.downMs - one.overMs - one.downMs),
    [report],
  );
  const name = `compliance-${formatUtc(toMs).slice(0, 10)}`;
  return (
    <div className={classes['view']}>
      <div className={classes['bar']}>
        <Select
          aria-label="Period"
          className={classes['window'] ?? ''}
          allowDeselect={false}
          data={[...periods]}
          value={days}
          onChange={(value) => {
            setDays(value ?? '7');
            setToMs(Date.now());
          }}
        />
        {report && (
          <span>
            {counted(report.orders.length, 'order')} of {counted(report.customers.length, 'customer')}, up to {formatUtc(report.atMs)}
          </span>
        )}
        <span className={classes['acts']}>
          <Button
            onClick={() => {
              setToMs(Date.now());
            }}
          >
            Draw up anew
          </Button>
          <Button disabled={!asked.output} onClick={() => void shell.saveFile(`${name}.csv`, asked.output?.csv ?? '')}>
            Save CSV
          </Button>
          <Button disabled={!asked.output} onClick={() => void shell.saveFile(`${name}.txt`, asked.output?.text ?? '')}>
            Save report
          </Button>
        </span>
      </div>
      {asked.output === null ? (
        asked.error === '' ? (
          <LoadingRows label="The report is being drawn up" />
        ) : (
          <FailedPanel title="The report cannot be drawn up" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
            <p>{asked.error}</p>
          </FailedPanel>
        )
      ) : (
        <RowTable
          label="Orders over the period"
          rows={rows}
          columns={columns}
          keyOf={({ orderId }) => orderId}
          selectedKey={openId}
          onSelect={({ orderId }) => {
            onOpen(orderId);
          }}
          empty={
            <EmptyPanel title="No order was in service in this period">
              <p>Choose a longer one.</p>
            </EmptyPanel>
          }
        />
      )}
    </div>
  );
}

const time = (id: 'withinMs' | 'overMs' | 'unknownMs' | 'downMs', head: string, severity: string): RowColumn<OrderCompliance> => ({
  ...{ id, head, width: '84px', align: 'right' },
  cell: (order) => <span className={order[id] > 0 ? classes[severity] : classes['quiet']}>{formatDuration(order[id])}</span>,
  sortBy: (order) => order[id],
});

const columns: readonly RowColumn<OrderCompliance>[] = [
  {
    ...{ id: 'order', head: 'Order', width: '92px' },
    cell: ({ orderId }) => <bdi className="mono">{orderId}</bdi>,
    title: ({ orderId }) => orderId,
    sortBy: ({ orderId }) => orderId,
  },
  {
    ...{ id: 'customer', head: 'Customer', width: 'minmax(90px, 1fr)' },
    cell: ({ customer }) => <bdi>{customer}</bdi>,
    title: ({ customer }) => customer,
    sortBy: ({ customer }) => customer,
  },
  {
    ...{ id: 'availability', head: 'Available', width: '76px', align: 'right' },
    cell: ({ availability }) => (availability === null ? '–' : formatPercent(availability)),
    sortBy: ({ availability }) => availability ?? 2,
  },
  time('withinMs', 'Within', 'calm'),
  time('overMs', 'Over', 'critical'),
  time('downMs', 'Down', 'critical'),
  time('unknownMs', 'Unknown', 'calm'),
  {
    ...{ id: 'worst', head: 'Worst ms', width: '76px', align: 'right' },
    cell: ({ worstNs }) => (worstNs === null ? 'unknown' : formatMsNumber(worstNs)),
    sortBy: ({ worstNs }) => worstNs ?? -1,
  },
  {
    ...{ id: 'least', head: 'Least margin', width: '88px', align: 'right' },
    cell: ({ leastMarginNs }) => (leastMarginNs === null ? 'unknown' : formatMsNumber(leastMarginNs)),
    sortBy: ({ leastMarginNs }) => leastMarginNs ?? Infinity,
  },
  {
    ...{ id: 'impairments', head: 'Impaired', width: '70px', align: 'right' },
    cell: ({ impairments }) => impairments,
    sortBy: ({ impairments }) => impairments,
  },
  { id: 'moves', head: 'Moves', width: '60px', align: 'right', cell: ({ moves }) => moves, sortBy: ({ moves }) => moves },
];
