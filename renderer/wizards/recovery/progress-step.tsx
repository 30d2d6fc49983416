import { Button } from '@mantine/core';
import type { CarriedOutShown, RecoverySurveyShown } from '../../../core/contract/recovery';
import { CarrierAnswers } from '../../recovery/carrier-answers';
import { HitList } from '../../recovery/hit-list';
import { phaseMarks, phaseWords } from '../../recovery/recovery-words';
import { UnderWay } from '../../recovery/storm-view';
import type { Mark } from '../../ui/severity';
import { counted } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import type { OpenDraft } from '../use-draft';
import type { RecoveryFields } from './recovery-draft';
import classes from './recovery-wizard.module.css';

const outcomeWords: Readonly<Record<CarriedOutShown['kind'], string>> = {
  asked: 'asked for',
  changed: 'not moved: it has changed',
  'not-needed': 'not needed any more',
  'in-hand': 'in hand already',
};
const outcomeMarks: Readonly<Record<CarriedOutShown['kind'], Mark>> = {
  asked: { shape: 'dot' },
  changed: { severity: 'minor' },
  'not-needed': { severity: 'cleared' },
  'in-hand': { shape: 'half' },
};

/** What became of each move that was asked for, as it happens. */
export function ProgressStep({ draft, survey }: { readonly draft: OpenDraft<RecoveryFields>; readonly survey: RecoverySurveyShown }) {
  const outcomes = draft.fields.sent?.outcomes ?? [];
  const byOrder = new Map(survey.hits.map((hit) => [hit.order.id, hit]));
  const asked = outcomes.filter(({ kind }) => kind === 'asked');
  const arrived = asked.filter(({ orderId }) => byOrder.get(orderId)?.phase === 'restored').length;
  const changed = outcomes.filter(({ kind }) => kind === 'changed');
  return (
    <div className={classes['two']}>
      <HitList survey={survey} selectedId={null} onSelect={() => undefined} />
      <div className={classes['right']}>
        <div>
          <h2 className={classes['title']}>
            {arrived} of {counted(asked.length, 'move')} done
          </h2>
          <p className={classes['lead']}>
            You can leave: it goes on without you. To stop what has not begun, pause recovery in Recovery; what has begun is finished.
            {changed.length > 0 &&
              ` ${counted(changed.length, 'connection')} not moved, because what it would touch has changed: look again.`}
          </p>
        </div>
        {changed.length > 0 && (
          <div className={classes['acts']}>
            <Button
              onClick={() => {
                draft.goToStep('alternatives');
              }}
            >
              Look at {changed.length} again
            </Button>
          </div>
        )}
        <Panel title="What was asked for">
          <table className={classes['table']} aria-label="What was asked for">
            <tbody>
              {outcomes.map(({ orderId, kind, text }) => {
                const hit = byOrder.get(orderId);
                return (
                  <tr key={orderId}>
                    <td style={{ width: 130 }}>
                      <bdi className="mono">{orderId}</bdi>
                    </td>
                    <td style={{ width: 200 }}>
                      {kind === 'asked' && hit ? (
                        <StateMark mark={phaseMarks[hit.phase]}>{phaseWords[hit.phase]}</StateMark>
                      ) : (
                        <StateMark mark={outcomeMarks[kind]}>{outcomeWords[kind]}</StateMark>
                      )}
                    </td>
                    <td title={kind === 'asked' ? (hit?.text ?? text) : text}>{kind === 'asked' ? (hit?.text ?? text) : text}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Panel>
        <Panel title="Restoration under way" fact="by priority">
          <div className={classes['split']}>
            <UnderWay hits={survey.hits} />
            <CarrierAnswers carriers={survey.carriers} />
          </div>
        </Panel>
      </div>
    </div>
  );
}
