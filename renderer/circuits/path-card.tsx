import { Button } from '@mantine/core';
import { memo } from 'react';
import type { PathShown } from '../../core/contract/circuit-shapes';
import { addressOf } from '../app/address';
import { useMay } from '../app/use-may';
import { formatCount, formatUtcTime } from '../ui/numbers';
import { forecastOf } from './forecast-words';
import classes from './path-card.module.css';
import { ordersWait, standingOf } from './path-standing';
import { PoolRing } from './pool-ring';
import { StandingMark } from './standing-mark';

interface PathCardProps {
  readonly path: PathShown;
  readonly isSelected: boolean;
  readonly onRetry: (path: PathShown) => void;
}

/** One path: its ring, its counts, and where that leads. */
export const PathCard = memo(function PathCard({ path, isSelected, onRetry }: PathCardProps) {
  const { pool, waiting, deltaThreshold, switchName, provider } = path;
  const may = useMay();
  const { severity } = standingOf(path);
  const forecast = forecastOf(path);
  return (
    <article className={classes['card']} data-selected={isSelected || undefined}>
      <div className={classes['head']}>
        <a className={classes['id']} href={addressOf('circuits', [path.id])} {...(isSelected ? { 'aria-current': 'true' as const } : {})}>
          <bdi className="ellipsis">{path.id}</bdi>
        </a>
        <span className={classes['state']}>
          <StandingMark path={path} />
        </span>
      </div>
      <div className={classes['ends']} title={`${switchName} – ${provider}`}>
        <bdi>{switchName}</bdi> – <bdi>{provider}</bdi>
      </div>
      <div className={classes['ring']}>
        <PoolRing path={path} size={112} />
      </div>
      <dl className={classes['counts']}>
        <Count name="used" value={pool.used} />
        <Count name="pending" value={pool.pending} />
        <Count name="quar." value={pool.quarantined} title="in quarantine: released a short while ago, not given again yet" />
        <Count name="delta" value={deltaThreshold} title="delta threshold: more are asked for once not more than so many remain" />
      </dl>
      {path.heldSinceMs !== null ? (
        <div className={classes['foot']}>
          <p>
            <span className={classes['forecast']} data-severity="critical">
              {waiting > 0 ? ordersWait(waiting) : `held since ${formatUtcTime(path.heldSinceMs)}`}
            </span>
            <Button
              className={classes['retry'] ?? ''}
              onClick={() => {
                onRetry(path);
              }}
              {...may('paths.retry')}
            >
              Retry
            </Button>
          </p>
        </div>
      ) : (
        <div className={classes['foot']} title={forecast.title}>
          <p>
            <span className={classes['forecast']} data-severity={waiting > 0 ? (severity ?? undefined) : undefined}>
              {waiting > 0 ? ordersWait(waiting) : pool.isFull ? 'path full' : forecast.text}
            </span>
            <span className={classes['rate']}>{forecast.rate}</span>
          </p>
          <p>
            <span className={classes['band']}>{waiting > 0 ? forecast.text : forecast.band}</span>
            <span className={classes['rate']}>{forecast.rateBand}</span>
          </p>
        </div>
      )}
    </article>
  );
});

function Count({ name, value, title }: { readonly name: string; readonly value: number; readonly title?: string }) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{formatCount(value)}</dd>
    </div>
  );
}
