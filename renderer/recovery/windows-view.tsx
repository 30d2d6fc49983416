import { Button } from '@mantine/core';
import { IconCalendarPlus, IconCalendarTime } from '@tabler/icons-react';
import { useState } from 'react';
import type { WindowShown } from '../../core/contract/shapes';
import { isOver, type WindowOrderState, type WindowState } from '../../core/model/maintenance-window';
import { addressOf, goTo, useAddress } from '../app/address';
import { useOperator } from '../app/operator';
import { useCommand } from '../app/use-command';
import { useMay } from '../app/use-may';
import { useAnswer } from '../client/use-answer';
import { useConnection, useTable } from '../client/use-client';
import { AskWords } from '../ui/ask-words';
import { CopyId } from '../ui/copy-id';
import { Facts, ListScreen, Notice, Side, SideSection } from '../ui/list-screen';
import { asSentence, counted } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { Segments } from '../ui/segments';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { Age, useNow, UtcTime } from '../ui/times';
import { useKnownParts } from './subject-picker';
import { keyOfSubject, kindBefore, nameOfSubject, subjectsOfAddress, wordsOfSubject } from './subjects';
import { WindowForm } from './window-form';
import { PlannedConnections, PlannedProgress } from './window-preview';
import { progressWords, windowStateWords } from './window-words';
import classes from './windows-view.module.css';

const windowMarks: Readonly<Record<WindowState, Mark>> = {
  planned: { shape: 'circle' },
  'moving-away': { shape: 'half' },
  open: { severity: 'warning' },
  'moving-back': { shape: 'half' },
  closed: { shape: 'dot' },
  cancelled: { shape: 'dash' },
};

const views = [
  { value: 'standing', label: 'To come and under way' },
  { value: 'over', label: 'Over' },
] as const;

/** Maintenance windows: what is worked on when, whom it hits, and how far they are moved away and back. */
export function WindowsView() {
  const may = useMay();
  const { query } = useAddress();
  const orders = useTable('orders');
  const connection = useConnection();
  const now = useNow();
  const [view, setView] = useState<(typeof views)[number]['value']>('standing');
  // Windows are no table that is followed: what they do shows in orders, and else with the clock.
  const asked = useAnswer('windows.list', {}, { version: `${orders.version} ${Math.floor(now / 3_000)}`, settleMs: 200 });
  const windows = asked.output ?? [];
  const chosen = query.get('window');
  const selected = windows.find(({ id }) => id === chosen);
  const isPlanning = query.get('plan') !== null;
  const go = (given: Readonly<Record<string, string | null>>): void => {
    goTo(addressOf('recovery', [], { tab: 'maintenance', ...given }));
  };
  const close = (): void => {
    go({});
  };
  const shown = windows.filter((window) => isOver(window) === (view === 'over'));
  return (
    <ListScreen
      isStale={connection.kind !== 'up'}
      tools={
        <>
          <Segments label="Which windows" options={views} value={view} onChange={setView} />
          <Button
            ml="auto"
            variant="filled"
            leftSection={<IconCalendarPlus size={14} />}
            onClick={() => {
              go({ plan: 'new' });
            }}
            {...may('windows.plan')}
          >
            Plan a window
          </Button>
        </>
      }
      notice={
        asked.error !== '' &&
        asked.output !== null && <Notice tone="major">The windows cannot be read now: {asked.error}. What you see is from before.</Notice>
      }
      side={
        isPlanning ? (
          <WindowForm
            key={query.get('of') ?? ''}
            subjects={subjectsOfAddress(query.get('of'))}
            onClose={close}
            onPlanned={(id) => {
              go({ window: id });
            }}
          />
        ) : selected && query.get('change') !== null ? (
          <WindowForm
            key={selected.id}
            window={selected}
            subjects={selected.subjects}
            onClose={() => {
              go({ window: selected.id });
            }}
            onPlanned={(id) => {
              asked.askAgain();
              go({ window: id });
            }}
          />
        ) : (
          selected && <WindowSide key={selected.id} window={selected} onClose={close} onChanged={asked.askAgain} />
        )
      }
    >
      {asked.output === null ? (
        asked.error === '' ? (
          <LoadingRows label="Maintenance windows are being loaded" />
        ) : (
          <FailedPanel title="The windows cannot be read" actions={<Button onClick={asked.askAgain}>Ask again</Button>}>
            <p>{asked.error}</p>
          </FailedPanel>
        )
      ) : shown.length === 0 ? (
        <EmptyPanel
          icon={<IconCalendarTime size={20} />}
          title={view === 'over' ? 'No window is over' : 'No maintenance is planned'}
          actions={
            view === 'standing' && (
              <Button
                variant="filled"
                onClick={() => {
                  go({ plan: 'new' });
                }}
                {...may('windows.plan')}
              >
                Plan a window
              </Button>
            )
          }
        >
          <p>
            Tell what is worked on and when: before it begins, orders are moved away from it without a break where that can be had, nothing
            new is put on it, and afterwards they return.
          </p>
        </EmptyPanel>
      ) : (
        <RowTable
          label="Maintenance windows"
          rows={shown}
          rowHeight={32}
          columns={columns}
          keyOf={({ id }) => id}
          selectedKey={chosen}
          onSelect={({ id }) => {
            go({ window: id });
          }}
          onLeave={close}
          empty=""
        />
      )}
    </ListScreen>
  );
}

const columns: readonly RowColumn<WindowShown>[] = [
  {
    ...{ id: 'state', head: 'State', width: '128px', sortBy: ({ state }) => state },
    cell: ({ state, cancelledBy }) => (
      <StateMark mark={windowMarks[state]}>
        {state === 'moving-back' && cancelledBy !== null ? 'called off' : windowStateWords[state]}
      </StateMark>
    ),
  },
  {
    id: 'text',
    head: 'What is done',
    width: 'minmax(140px, 1fr)',
    isWhole: true,
    cell: ({ text }) => <bdi>{text}</bdi>,
    sortBy: ({ text }) => text,
  },
  {
    ...{ id: 'subjects', head: 'On', width: 'minmax(120px, 1fr)', isWhole: true },
    cell: ({ subjects }) => <Subjects subjects={subjects} />,
    title: ({ subjects }) => subjects.map(({ kind, id }) => `${kind} ${id}`).join('\n'),
  },
  {
    id: 'from',
    head: 'From, UTC',
    width: '136px',
    cell: ({ fromMs }) => <UtcTime atMs={fromMs} isToMinute />,
    sortBy: ({ fromMs }) => fromMs,
  },
  { id: 'to', head: 'To, UTC', width: '136px', cell: ({ toMs }) => <UtcTime atMs={toMs} isToMinute />, sortBy: ({ toMs }) => toMs },
  {
    id: 'progress',
    head: 'Connections',
    width: 'minmax(150px, 1fr)',
    isWhole: true,
    cell: (window) => (window.state === 'planned' ? <PlannedProgress subjects={window.subjects} /> : progressWords(window)),
  },
  { id: 'by', head: 'Planned by', width: '104px', cell: ({ plannedBy }) => <bdi>{plannedBy}</bdi>, title: ({ plannedBy }) => plannedBy },
];

function Subjects({ subjects }: { readonly subjects: WindowShown['subjects'] }) {
  const known = useKnownParts();
  return subjects.map((subject) => wordsOfSubject(subject, known)).join(', ');
}

const orderMarks: Readonly<Record<WindowOrderState, Mark>> = {
  'held-back': { severity: 'minor' },
  'moving-away': { shape: 'half' },
  stays: { severity: 'major' },
  away: { shape: 'dot' },
  'moving-back': { shape: 'half' },
  back: { shape: 'dot' },
  left: { shape: 'dash' },
};

interface WindowSideProps {
  readonly window: WindowShown;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function WindowSide({ window, onClose, onChanged }: WindowSideProps) {
  const by = useOperator();
  const command = useCommand();
  const may = useMay();
  const known = useKnownParts();
  const now = useNow();
  const [isCancelling, setCancelling] = useState(false);
  const { id, text, state, fromMs, toMs, subjects, plannedBy, cancelledBy, orders } = window;
  const canChange = state === 'planned' || state === 'moving-away' || state === 'open';
  return (
    <Side
      label={`Maintenance: ${text}`}
      onClose={onClose}
      title={
        <StateMark mark={windowMarks[state]}>
          <span className={classes['subject']}>
            <bdi>{text}</bdi>
          </span>
        </StateMark>
      }
      actions={
        canChange && (
          <>
            <Button
              component="a"
              href={addressOf('recovery', [], { tab: 'maintenance', window: id, change: 'yes' })}
              {...may('windows.change')}
            >
              Change
            </Button>
            <Button
              onClick={() => {
                setCancelling(true);
              }}
              {...may('windows.cancel')}
            >
              {state === 'planned' ? 'Cancel it' : 'End it now'}
            </Button>
          </>
        )
      }
    >
      <SideSection>
        <p>{asSentence(progressWords(window))}</p>
        <Facts
          facts={[
            ['State', windowStateWords[state]],
            ['From', <UtcTime key="from" atMs={fromMs} withDate />],
            ['To', <UtcTime key="to" atMs={toMs} withDate />],
            // Orders are moved away before it begins: what is under way may be to come.
            [fromMs > now ? 'Begins' : 'Began', <Age key="age" sinceMs={fromMs} isRelative />],
            ['Planned by', plannedBy],
            ...(cancelledBy === null ? [] : [['Cancelled by', cancelledBy] as const]),
            ['Id', <CopyId key="id" id={id} />],
          ]}
        />
      </SideSection>
      <SideSection title="What is worked on">
        <ul className={classes['list']}>
          {subjects.map((subject) => (
            <li key={keyOfSubject(subject)}>
              {kindBefore(subject, known) !== '' && <span>{kindBefore(subject, known)} </span>}
              <bdi>{nameOfSubject(subject, known)}</bdi>
            </li>
          ))}
        </ul>
      </SideSection>
      <SideSection title={orders.length === 0 ? 'Connections' : counted(orders.length, 'connection')}>
        {state === 'planned' ? (
          <PlannedConnections subjects={subjects} />
        ) : orders.length === 0 ? (
          <p>None ran over it.</p>
        ) : (
          <ul className={classes['list']}>
            {orders.map(({ orderId, state: became, text: why }) => (
              <li key={orderId}>
                <div>
                  <a href={addressOf('orders', [orderId])}>
                    <bdi>{orderId}</bdi>
                  </a>
                  <StateMark mark={orderMarks[became]}>{became.replace('-', ' ')}</StateMark>
                </div>
                {why !== '' && <p>{why}</p>}
              </li>
            ))}
          </ul>
        )}
      </SideSection>
      <AskWords
        isOpen={isCancelling}
        title={state === 'planned' ? `Cancel “${text}”` : `End “${text}” now`}
        label="Why, for the history"
        act={state === 'planned' ? 'Cancel it' : 'End it'}
        onClose={() => {
          setCancelling(false);
        }}
        onAct={(reason) => {
          void command.carryOut('windows.cancel', { windowId: id, by, reason }, 'It is called off.').then(onChanged);
        }}
      >
        <p>
          {state === 'planned'
            ? 'Nothing was moved for it yet, and nothing will be.'
            : 'What is worked on counts as usable again at once, and connections that were moved away return to it. Whoever works there is to have left it.'}
        </p>
      </AskWords>
    </Side>
  );
}
