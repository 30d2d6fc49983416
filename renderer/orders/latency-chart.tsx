import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useElementSize } from '@mantine/hooks';
import type { OrderLatencyShown } from '../../core/contract/watch';
import { useAnswer } from '../client/use-answer';
import { formatMs, formatMsNumber, formatUtc } from '../ui/numbers';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { boundsOf, stepPath, xOf, yOf, type StepScale } from '../ui/step-path';
import { UtcTime } from '../ui/times';
import { chartEvents, timeTicks, type ChartEvent } from './chart-events';
import classes from './latency-chart.module.css';

interface LatencyChartProps {
  readonly orderId: string;
  readonly windowMs: number;
  /** Asked anew when it changes. */
  readonly atMs: number;
  readonly onClose: () => void;
}

/** An order's latency over time against its limit, with what changed marked and told. */
export function LatencyChart({ orderId, windowMs, atMs, onClose }: LatencyChartProps) {
  // It begins where it began when it was opened, and grows.
  const [fromMs] = useState(() => Math.max(0, Date.now() - windowMs));
  const asked = useAnswer('latency.of-order', { orderId, fromMs }, { version: atMs });
  const shown = asked.output;
  return (
    <section className={classes['panel']} aria-label={`Latency of ${orderId} over time`}>
      <div className={classes['head']}>
        <h2>
          Latency of <bdi>{orderId}</bdi>
        </h2>
        {shown && (
          <span>
            limit {formatMs(shown.limitNs, 3)} one way, since {formatUtc(beginOf(shown)).slice(0, 16)} UTC
          </span>
        )}
        <CloseButton size="sm" aria-label={`Close the latency of ${orderId}`} onClick={onClose} />
      </div>
      {shown === null ? (
        asked.error === '' ? (
          <LoadingRows label="The latency is being loaded" count={5} />
        ) : (
          <FailedPanel title="The latency cannot be told now" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
            <p>{asked.error}</p>
          </FailedPanel>
        )
      ) : (
        <Known shown={shown} />
      )}
    </section>
  );
}

function Known({ shown }: { readonly shown: OrderLatencyShown }) {
  const { ref, width, height } = useElementSize();
  const events = chartEvents(shown);
  const isLong = isLongTime(shown);
  return (
    <div className={classes['body']}>
      <div ref={ref} className={classes['plot']}>
        {width > 0 && <Plot shown={shown} events={events} width={width} height={Math.max(120, height)} />}
      </div>
      <ol className={classes['events']} aria-label="What changed, the latest first" tabIndex={0}>
        {events.length === 0 && <p>Nothing changed in this time: neither its route nor a figure on it.</p>}
        {events.map(({ atMs, sign, text }, index) => (
          <li key={`${atMs} ${index}`}>
            <b>{sign}</b>
            {isLong ? (
              <time dateTime={new Date(atMs).toISOString()} title={formatUtc(atMs)}>
                {formatUtc(atMs).slice(5, 16)}
              </time>
            ) : (
              <UtcTime atMs={atMs} />
            )}
            <bdi>{text}</bdi>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** An order that is younger than the time that is asked for has its chart from its beginning. */
const beginOf = ({ fromMs, spells }: OrderLatencyShown): number => Math.max(fromMs, spells[0]?.fromMs ?? 0);

const isLongTime = (shown: OrderLatencyShown): boolean => shown.toMs - beginOf(shown) > 2 * 86_400_000;

const pad = { left: 44, right: 8, top: 14, bottom: 18 } as const;

interface PlotProps {
  readonly shown: OrderLatencyShown;
  readonly events: readonly ChartEvent[];
  readonly width: number;
  readonly height: number;
}

function Plot({ shown, events, width, height }: PlotProps) {
  const { spells, limitNs, toMs } = shown;
  const fromMs = beginOf(shown);
  const points = spells.map((spell) => ({ atMs: spell.fromMs, ns: spell.oneWayNs }));
  const scale: StepScale = {
    ...{ fromMs, toMs, width: width - pad.left - pad.right, height: height - pad.top - pad.bottom },
    ...boundsOf(points, limitNs),
  };
  const limitY = yOf(limitNs, scale);
  const levels = [0, 1, 2, 3].map((step) => scale.lowNs + ((scale.highNs - scale.lowNs) * step) / 3);
  const isLong = isLongTime(shown);
  const worst = spells.reduce((most, { oneWayNs }) => Math.max(most, oneWayNs ?? 0), 0);
  const label = `From ${formatUtc(fromMs)} to ${formatUtc(toMs)}: ${spells.length} steps, at worst ${formatMs(worst, 3)}, limit ${formatMs(limitNs, 3)}`;
  const over = spells.flatMap(({ fromMs: atMs, oneWayNs }, index) => [
    { atMs, ns: oneWayNs !== null && oneWayNs > limitNs ? oneWayNs : null, index },
  ]);
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <g transform={`translate(${pad.left} ${pad.top})`}>
        {levels.map((ns) => (
          <g key={ns}>
            <line className={classes['grid']} x1={0} x2={scale.width} y1={yOf(ns, scale)} y2={yOf(ns, scale)} />
            <text className={classes['axis']} x={-6} y={yOf(ns, scale) + 4} textAnchor="end">
              {formatMsNumber(ns, 2)}
            </text>
          </g>
        ))}
        {timeTicks(fromMs, toMs).map((atMs) => (
          <text key={atMs} className={classes['axis']} x={xOf(atMs, scale)} y={scale.height + 14} textAnchor="middle">
            {isLong ? formatUtc(atMs).slice(5, 10) : formatUtc(atMs).slice(11, toMs - fromMs < 600_000 ? 19 : 16)}
          </text>
        ))}
        {spells.map(({ fromMs: beginMs, toMs: endMs, state }) =>
          state === 'carrying' ? null : (
            <rect
              key={beginMs}
              className={classes[state === 'down' ? 'down' : 'gap']}
              x={xOf(beginMs, scale)}
              width={Math.max(1.5, xOf(endMs, scale) - xOf(beginMs, scale))}
              y={0}
              height={scale.height}
            >
              <title>{state === 'down' ? 'nothing carried it' : state}</title>
            </rect>
          ),
        )}
        <line className={classes['limit']} x1={0} x2={scale.width} y1={limitY} y2={limitY} />
        <text className={classes['limitWords']} x={scale.width} y={limitY - 4} textAnchor="end">
          limit {formatMsNumber(limitNs, 3)} ms
        </text>
        <path className={classes['line']} d={stepPath(points, scale)} />
        <path className={classes['over']} d={stepPath(over, scale)} />
        {events.map(({ atMs, sign, text }, index) =>
          sign === '○' ? (
            <circle key={index} className={classes['change']} cx={xOf(atMs, scale)} cy={scale.height} r={3}>
              <title>{text}</title>
            </circle>
          ) : (
            <g key={index}>
              <line className={classes['mark']} x1={xOf(atMs, scale)} x2={xOf(atMs, scale)} y1={0} y2={scale.height} />
              <text className={classes['sign']} x={xOf(atMs, scale)} y={-3}>
                {sign}
                <title>{text}</title>
              </text>
            </g>
          ),
        )}
      </g>
    </svg>
  );
}
