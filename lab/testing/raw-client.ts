import { EventSourceParserStream } from 'eventsource-parser/stream';
import { Agent, request } from 'undici';
import type { PracticeCarrier } from '../practice';
import { readRecords, type RecordReader } from './record-reader';
import { waitList } from './wait-list';

/** A client with no opinion: what goes over the wire, for the lab's own tests and for audits of what a manager shows. */
export interface RawClient {
  readonly root: string;
  /** Paths are below `{root}/data/`; documents are whatever JSON came, null without a body. */
  get(path: string): Promise<RawAnswer>;
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<RawAnswer>;
  patch(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<RawAnswer>;
  delete(path: string, headers?: Readonly<Record<string, string>>): Promise<RawAnswer>;
  /** Any path of the server. */
  fetch(path: string, method?: 'GET' | 'PUT'): Promise<RawAnswer & { readonly text: string }>;
  /** Server-sent events: all of them, or those at another address. */
  notices(address?: string): Promise<NoticeReader>;
  /** Records of the manager's log over a WebSocket, from the start or after a token. */
  records(token?: string): RecordReader;
  close(): Promise<void>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** A document as it came; whoever reads it knows its shape. */
  readonly content: unknown;
}

export interface Notice {
  readonly sequenceNumber: number;
  readonly eventTime: string;
  readonly type: string;
  readonly target: string;
  /** attribute → [old, new] */
  readonly changed: Readonly<Record<string, readonly [string, string]>>;
  readonly alarm: string | null;
  /** As it came, without the envelope. */
  readonly content: Readonly<Record<string, unknown>>;
}

export interface NoticeReader {
  /** All so far, oldest first. */
  readonly seen: readonly Notice[];
  /** The first that fits, of those that came and those that will come; throws when the stream ends before. */
  find(fits: (notice: Notice) => boolean): Promise<Notice>;
  /** Resolves when the stream has ended or broken. */
  readonly ended: Promise<void>;
  close(): void;
}

const yangJson = { 'content-type': 'application/yang-data+json' };

export const connectivityPath = 'tapi-common:context/tapi-connectivity:connectivity-context';

export function rawClient(carrier: Pick<PracticeCarrier, 'url' | 'caPem' | 'client'>, root: string): RawClient {
  const agent = new Agent({ connect: { ca: carrier.caPem, cert: carrier.client.certPem, key: carrier.client.keyPem } });
  const send = async (
    path: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const answer = await request(`${carrier.url}${path}`, {
      dispatcher: agent,
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.body.text();
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, headers: answer.headers, text, content: isJson ? (JSON.parse(text) as unknown) : null };
  };
  return {
    root,
    get: (path) => send(`${root}/data/${path}`, 'GET'),
    post: (path, body, headers = yangJson) => send(`${root}/data/${path}`, 'POST', JSON.stringify(body), headers),
    patch: (path, body, headers = {}) => send(`${root}/data/${path}`, 'PATCH', JSON.stringify(body), { ...yangJson, ...headers }),
    delete: (path, headers) => send(`${root}/data/${path}`, 'DELETE', undefined, headers),
    fetch: (path, method = 'GET') => send(path, method),
    notices: (address = `${carrier.url}${root}/streams/tapi-notices/json`) => readNotices(address, agent),
    records: (token) => {
      const query = token === undefined ? '' : `?start-from-token=${encodeURIComponent(token)}`;
      const identity = { ca: carrier.caPem, cert: carrier.client.certPem, key: carrier.client.keyPem };
      return readRecords(`${carrier.url.replace(/^https:/, 'wss:')}${root}/streams/tapi-log${query}`, identity);
    },
    close: () => agent.destroy(),
  };
}

async function readNotices(url: string, agent: Agent): Promise<NoticeReader> {
  const abort = new AbortController();
  const response = await request(url, { dispatcher: agent, signal: abort.signal, bodyTimeout: 0 });
  if (response.statusCode !== 200) {
    await response.body.dump();
    throw new Error(`the stream answered ${response.statusCode}`);
  }
  const seen: Notice[] = [];
  const waiting = waitList(seen, (notice) => `${notice.type} ${notice.target}`);
  const read = async () => {
    try {
      const events = response.body as unknown as AsyncIterable<Uint8Array>;
      const stream = ReadableStream.from(events).pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const event of stream) {
        waiting.add(noticeOf(event.data));
      }
    } catch {
      // Broken or closed: over either way.
    }
    waiting.end('the stream ended');
  };
  return {
    seen,
    find: waiting.find,
    ended: read(),
    close: () => {
      abort.abort();
    },
  };
}

interface WireNotice {
  readonly 'sequence-number': string;
  readonly 'notification-type': string;
  readonly 'target-object-identifier': string;
  readonly 'changed-attributes'?: readonly { readonly 'value-name': string; readonly 'old-value': string; readonly 'new-value': string }[];
  readonly 'tapi-fm:alarm-info'?: AlarmInfo;
  readonly 'alarm-info'?: AlarmInfo;
}

interface AlarmInfo {
  readonly 'alarm-name'?: string;
  readonly 'probable-cause'?: string;
  readonly 'perceived-severity': string;
}

function noticeOf(data: string): Notice {
  const envelope = (
    JSON.parse(data) as Record<'ietf-restconf:notification', { eventTime: string; 'tapi-notification:notification': WireNotice }>
  )['ietf-restconf:notification'];
  const content = envelope['tapi-notification:notification'];
  const alarm = content['tapi-fm:alarm-info'] ?? content['alarm-info'];
  return {
    sequenceNumber: Number(content['sequence-number']),
    eventTime: envelope.eventTime,
    type: content['notification-type'].replace(/^.*:(NOTIFICATION_TYPE_|FM_)?/, ''),
    target: content['target-object-identifier'],
    changed: Object.fromEntries(
      (content['changed-attributes'] ?? []).map((change) => [change['value-name'], [change['old-value'], change['new-value']] as const]),
    ),
    alarm: alarm
      ? `${alarm['probable-cause'] ?? alarm['alarm-name']?.replace('tapi-common:ALR_', '') ?? ''} ${alarm['perceived-severity']}`
      : null,
    content: { ...content },
  };
}
