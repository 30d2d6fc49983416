import type { RecoverySurveyShown } from '../../core/contract/recovery';
import { CarrierName } from '../ui/carrier-name';
import { counted } from '../ui/numbers';
import { StateMark } from '../ui/state-mark';
import classes from './carrier-answers.module.css';
import { formatSeconds } from './recovery-words';

/** How long each carrier took for what it made last, the slow ones marked. */
export function CarrierAnswers({ carriers }: Pick<RecoverySurveyShown, 'carriers'>) {
  const longest = Math.max(1, ...carriers.map(({ createMs }) => createMs ?? 0));
  return (
    <div className={classes['answers']}>
      <h3>Answers by carrier, the longest of the last few</h3>
      {carriers.map(({ carrierId, createMs, underWay, isUp, isSlow }) => (
        <div key={carrierId} className={classes['carrier']}>
          <CarrierName carrierId={carrierId} />
          <span className={createMs === null ? `${classes['track'] ?? ''} hatched` : classes['track']} aria-hidden="true">
            {createMs !== null && <i data-slow={isSlow || undefined} style={{ width: `${(100 * createMs) / longest}%` }} />}
          </span>
          <span className={classes['value']}>{createMs === null ? 'unknown' : formatSeconds(createMs)}</span>
          <span className={classes['state']}>
            {!isUp ? (
              <StateMark mark={{ severity: 'major' }}>link down</StateMark>
            ) : isSlow ? (
              <StateMark mark={{ severity: 'minor' }}>slow{underWay > 0 && `, ${counted(underWay, 'part')} under way`}</StateMark>
            ) : (
              underWay > 0 && `${counted(underWay, 'part')} under way`
            )}
          </span>
        </div>
      ))}
    </div>
  );
}
