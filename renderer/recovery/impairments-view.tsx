import { useMemo, useState } from 'react';
import type { ImpairmentRow } from '../../core/contract/live';
import { addressOf, goTo, useAddress } from '../app/address';
import { useOperator } from '../app/operator';
import { useAnswer } from '../client/use-answer';
import { useConnection, useRows, useTable } from '../client/use-client';
import { ListScreen, Notice, Side, SideSection } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable } from '../ui/row-table';
import { Segments } from '../ui/segments';
import { useNow } from '../ui/times';
import { groupCleared, groupOfOne } from './impairment-groups';
import { bySeverity, impairmentViews, isInView, type ImpairmentView } from './impairment-rows';
import { ImpairmentSide } from './impairment-side';
import { columns } from './recovery-columns';
import { countOfEvents, keyOfLine, linesOf } from './recovery-lines';
import { useEventAt, useImpairmentGroups } from './use-impairment-groups';

const viewNames: Readonly<Record<ImpairmentView, string>> = {
  open: 'Open',
  new: 'New',
  mine: 'Mine',
  shelved: 'Shelved',
  cleared: 'Cleared',
};

/** What is impaired, whom it hits, and what is being done. */
export function ImpairmentsView() {
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
    return [...live, ...earlier.map((row): ImpairmentRow => ({ ...row, carrierId: null, severity: 'cleared', heldBackIds: [] }))].sort(
      bySeverity,
    );
  }, [table, cleared.output]);
  const shown = useMemo(() => rows.filter((row) => isInView(row, view, operator, minuteMs)), [rows, view, operator, minuteMs]);
  const open = useImpairmentGroups();
  const resources = useTable('resources');
  const groups = useMemo(() => [...open, ...groupCleared({ resources: resources.rows }, rows)], [open, resources, rows]);
  const lines = useMemo(() => linesOf(shown, groups), [shown, groups]);
  const one = rows.find(({ id }) => id === rest[0]);
  const event = useEventAt(one ? undefined : rest[0]);
  const past = one || event ? undefined : lines.find((line) => keyOfLine(line) === rest[0])?.group;
  const selected = event ?? (one ? groupOfOne(one) : past);
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
      : `${name} ${countOfEvents(
          rows.filter((row) => isInView(row, which, operator, minuteMs)),
          groups,
        )}`;
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
      side={selected ? <ImpairmentSide key={rest[0]} group={selected} /> : rest[0] !== undefined && <NoLonger id={rest[0]} />}
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
          columns={columns}
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

/** What an address names that is not known any more. */
function NoLonger({ id }: { readonly id: string }) {
  return (
    <Side
      label={`What ${id} was`}
      title={id}
      onClose={() => {
        goTo(addressOf('recovery'));
      }}
    >
      <SideSection>
        <p>
          No impairment of this name is among those that are open or were cleared lately. It may have been cleared long ago: look at
          Cleared, or in the history.
        </p>
      </SideSection>
    </Side>
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
