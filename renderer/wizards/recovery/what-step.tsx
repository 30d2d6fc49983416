import { Button } from '@mantine/core';
import { IconHandGrab } from '@tabler/icons-react';
import type { ImpairmentRow } from '../../../core/contract/live';
import type { RecoverySurveyShown } from '../../../core/contract/recovery';
import { useOperator } from '../../app/operator';
import { useMay } from '../../app/use-may';
import { useTable } from '../../client/use-client';
import { groupFacts, byImportance, type ImpairmentGroup } from '../../recovery/impairment-groups';
import { severityWhy } from '../../recovery/impairment-rows';
import { Done } from '../../recovery/storm-view';
import { useHandling } from '../../recovery/use-handling';
import { useImpairmentGroups } from '../../recovery/use-impairment-groups';
import { counted } from '../../ui/numbers';
import { Panel } from '../../ui/panel';
import { EmptyPanel } from '../../ui/panel-state';
import { StateMark } from '../../ui/state-mark';
import { Age, UtcTime } from '../../ui/times';
import classes from './recovery-wizard.module.css';

/** Where nothing was chosen yet: what is open, the worst first. */
export function ChooseEvent({ onChoose }: { readonly onChoose: (group: ImpairmentGroup) => void }) {
  const groups = [...useImpairmentGroups()].sort(byImportance);
  if (groups.length === 0)
    return (
      <EmptyPanel title="Nothing is impaired">
        <p>What breaks shows here at once. To see how this goes, practise: cut a duct in the practice network.</p>
      </EmptyPanel>
    );
  return (
    <div className={classes['page']}>
      <h2 className={classes['title']}>What is to be recovered?</h2>
      <Panel title="Open" fact={counted(groups.length, 'event')}>
        <table className={classes['table']} aria-label="Open impairments">
          <tbody>
            {groups.map((group) => (
              <tr key={group.id}>
                <td style={{ width: 112 }}>
                  <StateMark mark={{ severity: group.severity }} title={severityWhy[group.severity]}>
                    {group.severity}
                  </StateMark>
                </td>
                <td style={{ width: 280 }} title={group.words}>
                  <b>{group.words}</b>
                </td>
                <td className={classes['whole']}>{groupFacts(group)}</td>
                <td style={{ width: 80 }}>
                  <Age sinceMs={group.sinceMs} />
                </td>
                <td style={{ width: 120 }}>
                  <Button
                    aria-label={`Recover ${group.words}`}
                    onClick={() => {
                      onChoose(group);
                    }}
                  >
                    Recover it
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </div>
  );
}

/** What broke, since when, in the carriers' words; who has it, and what was done. */
export function WhatStep({ survey, name }: { readonly survey: RecoverySurveyShown; readonly name: string }) {
  const by = useOperator();
  const { rows } = useTable('impairments');
  const { impairments, counts, hits } = survey;
  const members = impairments.flatMap(({ id }): ImpairmentRow[] => {
    const row = rows.get(id);
    return row ? [row] : [];
  });
  const handle = useHandling(members);
  const may = useMay();
  const open = impairments.filter(({ clearedAtMs }) => clearedAtMs === null);
  const isMine = open.every(({ handling }) => handling.owner === by);
  const isAcknowledged = open.every(({ handling }) => handling.acknowledgedBy !== null);
  const sinceMs = Math.min(...impairments.map(({ raisedAtMs }) => raisedAtMs));
  const open4 = counts['waits-for-you'] + counts['no-route'] + counts.queued;
  return (
    <div className={classes['page']}>
      <div>
        <h2 className={classes['title']}>{name}</h2>
        <p className={classes['lead']}>
          {impairments.length > 1
            ? `${counted(impairments.length, 'part')} of it, ${open.length} not repaired, since`
            : open.length > 0
              ? 'Open since'
              : 'Cleared; it was raised at'}{' '}
          <UtcTime atMs={sinceMs} /> (<Age sinceMs={sinceMs} />
          ). {counted(hits.length, 'connection')} hit: {counts.restored} restored, {counts['in-hand']} being restored, {open4} to be seen to
          {counts['no-route'] > 0 && ` (${counts['no-route']} without a route)`}
          {counts.cleared > 0 && `, ${counts.cleared} carry again`}.
        </p>
      </div>
      {open.length > 0 && (
        <div className={classes['acts']}>
          {!isMine && (
            <Button
              leftSection={<IconHandGrab size={14} />}
              onClick={() => {
                void handle({ kind: 'own', owner: by }, 'You have it now; whoever opens it sees that.');
              }}
              {...may('impairments.handle')}
            >
              Take it
            </Button>
          )}
          {!isAcknowledged && (
            <Button
              onClick={() => {
                void handle({ kind: 'acknowledge' }, 'Acknowledged.');
              }}
              {...may('impairments.handle')}
            >
              Acknowledge
            </Button>
          )}
          {isMine && <span className={classes['quiet']}>You have it.</span>}
        </div>
      )}
      <Panel title="What broke" fact="in the carriers’ words">
        <table className={classes['table']} aria-label="What broke">
          <tbody>
            {impairments.map(({ id, subjectName, text, cause, handling, raisedAtMs, clearedAtMs, hits: own }) => (
              <tr key={id}>
                <td style={{ width: 120 }}>
                  {clearedAtMs === null ? (
                    <StateMark mark={{ severity: rows.get(id)?.severity ?? 'major' }}>{cause.replace('-', ' ')}</StateMark>
                  ) : (
                    <StateMark mark={{ severity: 'cleared' }}>repaired</StateMark>
                  )}
                </td>
                <td style={{ width: 240 }} title={subjectName}>
                  <bdi>{subjectName}</bdi>
                </td>
                <td className={classes['whole']}>{text}</td>
                <td style={{ width: 136 }}>{counted(own.length, 'connection')}</td>
                <td style={{ width: 160 }}>{handling.owner === null ? 'nobody has it' : `${handling.owner} has it`}</td>
                <td style={{ width: 72 }}>
                  <UtcTime atMs={raisedAtMs} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Done survey={survey} />
    </div>
  );
}
