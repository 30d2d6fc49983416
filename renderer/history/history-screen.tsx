import { ActionIcon, CloseButton, Menu, Select, TextInput, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { historyRows, type HistoryRow } from '../../core/contract/live';
import { addressOf, useAddress } from '../app/address';
import { useShell } from '../app/shell-context';
import { useAnswer } from '../client/use-answer';
import { useConnection, useTable } from '../client/use-client';
import { csvOf } from '../ui/csv';
import { ListScreen, Notice } from '../ui/list-screen';
import { formatCount, formatUtc } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { UtcTime } from '../ui/times';
import { eventsOf, everything, filterHistory, newestFirst, screenOf, type HistoryFilter } from './history-filter';
import classes from './history-screen.module.css';
import { Verification } from './verification';

const actors = [
  { value: 'operator', label: 'Operators' },
  { value: 'engine', label: 'Engine' },
  { value: 'carrier', label: 'Carriers' },
] as const;

/** How far back; the latest ones follow what happens. */
const depths = [historyRows, 10_000, 100_000] as const;

/** Everything that was done, by whom or by which rule. */
export function HistoryScreen() {
  const table = useTable('history');
  const connection = useConnection();
  const { query } = useAddress();
  const [filter, setFilter] = useState<HistoryFilter>({ ...everything, text: query.get('find') ?? '' });
  const [depth, setDepth] = useState<number>(historyRows);
  const [openKey, setOpenKey] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const asked = useAnswer('history.tail', depth === historyRows ? null : { count: depth });
  const rows = useMemo(() => {
    const earlier = depth === historyRows ? null : asked.output;
    if (earlier !== null) return earlier.map((entry, index): HistoryRow => ({ ...entry, id: String(index) })).sort(newestFirst);
    return [...table.rows.values()].sort(newestFirst);
    // The map changes in place: its version tells when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [table.rows, table.version, depth, asked.output]);
  const deferred = useDeferredValue(filter);
  const shown = useMemo(() => filterHistory(rows, deferred), [rows, deferred]);
  const events = useMemo(() => eventsOf(rows), [rows]);
  useHotkeys([['/', () => search.current?.focus()]]);
  if (!table.isWhole)
    return table.fault === '' ? (
      <LoadingRows label="The history is being loaded" />
    ) : (
      <FailedPanel title="The history cannot be read">{table.fault}</FailedPanel>
    );
  return (
    <ListScreen
      isStale={connection.kind !== 'up'}
      tools={
        <>
          <TextInput
            ref={search}
            aria-label="Find entries by their words"
            placeholder="Words of an entry"
            leftSection={<IconSearch size={14} />}
            rightSection={
              filter.text !== '' && (
                <CloseButton
                  size="xs"
                  aria-label="Every word again"
                  onClick={() => {
                    setFilter({ ...filter, text: '' });
                  }}
                />
              )
            }
            w={240}
            maxLength={200}
            value={filter.text}
            onChange={(event) => {
              setFilter({ ...filter, text: event.currentTarget.value });
            }}
          />
          <Select
            aria-label="By whom"
            placeholder="By whomever"
            clearable
            w={140}
            data={actors.map((actor) => ({ ...actor }))}
            value={filter.actor}
            onChange={(value) => {
              setFilter({ ...filter, actor: actors.find((actor) => actor.value === value)?.value ?? null });
            }}
          />
          <Select
            aria-label="What happened"
            placeholder="Every event"
            clearable
            searchable
            w={200}
            data={[...events]}
            value={filter.event}
            onChange={(event) => {
              setFilter({ ...filter, event });
            }}
          />
          <Select
            aria-label="How far back"
            allowDeselect={false}
            w={200}
            data={depths.map((each) => ({
              value: String(each),
              label: each === historyRows ? `Latest ${formatCount(each)}, followed` : `Latest ${formatCount(each)}, as now`,
            }))}
            value={String(depth)}
            onChange={(value) => {
              setDepth(Number(value ?? historyRows));
            }}
          />
          <span className={classes['count']}>
            {asked.isAsking && depth !== historyRows ? 'being read …' : `${formatCount(shown.length)} of ${formatCount(rows.length)}`}
          </span>
          <span className={classes['end']}>
            <Export rows={shown} />
          </span>
        </>
      }
      notice={
        <>
          <Verification />
          {table.fault !== '' && (
            <Notice tone="major">The host cannot read the history now: {table.fault}. What you see is from before.</Notice>
          )}
          {asked.error !== '' && <Notice tone="major">Earlier entries could not be read: {asked.error}</Notice>}
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyPanel title="Nothing has happened yet">
          Every order, every act of an operator and every rule that acted is kept here, chained so that a change would show.
        </EmptyPanel>
      ) : (
        <RowTable
          label="History, newest first"
          rows={shown}
          columns={columns}
          keyOf={({ id }) => id}
          openKey={openKey}
          onSelect={({ id }) => {
            setOpenKey((open) => (open === id ? null : id));
          }}
          detail={(row) => <Detail row={row} />}
          empty="No entry is so: change the filter, or look further back."
        />
      )}
    </ListScreen>
  );
}

function Detail({ row }: { readonly row: HistoryRow }) {
  const shownAt = screenOf(row);
  return (
    <div className={classes['detail']}>
      <p>{row.text}</p>
      <p className={classes['about']}>
        {formatUtc(row.atMs)}, by {row.actor}, {row.event} of{' '}
        {shownAt === null ? (
          <bdi>{row.subject || 'nothing in particular'}</bdi>
        ) : (
          <a href={addressOf(shownAt[0], [shownAt[1]])}>{row.subject}</a>
        )}
      </p>
    </div>
  );
}

const exportedColumns = ['at', 'actor', 'event', 'subject', 'text'] as const;

/** Saves what is shown, oldest first. */
function Export({ rows }: { readonly rows: readonly HistoryRow[] }) {
  const { saveFile } = useShell();
  const oldestFirst = (): readonly HistoryRow[] => [...rows].reverse();
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Save what is shown">
          <ActionIcon aria-label="Save what is shown" disabled={rows.length === 0}>
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => {
            const lines = oldestFirst().map(({ atMs, actor, event, subject, text }) => [
              new Date(atMs).toISOString(),
              actor,
              event,
              subject,
              text,
            ]);
            void saveFile('history.csv', csvOf(exportedColumns, lines));
          }}
        >
          As CSV
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            const entries = oldestFirst().map(({ atMs, actor, event, subject, text }) => ({
              at: new Date(atMs).toISOString(),
              actor,
              event,
              subject,
              text,
            }));
            void saveFile('history.json', `${JSON.stringify(entries, null, 2)}\n`);
          }}
        >
          As JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const columns: readonly RowColumn<HistoryRow>[] = [
  { id: 'at', head: 'When, UTC', width: '164px', cell: ({ atMs }) => <UtcTime atMs={atMs} withDate /> },
  { id: 'actor', head: 'By', width: '84px', cell: ({ actor }) => actor },
  { id: 'event', head: 'Event', width: '180px', cell: ({ event }) => <span className="mono">{event}</span>, title: ({ event }) => event },
  { id: 'subject', head: 'Of', width: '160px', cell: ({ subject }) => <bdi>{subject}</bdi>, title: ({ subject }) => subject },
  { id: 'text', head: 'What', width: 'minmax(160px, 1fr)', cell: ({ text }) => <bdi>{text}</bdi>, title: ({ text }) => text },
];
