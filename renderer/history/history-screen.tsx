import { Button, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { HistoryRecordShown } from '../../core/contract/history';
import { addressOf, useAddress } from '../app/address';
import { useAnswer } from '../client/use-answer';
import { useConnection, useTable } from '../client/use-client';
import { ListScreen, Notice } from '../ui/list-screen';
import { formatCount, formatUtc } from '../ui/numbers';
import { EmptyPanel, FailedPanel, LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import { UtcTime } from '../ui/times';
import { ExportMenu, ExportNotice, useExporting } from './export-menu';
import { FilterBar } from './filter-bar';
import { everything, filterOf, screenOf, type FilterTyped } from './history-filter';
import classes from './history-screen.module.css';
import { useHistoryPages, type HistoryPages } from './use-history-pages';
import { Verification } from './verification';

/** So many records are shown after the one that is broken. */
const around = 12;

/** Everything that was done, by whom or by which rule: looked for by the host, page by page. */
export function HistoryScreen() {
  const connection = useConnection();
  const { query } = useAddress();
  const [typed, setTyped] = useState<FilterTyped>(() => ({
    ...everything,
    words: query.get('find') ?? '',
    subject: query.get('of') ?? '',
  }));
  /** The record at which the history is broken, where one looks at that. */
  const [broken, setBroken] = useState<{ readonly seq: number; readonly text: string } | null>(null);
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [settled] = useDebouncedValue(typed, 250);
  const filter = useMemo(() => filterOf(broken === null ? settled : everything), [settled, broken]);
  // It tells that there is something new; what, the search tells.
  const { version } = useTable('history');
  const pages = useHistoryPages(filter, version, broken === null ? null : broken.seq + around);
  const events = useAnswer('history.events', {}, { version, everyMs: 10_000 });
  const exporting = useExporting();
  const shownColumns = useMemo(() => columnsFor(broken), [broken]);
  const isEmpty = pages.records.length === 0;
  return (
    <ListScreen
      isStale={connection.kind !== 'up'}
      tools={
        <>
          <FilterBar
            filter={typed}
            events={events.output?.events ?? []}
            onFilter={(next) => {
              setBroken(null);
              setTyped(next);
            }}
          />
          <span className={classes['end']}>
            <Looked pages={pages} />
            <ExportMenu exporting={exporting} filter={filter} />
          </span>
        </>
      }
      notice={
        <>
          <Verification
            onShow={(at) => {
              setBroken(at);
              setOpenKey(null);
            }}
          />
          <ExportNotice exporting={exporting} />
          {broken !== null && (
            <Notice tone="major">
              <div className={classes['verification']}>
                <span>
                  Around record {formatCount(broken.seq)}, where the history is not as it was recorded: nothing after it is proved.
                </span>
                <Button
                  onClick={() => {
                    setBroken(null);
                  }}
                >
                  Show everything again
                </Button>
              </div>
            </Notice>
          )}
          {pages.error !== '' && !isEmpty && <Notice tone="major">Earlier entries could not be read: {pages.error}</Notice>}
        </>
      }
    >
      {isEmpty && pages.error !== '' ? (
        <FailedPanel title="The history cannot be read" actions={<Button onClick={pages.more}>Ask again</Button>}>
          <p>{pages.error}</p>
        </FailedPanel>
      ) : isEmpty && pages.lastSeq === null ? (
        <LoadingRows label="The history is being looked through" />
      ) : pages.lastSeq === 0 ? (
        <EmptyPanel title="Nothing has happened yet">
          Every order, every act of an operator and every rule that acted is kept here, chained so that a change would show.
        </EmptyPanel>
      ) : (
        <RowTable
          label="History, newest first"
          rows={pages.records}
          columns={shownColumns}
          keyOf={keyOf}
          openKey={openKey}
          onSelect={(row) => {
            setOpenKey((open) => (open === keyOf(row) ? null : keyOf(row)));
          }}
          onNearEnd={pages.isOver ? undefined : pages.more}
          toneOf={({ seq }) => (seq === broken?.seq ? 'critical' : undefined)}
          revealKey={broken === null ? null : String(broken.seq)}
          detail={(row) => <Detail row={row} brokenWords={row.seq === broken?.seq ? broken.text : null} />}
          empty={pages.isLooking ? 'Nothing so far; earlier entries are being looked through.' : 'No entry is so: change the filter.'}
        />
      )}
    </ListScreen>
  );
}

const keyOf = ({ seq }: HistoryRecordShown): string => String(seq);

/** How many there are, and how far back one has looked. */
function Looked({ pages }: { readonly pages: HistoryPages }) {
  const { records, isLooking, isOver, lookedToMs, lastSeq } = pages;
  if (lastSeq === null) return null;
  return (
    <span className={classes['count']} role="status">
      {isOver
        ? `${formatCount(records.length)} found among ${formatCount(lastSeq)}`
        : `${formatCount(records.length)} found${lookedToMs === null ? '' : `, back to ${formatUtc(lookedToMs).slice(0, 16)}`}`}
      {isLooking && (
        <>
          <Loader size={12} aria-label="Earlier entries are being looked through" />
          <Button size="compact-xs" onClick={pages.stop}>
            Stop
          </Button>
        </>
      )}
      {!isLooking && !isOver && records.length === 0 && (
        <Button size="compact-xs" onClick={pages.more}>
          Go on
        </Button>
      )}
    </span>
  );
}

function Detail({ row, brokenWords }: { readonly row: HistoryRecordShown; readonly brokenWords: string | null }) {
  const shownAt = screenOf(row);
  return (
    <div className={classes['detail']}>
      {brokenWords !== null && <p>{brokenWords}</p>}
      <p>
        <bdi>{row.text}</bdi>
      </p>
      <p className={classes['about']}>
        Record {formatCount(row.seq)}, {formatUtc(row.atMs)}, by {row.actor}, {row.event} of{' '}
        {shownAt === null ? (
          <bdi>{row.subject || 'nothing in particular'}</bdi>
        ) : (
          <a href={addressOf(shownAt[0], [shownAt[1]])}>{row.subject}</a>
        )}
      </p>
    </div>
  );
}

const columnsFor = (broken: { readonly seq: number } | null): readonly RowColumn<HistoryRecordShown>[] =>
  broken === null ? columns : [numberColumn(broken.seq), ...columns];

const numberColumn = (brokenSeq: number): RowColumn<HistoryRecordShown> => ({
  ...{ id: 'seq', head: 'Record', width: '128px', align: 'right' },
  cell: ({ seq }) =>
    seq === brokenSeq ? <strong>broken {formatCount(seq)}</strong> : `${seq > brokenSeq ? 'unproved ' : ''}${formatCount(seq)}`,
});

const columns: readonly RowColumn<HistoryRecordShown>[] = [
  { id: 'at', head: 'When, UTC', width: '164px', cell: ({ atMs }) => <UtcTime atMs={atMs} withDate /> },
  { id: 'actor', head: 'By', width: '84px', cell: ({ actor }) => actor },
  { id: 'event', head: 'Event', width: '180px', cell: ({ event }) => <span className="mono">{event}</span>, title: ({ event }) => event },
  { id: 'subject', head: 'Of', width: '160px', cell: ({ subject }) => <bdi>{subject}</bdi>, title: ({ subject }) => subject },
  { id: 'text', head: 'What', width: 'minmax(160px, 1fr)', cell: ({ text }) => <bdi>{text}</bdi>, title: ({ text }) => text },
];
