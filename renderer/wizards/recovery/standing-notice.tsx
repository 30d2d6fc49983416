import type { RecoverySurveyShown } from '../../../core/contract/recovery';
import { useOperator } from '../../app/operator';
import { doneByHand } from '../../recovery/recovery-words';
import { StateMark } from '../../ui/state-mark';
import { Age, UtcTime } from '../../ui/times';
import classes from './recovery-wizard.module.css';

/** What one has to know in every step: who else is at it, that it is over, that what one sees is from before. */
export function StandingNotice({ survey, error }: { readonly survey: RecoverySurveyShown; readonly error: string }) {
  const by = useOperator();
  const { impairments, counts } = survey;
  const owners = [...new Set(impairments.flatMap(({ handling, clearedAtMs }) => (clearedAtMs === null ? (handling.owner ?? []) : [])))];
  const others = owners.filter((owner) => owner !== by);
  const clearedMs = impairments.map(({ clearedAtMs }) => clearedAtMs);
  const lastMs = clearedMs.every((atMs) => atMs !== null) ? Math.max(...clearedMs) : null;
  const cleared = clearedMs.filter((atMs) => atMs !== null).length;
  const [latest] = doneByHand(survey);
  return (
    <div className={classes['notices']}>
      {error !== '' && (
        <p className={classes['notice']} data-tone="minor" role="alert">
          The host cannot tell how it stands now: {error}. What you see is from before.
        </p>
      )}
      {lastMs !== null && impairments.length > 0 && (
        <p className={classes['notice']} data-tone="cleared" role="status">
          <StateMark mark={{ severity: 'cleared' }}>
            Cleared at <UtcTime atMs={lastMs} />
          </StateMark>
          {counts.cleared} carry again by themselves, {counts.restored} were restored elsewhere and can be kept there or reverted.
          {counts['in-hand'] > 0 && ` ${counts['in-hand']} are still on their way.`} Nothing is moved that carries again.
        </p>
      )}
      {lastMs === null && cleared > 0 && (
        <p className={classes['notice']} role="status">
          {cleared} of {impairments.length} are repaired meanwhile; what is left is below.
        </p>
      )}
      {others.length > 0 && (
        <p className={classes['notice']} data-tone="minor" role="status">
          <StateMark mark={{ severity: 'minor' }}>{others.join(' and ')} has it.</StateMark>
          {latest ? (
            <span className="ellipsis" title={latest.text}>
              Done last, <Age sinceMs={latest.atMs} isRelative />: {latest.text}.
            </span>
          ) : (
            'Nothing was done by hand yet.'
          )}{' '}
          What you ask for that is done already is not done twice.
        </p>
      )}
    </div>
  );
}
