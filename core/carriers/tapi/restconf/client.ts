import { Agent, WebSocket } from 'undici';
import type { Dispatcher } from 'undici';
import { assertNever } from '../../../model/assert-never';
import type { Clock } from '../../../model/clock';
import { presentedOn } from '../../record/certificate-facts';
import { LinkRecord } from '../../record/link-record';
import { MessageLog } from '../../record/message-log';
import { clip, parseJson } from '../json';
import { plainText, refusalOf, wordsOf } from './answer';
import type { Answer } from './answer';
import { createConnector } from './connector';
import { explainFailure } from './failure';
import type { TlsIdentity } from './identity';

export interface RequestLimits {
  /** From sending to the last byte of the answer, milliseconds. */
  readonly requestMs: number;
  readonly maxBodyBytes: number;
  /** Of one message of a stream. */
  readonly maxNoticeBytes: number;
  /** Connections for requests at a time; the stream has one of its own. */
  readonly connections: number;
}

interface RestconfRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the manager's origin, with its leading slash. */
  readonly path: string;
  readonly body?: object;
  /** Sends If-None-Match: the answer can be `unchanged`. */
  readonly etag?: string | null;
  /** The entity tag that the object must still have: the answer can be 412. */
  readonly ifMatch?: string | null;
  readonly accept?: string;
  readonly timeoutMs?: number;
}

type StreamOutcome =
  | { readonly kind: 'stream'; readonly body: AsyncIterable<Buffer>; readonly cancel: () => void }
  | Exclude<Answer, { kind: 'answered' | 'unchanged' }>;

/** HTTP to one manager over mutual TLS. It is over when `close` has resolved: nothing is left open, every pending request has failed. */
export interface RestconfClient {
  readonly origin: string;
  request(request: RestconfRequest): Promise<Answer>;
  /** The body as text, for what is not JSON (host-meta). */
  text(
    path: string,
    accept: string,
  ): Promise<{ readonly kind: 'text'; readonly text: string } | Exclude<Answer, { kind: 'answered' | 'unchanged' }>>;
  stream(url: URL): Promise<StreamOutcome>;
  /** A WebSocket (RFC 6455) that is being opened, over the same mutual TLS; messages larger than the limit end it. */
  webSocket(url: URL): WebSocket;
  /** The smallest request there is, to see whether the manager lives; how long its answer took, null: it gave none in time. Told only where it fails. */
  signOfLife(timeoutMs: number): Promise<number | null>;
  /** Why a request got no answer, in words for the operator. */
  explain(error: unknown): string;
  close(): Promise<void>;
}

const yangData = 'application/yang-data+json';
/** Of a host-meta document, which is parsed as XML: a few lines are usual. */
const maxTextBytes = 2 ** 20;

/** `record`: where it notes what it asks and hears. */
export function createRestconfClient(
  url: string,
  tls: TlsIdentity,
  limits: RequestLimits,
  clock: Clock,
  record = new LinkRecord('', new MessageLog(clock), clock),
): RestconfClient {
  const { origin, host } = new URL(url);
  let isSecured = false;
  let isAnswered = false;
  const { connect, abandon } = createConnector(tls, (socket) => {
    isSecured = true;
    record.secured(socket.getProtocol() ?? '', presentedOn(socket));
  });
  // Time-outs are ours (one deadline over the whole answer, by the clock); undici's own would end an idle stream.
  const requests = new Agent({ connect, connections: limits.connections, headersTimeout: 0, bodyTimeout: 0 });
  const streams = new Agent({
    connect,
    connections: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    webSocket: { maxPayloadSize: limits.maxNoticeBytes, maxFragments: 10_000 },
  });
  const pending = new Set<AbortController>();
  let isClosed = false;

  const failed = (reason: string): { readonly kind: 'failed'; readonly reason: string } => ({ kind: 'failed', reason });

  const explain = (error: unknown): string => explainFailure(error, { host, isSecuredButUnanswered: isSecured && !isAnswered });

  /** Runs `work` with a deadline; what goes wrong in it becomes a reason. */
  async function within<Result>(timeoutMs: number, path: string, work: (signal: AbortSignal) => Promise<Result>) {
    if (isClosed) return failed('the link is being closed');
    const abort = new AbortController();
    let isLate = false as boolean;
    const cancel = clock.after(timeoutMs, () => {
      isLate = true;
      abort.abort();
    });
    pending.add(abort);
    try {
      return await Promise.race([work(abort.signal), rejectionOf(abort.signal)]);
    } catch (error) {
      if (isLate) return failed(`the manager did not answer ${path} within ${timeoutMs} ms: check its load, or raise the limit`);
      if (abort.signal.aborted) return failed('the link is being closed');
      return failed(explain(error));
    } finally {
      cancel();
      pending.delete(abort);
    }
  }

  const send = async (request: RestconfRequest, signal: AbortSignal, dispatcher: Dispatcher) => {
    const response = await dispatcher.request({
      origin,
      path: request.path,
      method: request.method,
      headers: {
        accept: request.accept ?? yangData,
        ...(request.body ? { 'content-type': yangData } : {}),
        ...(request.etag ? { 'if-none-match': request.etag } : {}),
        ...(request.ifMatch ? { 'if-match': request.ifMatch } : {}),
      },
      body: request.body ? JSON.stringify(request.body) : null,
      signal,
    });
    isAnswered = true;
    record.hear();
    return response;
  };

  return {
    origin,
    request: (request) => {
      const exchange = beginExchange(record, clock, request);
      return within(request.timeoutMs ?? limits.requestMs, request.path, async (signal): Promise<Answer> => {
        const response = await send(request, signal, requests);
        const body = await readBody(response, limits.maxBodyBytes, record);
        exchange.received(response.statusCode, body);
        if (body === null) return failed(tooLarge(request.path, limits.maxBodyBytes));
        return answerOf(response, body, request.path);
      }).then(exchange.end);
    },
    text: (path, accept) => {
      const exchange = beginExchange(record, clock, { method: 'GET', path });
      return within(limits.requestMs, path, async (signal) => {
        const response = await send({ method: 'GET', path, accept }, signal, requests);
        const maxBytes = Math.min(limits.maxBodyBytes, maxTextBytes);
        const body = await readBody(response, maxBytes, record);
        exchange.received(response.statusCode, body);
        if (body === null) return failed(tooLarge(path, maxBytes));
        if (response.statusCode !== 200)
          return refusalOf(response.statusCode, header(response, 'content-type'), body) as Exclude<
            Answer,
            { kind: 'answered' | 'unchanged' }
          >;
        return { kind: 'text' as const, text: body };
      }).then(exchange.end);
    },
    signOfLife: async (timeoutMs) => {
      const path = '/.well-known/host-meta';
      const sentAtMs = clock.now();
      const outcome = await within(timeoutMs, path, async (signal) => {
        const response = await send({ method: 'GET', path, accept: 'application/xrd+xml' }, signal, requests);
        const elapsedMs = Math.max(0, clock.now() - sentAtMs);
        await readBody(response, maxTextBytes, record);
        return { kind: 'alive' as const, elapsedMs };
      });
      if (outcome.kind === 'alive') return outcome.elapsedMs;
      if (!isClosed) {
        const text = `no sign of life: ${outcome.reason}`;
        const elapsedMs = Math.max(0, clock.now() - sentAtMs);
        record.note({
          ...{ atMs: sentAtMs, kind: 'request', direction: 'out', event: 'GET', subject: path, status: null, bytes: 0, elapsedMs, text },
          tone: 'major',
        });
      }
      return null;
    },
    stream: async (address) => {
      const exchange = beginExchange(record, clock, { method: 'GET', path: `${address.pathname}${address.search}` });
      const life = new AbortController();
      pending.add(life);
      const outcome = await within(limits.requestMs, address.pathname, async (signal): Promise<StreamOutcome> => {
        signal.addEventListener('abort', () => {
          life.abort();
        });
        const path = `${address.pathname}${address.search}`;
        const response = await streams.request({
          origin: address.origin,
          path,
          method: 'GET',
          headers: { accept: 'text/event-stream' },
          signal: life.signal,
        });
        isAnswered = true;
        record.hear(true);
        exchange.received(response.statusCode, '');
        const type = header(response, 'content-type');
        if (response.statusCode === 200 && type.startsWith('text/event-stream')) {
          return {
            kind: 'stream',
            body: response.body as AsyncIterable<Buffer>,
            cancel: () => {
              life.abort();
            },
          };
        }
        const body = response.statusCode === 200 ? '' : ((await readBody(response, 100_000, record)) ?? '');
        life.abort();
        if (response.statusCode === 200) return failed(`the stream at ${path} is not text/event-stream but ${clip(type, 60) || 'untyped'}`);
        return refusalOf(response.statusCode, type, body) as StreamOutcome;
      });
      if (outcome.kind !== 'stream') pending.delete(life);
      exchange.end(outcome);
      return outcome;
    },
    explain,
    webSocket: (url) => {
      const socket = new WebSocket(url, { dispatcher: streams });
      const exchange = beginExchange(record, clock, { method: 'GET', path: `${url.pathname}${url.search}` });
      let isOpen = false;
      socket.addEventListener('open', () => {
        [isAnswered, isOpen] = [true, true];
        record.hear(true);
        exchange.received(101, '');
        exchange.end({ kind: 'stream' });
      });
      socket.addEventListener('close', () => {
        if (!isOpen) exchange.end(failed('the WebSocket did not come about'));
      });
      return socket;
    },
    close: async () => {
      isClosed = true;
      for (const abort of pending) abort.abort();
      abandon();
      await Promise.all([requests.destroy(), streams.destroy()]);
    },
  };
}

type Ended = Answer | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'stream' };

interface Exchange {
  /** null: the body is larger than the limit. */
  received(status: number, body: string | null): void;
  /** Notes it, with what came of it; gives that back. */
  readonly end: <Outcome extends Ended>(outcome: Outcome) => Outcome;
}

/** One request on its way to the message log. */
function beginExchange(
  record: LinkRecord,
  clock: Clock,
  { method, path, body }: Pick<RestconfRequest, 'method' | 'path' | 'body'>,
): Exchange {
  const atMs = clock.now();
  let [status, answered] = [null as number | null, ''];
  record.begin();
  return {
    received(code, text) {
      [status, answered] = [code, text ?? ''];
    },
    end(outcome) {
      const elapsedMs = Math.max(0, clock.now() - atMs);
      const [bytes, sent] = [Buffer.byteLength(answered), body ? JSON.stringify(body) : ''];
      const noted = { atMs, kind: 'request', direction: 'out', event: method, subject: path, status, bytes, elapsedMs } as const;
      record.end({ ...noted, ...judge(outcome), sent, received: answered });
      return outcome;
    },
  };
}

/** What came of a request, in words. A manager may have no such thing: that is no fault of it. */
function judge(outcome: Ended): { readonly text: string; readonly tone: 'calm' | 'minor' | 'major' } {
  switch (outcome.kind) {
    case 'answered':
      return { text: outcome.doubt ?? 'answered', tone: 'calm' };
    case 'unchanged':
      return { text: 'not modified since the last read', tone: 'calm' };
    case 'text':
      return { text: 'answered', tone: 'calm' };
    case 'stream':
      return { text: 'the notice stream is open', tone: 'calm' };
    case 'refused':
      return { text: wordsOf(outcome), tone: outcome.status === 404 || outcome.status === 405 ? 'calm' : 'minor' };
    case 'failed':
      return { text: outcome.reason, tone: 'major' };
    default:
      return assertNever(outcome);
  }
}

/** A request that waits for its connection does not hear of an abort by itself. */
const rejectionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
  });

function answerOf(response: Dispatcher.ResponseData, body: string, path: string): Answer {
  const type = header(response, 'content-type');
  if (response.statusCode === 304) return { kind: 'unchanged' };
  if (response.statusCode < 200 || response.statusCode > 299) return refusalOf(response.statusCode, type, body);
  const answered = {
    kind: 'answered' as const,
    status: response.statusCode,
    etag: header(response, 'etag') || null,
    location: header(response, 'location') || null,
  };
  if (body.trim() === '') return { ...answered, json: undefined, doubt: null };
  const parsed = parseJson(body);
  if (parsed.kind === 'malformed') {
    const words = clip(/html/i.test(type) ? plainText(body) : body, 100);
    return {
      kind: 'failed',
      reason: `the manager's answer to ${path} is not JSON that can be read (${parsed.reason}; it begins "${words}"): check that the address is that of a RESTCONF server`,
    };
  }
  const doubt = /[/+]json\b/i.test(type)
    ? null
    : `it is sent as ${clip(type, 60) || 'no content type'} instead of ${yangData}: read all the same; the carrier should correct it`;
  return { ...answered, json: parsed.value, doubt };
}

async function readBody(response: Dispatcher.ResponseData, maxBytes: number, record: LinkRecord): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    record.hear();
    // Leaving the loop destroys the body and with it the connection.
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const tooLarge = (path: string, maxBytes: number): string =>
  `the manager's answer to ${path} is larger than the limit of ${(maxBytes / 2 ** 20).toFixed(1)} MiB: have the carrier offer less in one document, or raise the limit`;

function header(response: Dispatcher.ResponseData, name: string): string {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
