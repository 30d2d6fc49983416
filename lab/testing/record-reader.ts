import { WebSocket } from 'ws';
import { waitList } from './wait-list';

/** One record of a log (TR-548), of either version of TAPI. */
export interface LogRecord {
  readonly token: string;
  readonly sequence: number;
  readonly key: string;
  /** CREATE_UPDATE, DELETE or TOMBSTONE. */
  readonly type: string;
  /** Its class, without prefix; null: a tombstone. */
  readonly content: string | null;
  /** The entity that it carries. */
  readonly entity: Readonly<Record<string, unknown>> | null;
  /** As it came. */
  readonly record: object;
}

export interface RecordReader {
  /** All so far, oldest first. */
  readonly seen: readonly LogRecord[];
  /** How many records each message brought. */
  readonly batches: readonly number[];
  find(fits: (record: LogRecord) => boolean): Promise<LogRecord>;
  /** How it was closed: code and reason; `unexpected` with the HTTP status where no WebSocket was opened. */
  readonly closed: Promise<string>;
  close(): void;
}

export function readRecords(url: string, identity: { readonly ca: string; readonly cert: string; readonly key: string }): RecordReader {
  const socket = new WebSocket(url, identity);
  const seen: LogRecord[] = [];
  const batches: number[] = [];
  const waiting = waitList(seen, (record) => `${record.type} ${record.key}`);
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as { 'tapi-streaming:stream-record': { 'log-record': readonly WireRecord[] } };
    const records = message['tapi-streaming:stream-record']['log-record'];
    batches.push(records.length);
    for (const record of records) waiting.add(recordOf(record));
  });
  const closed = new Promise<string>((resolve) => {
    socket.on('unexpected-response', (request, response) => {
      resolve(`unexpected ${response.statusCode ?? 0}`);
      request.destroy();
    });
    socket.on('close', (code, reason) => {
      waiting.end(`the log was closed (${code})`);
      resolve(`${code} ${reason.toString('utf8')}`.trim());
    });
  });
  // A broken connection is told by its closing.
  socket.on('error', () => undefined);
  return {
    seen,
    batches,
    find: waiting.find,
    closed,
    close: () => {
      socket.terminate();
    },
  };
}

interface WireRecord {
  readonly 'log-record-header': {
    readonly token: string;
    readonly 'full-log-record-offset-id': readonly { readonly 'value-name': string; readonly value: string }[];
    readonly 'entity-key': string;
    readonly 'record-type': string;
  };
  readonly 'log-record-body'?: Readonly<Record<string, unknown>> & { readonly 'record-content': string };
}

const bodyOwn = ['event-time-stamp', 'event-source', 'parent-address', 'record-content'];

function recordOf(record: WireRecord): LogRecord {
  const { 'log-record-header': header, 'log-record-body': body } = record;
  const entity = Object.entries(body ?? {}).find(([name]) => !bodyOwn.includes(name))?.[1];
  return {
    token: header.token,
    sequence: Number(header['full-log-record-offset-id'].find((each) => each['value-name'] === 'sequence-number')?.value),
    key: header['entity-key'],
    type: header['record-type'].replace(/^.*RECORD_TYPE_/, ''),
    content: body?.['record-content'].replace(/^.*OBJECT_TYPE_/, '') ?? null,
    entity: entity === undefined ? null : (entity as Readonly<Record<string, unknown>>),
    record,
  };
}
