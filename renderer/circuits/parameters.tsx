import type { PathShown } from '../../core/contract/circuit-shapes';
import { formatLocal, formatUtc, formatUtcTime } from '../ui/numbers';
import { useNow } from '../ui/times';
import { clockDuration } from './clock-words';
import classes from './parameters.module.css';

/** The parameters by which bulk requests are serialised, under the names that the conditions table knows them by. */
export function Parameters({ path }: { readonly path: PathShown }) {
  const now = useNow();
  const { currentVci, lastVci, deltaThreshold, status, startTimeMs, timeThresholdMs, bulkSize } = path;
  const elapsedMs = startTimeMs === null ? null : Math.max(0, now - startTimeMs);
  const isLate = elapsedMs !== null && elapsedMs > timeThresholdMs;
  return (
    <dl className={classes['parameters']}>
      <Parameter name="currentVci" value={String(currentVci)} title="the identifier that is given next, where the free list is empty" />
      <Parameter name="lastVci" value={String(lastVci)} title="the top of what bulk requests have created" />
      <Parameter
        name="remaining"
        value={String(lastVci - currentVci).replace('-', '−')}
        title="lastVci − currentVci: how many are left after currentVci, which is given next and is free too"
      />
      <Parameter name="deltaThreshold" value={String(deltaThreshold)} title="more are asked for once not more than so many remain" />
      <Parameter name="status" value={status} title="of the last bulk request" />
      <Parameter
        name="startTime"
        value={startTimeMs === null ? '–' : formatUtcTime(startTimeMs)}
        title={startTimeMs === null ? 'no request is pending' : `${formatUtc(startTimeMs)}, ${formatLocal(startTimeMs)} local`}
      />
      <Parameter name="currentTime" value={formatUtcTime(now)} title={`${formatUtc(now)}, ${formatLocal(now)} local`} />
      <Parameter
        name="elapsed"
        value={elapsedMs === null ? '–' : clockDuration(elapsedMs)}
        title={isLate ? 'past the time threshold' : 'since the pending request was sent'}
        isLate={isLate}
      />
      <Parameter name="timeThreshold" value={clockDuration(timeThresholdMs)} title="longest that a request is expected to take" />
      <Parameter name="bulkSize" value={String(bulkSize)} title="how many are asked for at once" />
    </dl>
  );
}

interface ParameterProps {
  readonly name: string;
  readonly value: string;
  readonly title: string;
  readonly isLate?: boolean;
}

function Parameter({ name, value, title, isLate = false }: ParameterProps) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd data-late={isLate || undefined}>{value}</dd>
    </div>
  );
}
