import type { RecoverySurveyShown } from '../../core/contract/recovery';
import { formatCount, formatDuration } from '../ui/numbers';
import classes from './phase-bar.module.css';
import { barOrder, countWords } from './recovery-words';

type Standing = Pick<RecoverySurveyShown, 'counts' | 'restoredPerMinute' | 'leftMs'>;

/** How far a recovery is: a bar, the counts below it, how fast it goes and how long that will take yet. */
export function PhaseBar({ counts, restoredPerMinute, leftMs }: Standing) {
  const shown = barOrder.filter((phase) => counts[phase] > 0);
  const words = shown.map((phase) => `${counts[phase]} ${countWords[phase]}`).join(', ');
  return (
    <div className={classes['standing']}>
      <div className={classes['bar']} role="img" aria-label={words === '' ? 'nobody is hit' : words}>
        {shown.map((phase) => (
          <i key={phase} data-phase={phase} style={{ flexGrow: counts[phase] }} title={`${counts[phase]} ${countWords[phase]}`} />
        ))}
      </div>
      <div className={classes['counts']}>
        {shown.map((phase) => (
          <span key={phase}>
            <b>{formatCount(counts[phase])}</b> {countWords[phase]}
          </span>
        ))}
        <span className={classes['rate']}>{rateWords(restoredPerMinute, leftMs)}</span>
      </div>
    </div>
  );
}

function rateWords(perMinute: number | null, leftMs: number | null): string {
  if (perMinute === null) return '';
  const rate = `${perMinute < 10 ? perMinute.toFixed(1) : formatCount(perMinute)} / min`;
  return leftMs === null ? rate : `${rate}, about ${formatDuration(leftMs)} left`;
}
