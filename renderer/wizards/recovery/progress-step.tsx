import { Button } from '@mantine/core';
import type { CarriedOutShown, RecoverySurveyShown } from '../../../core/contract/recovery';
import { CarrierAnswers } from '../../recovery/carrier-answers';
import { HitList } from '../../recovery/hit-list';
import { isOpenPhase, phaseMarks, phaseWords } from '../../recovery/recovery-words';
import { UnderWay } from '../../recovery/storm-view';
import type { Mark } from '../../ui/severity';
import { counted } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import type { OpenDraft } from '../use-draft';
import type { RecoveryFields } from './recovery-draft';
import classes from './recovery-wizard.module.css';

/** The host's clock and this machine's may differ by so much. */
const clockToleranceMs = 5_000;

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
  /** The latest word of a move that was asked for here and came to nothing, by order. */
  const refused = new Map(
    survey.done
      .filter(({ event, atMs }) => event === 'move.refused' && atMs >= (draft.fields.sent?.atMs ?? 0) - clockToleranceMs)
      .reverse()
      .map(({ subject, text }) => [subject, text]),
  );
  const wasRefused = (orderId: string): boolean => {
    const phase = byOrder.get(orderId)?.phase;
    return refused.has(orderId) && (phase === undefined || isOpenPhase(phase));
  };
  const changed = outcomes.filter(({ kind, orderId }) => kind === 'changed' || (kind === 'asked' && wasRefused(orderId)));
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
            {changed.length > 0 && ` ${counted(changed.length, 'connection')} not moved, and below is why: look again.`}
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
                const words = kind !== 'asked' ? text : wasRefused(orderId) ? (refused.get(orderId) ?? text) : (hit?.text ?? text);
                return (
                  <tr key={orderId}>
                    <td style={{ width: 130 }}>
                      <bdi className="mono">{orderId}</bdi>
                    </td>
                    <td style={{ width: 200 }}>
                      {kind === 'asked' && wasRefused(orderId) ? (
                        <StateMark mark={{ severity: 'minor' }}>not moved</StateMark>
                      ) : kind === 'asked' && hit ? (
                        <StateMark mark={phaseMarks[hit.phase]}>{phaseWords[hit.phase]}</StateMark>
                      ) : (
                        <StateMark mark={outcomeMarks[kind]}>{outcomeWords[kind]}</StateMark>
                      )}
                    </td>
                    <td title={words}>{words}</td>
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
