import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import type { InterconnectProposed, InterconnectsShown, ProposedEnd } from '../../core/contract/links';
import { addressOf } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay, type May } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useTable } from '../client/use-client';
import { AskWords } from '../ui/ask-words';
import { CarrierBar, unknownCarrier, useCarriers } from '../ui/carrier-name';
import { Notice } from '../ui/list-screen';
import { counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { conditionMarks, type Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { rivalsOf, rivalWords } from './competing-proposals';
import classes from './interconnects.module.css';

type Line =
  | {
      readonly kind: 'proposed';
      readonly key: string;
      readonly proposed: InterconnectProposed;
      readonly rivals: readonly InterconnectProposed[];
    }
  | { readonly kind: 'known'; readonly key: string; readonly known: InterconnectsShown['known'][number] }
  | { readonly kind: 'rejected'; readonly key: string; readonly rejected: InterconnectsShown['rejected'][number] };

type Asking =
  | { readonly kind: 'confirm' | 'reject'; readonly proposed: InterconnectProposed }
  | { readonly kind: 'part'; readonly id: string; readonly words: string };

/** Where carriers meet: what their plugs say, what an operator confirmed, and what could be. */
export function Interconnects({ carrierId }: { readonly carrierId: string | null }) {
  const table = useTable('interconnects');
  const [asking, setAsking] = useState<Asking | null>(null);
  const command = useCommand();
  const may = useMay();
  const by = useOperator();
  const { output, error, askAgain } = useAnswer('interconnects.list', carrierId === null ? {} : { carrierId }, {
    version: table.version,
    everyMs: 1_000,
  });
  const close = (): void => {
    setAsking(null);
  };
  return (
    <>
      <List
        output={output}
        error={error}
        ask={setAsking}
        may={may}
        allow={async ({ a, z }) => {
          await command.carryOut('interconnects.allow', { aPortId: a.portId, zPortId: z.portId, by }, 'They may be proposed again.');
          askAgain();
        }}
      />
      <ConfirmJoin
        key={asking?.kind === 'confirm' ? asking.proposed.a.portId + asking.proposed.z.portId : 'none'}
        proposed={asking?.kind === 'confirm' ? asking.proposed : null}
        onClose={close}
        onConfirm={async (aPortId, zPortId) => {
          await command.carryOut('interconnects.confirm', { aPortId, zPortId, by }, 'They are joined; connections may cross there.');
          askAgain();
        }}
      />
      <AskWords
        isOpen={asking !== null && asking.kind !== 'confirm'}
        title={asking?.kind === 'part' ? 'Part an interconnect' : 'Reject a proposal'}
        label="Why, for the history"
        placeholder="There is no cable between them"
        act={asking?.kind === 'part' ? 'Part it' : 'Reject it'}
        onClose={close}
        onAct={(reason) => {
          const done = (): void => {
            askAgain();
          };
          if (asking?.kind === 'part')
            void command.carryOut('interconnects.part', { interconnectId: asking.id, reason, by }, 'They are joined no more.').then(done);
          else if (asking?.kind === 'reject') {
            const { a, z } = asking.proposed;
            void command
              .carryOut(
                'interconnects.reject',
                { aPortId: a.portId, zPortId: z.portId, reason, by },
                'They are proposed no more; another pair may be.',
              )
              .then(done);
          }
        }}
      >
        <p>
          {asking?.kind === 'part'
            ? `${asking.words}: no new connection crosses there. It is refused while one does.`
            : 'These two ports are not proposed again until you allow it.'}
        </p>
      </AskWords>
    </>
  );
}

interface ListProps extends Acts {
  readonly output: InterconnectsShown | null;
  readonly error: string;
}

function List({ output, error, ...acts }: ListProps) {
  if (output === null && error !== '') return <FailedPanel title="The interconnects cannot be read">{error}</FailedPanel>;
  if (output === null) return <LoadingRows label="Interconnects are being read" />;
  const lines = linesOf(output);
  return (
    <>
      {error !== '' && <Notice tone="major">The interconnects cannot be read now: {error}. What you see is from before.</Notice>}
      <p className={classes['about']}>
        {counted(output.proposed.length, 'proposal')} by shared site, {counted(output.known.length, 'interconnect')} in use or free. Only
        what is joined carries connections from one carrier to the other.
      </p>
      {lines.length === 0 ? (
        <EmptyPanel title="No two carriers meet">Interconnects show here once two carriers have ports at one site.</EmptyPanel>
      ) : (
        <RowTable
          label="Interconnects, proposals first"
          rows={lines}
          columns={columnsFor(acts)}
          keyOf={({ key }) => key}
          rowHeight={34}
          empty=""
        />
      )}
    </>
  );
}

const linesOf = ({ proposed, known, rejected }: InterconnectsShown): readonly Line[] => [
  ...[...rivalsOf(proposed)].map(
    ([each, rivals]) => ({ kind: 'proposed', key: `p ${each.a.portId} ${each.z.portId}`, proposed: each, rivals }) as const,
  ),
  ...known.map((each) => ({ kind: 'known', key: `k ${each.id}`, known: each }) as const),
  ...rejected.map((each) => ({ kind: 'rejected', key: `r ${each.a.portId} ${each.z.portId}`, rejected: each }) as const),
];

const endsOf = (line: Line): { readonly a: ProposedEnd; readonly z: ProposedEnd } =>
  line.kind === 'proposed' ? line.proposed : line.kind === 'known' ? line.known : line.rejected;

interface Acts {
  readonly ask: (asking: Asking) => void;
  readonly allow: (ends: { readonly a: ProposedEnd; readonly z: ProposedEnd }) => Promise<void>;
  readonly may: May;
}

function columnsFor({ ask, allow, may }: Acts): readonly RowColumn<Line>[] {
  const end = (side: 'a' | 'z', head: string): RowColumn<Line> => ({
    ...{ id: side, head, width: 'minmax(150px, 1fr)' },
    cell: (line) => <End end={endsOf(line)[side]} />,
    title: (line) => `${endsOf(line)[side].portName} at ${endsOf(line)[side].nodeName}`,
  });
  return [
    {
      ...{ id: 'state', head: 'State', width: '128px' },
      cell: (line) => <State line={line} />,
    },
    {
      ...{ id: 'site', head: 'Site', width: 'minmax(96px, 0.6fr)' },
      cell: (line) => (line.kind === 'proposed' ? line.proposed.siteName : line.kind === 'known' ? line.known.siteName || 'unknown' : '–'),
    },
    end('a', 'One side'),
    end('z', 'Other side'),
    {
      ...{ id: 'why', head: 'By', width: 'minmax(140px, 1.1fr)' },
      cell: (line) => <Why line={line} />,
      title: (line) =>
        line.kind === 'proposed' && line.rivals.length === 0 ? line.proposed.why : line.kind === 'rejected' ? line.rejected.reason : '',
    },
    {
      ...{ id: 'acts', head: '', width: '168px', align: 'right' },
      headCell: () => <span className="visually-hidden">What can be done</span>,
      cell: (line) => (
        <span className={classes['acts']}>
          {line.kind === 'proposed' && (
            <>
              <Button
                onClick={() => {
                  ask({ kind: 'reject', proposed: line.proposed });
                }}
                {...may('interconnects.reject')}
              >
                Reject
              </Button>
              <Button
                variant="filled"
                onClick={() => {
                  ask({ kind: 'confirm', proposed: line.proposed });
                }}
                {...may('interconnects.confirm')}
              >
                Confirm
              </Button>
            </>
          )}
          {line.kind === 'known' && line.known.origin === 'operator' && (
            <Button
              disabled={line.known.orderId !== null}
              title={line.known.orderId === null ? undefined : `${line.known.orderId} runs over it`}
              onClick={() => {
                ask({ kind: 'part', id: line.known.id, words: `${line.known.a.portName} and ${line.known.z.portName}` });
              }}
              {...may('interconnects.part')}
            >
              Part
            </Button>
          )}
          {line.kind === 'rejected' && (
            <Button onClick={() => void allow(line.rejected)} {...may('interconnects.allow')}>
              Allow again
            </Button>
          )}
        </span>
      ),
    },
  ];
}

function State({ line }: { readonly line: Line }) {
  if (line.kind === 'proposed') return <StateMark mark={{ shape: 'dotted' }}>proposed</StateMark>;
  if (line.kind === 'rejected') return <StateMark mark={{ shape: 'cross' }}>rejected</StateMark>;
  const condition = line.known.condition;
  const mark: Mark =
    condition === 'up' || condition === 'degraded' || condition === 'down' || condition === 'withdrawn'
      ? conditionMarks[condition]
      : { shape: 'dash' };
  return <StateMark mark={mark}>{condition}</StateMark>;
}

function Why({ line }: { readonly line: Line }) {
  switch (line.kind) {
    case 'proposed':
      return line.rivals.length === 0 ? line.proposed.why : <Rivals proposed={line.proposed} rivals={line.rivals} />;
    case 'rejected':
      return `${line.rejected.by}: ${line.rejected.reason}`;
    case 'known': {
      const { origin, orderId } = line.known;
      return (
        <>
          {origin === 'plug-id' ? 'plug identifiers' : 'confirmed by hand'}
          {orderId !== null && (
            <>
              , used by <a href={addressOf('orders', [orderId])}>{orderId}</a>
            </>
          )}
        </>
      );
    }
  }
}

/** One port that several could be joined with: the operator knows which. */
function Rivals({ proposed, rivals }: { readonly proposed: InterconnectProposed; readonly rivals: readonly InterconnectProposed[] }) {
  const carriers = useCarriers();
  const words = rivalWords(proposed, rivals, (id) => (carriers.get(id) ?? unknownCarrier(id)).name);
  return (
    <span title={`${words}. ${proposed.why}`}>
      <StateMark mark={{ severity: 'warning' }}>{words}</StateMark>
    </span>
  );
}

function End({ end: { carrierId, portName, nodeName } }: { readonly end: ProposedEnd }) {
  const { name } = useCarriers().get(carrierId) ?? unknownCarrier(carrierId);
  return (
    <span className={classes['end']}>
      <CarrierBar carrierId={carrierId} />
      <span className={classes['port']}>
        <bdi>{portName}</bdi>{' '}
        <span className={classes['muted']}>
          {name}, {nodeName}
        </span>
      </span>
    </span>
  );
}

interface ConfirmJoinProps {
  readonly proposed: InterconnectProposed | null;
  readonly onClose: () => void;
  readonly onConfirm: (aPortId: string, zPortId: string) => Promise<void>;
}

/** The operator knows the cable: which port at which. */
function ConfirmJoin({ proposed, onClose, onConfirm }: ConfirmJoinProps) {
  const [aPortId, setA] = useState(proposed?.a.portId ?? null);
  const [zPortId, setZ] = useState(proposed?.z.portId ?? null);
  const options = (first: ProposedEnd, others: readonly ProposedEnd[]) =>
    [first, ...others].map(({ portId, portName, nodeName }) => ({ value: portId, label: `${portName}, ${nodeName}` }));
  return (
    <Modal opened={proposed !== null} onClose={onClose} title="Confirm an interconnect" size="md">
      {proposed && (
        <div className={classes['form']}>
          <p>
            At {proposed.siteName} a cable joins these two ports, and connections may cross there ({proposed.signals.join(', ')}). They are
            no ends of orders any more. Until a latency is entered or measured, the site’s default counts.
          </p>
          <Select
            label={`Port of ${proposed.a.carrierId}`}
            searchable
            allowDeselect={false}
            data={options(proposed.a, proposed.freeA)}
            value={aPortId}
            onChange={setA}
          />
          <Select
            label={`Port of ${proposed.z.carrierId}`}
            searchable
            allowDeselect={false}
            data={options(proposed.z, proposed.freeZ)}
            value={zPortId}
            onChange={setZ}
          />
          <div className={classes['actions']}>
            <Button onClick={onClose}>Not now</Button>
            <Button
              variant="filled"
              disabled={aPortId === null || zPortId === null}
              onClick={() => {
                onClose();
                if (aPortId !== null && zPortId !== null) void onConfirm(aPortId, zPortId);
              }}
            >
              Join these two
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
