import { Button } from '@mantine/core';
import type { RecoverySurveyShown } from '../../../core/contract/recovery';
import { CarrierAnswers } from '../../recovery/carrier-answers';
import { HitList } from '../../recovery/hit-list';
import { isOpenPhase, phaseMarks, phaseWords } from '../../recovery/recovery-words';
import { UnderWay } from '../../recovery/storm-view';
import type { Mark } from '../../ui/severity';
import { clockToleranceMs, counted } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import type { OpenDraft } from '../use-draft';
import { withAsked, type RecoveryFields, type SentOutcome } from './recovery-draft';
import classes from './recovery-wizard.module.css';

const outcomeWords: Readonly<Record<SentOutcome['kind'], string>> = {
  sent: 'asked for, no answer',
  asked: 'asked for',
  changed: 'not moved: it has changed',
  'not-needed': 'not needed any more',
  'in-hand': 'in hand already',
};
const outcomeMarks: Readonly<Record<SentOutcome['kind'], Mark>> = {
  sent: { severity: 'warning' },
  asked: { shape: 'dot' },
  changed: { severity: 'minor' },
  'not-needed': { severity: 'cleared' },
  'in-hand': { shape: 'half' },
};

/** What became of each move that was asked for, as it happens. */
export function ProgressStep({ draft, survey: told }: { readonly draft: OpenDraft<RecoveryFields>; readonly survey: RecoverySurveyShown }) {
  const { sent } = draft.fields;
  const outcomes = sent?.outcomes ?? [];
  const isAsked = (kind: SentOutcome['kind']): boolean => kind === 'asked' || kind === 'sent';
  const asked = outcomes.filter(({ kind }) => isAsked(kind));
  /** The latest word of a move that was asked for here and came to nothing, by order. */
  const refused = new Map(
    told.done
      .filter(({ event, atMs }) => event === 'move.refused' && atMs >= (sent?.atMs ?? 0) - clockToleranceMs)
      .reverse()
      .map(({ subject, text }) => [subject, text]),
  );
  const survey = withAsked(told, sent, new Set(refused.keys()));
  const byOrder = new Map(survey.hits.map((hit) => [hit.order.id, hit]));
  const arrived = asked.filter(({ orderId }) => byOrder.get(orderId)?.phase === 'restored').length;
  const wasRefused = (orderId: string): boolean => {
    const phase = byOrder.get(orderId)?.phase;
    return refused.has(orderId) && (phase === undefined || isOpenPhase(phase));
  };
  /** No answer came, and nothing of the order says that it was taken. */
  const isUnknown = ({ kind, orderId }: SentOutcome): boolean => {
    const hit = byOrder.get(orderId);
    return kind === 'sent' && (hit === undefined || (isOpenPhase(hit.phase) && hit.asked === null));
  };
  const changed = outcomes.filter(
    (outcome) => outcome.kind === 'changed' || isUnknown(outcome) || (isAsked(outcome.kind) && wasRefused(outcome.orderId)),
  );
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
            {changed.length > 0 && ` ${counted(changed.length, 'connection')} not moved, or not known to be, and below is why: look again.`}
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
              {outcomes.map((outcome) => {
                const { orderId, kind, text } = outcome;
                const hit = isUnknown(outcome) ? undefined : byOrder.get(orderId);
                const words = !isAsked(kind) ? text : wasRefused(orderId) ? (refused.get(orderId) ?? text) : (hit?.text ?? text);
                return (
                  <tr key={orderId}>
                    <td style={{ width: 130 }}>
                      <bdi className="mono">{orderId}</bdi>
                    </td>
                    <td style={{ width: 200 }}>
                      {isAsked(kind) && wasRefused(orderId) ? (
                        <StateMark mark={{ severity: 'minor' }}>not moved</StateMark>
                      ) : isAsked(kind) && hit ? (
                        <StateMark mark={phaseMarks[hit.phase]}>{phaseWords[hit.phase]}</StateMark>
                      ) : (
                        <StateMark mark={outcomeMarks[kind]}>{outcomeWords[kind]}</StateMark>
                      )}
                    </td>
                    <td className={classes['whole']}>{words}</td>
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
