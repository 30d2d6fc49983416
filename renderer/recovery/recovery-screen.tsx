import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ImpairmentRow } from '../../core/contract/live';
import { addressOf, goTo, useAddress } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useAnswer } from '../client/use-answer';
import { useConnection, useRows, useTable } from '../client/use-client';
import { AskWords } from '../ui/ask-words';
import { CarrierName } from '../ui/carrier-name';
import { ListScreen, Notice } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { Segments } from '../ui/segments';
import { StateMark } from '../ui/state-mark';
import { Age, useNow } from '../ui/times';
import { bySeverity, handlingWords, hitWords, impairmentViews, isInView, severityOrder, type ImpairmentView } from './impairment-rows';
import { ImpairmentSide } from './impairment-side';

const viewNames: Readonly<Record<ImpairmentView, string>> = {
  open: 'Open',
  new: 'New',
  mine: 'Mine',
  shelved: 'Shelved',
  cleared: 'Cleared',
};

/** What is impaired, whom it hits, and what is being done. */
export function RecoveryScreen() {
  const table = useTable('impairments');
  const connection = useConnection();
  const operator = useOperator();
  const { rest } = useAddress();
  const minuteMs = Math.floor(useNow() / 10_000) * 10_000;
  const [view, setView] = useState<ImpairmentView>('open');
  const isAskedForCleared = view === 'cleared';
  const cleared = useAnswer('impairments.list', isAskedForCleared ? { all: true } : null, { version: table.version, everyMs: 5_000 });
  const rows = useMemo(() => {
    const live = [...table.rows.values()];
    const earlier = (cleared.output ?? []).filter(({ id, clearedAtMs }) => clearedAtMs !== null && !table.rows.has(id));
    return [...live, ...earlier.map((row): ImpairmentRow => ({ ...row, carrierId: null, severity: 'cleared' }))].sort(bySeverity);
    // The map changes in place: its version tells when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [table.rows, table.version, cleared.output]);
  const shown = useMemo(() => rows.filter((row) => isInView(row, view, operator, minuteMs)), [rows, view, operator, minuteMs]);
  const selected = rows.find(({ id }) => id === rest[0]);
  if (!table.isWhole)
    return table.fault === '' ? (
      <LoadingRows label="Impairments are being loaded" />
    ) : (
      <FailedPanel title="The impairments cannot be read">{table.fault}</FailedPanel>
    );
  const count = (which: ImpairmentView): string => {
    const name = viewNames[which];
    return which === 'cleared' && !isAskedForCleared
      ? name
      : `${name} ${rows.filter((row) => isInView(row, which, operator, minuteMs)).length}`;
  };
  return (
    <ListScreen
      isStale={connection.kind !== 'up'}
      tools={
        <>
          <Segments
            label="Which impairments"
            options={impairmentViews.map((value) => ({ value, label: count(value) }))}
            value={view}
            onChange={setView}
          />
          <RecoveryPauses />
        </>
      }
      notice={
        <>
          {table.fault !== '' && (
            <Notice tone="major">The host cannot read the impairments now: {table.fault}. What you see is from before.</Notice>
          )}
          {isAskedForCleared && cleared.error !== '' && <Notice tone="major">Earlier ones could not be read: {cleared.error}</Notice>}
        </>
      }
      side={selected && <ImpairmentSide key={selected.id} impairment={selected} />}
    >
      {shown.length === 0 ? (
        isAskedForCleared && cleared.isAsking ? (
          <LoadingRows label="Cleared impairments are being loaded" />
        ) : (
          <NothingHere view={view} />
        )
      ) : (
        <RowTable
          label="Impairments"
          rows={shown}
          columns={selected ? columnsBesideSide : columns}
          keyOf={({ id }) => id}
          rowHeight={32}
          selectedKey={selected?.id ?? null}
          onSelect={({ id }) => {
            goTo(addressOf('recovery', [id]));
          }}
          onLeave={() => {
            goTo(addressOf('recovery'));
          }}
          empty=""
        />
      )}
    </ListScreen>
  );
}

function NothingHere({ view }: { readonly view: ImpairmentView }) {
  const carriers = useRows('carriers');
  const down = carriers.filter(({ link }) => link === 'down').length;
  if (view !== 'open') return <EmptyPanel title="None is so">Look at the open ones, or at those that are cleared.</EmptyPanel>;
  return (
    <EmptyPanel title="Nothing is impaired">
      {down === 0
        ? 'No carrier has reported a fault that stands. What breaks shows here at once, with whom it hits and what is done about it.'
        : `No fault that stands is known; ${counted(down, 'carrier')} cannot be heard now, so faults there would not be known.`}
    </EmptyPanel>
  );
}

/** Whether recovery is paused everywhere, and the switch for it. */
function RecoveryPauses() {
  const command = useCommand();
  const by = useOperator();
  const carriers = useRows('carriers');
  const pauses = useAnswer(
    'recovery.pauses',
    {},
    { version: carriers.map(({ recoveryPausedBy }) => recoveryPausedBy ?? '').join('\n'), settleMs: 200 },
  );
  const [isAsking, setAsking] = useState(false);
  const everywhere = pauses.output?.find(({ carrierId }) => carrierId === null);
  const some = (pauses.output ?? []).filter(({ carrierId }) => carrierId !== null);
  return (
    <>
      {everywhere ? (
        <StateMark mark={{ severity: 'minor' }} title={everywhere.text}>
          automatic recovery is paused everywhere
        </StateMark>
      ) : (
        some.length > 0 && (
          <StateMark mark={{ severity: 'minor' }}>automatic recovery is paused at {counted(some.length, 'carrier')}</StateMark>
        )
      )}
      <Button
        ml="auto"
        disabled={pauses.output === null}
        onClick={() => {
          setAsking(true);
        }}
      >
        {everywhere ? 'Resume recovery everywhere' : 'Pause recovery everywhere'}
      </Button>
      <AskWords
        isOpen={isAsking}
        title={everywhere ? 'Resume automatic recovery everywhere' : 'Pause automatic recovery everywhere'}
        label="Why, for the history"
        act={everywhere ? 'Resume it' : 'Pause it'}
        onClose={() => {
          setAsking(false);
        }}
        onAct={(reason) => {
          const input = { carrierId: null, by, reason };
          const done = everywhere
            ? command.carryOut('recovery.resume', input, 'Automatic recovery goes on; what waited is worked on.')
            : command.carryOut('recovery.pause', input, 'Automatic recovery is paused everywhere.');
          void done.then(pauses.askAgain);
        }}
      >
        <p>
          {everywhere
            ? 'Connections that broke meanwhile are restored at once, the most important first.'
            : 'No connection is moved automatically, even when it breaks, until you resume it. What you move yourself is moved.'}
        </p>
      </AskWords>
    </>
  );
}

const columns: readonly RowColumn<ImpairmentRow>[] = [
  {
    ...{ id: 'severity', head: 'Severity', width: '96px', sortBy: ({ severity }) => severityOrder[severity] },
    cell: ({ severity }) => <StateMark mark={{ severity }}>{severity}</StateMark>,
  },
  {
    ...{ id: 'subject', head: 'What', width: 'minmax(150px, 1fr)', sortBy: ({ subjectName }) => subjectName },
    cell: ({ subjectName, subject }) => (
      <>
        <bdi>{subjectName}</bdi> {subject.kind === 'service' ? '(service)' : subject.kind === 'resource' ? '' : `(${subject.kind})`}
      </>
    ),
    title: ({ subjectName, subject }) => `${subject.kind} ${subjectName}`,
  },
  {
    ...{ id: 'carrier', head: 'Carrier', width: '140px', sortBy: ({ carrierId }) => carrierId ?? '' },
    cell: ({ carrierId }) => (carrierId === null ? '–' : <CarrierName carrierId={carrierId} />),
  },
  { id: 'cause', head: 'Cause', width: '104px', cell: ({ cause }) => cause.replace('-', ' '), sortBy: ({ cause }) => cause },
  {
    ...{ id: 'hits', head: 'Connections', width: 'minmax(200px, 1.5fr)', sortBy: ({ hits }) => -hits.length },
    cell: ({ hits }) => hitWords(hits),
    title: ({ hits }) => hits.map(({ orderId, text }) => `${orderId}: ${text}`).join('\n'),
  },
  { id: 'text', head: 'In the carrier’s words', width: 'minmax(120px, 1.6fr)', cell: ({ text }) => text, title: ({ text }) => text },
  {
    id: 'handling',
    head: 'Who has it',
    width: '132px',
    cell: (row) => handlingWords(row),
    title: (row) => handlingWords(row),
    sortBy: (row) => handlingWords(row),
  },
  {
    ...{ id: 'age', head: 'Age', width: '92px', align: 'right', sortBy: ({ raisedAtMs }) => -raisedAtMs },
    cell: ({ raisedAtMs }) => <Age sinceMs={raisedAtMs} />,
  },
];

/** What is beside them need not be in them too. */
const columnsBesideSide = columns.filter(({ id }) => id !== 'text');
