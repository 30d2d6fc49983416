import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { StandingDiscrepancyShown } from '../../core/contract/shapes';
import type { Evidence, Remedy } from '../../core/model/discrepancy';
import { addressOf } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay, type May } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useTable } from '../client/use-client';
import { AskWords } from '../ui/ask-words';
import { CarrierName } from '../ui/carrier-name';
import { Notice } from '../ui/list-screen';
import { asSentence, counted, formatMs } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { Age } from '../ui/times';
import classes from './reconciliation.module.css';

interface Asking {
  readonly discrepancy: StandingDiscrepancyShown;
  readonly remedy: Remedy;
}

const remedyWords: Readonly<Record<Remedy, string>> = { adopt: 'Adopt', remove: 'Remove', repair: 'Repair' };

/** The store beside what the managers hold: in what they differ, and each difference with its remedies. */
export function Reconciliation({ carrierId }: { readonly carrierId: string | null }) {
  const orders = useTable('orders');
  const [compared, setCompared] = useState(0);
  const [asking, setAsking] = useState<Asking | null>(null);
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const standing = useAnswer('reconciliation.list', {}, { version: `${orders.version} ${compared}`, everyMs: 2_000 });
  const comparison = useAnswer('reconciliation.compare', compared === 0 ? null : carrierId === null ? {} : { carrierId }, {
    version: compared,
    everyMs: 0,
  });
  const nameOf = useResourceNames();
  const columns = useMemo(() => columnsFor(nameOf, setAsking, may), [nameOf, may]);
  const all =
    compared > 0 && comparison.output !== null && !comparison.isAsking && (comparison.atMs ?? 0) >= (standing.atMs ?? 0)
      ? comparison.output.discrepancies
      : standing.output;
  const rows = (all ?? []).filter((each) => carrierId === null || each.carrierId === carrierId);
  const notHeard = comparison.output?.carriers.filter(({ kind }) => kind === 'not-heard') ?? [];
  return (
    <>
      <div className={classes['tools']}>
        <span>
          {comparison.isAsking && compared > 0
            ? `What the managers hold is being read${comparison.progress === null ? '' : `: ${comparison.progress.text}`} …`
            : rows.length === 0
              ? 'Store and managers agree'
              : counted(rows.length, 'difference')}
          {compared > 0 && comparison.atMs !== null && !comparison.isAsking && (
            <span className={classes['muted']}>
              {' '}
              compared <Age sinceMs={comparison.atMs} isRelative />
            </span>
          )}
        </span>
        <Button
          className={classes['last'] ?? ''}
          leftSection={<IconRefresh size={14} />}
          loading={compared > 0 && comparison.isAsking}
          onClick={() => {
            setCompared((before) => before + 1);
          }}
          {...may('reconciliation.compare')}
        >
          {carrierId === null ? 'Compare all now' : 'Compare now'}
        </Button>
      </div>
      {comparison.error !== '' && <Notice tone="major">The comparison came to nothing: {comparison.error}</Notice>}
      {notHeard.map(({ carrierId: id, text }) => (
        <Notice key={id} tone="minor">
          {asSentence(text)}
        </Notice>
      ))}
      {standing.output === null && standing.error !== '' ? (
        <FailedPanel title="The differences cannot be read">{standing.error}</FailedPanel>
      ) : all === null || (rows.length === 0 && compared > 0 && comparison.isAsking) ? (
        <LoadingRows label="Differences are being read" />
      ) : rows.length === 0 ? (
        <EmptyPanel title="Store and managers agree">
          Each time a manager is read in full, what it holds is compared with the store. Services that nobody ordered, missing ones, and
          those that run or take another way show here with what can be done.
        </EmptyPanel>
      ) : (
        <RowTable
          label="Differences between store and managers"
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          rowHeight={36}
          empty=""
        />
      )}
      <AskWords
        isOpen={asking !== null}
        title={asking ? `${remedyWords[asking.remedy]}: ${asking.discrepancy.subjectId}` : ''}
        label="Why, for the history"
        act={asking ? `${remedyWords[asking.remedy]} it` : ''}
        onClose={() => {
          setAsking(null);
        }}
        onAct={(reason) => {
          if (!asking) return;
          const input = { discrepancyId: asking.discrepancy.id, remedy: asking.remedy, reason, by };
          void command
            .carryOut('reconciliation.settle', input, ({ kind, text }) => asSentence(kind === 'not-done' ? `not done: ${text}` : text))
            .then(() => {
              standing.askAgain();
            });
        }}
      >
        {asking && <Touched asking={asking} />}
      </AskWords>
    </>
  );
}

/** What a remedy touches, before it is asked for. */
function Touched({ asking: { discrepancy, remedy } }: { readonly asking: Asking }) {
  const meaning = discrepancy.remedies.find((each) => each.remedy === remedy)?.text ?? '';
  return (
    <>
      <p>{asSentence(discrepancy.text)}</p>
      <p>
        {asSentence(meaning)} {discrepancy.orderId === null ? 'No order is touched.' : `It concerns ${discrepancy.orderId}.`}
      </p>
    </>
  );
}

const columnsFor = (
  nameOf: (resourceId: string) => string,
  ask: (asking: Asking) => void,
  may: May,
): readonly RowColumn<StandingDiscrepancyShown>[] => [
  {
    ...{ id: 'kind', head: 'What', width: '124px', sortBy: ({ kind }) => kind },
    cell: ({ kind, state }) => <StateMark mark={state === 'open' ? { severity: 'minor' } : { shape: 'half' }}>{kind}</StateMark>,
    title: ({ text }) => text,
  },
  {
    ...{ id: 'carrier', head: 'Carrier', width: '128px', sortBy: ({ carrierId }) => carrierId },
    cell: ({ carrierId }) => <CarrierName carrierId={carrierId} />,
  },
  {
    ...{ id: 'order', head: 'Order', width: '112px', sortBy: ({ orderId }) => orderId ?? '' },
    cell: ({ orderId }) =>
      orderId === null ? <span className={classes['muted']}>none</span> : <a href={addressOf('orders', [orderId])}>{orderId}</a>,
  },
  {
    ...{ id: 'store', head: 'The store says', width: 'minmax(140px, 1fr)' },
    cell: (each) => storeSide(each, nameOf),
    title: (each) => storeSide(each, nameOf),
  },
  {
    ...{ id: 'manager', head: 'The manager holds', width: 'minmax(140px, 1fr)' },
    cell: (each) => managerSide(each, nameOf),
    title: ({ text }) => text,
  },
  {
    ...{ id: 'age', head: 'Found', width: '84px', align: 'right', sortBy: ({ foundAtMs }) => foundAtMs },
    cell: ({ foundAtMs }) => <Age sinceMs={foundAtMs} isRelative />,
  },
  {
    ...{ id: 'acts', head: 'Remedies', width: '248px' },
    cell: (discrepancy) => (
      <span className={classes['acts']}>
        {discrepancy.remedies.length === 0 && <span className={classes['muted']}>{discrepancy.outcome || discrepancy.state}</span>}
        {discrepancy.remedies.map(({ remedy, text }) => (
          <Button
            key={remedy}
            title={text}
            onClick={() => {
              ask({ discrepancy, remedy });
            }}
            {...may('reconciliation.settle')}
          >
            {remedyWords[remedy]}
          </Button>
        ))}
      </span>
    ),
    title: ({ outcome }) => outcome,
  },
];

type Names = (resourceId: string) => string;
type Told = Pick<StandingDiscrepancyShown, 'kind' | 'evidence' | 'text'>;

const way = (ids: readonly string[] | null, nameOf: Names): string =>
  ids === null ? 'a way it does not tell' : ids.length === 0 ? 'within one node' : ids.map(nameOf).join(' – ');

function storeSide({ kind, evidence }: Told, nameOf: Names): string {
  switch (evidence.kind) {
    case 'service':
      return kind === 'orphan' ? 'no order wants it' : serviceWords(evidence, nameOf);
    case 'route':
      return way(evidence.booked, nameOf);
    case 'latency':
      return `${formatMs(evidence.totalledNs)}, limit ${formatMs(evidence.limitNs)}`;
    case 'capacity':
      return `${evidence.ourSlots} slots ours, ${evidence.foreignSlots} of others`;
  }
}

function managerSide({ kind, evidence, text }: Told, nameOf: Names): string {
  if (kind === 'missing') return 'no such service';
  switch (evidence.kind) {
    case 'service':
      return kind === 'orphan' ? serviceWords(evidence, nameOf) : text;
    case 'route':
      return kind === 'state-drift' ? text : way(evidence.realised, nameOf);
    case 'latency':
      return `${formatMs(evidence.inForceNs)} in force`;
    case 'capacity':
      return `${evidence.availableSlots} of ${evidence.slots} slots free`;
  }
}

const serviceWords = ({ name, slots, resourceIds }: Extract<Evidence, { kind: 'service' }>, nameOf: Names): string =>
  `${name === '' ? 'a service' : name}, ${counted(slots, 'slot')}, ${way(resourceIds, nameOf)}`;

/** Names of resources by their ids, where they are known. */
function useResourceNames(): Names {
  const resources = useTable('resources');
  return useMemo(() => (id: string) => resources.rows.get(id)?.name ?? id.slice(id.indexOf('/') + 1), [resources]);
}
