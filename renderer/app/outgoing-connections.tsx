import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { OutgoingShown } from '../../core/contract/network-shapes';
import { useAnswer } from '../client/use-answer';
import { asSentence, counted } from '../ui/numbers';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import classes from './settings.module.css';

const marks: Readonly<Record<OutgoingShown['state'], Mark>> = {
  up: { shape: 'dot' },
  down: { severity: 'major' },
  closed: { shape: 'dash' },
};
const stateOrder: readonly OutgoingShown['state'][] = ['down', 'up', 'closed'];
const rowHeight = 26;
const mostRowsSeen = 12;
const askEveryMs = 5_000;

const columns: readonly RowColumn<OutgoingShown>[] = [
  {
    ...{ id: 'state', head: 'State', width: '80px', sortBy: ({ state }) => stateOrder.indexOf(state), title: ({ text }) => text },
    cell: ({ state }) => <StateMark mark={marks[state]}>{state}</StateMark>,
  },
  {
    ...{ id: 'to', head: 'To', width: 'minmax(120px, 1fr)', sortBy: ({ name, id }) => (name === '' ? id : name) },
    cell: ({ kind, id, name }) => (
      <>
        {kind} <bdi>{name === '' && kind !== 'session' ? id : name}</bdi>
      </>
    ),
    title: ({ kind, id, name }) => `${kind} ${name} (${id})`,
  },
  {
    ...{ id: 'address', head: 'Address', width: 'minmax(160px, 1fr)', sortBy: ({ address }) => address },
    cell: ({ address }) => <bdi className="mono">{address}</bdi>,
    title: ({ address }) => address,
  },
  { id: 'how', head: 'By', width: 'minmax(140px, 1fr)', cell: ({ how }) => how, title: ({ how }) => how },
  {
    ...{ id: 'since', head: 'First at', width: '80px', sortBy: ({ sinceMs }) => sinceMs },
    cell: ({ sinceMs }) => <UtcTime atMs={sinceMs} />,
  },
  {
    ...{ id: 'ended', head: 'Ended', width: '92px', sortBy: ({ endedMs }) => endedMs ?? Infinity },
    cell: ({ endedMs }) => (endedMs === null ? '–' : <Age sinceMs={endedMs} isRelative />),
  },
];

/** Where the host connected to since it was started: there is nothing else that it speaks to. */
export function OutgoingConnections() {
  // Links go up and down, and terminals are opened, while one looks.
  const asked = useAnswer('connections.list', {}, { version: Math.floor(useNow() / askEveryMs) });
  const { output, error, atMs, askAgain } = asked;
  const open = useMemo(() => output?.filter(({ state }) => state === 'up').length ?? 0, [output]);
  if (output === null)
    return error === '' ? (
      <LoadingRows label="The outgoing connections are being asked for" count={4} />
    ) : (
      <FailedPanel title="The outgoing connections could not be read" actions={<Button onClick={askAgain}>Ask again</Button>}>
        {asSentence(error)}
      </FailedPanel>
    );
  return (
    <>
      <p className={classes['words']}>
        The host connects to the carriers, switches and hosts that you configured or opened a terminal to, and to nothing else.{' '}
        {counted(output.length, 'connection')} since it was started, {open} open now
        {atMs !== null && (
          <>
            ; asked <Age sinceMs={atMs} isRelative />
          </>
        )}
        {error !== '' && `; it could not be asked again: ${error}`}.
      </p>
      <div style={{ height: rowHeight * (2 + Math.min(mostRowsSeen, Math.max(1, output.length))) }}>
        <RowTable
          label="Outgoing connections since the host was started"
          rows={output}
          columns={columns}
          keyOf={({ kind, id, address }) => `${kind} ${id} ${address}`}
          rowHeight={rowHeight}
          empty="The host has connected to nothing yet: no carrier or switch is configured, and no terminal was opened."
        />
      </div>
    </>
  );
}
