import { once } from 'node:events';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { errors, notFound, type Answer } from './answer';
import type { LogStreams } from './log-streams';
import type { NoticeStreams } from './notice-streams';
import type { Restconf } from './restconf';

export interface FrontOptions {
  readonly restconf: Restconf;
  readonly streams: NoticeStreams;
  readonly log: LogStreams;
  readonly certPem: string;
  readonly keyPem: string;
  /** Whose client certificates are let in. */
  readonly clientCaPem: string;
  readonly port: number;
}

/** How the manager behaves towards its client; forgotten at a restart. */
interface Mood {
  slowMs: number;
  isHanging: boolean;
  refusesStreams: boolean;
}

/** The door to the client: HTTPS on loopback, for holders of a certificate by the right authority. */
export interface Front {
  readonly url: string;
  readonly mood: Mood;
  /** Closes door and connections, and opens again on the same port after `ms`. */
  goDown(ms: number): Promise<void>;
  /** At once, where it has gone down. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const maxBodyBytes = 1_000_000;

export async function openFront(options: FrontOptions): Promise<Front> {
  const mood: Mood = { slowMs: 0, isHanging: false, refusesStreams: false };
  const server = createServer(
    {
      cert: options.certPem,
      key: options.keyPem,
      ca: options.clientCaPem,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    },
    (request, response) => {
      respond(options, mood, request, response).catch((error: unknown) => {
        process.stderr.write(`${request.method ?? ''} ${request.url ?? ''} failed: ${String(error)}\n`);
        response.destroy();
      });
    },
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrade(options, mood, request, socket, head).catch((error: unknown) => {
      process.stderr.write(`upgrade of ${request.url ?? ''} failed: ${String(error)}\n`);
      socket.destroy();
    });
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A client that vanishes is no event of ours.
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', (error) => process.stderr.write(`refused a client: ${error.message}\n`));
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  let reopen: NodeJS.Timeout | undefined;
  const shut = async () => {
    clearTimeout(reopen);
    const closed = server.listening ? once(server, 'close') : null;
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `https://127.0.0.1:${port}`,
    mood,
    async goDown(ms) {
      await shut();
      reopen = setTimeout(() => {
        listen(server, port).catch((error: unknown) => process.stderr.write(`could not come back on port ${port}: ${String(error)}\n`));
      }, ms);
    },
    async comeBack() {
      clearTimeout(reopen);
      if (!server.listening) await listen(server, port);
    },
    close: shut,
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

async function respond(options: FrontOptions, mood: Mood, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const origin = `https://${request.headers.host ?? ''}`;
  const { pathname, searchParams } = new URL(request.url ?? '/', origin);
  const body = await readBody(request);
  if (mood.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, mood.slowMs));
  if (mood.isHanging) return;
  if (body === null) {
    send(response, errors(413, 'too-big', 'the request is larger than this manager reads'));
  } else if (pathname === options.restconf.ssePath && request.method === 'GET') {
    const subscription = searchParams.get('subscription');
    const filter = options.restconf.filterOf(subscription);
    if (mood.refusesStreams) send(response, noStream);
    else if (!filter) send(response, notFound(`notif-subscription ${subscription ?? ''}`));
    else options.streams.open(response, filter, subscription);
  } else {
    const method = request.method ?? 'GET';
    const contentType = request.headers['content-type'] ?? '';
    const path = decoded(pathname);
    if (path === null) send(response, errors(400, 'malformed-message', `the path ${pathname} is not percent-encoded as RFC 3986 has it`));
    else send(response, options.restconf.handle({ method, path, origin, body, contentType, ifMatch: request.headers['if-match'] ?? null }));
  }
}

const noStream = errors(503, 'resource-denied', 'no stream of notices at the moment');

/** A WebSocket is asked for (RFC 6455 §4.2). */
async function upgrade(options: FrontOptions, mood: Mood, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', `https://${request.headers.host ?? ''}`);
  if (mood.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, mood.slowMs));
  if (mood.isHanging) return;
  if (pathname !== options.restconf.logPath) refuseUpgrade(socket, notFound(pathname));
  else if (mood.refusesStreams) refuseUpgrade(socket, noStream);
  else options.log.open(request, socket, head, searchParams.get('start-from-token'));
}

function refuseUpgrade(socket: Duplex, { status, headers, body }: Answer): void {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Null: longer than anyone should send. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
