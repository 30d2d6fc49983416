import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { ImpairmentRow } from '../../core/contract/live';
import { addressOf, goTo, useAddress } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useConnection, useRows, useTable } from '../client/use-client';
import { AskWords } from '../ui/ask-words';
import { ListScreen, Notice } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable } from '../ui/row-table';
import { Segments } from '../ui/segments';
import { StateMark } from '../ui/state-mark';
import { useNow } from '../ui/times';
import { groupOfOne } from './impairment-groups';
import { bySeverity, impairmentViews, isInView, type ImpairmentView } from './impairment-rows';
import { ImpairmentSide } from './impairment-side';
import { columns, columnsBesideSide } from './recovery-columns';
import { keyOfLine, linesOf } from './recovery-lines';
import { useImpairmentGroups } from './use-impairment-groups';

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
  const groups = useImpairmentGroups();
  const lines = useMemo(() => linesOf(shown, groups), [shown, groups]);
  const one = rows.find(({ id }) => id === rest[0]);
  const selected = groups.find(({ risk }) => risk !== null && risk === rest[0]) ?? (one && groupOfOne(one));
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
      side={selected && <ImpairmentSide key={rest[0]} group={selected} />}
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
          rows={lines}
          columns={selected ? columnsBesideSide : columns}
          keyOf={keyOfLine}
          rowHeight={32}
          selectedKey={selected ? (rest[0] ?? null) : null}
          onSelect={(line) => {
            goTo(addressOf('recovery', [keyOfLine(line)]));
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
  const may = useMay();
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
        {...may('recovery.pause')}
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
