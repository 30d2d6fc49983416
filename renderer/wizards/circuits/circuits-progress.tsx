import { Button, Progress } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CircuitOrderShown } from '../../../core/contract/circuit-shapes';
import type { PathRow } from '../../../core/contract/live';
import { addressOf, goTo } from '../../app/address';
import { useOperator } from '../../app/operator';
import { useCommand } from '../../app/use-command';
import { useMay } from '../../app/use-may';
import { circuitOrderMarks } from '../../circuits/circuit-order-marks';
import { useTable } from '../../client/use-client';
import { Confirm } from '../../ui/confirm';
import { asSentence, counted } from '../../ui/numbers';
import { RowTable, type RowColumn } from '../../ui/row-table';
import { StateMark } from '../../ui/state-mark';
import type { OpenDraft } from '../use-draft';
import { newWizard } from '../wizard-address';
import type { CircuitsFields } from './circuits-fields';
import classes from './circuits.module.css';
import type { OrderedCounts } from './ordered-counts';

interface CircuitsProgressProps {
  readonly draft: OpenDraft<CircuitsFields>;
  readonly counts: OrderedCounts;
  /** Being entered; null: they are. */
  readonly sending: { readonly done: number; readonly total: number | null } | null;
  readonly refusal: string;
  readonly path: PathRow | undefined;
  /** Enters those that were not, when it was interrupted; null: there are none. */
  readonly onEnterAbsent: (() => void) | null;
  readonly isResult?: boolean;
}

/** What becomes of each order at the switch, as it happens, and in the end. */
export function CircuitsProgress({ draft, counts, sending, refusal, path, onEnterAbsent, isResult = false }: CircuitsProgressProps) {
  const circuits = useTable('circuits');
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const [isReleasing, setReleasing] = useState(false);
  const { orderIds, pathId } = draft.fields;
  const rows = useMemo(
    (): readonly Row[] => (orderIds ?? []).map((id) => ({ id, order: ofPath(circuits.rows.get(id), pathId) })),
    // Rows change in place; the table's version counts.
    [orderIds, pathId, circuits],
  );
  const standing = rows.flatMap(({ order }) => (order && !['released', 'failed', 'releasing'].includes(order.state) ? [order.id] : []));
  const total = rows.length;
  const settled = counts.active + counts.failed + counts.released;
  const leaveTo = (address: string) => () => {
    void draft.discard().then(() => {
      goTo(address);
    });
  };
  return (
    <div className={classes['progress']}>
      <section className={classes['sum']} role="status" aria-label="What became of them">
        <strong>
          {circuits.isWhole ? `${counts.active} of ${counted(total, 'circuit')} carry` : `${counted(total, 'circuit')}: being read`}
        </strong>
        <span>
          {[
            counts.underWay > 0 && `${counts.underWay} under way`,
            counts.waiting > 0 && `${counts.waiting} wait for more circuits`,
            counts.failed > 0 && `${counts.failed} failed`,
            counts.released > 0 && `${counts.released} released`,
            circuits.isWhole && counts.absent > 0 && `${counts.absent} not entered`,
          ]
            .filter((part) => part !== false)
            .join(', ')}
        </span>
        {counts.waiting > 0 && path && <span className={classes['quiet']}>{asSentence(path.applied.outcome)}</span>}
        <span className={classes['acts']}>
          {onEnterAbsent && counts.absent > 0 && (
            <Button variant="filled" onClick={onEnterAbsent} {...may('circuits.order')}>
              Enter the {counts.absent} that are not
            </Button>
          )}
          {isResult && (
            <>
              <Button variant="filled" onClick={leaveTo(addressOf('circuits', pathId === null ? [] : [pathId]))}>
                Show the path
              </Button>
              <Button onClick={leaveTo(newWizard('circuits', { path: pathId }))}>Provision more of it</Button>
            </>
          )}
          {standing.length > 0 && (
            <Button
              onClick={() => {
                setReleasing(true);
              }}
              {...may('circuits.release')}
            >
              Release {standing.length}
            </Button>
          )}
        </span>
      </section>
      {refusal !== '' && (
        <p role="alert" className={classes['refusal']}>
          <StateMark mark={{ severity: 'major' }}>{asSentence(refusal)}</StateMark>
        </p>
      )}
      {!isResult && (
        <Progress
          className={classes['bar'] ?? ''}
          size="sm"
          aria-label="Orders that are settled"
          value={
            sending !== null && sending.total !== null
              ? (50 * sending.done) / Math.max(1, sending.total)
              : (100 * settled) / Math.max(1, total)
          }
        />
      )}
      <div className={classes['table']}>
        <RowTable label="Orders and what became of them" rows={rows} columns={columns} keyOf={({ id }) => id} empty="" />
      </div>
      <Confirm
        isOpen={isReleasing}
        title={`Release ${counted(standing.length, 'circuit')}?`}
        act={`Release ${standing.length}`}
        keep="Keep them"
        isCutting
        onClose={() => {
          setReleasing(false);
        }}
        onConfirm={() => {
          void command.carryOut(
            'circuits.release',
            { orderIds: standing, by },
            (outcomes) => `${counted(outcomes.filter(({ kind }) => kind === 'received').length, 'circuit')} being released`,
          );
        }}
      >
        <p>
          Those that carry are taken down at the switch; those that wait are given up. Their identifiers are free again after quarantine.
        </p>
      </Confirm>
    </div>
  );
}

interface Row {
  readonly id: string;
  /** undefined: it was not entered. */
  readonly order: CircuitOrderShown | undefined;
}

const ofPath = (order: CircuitOrderShown | undefined, pathId: string | null): CircuitOrderShown | undefined =>
  order?.pathId === pathId ? order : undefined;

const columns: readonly RowColumn<Row>[] = [
  { id: 'order', head: 'Order', width: '140px', cell: ({ id }) => <bdi>{id}</bdi>, title: ({ id }) => id },
  {
    ...{ id: 'state', head: 'State', width: '140px', sortBy: ({ order }) => order?.state ?? '' },
    cell: ({ order }) =>
      order ? (
        <StateMark mark={circuitOrderMarks[order.state]}>{order.state}</StateMark>
      ) : (
        <StateMark mark={{ shape: 'cross' }}>not entered</StateMark>
      ),
  },
  { id: 'vci', head: 'VCI', width: '64px', align: 'right', cell: ({ order }) => order?.vci ?? '–' },
  { id: 'user', head: 'End user', width: '180px', cell: ({ order }) => <bdi>{order?.endUser ?? ''}</bdi> },
  { id: 'cause', head: 'Why', width: 'minmax(0, 1fr)', cell: ({ order }) => order?.cause ?? '', title: ({ order }) => order?.cause ?? '' },
];
