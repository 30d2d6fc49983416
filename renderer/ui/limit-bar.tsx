import type { OrderRow } from '../../core/contract/live';
import { formatMs, formatPercent } from './numbers';
import { marginSeverity } from './severity';
import classes from './limit-bar.module.css';

/** Where the limit stands on every track, so that a column of bars compares at a glance. */
const limitAt = 0.8;

/** Latency against limit. What is not known is hatched, never empty. */
export function LimitBar({ latencyNs, marginNs, limit }: Pick<OrderRow, 'latencyNs' | 'marginNs' | 'limit'>) {
  if (latencyNs === null || marginNs === null)
    return (
      <span
        className={`${classes['track'] ?? ''} ${classes['unknown'] ?? ''}`}
        role="img"
        aria-label="latency unknown"
        title="Latency unknown"
      />
    );
  const share = latencyNs / limit.oneWayNs;
  const words = `${formatMs(latencyNs, 3)} of ${formatMs(limit.oneWayNs, 3)}, ${formatPercent(share)} of the limit`;
  return (
    <span
      className={`${classes['track'] ?? ''} ${classes[marginSeverity(marginNs, limit.oneWayNs)] ?? ''}`}
      role="img"
      aria-label={words}
      title={words}
    >
      <i style={{ width: `${Math.min(100, 100 * limitAt * share)}%` }} />
    </span>
  );
}
