import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { RecoveryHitShown, RecoverySurveyShown } from '../../../core/contract/recovery';
import { addressOf } from '../../app/address';
import { useOperator } from '../../app/operator';
import { useCommand } from '../../app/use-command';
import { useMay } from '../../app/use-may';
import { AskWords } from '../../ui/ask-words';
import { counted } from '../../ui/numbers';
import { phaseMarks, phaseWords } from '../../recovery/recovery-words';
import { Panel } from '../../ui/panel';
import { StateMark } from '../../ui/state-mark';
import classes from './recovery-wizard.module.css';

/** There is nothing to decide here: why, and what to do. */
function nothingMoved({ counts }: RecoverySurveyShown, open: number): string {
  const none = 'No connection was moved to another route, so there is nothing to keep or to revert.';
  if (open > 0)
    return `${none} ${counted(open, 'connection')} not restored: below is what can be done. Come back to this step when some are moved.`;
  return counts.cleared > 0
    ? `${none} ${counted(counts.cleared, 'connection')} ${counts.cleared === 1 ? 'carries' : 'carry'} again on the first route: nothing is left to do, finish.`
    : `${none} Nobody is hit any more: nothing is left to do, finish.`;
}

/** What was moved stays, or returns: now where its first route is whole, or by itself where its order says so. */
export function KeepStep({ survey }: { readonly survey: RecoverySurveyShown }) {
  const by = useOperator();
  const command = useCommand();
  const may = useMay();
  const [reverting, setReverting] = useState<readonly RecoveryHitShown[] | null>(null);
  const moved = survey.hits.filter(({ phase }) => phase === 'restored');
  const open = survey.hits.filter(
    ({ phase }) => phase === 'waits-for-you' || phase === 'no-route' || phase === 'queued' || phase === 'in-hand',
  );
  const isOver = survey.impairments.every(({ clearedAtMs }) => clearedAtMs !== null);
  const revertible = moved.filter(({ canRevert }) => canRevert);
  return (
    <div className={classes['page']}>
      <div>
        <h2 className={classes['title']}>{moved.length === 0 ? 'Nothing was moved' : `${counted(moved.length, 'connection')} restored`}</h2>
        <p className={classes['lead']}>
          {moved.length === 0
            ? nothingMoved(survey, open.length)
            : isOver
              ? 'What broke is repaired: those that were moved can return to their first routes now.'
              : 'What broke is not repaired yet: their first routes are not whole, so returning now would be refused. Come back later, or let those return by themselves whose orders say so.'}
          {moved.length > 0 && open.length > 0 && ` ${counted(open.length, 'connection')} not restored: see below what can be done.`}
        </p>
      </div>
      {isOver && revertible.length > 1 && (
        <div className={classes['acts']}>
          <Button
            leftSection={<IconArrowBackUp size={14} />}
            onClick={() => {
              setReverting(revertible);
            }}
            {...may('orders.revert')}
          >
            Revert all {revertible.length}
          </Button>
        </div>
      )}
      {moved.length > 0 && (
        <Panel title="Restored elsewhere">
          <table className={classes['table']} aria-label="Restored elsewhere">
            <tbody>
              {moved.map((hit) => (
                <tr key={hit.order.id}>
                  <td style={{ width: 240 }} title={`${hit.a} – ${hit.z}`}>
                    <bdi>{hit.a}</bdi> – <bdi>{hit.z}</bdi>
                  </td>
                  <td style={{ width: 130 }}>
                    <a href={addressOf('orders', [hit.order.id])} className="mono">
                      {hit.order.id}
                    </a>
                  </td>
                  <td className={classes['whole']}>{hit.text}</td>
                  <td style={{ width: 240 }}>
                    {hit.order.revert === 'automatic' ? 'returns by itself once whole' : 'stays until it is reverted'}
                  </td>
                  <td style={{ width: 104 }}>
                    <Button
                      disabled={!hit.canRevert}
                      aria-label={`Revert ${hit.order.id}`}
                      onClick={() => {
                        setReverting([hit]);
                      }}
                      {...may('orders.revert')}
                    >
                      Revert
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      {open.length > 0 && (
        <Panel title="Not restored" fact={counted(open.length, 'connection')}>
          <p className={classes['quiet']} style={{ padding: '8px 12px' }}>
            They carry again by themselves once the repair is reported, and are moved by themselves when a route within their limits comes
            free, unless recovery is paused for them: wait for the repair. Who cannot wait: choose another way in Alternatives where there
            is one, or enter a new order with a higher limit and cancel the old.
          </p>
          <table className={classes['table']} aria-label="Not restored">
            <tbody>
              {open.map((hit) => (
                <tr key={hit.order.id}>
                  <td style={{ width: 240 }} title={`${hit.a} – ${hit.z}`}>
                    <bdi>{hit.a}</bdi> – <bdi>{hit.z}</bdi>
                  </td>
                  <td style={{ width: 130 }}>
                    <a href={addressOf('orders', [hit.order.id])} className="mono">
                      {hit.order.id}
                    </a>
                  </td>
                  <td style={{ width: 140 }}>
                    <StateMark mark={phaseMarks[hit.phase]}>{phaseWords[hit.phase]}</StateMark>
                  </td>
                  <td className={classes['whole']}>{hit.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      <AskWords
        isOpen={reverting !== null}
        title={`Return ${counted(reverting?.length ?? 0, 'connection')} to the first route`}
        label="Why, for the history"
        act={`Revert ${reverting?.length ?? 0}`}
        onClose={() => {
          setReverting(null);
        }}
        onAct={(reason) => {
          for (const { order } of reverting ?? [])
            void command.carryOut('orders.revert', { orderId: order.id, by, reason }, ({ text }) => `${order.id}: ${text}`);
        }}
      >
        <p>Each is made beside what carries it now, where both can be held at once; where its first route is not whole it stays.</p>
      </AskWords>
    </div>
  );
}
