import type { Clock } from '../../model/clock';
import type { LinkWarning } from '../carrier-link';
import type { LinkRecord } from '../record/link-record';
import type { TapiLimits } from './limits';
import { noteNotices } from './note-notices';
import { readNotices } from './notices';
import type { Notice } from './notices';
import type { RestconfClient } from './restconf/client';
import { openEventStream } from './restconf/event-stream';
import type { OpenedStream, StreamOptions } from './restconf/stream';
import { openWebSocket } from './restconf/web-socket';
import type { RecordLog } from './stream-records';
import { findEventStream, findRecordStream } from './subscription';
import type { FoundStream } from './subscription';
import type { Terms } from './terms';

export interface NoticeSourceOptions {
  readonly client: RestconfClient;
  readonly root: string;
  readonly terms: Terms;
  readonly subscriptionUuid: string;
  readonly log: RecordLog;
  readonly limits: TapiLimits;
  readonly clock: Clock;
  readonly record: LinkRecord;
  /** `bytes` is the size of what they were read from. */
  readonly onNotices: (notices: readonly Notice[], bytes: number) => void;
  /** Something may have been missed. `isNew`: the stream begins anew, with all that stands. */
  readonly onBreak: (why: string, isNew: boolean) => void;
  readonly onEnd: (reason: string) => void;
}

export type NoticeSource =
  /** `isUnbroken`: it goes on where the last one ended. */
  | {
      readonly kind: 'sse' | 'websocket';
      readonly isUnbroken: boolean;
      readonly close: () => void;
      readonly warnings: readonly LinkWarning[];
    }
  /** The manager has no stream that we can read: it is polled. */
  | { readonly kind: 'none'; readonly warnings: readonly LinkWarning[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** Opens the stream of notices that the manager offers: server-sent events, else WebSocket, or the other way round where the carrier's table prefers that. */
export async function openNotices(options: NoticeSourceOptions): Promise<NoticeSource> {
  const { client, root, terms, subscriptionUuid } = options;
  const kinds = terms.mapping.preferredStream === 'sse' ? (['sse', 'websocket'] as const) : (['websocket', 'sse'] as const);
  const reasons: string[] = [];
  for (const kind of kinds) {
    const found: FoundStream =
      kind === 'sse' ? await findEventStream(client, root, terms.dialect, subscriptionUuid) : await findRecordStream(client, root);
    if (found.kind === 'found') return kind === 'sse' ? openEvents(found, options) : openRecords(found, options);
    reasons.push(`${kind === 'sse' ? 'server-sent events' : 'WebSocket'}: ${found.why}`);
  }
  const message = `the manager offers no stream of notices that can be read (${reasons.join('; ')}): it is polled, so changes are seen later`;
  return { kind: 'none', warnings: [{ subject: 'streams', message }] };
}

type Found = Extract<FoundStream, { kind: 'found' }>;

async function openEvents({ url, warnings }: Found, options: NoticeSourceOptions): Promise<NoticeSource> {
  const stream = await openEventStream(options.client, url, {
    ...streamOptions(options, (data) => readNotices(data, options.terms)),
    onEnd: options.onEnd,
  });
  if (stream.kind === 'failed') return couldNot(stream.reason);
  return { kind: 'sse', isUnbroken: false, close: stream.close, warnings };
}

async function openRecords({ url, warnings }: Found, options: NoticeSourceOptions): Promise<NoticeSource> {
  const { log } = options;
  let isClosed = false;
  let closeStream = (): void => undefined;
  const beginAnew = async (): Promise<void> => {
    log.startOver();
    const anew = await openLog(url, null, options, options.onEnd);
    if (anew.kind === 'failed') options.onEnd(`the notice stream could not be opened: ${anew.reason}`);
    else if (isClosed) anew.close();
    else {
      closeStream = anew.close;
      options.onBreak('the manager cannot go on with its log where the last connection ended', true);
    }
  };
  const { token } = log;
  const stream = await openLog(url, token, options, () => void beginAnew());
  if (stream.kind === 'failed') {
    // It may be the token that is not liked: the next attempt comes without.
    log.startOver();
    return couldNot(stream.reason);
  }
  closeStream = stream.close;
  const close = (): void => {
    isClosed = true;
    closeStream();
  };
  return { kind: 'websocket', isUnbroken: token !== null, close, warnings };
}

/** Connects to the log, after a record or from its beginning. */
function openLog(
  url: URL,
  token: string | null,
  options: NoticeSourceOptions,
  onTokenRefused: (reason: string) => void,
): Promise<OpenedStream> {
  const address = new URL(url);
  if (token !== null) address.searchParams.set('start-from-token', token);
  let isFirst = true;
  return openWebSocket(options.client, address, {
    ...streamOptions(options, (data) => {
      isFirst = false;
      return options.log.read(data, options.terms);
    }),
    onEnd: (reason, closeCode) => {
      if (token !== null && isFirst && isRefusal(closeCode)) onTokenRefused(reason);
      else options.onEnd(reason);
    },
  });
}

/** RFC 6455 §7.4: 1008 is a violated policy, and what begins at 4000 are the manager's own codes. */
const isRefusal = (closeCode: number | null): boolean => closeCode === 1008 || (closeCode !== null && closeCode >= 4000);

function streamOptions(
  { limits, clock, record, onNotices, onBreak }: NoticeSourceOptions,
  read: (data: string) => readonly Notice[] | null,
): Omit<StreamOptions, 'onEnd'> {
  return {
    idleMs: limits.streamIdleMs,
    maxEventBytes: limits.maxNoticeBytes,
    clock,
    onSign: () => {
      record.hear(true);
    },
    onData: (data) => {
      const notices = read(data);
      noteNotices(record, clock, data, notices);
      if (notices) onNotices(notices, data.length);
      else onBreak('a notice came that cannot be read', false);
    },
  };
}

const couldNot = (reason: string): NoticeSource => ({ kind: 'failed', reason: `the notice stream could not be opened: ${reason}` });
