import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { BulkRequestShown, PathShown } from '../../core/contract/circuit-shapes';
import { addressOf } from '../app/address';
import { useShell } from '../app/shell-context';
import { csvOf } from '../ui/csv';
import { formatUtc } from '../ui/numbers';
import { RowTable, type RowColumn } from '../ui/row-table';
import { StateMark } from '../ui/state-mark';
import { useNow, UtcTime } from '../ui/times';
import classes from './request-log.module.css';
import { byStart, elapsedWords, holdingRequests, isInView, requestLine, type RequestLine, type RequestView } from './request-rows';

interface RequestLogProps {
  readonly requests: readonly BulkRequestShown[];
  readonly paths: ReadonlyMap<string, PathShown>;
  /** null: of all paths. */
  readonly pathId: string | null;
  readonly view: RequestView;
}

/** Every line of the log, newest first; those that are pending grow older as one looks. */
export function useRequestLines({
  requests,
  paths,
  pathId,
}: Pick<RequestLogProps, 'requests' | 'paths' | 'pathId'>): readonly RequestLine[] {
  const now = useNow();
  const ordered = useMemo(
    () => requests.filter((request) => pathId === null || request.pathId === pathId).sort(byStart),
    [requests, pathId],
  );
  // The map of the paths changes in place, so nothing that is read of it may be kept longer than a second.
  return useMemo(() => {
    const holding = holdingRequests(requests, paths);
    return ordered.map((request) => requestLine(request, paths.get(request.pathId), holding.has(request.id), now));
  }, [requests, ordered, paths, now]);
}

/** The bulk requests: what was asked for, how long it took, and what the switch said. */
export function RequestLog({ requests, paths, pathId, view }: RequestLogProps) {
  const lines = useRequestLines({ requests, paths, pathId });
  const [openKey, setOpenKey] = useState<string | null>(null);
  const shown = useMemo(() => lines.filter((line) => isInView(line, view)), [lines, view]);
  const columns = useMemo(
    (): readonly RowColumn<RequestLine>[] => [
      {
        id: 'sent',
        head: 'Sent',
        width: '76px',
        cell: ({ request }) => <UtcTime atMs={request.startMs} />,
        title: ({ request }) => formatUtc(request.startMs),
      },
      {
        id: 'path',
        head: 'Path',
        width: '92px',
        cell: ({ request }) => <bdi>{request.pathId}</bdi>,
        title: ({ request }) => request.pathId,
      },
      { id: 'vci', head: 'VCI', width: '88px', cell: ({ request: { range } }) => `${range.first} – ${range.last}` },
      { id: 'try', head: 'Try', width: '36px', align: 'right', cell: ({ request }) => request.attempt },
      { id: 'elapsed', head: 'Elapsed of threshold', width: '150px', cell: (line) => <Elapsed line={line} /> },
      {
        ...{ id: 'answer', head: 'Answer', width: 'minmax(120px, 1fr)', title: ({ answer }) => answer },
        cell: (line) => <Answer line={line} />,
      },
    ],
    [],
  );
  return (
    <RowTable
      label="Bulk requests, newest first"
      rows={shown}
      columns={columns}
      keyOf={({ request }) => request.id}
      openKey={openKey}
      onSelect={({ request }) => {
        setOpenKey((open) => (open === request.id ? null : request.id));
      }}
      detail={(line) => <Detail line={line} />}
      empty={view === 'all' ? 'No bulk request was sent yet: the first order of a path sends one.' : 'None is so.'}
    />
  );
}

function Elapsed({ line }: { readonly line: RequestLine }) {
  return (
    <div className={classes['elapsed']}>
      <div className={classes['track']}>
        <i style={{ width: `${(line.share * 100).toFixed(1)}%` }} data-late={line.isLate || undefined} />
      </div>
      <span>{elapsedWords(line)}</span>
    </div>
  );
}

function Answer({ line: { severity, request, brief, word } }: { readonly line: RequestLine }) {
  const mark = severity === null ? ({ shape: request.state === 'pending' ? 'half' : 'dot' } as const) : { severity };
  return (
    <StateMark mark={mark}>
      <span className={classes['answer']} data-calm={request.state === 'succeeded' || undefined}>
        {severity !== null && <span className="visually-hidden">{word}: </span>}
        {brief}
      </span>
    </StateMark>
  );
}

function Detail({ line: { request, answer, word } }: { readonly line: RequestLine }) {
  const held = request.held.map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`)).join(', ');
  return (
    <div className={classes['detail']}>
      <p>
        Request {request.id} for {request.range.first}–{request.range.last} of path{' '}
        <a href={addressOf('circuits', [request.pathId])}>{request.pathId}</a> (<bdi>{request.provider}</bdi>, VPI {request.vpi}), attempt{' '}
        {request.attempt}: {word}.{held !== '' && ` The switch holds ${held} of it.`}
      </p>
      <p className="mono">{answer}</p>
    </div>
  );
}

const csvColumns = [
  'sent',
  'ended',
  'path',
  'provider',
  'switch',
  'vpi',
  'first-vci',
  'last-vci',
  'attempt',
  'state',
  'elapsed-ms',
  'time-threshold-ms',
  'answer',
];

/** Saves what is shown. */
export function ExportRequests({ lines }: { readonly lines: readonly RequestLine[] }) {
  const { saveFile } = useShell();
  return (
    <Tooltip label="Save as CSV">
      <ActionIcon
        aria-label="Save the bulk requests as CSV"
        disabled={lines.length === 0}
        onClick={() => {
          const rows = lines.map(({ request, elapsedMs, thresholdMs }) => [
            ...[new Date(request.startMs).toISOString(), request.endMs === null ? '' : new Date(request.endMs).toISOString()],
            ...[request.pathId, request.provider, request.switchId, request.vpi, request.range.first, request.range.last, request.attempt],
            ...[request.state, elapsedMs, thresholdMs, request.answer],
          ]);
          void saveFile('bulk-requests.csv', csvOf(csvColumns, rows));
        }}
      >
        <IconDownload size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
