import { Button, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CustomerCompliance, OrderCompliance } from '../../core/model/compliance';
import { addressOf, goTo } from '../app/address';
import { useShell } from '../app/shell-context';
import { tellOutcome } from '../app/use-command';
import { useClient } from '../client/use-client';
import { counted, formatMs, formatPercent, formatDuration, formatTimes, formatUtc } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { Segments } from '../ui/segments';
import { customersCsv } from './customers-csv';
import { useAnswer } from '../client/use-answer';
import { UtcField } from '../ui/utc-field';
import { readUtc, utcTyped } from '../ui/utc-typed';
import classes from './watch-view.module.css';

const dayMs = 86_400_000;
const periods = [
  { value: '1', label: 'the last day' },
  { value: '7', label: 'the last 7 days' },
  { value: '30', label: 'the last 30 days' },
  { value: '90', label: 'the last 90 days' },
  { value: 'between', label: 'between …' },
] as const;

interface Period {
  readonly kind: string;
  /** As a field of the page has them, in UTC. */
  readonly from: string;
  readonly to: string;
}

/** What customers were promised and what they had, over a period; as a file, or on paper, for them. */
export function ComplianceView({ openId, onOpen }: { readonly openId: string | null; readonly onOpen: (orderId: string) => void }) {
  const shell = useShell();
  const client = useClient();
  const [period, setPeriod] = useState<Period>(() => ({ kind: '7', from: utcTyped(Date.now() - 7 * dayMs), to: utcTyped(Date.now()) }));
  const [by, setBy] = useState<'orders' | 'customers'>('orders');
  const [customer, setCustomer] = useState<string | null>(null);
  // A report is of one moment: it is drawn up anew when one asks for it.
  const [drawnMs, setDrawnMs] = useState(() => Date.now());
  const times = timesOf(period, drawnMs);
  const asked = useAnswer('compliance', times === null ? null : { ...times });
  const report = asked.output?.report;
  const customers = useMemo(() => report?.customers.map((each) => each.customer).sort() ?? [], [report]);
  const rows = useMemo(
    () =>
      (report?.orders ?? [])
        .filter((order) => customer === null || order.customer === customer)
        .sort((one, other) => other.overMs + other.downMs - one.overMs - one.downMs),
    [report, customer],
  );
  const ofCustomers = useMemo(
    () => (report?.customers ?? []).filter((each) => customer === null || each.customer === customer),
    [report, customer],
  );
  /** Of what is shown: the customers, or the orders of all or of one of them. */
  const saveCsv = async (): Promise<void> => {
    if (!asked.output || !report || times === null) return;
    if (by === 'customers') await shell.saveFile(`${name}-customers.csv`, customersCsv({ ...report, customers: ofCustomers }));
    else if (customer === null) await shell.saveFile(`${name}.csv`, asked.output.csv);
    else {
      const outcome = await client.call('compliance', { ...times, customer });
      if (outcome.kind === 'answer') await shell.saveFile(`${name}.csv`, outcome.output.csv);
      else tellOutcome(outcome, '');
    }
  };
  const name = `compliance-${formatUtc(drawnMs).slice(0, 10)}`;
  const printed =
    times === null ? null : addressOf('print', ['compliance'], { from: String(times.fromMs), to: String(times.toMs), customer });
  return (
    <div className={classes['view']}>
      <div className={classes['bar']}>
        <Segments
          label="By order or by customer"
          value={by}
          options={[
            { value: 'orders', label: `Orders ${rows.length}` },
            { value: 'customers', label: `Customers ${ofCustomers.length}` },
          ]}
          onChange={setBy}
        />
        <Select
          aria-label="Period"
          className={classes['window'] ?? ''}
          allowDeselect={false}
          data={[...periods]}
          value={period.kind}
          onChange={(value) => {
            setPeriod({ ...period, kind: value ?? '7' });
            setDrawnMs(Date.now());
          }}
        />
        {period.kind === 'between' &&
          (['from', 'to'] as const).map((end) => (
            <UtcField
              key={end}
              label={end === 'from' ? 'From' : 'Up to'}
              isLabelHidden
              w={196}
              error={times === null}
              value={period[end]}
              onChange={(typed) => {
                setPeriod({ ...period, [end]: typed });
              }}
            />
          ))}
        <Select
          aria-label="Customer"
          placeholder="every customer"
          className={classes['window'] ?? ''}
          clearable
          searchable
          data={customers}
          value={customer}
          onChange={setCustomer}
        />
        <span className={classes['acts']}>
          <Button
            onClick={() => {
              setDrawnMs(Date.now());
            }}
          >
            Draw up anew
          </Button>
          <Button
            disabled={printed === null}
            onClick={() => {
              if (printed !== null) goTo(printed);
            }}
          >
            Page to print
          </Button>
          <Button disabled={!asked.output} onClick={() => void saveCsv()}>
            Save CSV
          </Button>
          <Button disabled={!asked.output} onClick={() => void shell.saveFile(`${name}.txt`, asked.output?.text ?? '')}>
            Save report
          </Button>
        </span>
      </div>
      {report && (
        <p className={classes['told']} role="status">
          {counted(report.orders.length, 'order')} of {counted(report.customers.length, 'customer')} from {formatUtc(report.fromMs)} up to{' '}
          {formatUtc(Math.min(report.toMs, report.atMs))}
        </p>
      )}
      {times === null ? (
        <EmptyPanel title="The period has no beginning before its end">
          <p>Set both times, in UTC, the first before the second.</p>
        </EmptyPanel>
      ) : asked.output === null ? (
        asked.error === '' ? (
          <LoadingRows label="The report is being drawn up" />
        ) : (
          <FailedPanel title="The report cannot be drawn up" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
            <p>{asked.error}</p>
          </FailedPanel>
        )
      ) : by === 'customers' ? (
        <RowTable
          label="Customers over the period"
          rows={ofCustomers}
          columns={customerColumns}
          keyOf={(row) => row.customer}
          onSelect={(row) => {
            setCustomer(row.customer);
            setBy('orders');
          }}
          empty={<NoOrder />}
        />
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
          empty={<NoOrder />}
        />
      )}
    </div>
  );
}

function NoOrder() {
  return (
    <EmptyPanel title="No order was in service in this period">
      <p>Choose a longer one, or another customer.</p>
    </EmptyPanel>
  );
}

/** null: it is none. */
function timesOf({ kind, from, to }: Period, nowMs: number): { readonly fromMs: number; readonly toMs: number } | null {
  if (kind !== 'between') return { fromMs: Math.max(0, nowMs - Number(kind) * dayMs), toMs: nowMs };
  const [fromMs, toMs] = [readUtc(from), readUtc(to)];
  return fromMs === null || toMs === null || fromMs < 0 || toMs < fromMs ? null : { fromMs, toMs };
}

type Row = OrderCompliance | CustomerCompliance;

function time<Of extends Row>(id: 'withinMs' | 'overMs' | 'unknownMs' | 'downMs', head: string, severity: string): RowColumn<Of> {
  return {
    ...{ id, head, width: '92px', align: 'right' },
    cell: (row) => <span className={row[id] > 0 ? classes[severity] : classes['quiet']}>{formatDuration(row[id])}</span>,
    sortBy: (row) => row[id],
  };
}

const availability = <Of extends Row>(): RowColumn<Of> => ({
  ...{ id: 'availability', head: 'Available', width: '76px', align: 'right' },
  cell: (row) => (row.availability === null ? '–' : formatPercent(row.availability)),
  sortBy: (row) => row.availability ?? 2,
});

const least = <Of extends Row>(): RowColumn<Of> => ({
  ...{ id: 'least', head: 'Least margin', width: '88px', align: 'right' },
  cell: (row) => (row.leastMarginNs === null ? 'unknown' : formatMs(row.leastMarginNs)),
  sortBy: (row) => row.leastMarginNs ?? Infinity,
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
  availability(),
  time('withinMs', 'Within', 'calm'),
  time('overMs', 'Over', 'critical'),
  time('downMs', 'Down', 'critical'),
  time('unknownMs', 'Unknown', 'calm'),
  {
    ...{ id: 'worst', head: 'Worst', width: '88px', align: 'right' },
    cell: ({ worstNs }) => (worstNs === null ? 'unknown' : formatMs(worstNs)),
    sortBy: ({ worstNs }) => worstNs ?? -1,
  },
  least(),
  {
    ...{ id: 'impairments', head: 'Impaired', width: '70px', align: 'right' },
    cell: ({ impairments }) => formatTimes(impairments),
    sortBy: ({ impairments }) => impairments,
  },
  { id: 'moves', head: 'Moves', width: '60px', align: 'right', cell: ({ moves }) => formatTimes(moves), sortBy: ({ moves }) => moves },
];

const customerColumns: readonly RowColumn<CustomerCompliance>[] = [
  {
    ...{ id: 'customer', head: 'Customer', width: 'minmax(120px, 1fr)' },
    cell: ({ customer }) => <bdi>{customer}</bdi>,
    title: ({ customer }) => customer,
    sortBy: ({ customer }) => customer,
  },
  { id: 'orders', head: 'Orders', width: '64px', align: 'right', cell: ({ orders }) => orders, sortBy: ({ orders }) => orders },
  availability(),
  time('withinMs', 'Within', 'calm'),
  time('overMs', 'Over', 'critical'),
  time('downMs', 'Down', 'critical'),
  time('unknownMs', 'Unknown', 'calm'),
  least(),
  {
    ...{ id: 'impairments', head: 'Impaired', width: '70px', align: 'right' },
    cell: ({ impairments }) => formatTimes(impairments),
    sortBy: ({ impairments }) => impairments,
  },
  {
    ...{ id: 'restorations', head: 'Restored', width: '70px', align: 'right' },
    cell: ({ restorations }) => formatTimes(restorations),
    sortBy: ({ restorations }) => restorations,
  },
  { id: 'moves', head: 'Moves', width: '60px', align: 'right', cell: ({ moves }) => formatTimes(moves), sortBy: ({ moves }) => moves },
];
