import { ActionIcon, Button, Checkbox, CloseButton, Menu, Select, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconPoint,
  IconSearch,
} from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { LinkRow } from '../../core/contract/links';
import { endedAtMs, messageKinds, type LinkMessage, type MessageKind } from '../../core/model/link-message';
import { useShell } from '../app/shell-context';
import { useAnswer } from '../client/use-answer';
import { useClient, useTable } from '../client/use-client';
import { CarrierName } from '../ui/carrier-name';
import { csvOf } from '../ui/csv';
import { Notice } from '../ui/list-screen';
import { formatBytes, formatCount, formatUtc } from '../ui/numbers';
import { LoadingRows } from '../ui/panel-state';
import { RowTable, type RowColumn } from '../ui/row-table';
import type { Mark } from '../ui/severity';
import { StateMark } from '../ui/state-mark';
import { laidOut } from './laid-out';
import classes from './message-log.module.css';

interface MessageLogProps {
  /** Of one link; null: of all. */
  readonly carrierId: string | null;
  readonly links: readonly LinkRow[];
}

const kindWords: Readonly<Record<MessageKind, string>> = {
  request: 'Requests with their answers',
  notice: 'Notices',
  alarm: 'Alarms',
  link: 'What became of the link',
};

const firstCount = 200;
const moreCount = 500;
const mostCount = 10_000;

/** What passed over the dedicated links, newest first. */
export function MessageLog({ carrierId, links }: MessageLogProps) {
  const [kind, setKind] = useState<MessageKind | null>(null);
  const [isNotable, setNotable] = useState(false);
  const [words, setWords] = useState('');
  const [count, setCount] = useState(firstCount);
  /** null: it is followed; else the messages up to then are read. */
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const [openKey, setOpenKey] = useState<string | null>(null);
  const text = useDeferredValue(words);
  const asked = links.filter(({ id }) => carrierId === null || id === carrierId);
  const noted = asked.reduce((sum, { messages }) => sum + messages, 0);
  const filter = {
    ...(carrierId === null ? {} : { carrierId }),
    ...(kind === null ? {} : { kinds: [kind] }),
    ...(isNotable ? { isNotable } : {}),
    ...(text.trim() === '' ? {} : { text }),
    ...(heldAt === null ? {} : { before: heldAt + 1 }),
  };
  const { output, error, isAsking } = useAnswer(
    'links.messages',
    { ...filter, count },
    { version: heldAt === null ? noted : 0, everyMs: 500 },
  );
  const messages = output?.messages ?? [];
  const nameOf = usePartNames();
  const columns = useMemo(() => columnsFor(nameOf).filter(({ id }) => carrierId === null || id !== 'carrier'), [carrierId, nameOf]);
  return (
    <>
      <div className={classes['tools']}>
        <TextInput
          aria-label="Find messages by their words"
          placeholder="Path, event or words"
          leftSection={<IconSearch size={14} />}
          rightSection={
            words !== '' && (
              <CloseButton
                size="xs"
                aria-label="Every word again"
                onClick={() => {
                  setWords('');
                }}
              />
            )
          }
          w={220}
          maxLength={200}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
          }}
        />
        <Select
          aria-label="Which messages"
          placeholder="Every message"
          clearable
          w={190}
          data={messageKinds.map((value) => ({ value, label: kindWords[value] }))}
          value={kind}
          onChange={(value) => {
            setKind(messageKinds.find((each) => each === value) ?? null);
          }}
        />
        <Checkbox
          size="xs"
          label="Only refusals, gaps, alarms"
          checked={isNotable}
          onChange={(event) => {
            setNotable(event.currentTarget.checked);
          }}
        />
        <span className={classes['count']}>
          {output === null ? '' : `${formatCount(messages.length)}${output.isMore ? '+' : ''} of ${formatCount(output.kept)} kept`}
        </span>
        <span className={classes['end']}>
          <Button
            variant="subtle"
            leftSection={heldAt === null ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
            onClick={() => {
              setHeldAt((before) => (before === null ? (messages[0]?.number ?? 0) : null));
            }}
          >
            {heldAt === null ? 'Hold' : 'Follow'}
          </Button>
          <Save filter={filter} carrierId={carrierId} isEmpty={messages.length === 0} />
        </span>
      </div>
      {error !== '' && <Notice tone="major">The messages cannot be read now: {error}</Notice>}
      {output === null && isAsking ? (
        <LoadingRows label="Messages are being read" />
      ) : (
        <RowTable
          label={carrierId === null ? 'Messages of all links, newest first' : 'Messages of this link, newest first'}
          rows={messages}
          columns={columns}
          keyOf={({ number }) => String(number)}
          openKey={openKey}
          onSelect={({ number }) => {
            setOpenKey((open) => (open === String(number) ? null : String(number)));
          }}
          detail={(message) => <Body message={message} />}
          empty={
            output?.kept === 0
              ? 'Nothing has passed over this link since the host began: what is asked and told shows here as it happens.'
              : 'No message is so: change the filter.'
          }
        />
      )}
      {output?.isMore && count < mostCount && (
        <div className={classes['more']}>
          <Button
            variant="subtle"
            onClick={() => {
              setCount((before) => Math.min(mostCount, before + moreCount));
            }}
          >
            Show earlier ones
          </Button>
        </div>
      )}
    </>
  );
}

type NameOf = (carrierId: string, uuid: string) => string | null;

/** What a manager calls by a uuid, as it is called here; null: it is no part that is known. */
function usePartNames(): NameOf {
  const resources = useTable('resources');
  const nodes = useTable('nodes');
  return useMemo(
    () => (carrierId, uuid) => {
      const id = `${carrierId}/${uuid}`;
      return resources.rows.get(id)?.name ?? nodes.rows.get(id)?.name ?? null;
    },
    [resources, nodes],
  );
}

const toneMarks: Readonly<Record<Exclude<LinkMessage['tone'], 'calm'>, Mark>> = {
  warning: { severity: 'warning' },
  minor: { severity: 'minor' },
  major: { severity: 'major' },
  critical: { severity: 'critical' },
};

const directions = {
  out: { icon: IconArrowUpRight, words: 'sent by us' },
  in: { icon: IconArrowDownLeft, words: 'sent by the manager' },
  here: { icon: IconPoint, words: 'here' },
} as const;

/** Without the root of the manager's data, which is the same in all. */
const shortPath = (subject: string): string => subject.replace(/^.*?\/data\//, '').replace(/^(?:[a-z-]+:(?:[a-z]+-)?context\/)+/, '');

const columnsFor = (nameOf: NameOf): readonly RowColumn<LinkMessage>[] => [
  {
    ...{ id: 'at', head: 'Ended UTC, latest first', width: '152px' },
    cell: (message) => <span className={`mono ${classes['muted'] ?? ''}`}>{new Date(endedAtMs(message)).toISOString().slice(11, 23)}</span>,
    title: (message) =>
      message.kind !== 'request' || message.elapsedMs === null
        ? formatUtc(message.atMs)
        : `Sent ${formatUtc(message.atMs)}, answered ${formatCount(message.elapsedMs)} ms later`,
  },
  { id: 'carrier', head: 'Carrier', width: '132px', cell: ({ carrierId }) => <CarrierName carrierId={carrierId} /> },
  {
    ...{ id: 'direction', head: '', width: '40px' },
    headCell: () => <span className="visually-hidden">Direction</span>,
    cell: ({ direction }) => {
      const { icon: Icon, words } = directions[direction];
      return (
        <span className={classes['muted']} title={words}>
          <Icon size={14} aria-hidden />
          <span className="visually-hidden">{words}</span>
        </span>
      );
    },
  },
  { id: 'event', head: 'What', width: '168px', cell: ({ event }) => <span className="mono">{event}</span>, title: ({ event }) => event },
  {
    ...{ id: 'text', head: 'About', width: 'minmax(160px, 1fr)' },
    cell: ({ subject, text, tone, kind, carrierId }) => {
      const named = nameOf(carrierId, subject) ?? shortPath(subject);
      const about = subject === '' ? text : kind === 'request' && tone === 'calm' && text === 'answered' ? named : `${named}: ${text}`;
      return tone === 'calm' ? (
        <span className={classes['calm']}>{about}</span>
      ) : (
        <StateMark mark={toneMarks[tone]}>
          <span className={classes['told']}>{about}</span>
        </StateMark>
      );
    },
    title: ({ subject, text }) => [subject, text].filter((words) => words !== '').join('\n'),
  },
  {
    id: 'status',
    head: 'Status',
    width: '56px',
    align: 'right',
    cell: ({ status }) => status ?? <span className={classes['muted']}>–</span>,
  },
  {
    ...{ id: 'bytes', head: 'Size', width: '76px', align: 'right' },
    cell: ({ bytes }) => (bytes === 0 ? <span className={classes['muted']}>–</span> : formatBytes(bytes)),
  },
  {
    ...{ id: 'elapsed', head: 'Took', width: '76px', align: 'right' },
    cell: ({ elapsedMs }) => (elapsedMs === null ? <span className={classes['muted']}>–</span> : `${formatCount(elapsedMs)} ms`),
  },
];

const bodyWords: Readonly<Record<LinkMessage['body'], string>> = {
  none: 'There is no more to it than this line.',
  whole: '',
  cut: 'Only its beginning is kept: it was larger than 64 KiB.',
  dropped: 'What it held made room for later messages.',
};

/** The whole of a message; asked for once it is opened. */
function Body({ message }: { readonly message: LinkMessage }) {
  const { output, error } = useAnswer('links.message', message.body === 'none' ? null : { number: message.number }, { everyMs: 60_000 });
  const known = output?.message ?? message;
  return (
    // The table's children are rows of cells.
    <div role="row">
      <div role="gridcell" className={classes['body']}>
        <p>
          {message.subject !== '' && <bdi className="mono">{message.subject}</bdi>} {message.text}
        </p>
        {bodyWords[known.body] !== '' && <p className={classes['muted']}>{bodyWords[known.body]}</p>}
        {error !== '' && <p>{error}</p>}
        {output?.body && output.body.sent !== '' && <Text label="Sent" text={output.body.sent} />}
        {output?.body && output.body.received !== '' && <Text label="Received" text={output.body.received} />}
      </div>
    </div>
  );
}

function Text({ label, text }: { readonly label: string; readonly text: string }) {
  const shown = useMemo(() => laidOut(text), [text]);
  return (
    <>
      <h4 className={classes['label']}>{label}</h4>
      <pre className={classes['text']} tabIndex={0} role="region" aria-label={label}>
        {shown}
      </pre>
    </>
  );
}

const savedColumns = ['ended', 'carrier', 'direction', 'kind', 'event', 'subject', 'status', 'bytes', 'elapsed-ms', 'text'] as const;

/** Saves what the filter lets through, oldest first; bodies stay with the host. */
function Save({ filter, carrierId, isEmpty }: { readonly filter: object; readonly carrierId: string | null; readonly isEmpty: boolean }) {
  const client = useClient();
  const { saveFile } = useShell();
  const save = async (kind: 'csv' | 'json'): Promise<void> => {
    const outcome = await client.call('links.messages', { ...filter, count: mostCount });
    if (outcome.kind !== 'answer') {
      notifications.show({ title: 'Not saved', message: outcome.kind === 'error' ? outcome.error.message : outcome.message, color: 'red' });
      return;
    }
    const messages = [...outcome.output.messages].reverse();
    const content =
      kind === 'json'
        ? `${JSON.stringify(messages, null, 1)}\n`
        : csvOf(
            savedColumns,
            messages.map(({ atMs, carrierId: of, direction, kind: what, event, subject, status, bytes, elapsedMs, text }) => [
              ...[
                new Date(endedAtMs({ kind: what, atMs, elapsedMs })).toISOString(),
                of,
                direction,
                what,
                event,
                subject,
                status,
                bytes,
                elapsedMs,
                text,
              ],
            ]),
          );
    if (await saveFile(`messages-${carrierId ?? 'all-links'}.${kind}`, content))
      notifications.show({ message: `${formatCount(messages.length)} messages saved.` });
  };
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Save what is shown">
          <ActionIcon aria-label="Save the messages" disabled={isEmpty}>
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('csv')}>As CSV</Menu.Item>
        <Menu.Item onClick={() => void save('json')}>As JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
