import { Button, Select } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { Margin } from '../../core/model/margin';
import { formatDuration, formatMs, formatMsNumber, formatPercent, formatUtc } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { Segments } from '../ui/segments';
import { marginSeverity, type Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age, useNow } from '../ui/times';
import { LimitBar } from '../ui/limit-bar';
import classes from './watch-view.module.css';
import { endsText } from './order-cells';
import type { Names } from './order-sort';
import { LatencyChart } from './latency-chart';
import { TraceCell, TracesAround } from './trace-cell';
import { useAnswer } from '../client/use-answer';

const windows = [
  { value: '3600000', label: 'the last hour' },
  { value: '86400000', label: 'the last day' },
  { value: '604800000', label: 'the last 7 days' },
  { value: '2592000000', label: 'the last 30 days' },
] as const;

/** How often it is asked again: margins are told of the whole network, and change slowly. */
const everyMs = 20_000;

interface MarginsProps {
  readonly names: Names;
  readonly openId: string | null;
  readonly onOpen: (orderId: string) => void;
}

/** The latency watch: how far every order in service is from its limit, and where that is going. */
export function Margins({ names, openId, onOpen }: MarginsProps) {
  const [windowMs, setWindowMs] = useState<string>('86400000');
  const [which, setWhich] = useState<'all' | 'low' | 'over'>('all');
  const turn = Math.floor(useNow() / everyMs);
  const asked = useAnswer('latency.margins', { windowMs: Number(windowMs) }, { version: turn });
  const all = useMemo(() => [...(asked.output ?? [])].sort((one, other) => shareOf(one) - shareOf(other)), [asked.output]);
  const low = useMemo(() => all.filter(({ isLow, marginNs }) => isLow || isOver(marginNs)), [all]);
  const over = useMemo(() => all.filter(({ marginNs, overMs }) => isOver(marginNs) || overMs > 0), [all]);
  const { ref, width } = useElementSize();
  const columns = useMemo(() => columnsFor(names, width === 0 || width >= roomForAll), [names, width]);
  /** The chart of this one was closed: its order stays open beside the list. */
  const [closed, setClosed] = useState<string | null>(null);
  const charted = openId === closed ? null : openId;
  if (asked.output === null)
    return asked.error === '' ? (
      <LoadingRows label="Margins are being loaded" />
    ) : (
      <FailedPanel title="The margins cannot be told now" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
        <p>{asked.error}</p>
      </FailedPanel>
    );
  return (
    <div ref={ref} className={classes['view']}>
      <div className={classes['bar']}>
        <Segments
          label="Which orders"
          value={which}
          options={[
            { value: 'all', label: `In service ${all.length}` },
            { value: 'low', label: `Low margin ${low.length}` },
            { value: 'over', label: `Over its limit ${over.length}` },
          ]}
          onChange={setWhich}
        />
        <Select
          aria-label="Trend and time over the limit within"
          className={classes['window'] ?? ''}
          allowDeselect={false}
          data={[...windows]}
          value={windowMs}
          onChange={(value) => {
            setWindowMs(value ?? '86400000');
          }}
        />
        <span className={classes['age']}>
          {asked.error !== '' && 'cannot be asked now; '}
          {asked.atMs !== null && <>as of {<Age sinceMs={asked.atMs} isRelative />}</>}
        </span>
      </div>
      <TracesAround windowMs={Number(windowMs)} atMs={turn * everyMs}>
        <RowTable
          label="Margins of the orders in service"
          rows={which === 'all' ? all : which === 'low' ? low : over}
          columns={columns}
          keyOf={({ order }) => order.id}
          selectedKey={openId}
          onSelect={({ order }) => {
            setClosed(null);
            onOpen(order.id);
          }}
          empty={
            <EmptyPanel title={which === 'all' ? 'No order is in service' : 'No order has so little'}>
              <p>
                {which === 'all'
                  ? 'Margins are told of orders that are active; they appear as soon as one is.'
                  : which === 'low'
                    ? 'Every order in service has more than the share of its limit that is warned of.'
                    : 'No order was over its limit in this time.'}
              </p>
            </EmptyPanel>
          }
        />
      </TracesAround>
      {charted !== null && (
        <LatencyChart
          key={`${charted} ${windowMs}`}
          orderId={charted}
          windowMs={Number(windowMs)}
          atMs={turn * everyMs}
          onClose={() => {
            setClosed(charted);
          }}
        />
      )}
    </div>
  );
}

const isOver = (marginNs: number | null): boolean => marginNs !== null && marginNs < 0;
/** The worst first: what carries nothing; then by what is left of the limit; what is not known last. */
const shareOf = ({ state, marginShare }: Margin): number => (state === 'down' ? -Infinity : (marginShare ?? Infinity));

const marks: Readonly<Record<Margin['state'], Mark>> = {
  carrying: { shape: 'dot' },
  unknown: { severity: 'indeterminate' },
  down: { severity: 'critical' },
};

const toneOf = ({ marginNs, order }: Margin): string => (marginNs === null ? 'quiet' : marginSeverity(marginNs, order.limit.oneWayNs));

/** In the place of a latency: what carries nothing has none, and that is known. */
const nothingOf = (state: Margin['state']): string => (state === 'down' ? '–' : 'unknown');

/** From where there is room for the trend in words, pixels; beside an order the chart tells it. */
const roomForAll = 900;

const columnsFor = (names: Names, isWide: boolean): readonly RowColumn<Margin>[] =>
  everyColumn(names).filter(({ id }) => isWide || (id !== 'trend' && id !== 'over'));

const everyColumn = (names: Names): readonly RowColumn<Margin>[] => [
  {
    ...{ id: 'state', head: 'State', width: '88px' },
    cell: ({ state }) => <StateMark mark={marks[state]}>{state}</StateMark>,
    sortBy: ({ state }) => ['down', 'unknown', 'carrying'].indexOf(state),
  },
  {
    ...{ id: 'order', head: 'Order', width: '92px' },
    cell: ({ order }) => <bdi className="mono">{order.id}</bdi>,
    title: ({ order }) => order.id,
    sortBy: ({ order }) => order.id,
  },
  {
    ...{ id: 'customer', head: 'Customer', width: 'minmax(80px, 1fr)' },
    cell: ({ order }) => <bdi>{order.customer}</bdi>,
    title: ({ order }) => `${order.customer}, ${endsText(order, names)}`,
    sortBy: ({ order }) => order.customer,
  },
  {
    ...{ id: 'total', head: 'Total ms', width: '72px', align: 'right' },
    cell: ({ state, totalNs }) => (totalNs === null ? nothingOf(state) : formatMsNumber(totalNs)),
    sortBy: ({ totalNs }) => totalNs ?? Infinity,
  },
  {
    ...{ id: 'of-limit', head: 'Of limit', width: '84px' },
    cell: ({ state, totalNs, marginNs, order }) =>
      state === 'down' ? null : <LimitBar latencyNs={totalNs} marginNs={marginNs} limit={order.limit} />,
    sortBy: shareOf,
  },
  {
    ...{ id: 'margin', head: 'Margin ms, %', width: '112px', align: 'right' },
    cell: (margin) => (
      <span className={classes[toneOf(margin)]}>
        {margin.marginNs === null
          ? nothingOf(margin.state)
          : `${formatMsNumber(margin.marginNs)}, ${formatPercent(margin.marginShare ?? 0)}`}
      </span>
    ),
    title: ({ state, marginNs, order }) =>
      state === 'down'
        ? 'it carries nothing now'
        : `${marginNs === null ? 'unknown' : formatMs(marginNs, 3)} of ${formatMs(order.limit.oneWayNs, 3)}`,
    sortBy: ({ marginNs }) => marginNs ?? Infinity,
  },
  {
    ...{ id: 'over', head: 'Over limit', width: '92px', align: 'right' },
    cell: ({ overMs, overForMs }) =>
      overMs === 0 ? <span className={classes['quiet']}>never</span> : `${formatDuration(overMs)}${overForMs > 0 ? ', now' : ''}`,
    title: ({ overMs, overForMs }) =>
      `${formatDuration(overMs)} over its limit in all${overForMs > 0 ? `, now for ${formatDuration(overForMs)} without a break` : ''}`,
    sortBy: ({ overMs }) => overMs,
  },
  {
    ...{ id: 'trace', head: 'Over time', width: 'minmax(72px, 160px)' },
    cell: ({ order }) => <TraceCell orderId={order.id} limitNs={order.limit.oneWayNs} />,
  },
  {
    ...{ id: 'trend', head: 'Trend', width: 'minmax(110px, 1.4fr)' },
    cell: ({ trend }) => (trend.kind === 'told' ? <bdi>{trend.text}</bdi> : <bdi className={classes['quiet']}>{trend.text}</bdi>),
    title: ({ trend }) =>
      trend.kind === 'told' && trend.reachesLimitAtMs !== null
        ? `${trend.text}\nat its limit ${formatUtc(trend.reachesLimitAtMs)}`
        : trend.text,
    sortBy: ({ trend }) => (trend.kind === 'told' ? -trend.nsPerDay : Infinity),
  },
];
