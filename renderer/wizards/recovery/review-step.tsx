import { Button, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { PreviewedMoveShown, RecoverySurveyShown } from '../../../core/contract/recovery';
import { useAnswer } from '../../client/use-answer';
import { useSiteOfNode } from '../../orders/use-site-of-node';
import { StepTable } from '../../recovery/move-steps';
import { formatSeconds, viaWords } from '../../recovery/recovery-words';
import { CarrierName } from '../../ui/carrier-name';
import { counted, formatMsNumber } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { FailedPanel, LoadingRows } from '../../ui/panel-state';
import { StateMark } from '../../ui/state-mark';
import { Age } from '../../ui/times';
import type { OpenDraft } from '../use-draft';
import type { choicesAsked, RecoveryFields } from './recovery-draft';
import classes from './recovery-wizard.module.css';

interface ReviewStepProps {
  readonly draft: OpenDraft<RecoveryFields>;
  readonly survey: RecoverySurveyShown;
  readonly asked: ReturnType<typeof choicesAsked>;
  /** What is shown, and would be carried out; null: it is being found. */
  readonly previewed: readonly PreviewedMoveShown[] | null;
  readonly onPreviewed: (previewed: readonly PreviewedMoveShown[] | null) => void;
}

/** Exactly what will be touched. It is drawn up once and stays as it is, so that what one reads is what one sends. */
export function ReviewStep({ draft, survey, asked, previewed, onPreviewed }: ReviewStepProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const siteOf = useSiteOfNode();
  const phases = useMemo(() => new Map(survey.hits.map((hit) => [hit.order.id, hit])), [survey.hits]);
  // What was asked for when the step was entered: what changes meanwhile is told, and the plan is drawn up anew when one wants it.
  const [choices, setChoices] = useState(asked);
  const answer = useAnswer('recovery.preview', choices.length === 0 ? null : { choices });
  useEffect(() => {
    onPreviewed(answer.output);
  }, [answer.output, onPreviewed]);
  const drawUpAnew = (): void => {
    setChoices(asked);
    answer.askAgain();
  };
  if (choices.length === 0)
    return <p className={classes['page']}>Nobody is to be moved: go on to Keep or revert, or back to Alternatives to choose.</p>;
  if (!previewed)
    return answer.error === '' ? (
      <LoadingRows label="What the moves would touch is being found" />
    ) : (
      <FailedPanel title="What the moves would touch cannot be found" actions={<Button onClick={drawUpAnew}>Try again</Button>}>
        <p>{answer.error}</p>
      </FailedPanel>
    );
  const moves = previewed.flatMap((move) => (move.kind === 'move' ? [move] : []));
  const others = previewed.flatMap((move) => (move.kind === 'none' ? [move] : []));
  const carriers = [
    ...new Set(moves.flatMap(({ plan }) => plan.steps.flatMap(({ kind, carrierId }) => (kind === 'keep' ? [] : [carrierId])))),
  ];
  const requests = moves.reduce((sum, { plan }) => sum + plan.steps.filter(({ kind }) => kind !== 'keep').length, 0);
  const broken = moves.filter(({ plan }) => !plan.isMadeBeforeBreak).length;
  return (
    <div className={classes['page']}>
      <div>
        <h2 className={classes['title']}>{counted(moves.length, 'move')}</h2>
        <p className={classes['lead']}>
          {moves.length === 0 ? (
            'Nothing is sent: below is why each stays where it is.'
          ) : (
            <>
              {counted(requests, 'request')} to {counted(carriers.length, 'carrier')}. {moves.length - broken} made before the old is broken
              {broken > 0 && `, ${broken} broken before the new is made, because both cannot be held at once`}. Nothing else is touched.
            </>
          )}
        </p>
      </div>
      <TextInput
        className={classes['reason'] ?? ''}
        label="Why, for the history"
        description="It stands there with your name, and is told to whoever meets these moves."
        required
        maxLength={500}
        value={draft.fields.reason}
        onChange={(event) => {
          draft.change({ reason: event.currentTarget.value });
        }}
      />
      <Panel
        title="What will be done"
        fact={
          answer.atMs !== null && (
            <>
              <Age sinceMs={answer.atMs} isRelative />, as things stood
            </>
          )
        }
        actions={
          <Button loading={answer.isAsking} onClick={drawUpAnew}>
            Draw up anew
          </Button>
        }
      >
        <table className={classes['table']} aria-label="Moves">
          <thead>
            <tr>
              <th style={{ width: 40 }} aria-label="Steps" />
              <th style={{ width: 130 }}>Order</th>
              <th>By</th>
              <th className={classes['number']} style={{ width: 90 }}>
                Then ms
              </th>
              <th className={classes['number']} style={{ width: 90 }}>
                Margin ms
              </th>
              <th style={{ width: 112 }}>Outage added</th>
              <th style={{ width: 320 }}>Carriers asked</th>
              <th style={{ width: 180 }}>Chosen</th>
            </tr>
          </thead>
          <tbody>
            {moves.map((move) => {
              const { orderId, route, marginNs, plan, isProposed } = move;
              const now = phases.get(orderId)?.phase;
              const isSettled = now === 'cleared' || now === 'released' || now === 'in-hand';
              return [
                <tr key={orderId}>
                  <td className={classes['fold']}>
                    <Button
                      variant="subtle"
                      px={6}
                      aria-expanded={openId === orderId}
                      aria-label={`Steps of ${orderId}`}
                      onClick={() => {
                        setOpenId(openId === orderId ? null : orderId);
                      }}
                    >
                      {openId === orderId ? '−' : '+'}
                    </Button>
                  </td>
                  <td>
                    <bdi className="mono">{orderId}</bdi>
                  </td>
                  <td className={classes['whole']}>{viaWords(route, siteOf)}</td>
                  <td className={classes['number']}>{formatMsNumber(route.oneWayNs, 3)}</td>
                  <td className={classes['number']}>{formatMsNumber(marginNs, 3)}</td>
                  <td>{plan.isMadeBeforeBreak ? 'none' : `≈ ${formatSeconds(plan.expectedOutageMs)}`}</td>
                  <td>
                    <CarriersAsked move={move} />
                  </td>
                  <td>
                    {isSettled ? (
                      <StateMark mark={{ severity: 'warning' }}>
                        {now === 'in-hand' ? 'on its way meanwhile' : 'carries again meanwhile'}
                      </StateMark>
                    ) : isProposed ? (
                      'by the engine'
                    ) : (
                      'by you'
                    )}
                  </td>
                </tr>,
                openId === orderId && (
                  <tr key={`${orderId} steps`}>
                    <td colSpan={8} className={classes['steps']}>
                      <p>{plan.how}</p>
                      <StepTable plan={plan} label={`Steps of ${orderId}`} />
                    </td>
                  </tr>
                ),
              ];
            })}
          </tbody>
        </table>
      </Panel>
      {others.length > 0 && (
        <Panel title="Not moved" fact={counted(others.length, 'connection')}>
          <table className={classes['table']} aria-label="Not moved">
            <tbody>
              {others.map(({ orderId, text }) => (
                <tr key={orderId}>
                  <td style={{ width: 140 }}>
                    <bdi className="mono">{orderId}</bdi>
                  </td>
                  <td className={classes['whole']}>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </div>
  );
}

function CarriersAsked({ move: { plan } }: { readonly move: Extract<PreviewedMoveShown, { kind: 'move' }> }) {
  const ids = [...new Set(plan.steps.flatMap(({ kind, carrierId }) => (kind === 'keep' ? [] : [carrierId])))];
  return (
    <span className={classes['acts']}>
      {ids.map((id) => (
        <CarrierName key={id} carrierId={id} />
      ))}
    </span>
  );
}
