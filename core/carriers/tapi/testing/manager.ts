import { once } from 'node:events';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Authority, Identity } from '../../../../lab/certificates';
import type { JsonObject } from '../json';
import type { TlsIdentity } from '../restconf/identity';
import { goodDocuments, topologyContextOf, topologyUuid } from './documents';
import type { Documents } from './documents';

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A manager of a few lines over real mutual TLS; any of its answers can be replaced by a hostile one. */
export interface TestManager {
  readonly url: string;
  readonly tls: TlsIdentity;
  readonly documents: Documents;
  /** `METHOD /path` of every request, below the root where it is below it. */
  readonly requests: readonly string[];
  /** Replaces the answer to every path that contains this, `METHOD /path`; null gives the good one back. */
  answer(part: string, handler: Handler | null): void;
  /** Resolves when a request that contains this has come. */
  asked(part: string): Promise<void>;
  /** To every open stream; without a number it gets the next one. */
  notify(notice: JsonObject, sequenceNumber?: number): void;
  readonly openStreams: number;
  /** Sockets that are open, of whatever kind. */
  readonly openSockets: number;
  /** One message to every open WebSocket. */
  record(message: string): void;
  /** What came with the request for the newest WebSocket. */
  readonly lastLogQuery: string;
  dropStreams(): void;
  close(): Promise<void>;
}

export interface TestManagerOptions {
  readonly server: Identity;
  readonly clientCaPem: string;
  readonly hasStream?: boolean;
  /** Offers a log over WebSocket, at `here` or at another address. */
  readonly log?: string;
  readonly tls: TlsIdentity;
}

const root = '/rests';
const context = '/data/tapi-common:context';

export async function startTestManager(options: TestManagerOptions): Promise<TestManager> {
  const documents = goodDocuments();
  const requests: string[] = [];
  const waiting = new Map<string, () => void>();
  const overrides = new Map<string, Handler>();
  const streams = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let sequence = 0;
  const server = createServer(
    { cert: options.server.certPem, key: options.server.keyPem, ca: options.clientCaPem, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const path = decodeURIComponent(request.url ?? '').replace(root, '');
        const line = `${request.method ?? ''} ${path}`;
        requests.push(line);
        const override = [...overrides].find(([part]) => line.includes(part))?.[1];
        if (override) override(request, response, body);
        else if (path === '/stream' && options.hasStream !== false) openStream(response);
        else if (path.endsWith('stream-context') && options.log !== undefined) sendJson(response, 200, streamContext(options.log));
        else answerWell(line, documents, options.hasStream !== false, body, response);
        for (const [part, resolve] of waiting) if (line.includes(part)) resolve();
      });
    },
  );
  const openStream = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  };
  const logs = new WebSocketServer({ noServer: true });
  let lastLogQuery = '';
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    lastLogQuery = new URL(request.url ?? '', 'https://x').search;
    logs.handleUpgrade(request, socket, head, () => undefined);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tls: options.tls,
    documents,
    requests,
    answer: (part, handler) => {
      if (handler) overrides.set(part, handler);
      else overrides.delete(part);
    },
    asked: (part) => new Promise((resolve) => waiting.set(part, resolve)),
    notify(notice, sequenceNumber) {
      sequence = sequenceNumber ?? sequence + 1;
      const data = JSON.stringify({ 'tapi-notification:notification': { ...notice, 'sequence-number': String(sequence) } });
      for (const stream of streams) stream.write(`data: ${data}\n\n`);
    },
    record: (message) => {
      for (const log of logs.clients) log.send(message);
    },
    get lastLogQuery() {
      return lastLogQuery;
    },
    get openStreams() {
      return streams.size;
    },
    get openSockets() {
      return sockets.size;
    },
    dropStreams: () => {
      for (const stream of streams) stream.destroy();
      for (const log of logs.clients) log.terminate();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export function sendJson(response: ServerResponse, status: number, document: object, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/yang-data+json', ...headers }).end(JSON.stringify(document));
}

export function sendError(response: ServerResponse, status: number, tag: string, message: string): void {
  sendJson(response, status, {
    'ietf-restconf:errors': { error: [{ 'error-type': 'application', 'error-tag': tag, 'error-message': message }] },
  });
}

/** As 2.5.0 has it; the server's own address is relative. */
const streamContext = (log: string): JsonObject => ({
  'tapi-streaming:stream-context': {
    'available-stream': [
      {
        uuid: 'stream-1',
        'connection-address': [log === 'here' ? `${root}/log` : log],
        'connection-protocol': 'tapi-streaming:CONNECTION_PROTOCOL_WEBSOCKETS',
        'stream-state': 'tapi-streaming:STREAM_STATE_ACTIVE',
      },
    ],
  },
});

/** The certificates of one carrier and of our side. */
export async function certificatesFor(
  carrier: Authority,
  ours: Authority,
): Promise<Pick<TestManagerOptions, 'server' | 'clientCaPem' | 'tls'>> {
  const client = await ours.issueClient();
  return {
    server: await carrier.issueServer(),
    clientCaPem: ours.caPem,
    tls: { caPem: carrier.caPem, certPem: client.certPem, keyPem: client.keyPem },
  };
}

function answerWell(line: string, documents: Documents, hasStream: boolean, body: string, response: ServerResponse): void {
  const path = line.slice(line.indexOf(' ') + 1);
  const one = (part: string, name: string, from: readonly JsonObject[]): boolean => {
    if (!path.includes(part)) return false;
    const found = from.find(({ uuid }) => uuid === path.slice(path.lastIndexOf('=') + 1));
    if (found) sendJson(response, 200, { [name]: [found] });
    else sendError(response, 404, 'invalid-value', 'there is no such object');
    return true;
  };
  const connectivity = `${context}/tapi-connectivity:connectivity-context`;
  if (path === '/.well-known/host-meta') {
    response
      .writeHead(200, { 'content-type': 'application/xrd+xml' })
      .end(`<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="restconf" href="${root}"/></XRD>`);
  } else if (path.endsWith('ietf-yang-library:yang-library')) {
    sendJson(response, 200, {
      'ietf-yang-library:yang-library': { 'module-set': [{ name: 'all', module: [{ name: 'tapi-common', revision: '2023-10-10' }] }] },
    });
  } else if (path.endsWith('/streams') && hasStream) {
    const access = [
      { encoding: 'xml', location: '/nowhere' },
      { encoding: 'json', location: `${root}/stream` },
    ];
    sendJson(response, 200, { 'ietf-restconf-monitoring:streams': { stream: [{ name: 'NETCONF', access }] } });
  } else if (line.startsWith('POST') && path.endsWith('connectivity-context')) {
    const [service] = (JSON.parse(body) as { 'tapi-connectivity:connectivity-service': JsonObject[] })[
      'tapi-connectivity:connectivity-service'
    ];
    if (documents.services.some(({ uuid }) => uuid === service?.['uuid'])) sendError(response, 409, 'data-exists', 'this service exists');
    else {
      documents.services.push({ ...service, 'operational-state': 'DISABLED', 'lifecycle-state': 'PLANNED' });
      response.writeHead(201, { location: 'there' }).end();
    }
  } else if (line.startsWith('PATCH') && path.includes('connectivity-service=')) {
    const { 'tapi-connectivity:connectivity-service': patches } = JSON.parse(body) as Record<string, JsonObject[]>;
    const at = documents.services.findIndex(({ uuid }) => uuid === path.slice(path.lastIndexOf('=') + 1));
    if (at < 0) sendError(response, 404, 'invalid-value', 'there is no such object');
    else {
      documents.services[at] = { ...documents.services[at], ...patches?.[0] };
      response.writeHead(204).end();
    }
  } else if (line.startsWith('DELETE') && path.includes('connectivity-service=')) {
    documents.services = documents.services.filter(({ uuid }) => uuid !== path.slice(path.lastIndexOf('=') + 1));
    response.writeHead(204).end();
  } else if (path.endsWith(connectivity))
    sendJson(response, 200, {
      'tapi-connectivity:connectivity-context': { 'connectivity-service': documents.services, connection: documents.connections },
    });
  else if (path.endsWith('/service-interface-point'))
    sendJson(response, 200, { 'tapi-common:service-interface-point': documents.servicePoints });
  else if (path.endsWith('/tapi-topology:topology-context'))
    sendJson(response, 200, { 'tapi-topology:topology-context': topologyContextOf(documents) });
  else if (
    one('service-interface-point=', 'tapi-common:service-interface-point', documents.servicePoints) ||
    one(`topology=${topologyUuid}/link=`, 'tapi-topology:link', documents.links) ||
    one(`topology=${topologyUuid}/node=`, 'tapi-topology:node', documents.nodes) ||
    one('connectivity-service=', 'tapi-connectivity:connectivity-service', documents.services) ||
    one('/connection=', 'tapi-connectivity:connection', documents.connections)
  )
    return;
  else sendError(response, 404, 'invalid-value', 'this manager does not have that');
}
