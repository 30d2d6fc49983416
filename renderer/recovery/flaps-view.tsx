import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { LockOutShown } from '../../core/contract/shapes';
import { addressOf } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { useConnection, useRows, useTable } from '../client/use-client';
import { ListScreen, Notice } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { Age, UtcTime } from '../ui/times';
import { flapHistory, type FlapLine } from './flap-history';

/** What went down and up too often: what is kept from new routes for it now, and how often each has been impaired lately. */
export function FlapsView() {
  const history = useTable('history');
  const impairments = useRows('impairments');
  const connection = useConnection();
  const asked = useAnswer('lock-outs.list', {}, { version: history.version, settleMs: 300, everyMs: 2_000 });
  const damped = useMemo(() => (asked.output ?? []).filter(({ cause }) => cause === 'flapping'), [asked.output]);
  const lines = useMemo(() => flapHistory(damped, impairments, [...history.rows.values()]), [damped, impairments, history]);
  return (
    <ListScreen
      isStale={connection.kind !== 'up'}
      tools={
        <span role="status">
          {damped.length === 0
            ? 'Nothing is kept from new routes for flapping.'
            : `${counted(damped.length, 'part')} kept from new routes for flapping.`}
        </span>
      }
      notice={
        asked.error !== '' && asked.output !== null && <Notice tone="major">What is kept out cannot be read now: {asked.error}</Notice>
      }
    >
      {asked.output === null ? (
        asked.error === '' ? (
          <LoadingRows label="What flaps is being loaded" />
        ) : (
          <FailedPanel title="What flaps cannot be read" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
            <p>{asked.error}</p>
          </FailedPanel>
        )
      ) : (
        <RowTable
          label="What went down more than once"
          rows={lines}
          columns={columns}
          keyOf={({ key }) => key}
          rowHeight={32}
          empty={
            <EmptyPanel title="Nothing flaps">
              <p>
                What goes down three times within ten minutes is kept from new routes until it has been quiet for five. It would stand here,
                with how often.
              </p>
            </EmptyPanel>
          }
        />
      )}
    </ListScreen>
  );
}

const untilOf = ({ untilMs }: LockOutShown): number => untilMs ?? 0;

const columns: readonly RowColumn<FlapLine>[] = [
  {
    ...{ id: 'state', head: 'State', width: '136px', sortBy: ({ damped }) => (damped ? 0 : 1) },
    cell: ({ damped, isDown }) =>
      damped ? (
        <StateMark mark={{ severity: 'minor' }}>kept out</StateMark>
      ) : isDown ? (
        <StateMark mark={{ severity: 'major' }}>down</StateMark>
      ) : (
        <StateMark mark={{ shape: 'dot' }}>quiet</StateMark>
      ),
  },
  {
    ...{ id: 'what', head: 'What', width: 'minmax(160px, 1fr)', sortBy: ({ name }) => name },
    cell: ({ name, subject }) => (
      <a href={addressOf('network', [], { [subject.kind]: subject.id })}>
        <bdi>{name}</bdi>
      </a>
    ),
    title: ({ subject }) => `${subject.kind} ${subject.id}`,
  },
  { id: 'falls', head: 'Impaired', width: '84px', align: 'right', cell: ({ falls }) => `${falls}×`, sortBy: ({ falls }) => -falls },
  {
    id: 'dampings',
    head: 'Kept out',
    width: '84px',
    align: 'right',
    cell: ({ dampings }) => `${dampings}×`,
    sortBy: ({ dampings }) => -dampings,
  },
  {
    ...{ id: 'last', head: 'Last change, UTC', width: '148px', sortBy: ({ lastMs }) => -lastMs },
    cell: ({ lastMs }) => <UtcTime atMs={lastMs} withDate />,
  },
  {
    ...{ id: 'until', head: 'Usable again', width: '108px', sortBy: ({ damped }) => (damped ? untilOf(damped) : 0) },
    cell: ({ damped }) => (damped?.untilMs == null ? '–' : <Age sinceMs={damped.untilMs} />),
  },
  { id: 'text', head: 'Why', width: 'minmax(200px, 1.6fr)', cell: ({ text }) => text, title: ({ text }) => text },
];
