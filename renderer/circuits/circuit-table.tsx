import { Button, Checkbox } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { CircuitOrderShown } from '../../core/contract/circuit-shapes';
import type { PathRow } from '../../core/contract/live';
import { finalCircuitOrderStates, type CircuitOrderState } from '../../core/model/virtual-circuit';
import { lineText } from '../../core/model/switch';
import { circuitListColumns, circuitOrderFields } from '../../core/model/circuit-order-fields';
import { listedCircuitCells } from '../../core/model/circuit-cells';
import { useOperator } from '../app/operator';
import { useShell, type Shell } from '../app/shell-context';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useClient } from '../client/use-client';
import { nextTurn } from '../imports/next-turn';
import { Confirm } from '../ui/confirm';
import { csvLines } from '../ui/csv';
import { counted } from '../ui/numbers';
import { FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import { circuitOrderMarks } from './circuit-order-marks';
import classes from './circuit-table.module.css';
import { releaseCircuits, type Released } from './release-circuits';

/** How near to the operator's attention a state is. */
const stateOrder: readonly CircuitOrderState[] = ['failed', 'waiting', 'connecting', 'given', 'releasing', 'active', 'released'];

const canBeReleased = ({ state }: CircuitOrderShown): boolean => !finalCircuitOrderStates.includes(state) && state !== 'releasing';

interface CircuitTableProps {
  readonly path: PathRow;
  /** The order that somebody looked for. */
  readonly circuitId: string | null;
}

/** The circuit orders of a path: who has which, who waits, who failed. Many can be released at once. */
export function CircuitTable({ path, circuitId }: CircuitTableProps) {
  const { id: pathId, revision } = path;
  // Counts do not tell each state, nor causes.
  const asked = useAnswer('circuits.list', { pathId }, { version: revision, settleMs: 200 });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [areEndedShown, setEndedShown] = useState(false);
  const shell = useShell();
  const release = useRelease(asked.askAgain);
  const may = useMay();
  const [isConfirming, setConfirming] = useState(false);
  const orders = useMemo(
    () => (asked.output ?? []).filter(({ id, state }) => areEndedShown || id === circuitId || !(state === 'released')),
    [asked.output, areEndedShown, circuitId],
  );
  const toRelease = orders.filter((order) => chosen.has(order.id) && canBeReleased(order));
  const columns = useMemo(() => columnsOf(orders, chosen, setChosen), [orders, chosen]);
  if (asked.output === null)
    return asked.error === '' ? (
      <LoadingRows label="The circuits are being loaded" />
    ) : (
      <FailedPanel title="The circuits could not be read" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
        {asked.error}
      </FailedPanel>
    );
  const cut = toRelease.filter(({ state }) => state === 'active').length;
  return (
    <>
      <div className={classes['tools']}>
        <span className={classes['counts']}>
          {counted(orders.length, 'order')}
          {asked.atMs !== null && (
            <>
              {' '}
              · asked <Age sinceMs={asked.atMs} isRelative />
            </>
          )}
        </span>
        <Checkbox
          size="xs"
          label="Released too"
          checked={areEndedShown}
          onChange={(event) => {
            setEndedShown(event.currentTarget.checked);
          }}
        />
        <Button disabled={orders.length === 0} onClick={() => void exportCircuits(pathId, orders, shell)}>
          Export CSV
        </Button>
        <Button
          disabled={toRelease.length === 0 || release.isAsking}
          onClick={() => {
            setConfirming(true);
          }}
          {...may('circuits.release')}
        >
          {toRelease.length === 0 ? 'Release' : `Release ${toRelease.length}`}
        </Button>
      </div>
      {release.text !== '' && (
        <div className={classes['outcome']} role="status">
          {release.text}{' '}
          {release.isAsking && (
            <Button variant="subtle" onClick={release.stop}>
              Stop
            </Button>
          )}
          {release.again.length > 0 && (
            <Button variant="subtle" onClick={() => void release.ask(release.again)}>{`Try ${release.again.length} again`}</Button>
          )}
          {release.refused.map((refused) => (
            <p key={refused.orderId}>
              <bdi>{refused.orderId}</bdi>: {refused.message}
            </p>
          ))}
        </div>
      )}
      <RowTable
        label={`Circuit orders of path ${pathId}`}
        rows={orders}
        columns={columns}
        keyOf={({ id }) => id}
        sort={{ columnId: 'state', isDescending: false }}
        {...(circuitId === null ? {} : { selectedKey: circuitId })}
        onToggle={(order) => {
          setChosen(toggled(chosen, order.id));
        }}
        empty="Nobody has a circuit of this path yet: order some with + Circuits."
      />
      <Confirm
        isOpen={isConfirming}
        title={`Release ${counted(toRelease.length, 'circuit')} of ${pathId}`}
        act={`Release ${toRelease.length}`}
        keep="Keep them"
        isCutting
        onClose={() => {
          setConfirming(false);
        }}
        onConfirm={() => {
          setChosen(new Set());
          void release.ask(toRelease.map(({ id }) => id));
        }}
      >
        <p>
          <b>{counted(cut, 'end user')} lose the service</b>; {counted(toRelease.length - cut, 'other')} of the orders have none yet. The
          switch parts circuits and lines; the identifiers are given again after their quarantine.
        </p>
        <p>
          {toRelease
            .slice(0, 8)
            .map(({ id, endUser }) => `${id} (${endUser})`)
            .join(', ')}
          {toRelease.length > 8 && `, and ${toRelease.length - 8} more`}
        </p>
      </Confirm>
    </>
  );
}

interface ReleaseState {
  readonly isAsking: boolean;
  readonly text: string;
  readonly refused: Released['refused'];
  /** Refused, or not asked for: they can be asked for again. */
  readonly again: readonly string[];
}

function useRelease(done: () => void) {
  const client = useClient();
  const by = useOperator();
  const [state, setState] = useState<ReleaseState>({ isAsking: false, text: '', refused: [], again: [] });
  const running = useRef<AbortController | null>(null);
  const ask = async (orderIds: readonly string[]): Promise<void> => {
    const stop = new AbortController();
    running.current = stop;
    const under = (count: number): void => {
      setState({ isAsking: true, text: `${count} of ${counted(orderIds.length, 'release')} asked for`, refused: [], again: [] });
    };
    under(0);
    const { received, refused, left, why } = await releaseCircuits(client, orderIds, by, stop.signal, under);
    const words = [
      `${counted(received, 'release')} under way`,
      ...(refused.length > 0 ? [`${refused.length} refused`] : []),
      ...(left.length > 0 ? [`${left.length} not asked for${why === '' ? ', since it was stopped' : `: ${why}`}`] : []),
    ];
    setState({ isAsking: false, text: `${words.join(', ')}.`, refused, again: [...refused.map(({ orderId }) => orderId), ...left] });
    done();
  };
  return { ...state, ask, stop: () => running.current?.abort() };
}

const rowsAtOnce = 1_000;

/** As a list that can be imported again. */
async function exportCircuits(pathId: string, orders: readonly CircuitOrderShown[], shell: Pick<Shell, 'beginFile'>): Promise<void> {
  const file = await shell.beginFile(`circuits-${pathId}.csv`);
  if (file === null) return;
  await file.add(csvLines([[...circuitOrderFields, ...circuitListColumns]]));
  for (let at = 0; at < orders.length; at += rowsAtOnce) {
    await file.add(csvLines(orders.slice(at, at + rowsAtOnce).map(listedCircuitCells)));
    await nextTurn();
  }
  await file.finish();
}

const toggled = (chosen: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
};

function columnsOf(
  orders: readonly CircuitOrderShown[],
  chosen: ReadonlySet<string>,
  setChosen: (chosen: ReadonlySet<string>) => void,
): readonly RowColumn<CircuitOrderShown>[] {
  return [
    {
      ...{ id: 'chosen', head: '', width: '36px' },
      cell: (order) => (
        <Checkbox
          size="xs"
          aria-label={`Choose ${order.id}`}
          tabIndex={-1}
          disabled={!canBeReleased(order)}
          checked={chosen.has(order.id)}
          onClick={(event) => {
            event.stopPropagation();
          }}
          onChange={() => {
            setChosen(toggled(chosen, order.id));
          }}
        />
      ),
      headCell: () => {
        const ids = orders.filter(canBeReleased).map(({ id }) => id);
        const count = ids.filter((id) => chosen.has(id)).length;
        return (
          <Checkbox
            size="xs"
            aria-label="Choose all"
            disabled={ids.length === 0}
            checked={count > 0 && count === ids.length}
            indeterminate={count > 0 && count < ids.length}
            onChange={() => {
              setChosen(new Set(count === ids.length ? [] : ids));
            }}
          />
        );
      },
    },
    {
      ...{ id: 'state', head: 'State', width: '100px', sortBy: ({ state }) => stateOrder.indexOf(state) },
      cell: ({ state, isImpaired }) => (
        <StateMark mark={isImpaired ? { severity: 'major' } : circuitOrderMarks[state]}>{isImpaired ? 'not carried' : state}</StateMark>
      ),
      title: ({ state, isImpaired }) => (isImpaired ? `${state}, but the connection that carries its path does not carry` : state),
    },
    { id: 'order', head: 'Order', width: '110px', cell: ({ id }) => <bdi>{id}</bdi>, title: ({ id }) => id, sortBy: ({ id }) => id },
    {
      ...{ id: 'end-user', head: 'End user', width: 'minmax(110px, 1.4fr)', sortBy: ({ endUser }) => endUser },
      cell: ({ endUser }) => <bdi>{endUser}</bdi>,
      title: ({ endUser }) => endUser,
    },
    { id: 'vci', head: 'VCI', width: '56px', align: 'right', cell: ({ vci }) => vci ?? '–', sortBy: ({ vci }) => vci ?? Infinity },
    {
      ...{ id: 'line', head: 'Line', width: '128px', cell: ({ line }) => <span className="mono">{lineText(line)}</span> },
      title: ({ line }) => `rack-shelf-slot-circuit (VPI/VCI): ${lineText(line)}`,
      sortBy: ({ line }) => lineText(line),
    },
    {
      id: 'cause',
      head: 'Why',
      width: 'minmax(70px, 1fr)',
      cell: ({ cause }) => <span className={classes['cause']}>{cause}</span>,
      title: ({ cause }) => cause,
    },
    {
      id: 'age',
      head: 'Age',
      width: '92px',
      align: 'right',
      cell: ({ stateSinceMs }) => <Age sinceMs={stateSinceMs} />,
      sortBy: ({ stateSinceMs }) => -stateSinceMs,
    },
  ];
}
