import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Channel, NetworkKind, Purpose } from '../core/contract/channel';
import type { Peer } from '../core/contract/roles';
import { wordsOfError } from '../core/model/words-of-error';
import { contentPolicy } from '../shell/content-policy';
import type { Access, Judged } from './access';
import { answerFile, answerOpening, answerText, answerUpgrade } from './answer';
import { judgeRequest, refusal, type Expected, type Refusal } from './judge-request';
import type { WebLimits } from './limits';
import { listen, type Listening } from './listen';
import { answerSession, bearerOf, tokenOfProtocols } from './session';
import { socketChannel } from './socket-channel';
import type { StaticFile } from './static-files';

export interface WebServerPorts extends Listening {
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly access: Access;
  readonly limits: WebLimits;
  /** Serves one channel until it closes or `ending` is aborted. */
  readonly open: (asked: AskedChannel, channel: Channel, ending: AbortSignal) => Promise<void>;
  /** A fault in Longlines, not in who asks. */
  readonly onFault: (error: unknown) => void;
}

/** A channel that is let in: what for, and whose it is. */
export interface AskedChannel {
  readonly purpose: Purpose;
  readonly network: NetworkKind;
  readonly peer: Peer;
}

/** The page that has the token, after the origin. In the fragment it reaches no server and no log. */
export const addressOf = (token: string, network: NetworkKind): string =>
  `/#token=${token}${network === 'practice' ? '&network=practice' : ''}`;

export interface WebServer {
  /** `http://127.0.0.1:7171`. */
  readonly origin: string;
  /** Channels are told that the host ends; resolves once nothing of them is under way. */
  close(): Promise<void>;
}

/** The console for browsers: static files over HTTP, channels over WebSocket. Throws a ShellError where it cannot listen. */
export async function startWebServer(ports: WebServerPorts): Promise<WebServer> {
  const { files, access, limits, onFault } = ports;
  const { server, origin } = await listen(ports, limits);
  const expected: Expected = { origin, maxUrlLength: limits.maxUrlLength, isFile: (path) => files.has(path) };
  const policy = contentPolicy([origin.replace(/^http/, 'ws')]);
  const acceptors: Readonly<Record<Purpose, WebSocketServer>> = {
    console: acceptor(limits.maxConsoleMessageBytes),
    terminal: acceptor(limits.maxTerminalMessageBytes),
  };
  const sockets = () => Object.values(acceptors).flatMap(({ clients }) => [...clients]);
  const ending = new AbortController();
  const served = new Set<Promise<void>>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = judgeRequest(factsOf(request, false), expected);
    switch (route.kind) {
      case 'refused':
        answerText(response, route.status, route.message);
        return;
      case 'session':
        await answerSession(request, response, { access, limits, act: route.act, bearer: bearerOf(request), onFault });
        return;
      case 'open':
        answerOpening(response, access.redeem(route.code, request.socket.remoteAddress ?? ''), addressOf(access.token, route.network));
        return;
      case 'file': {
        const file = files.get(route.path);
        if (file) await answerFile(request, response, { file, policy });
        return;
      }
      case 'socket':
        answerText(response, 426, 'this address is for a WebSocket');
    }
  };
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onFault(error);
      if (!response.headersSent) answerText(response, 500, 'a fault in Longlines');
      else response.destroy();
    });
  });

  const serve = (socket: WebSocket, asked: AskedChannel, { ended, isStillWorthIt }: Granted): void => {
    const channel = heardWhile(isStillWorthIt, socketChannel(socket, limits));
    const leave = (): void => {
      channel.close(wordsOfError(ended.reason));
    };
    const work = ports.open(asked, channel, ending.signal).catch((error: unknown) => {
      onFault(error);
      socket.terminate();
    });
    if (ended.aborted) leave();
    else ended.addEventListener('abort', leave, { once: true });
    served.add(work);
    void work.finally(() => {
      ended.removeEventListener('abort', leave);
      served.delete(work);
    });
  };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Who breaks off in the middle is no fault of ours.
    stream.on('error', () => undefined);
    const route = judgeRequest(factsOf(request, true), expected);
    if (route.kind !== 'socket') {
      answerUpgrade(stream, route.kind === 'refused' ? route : refusal(404, 'there is no WebSocket at this address'));
      return;
    }
    const judged = judgeUpgrade(request, access, sockets().length, limits, ending.signal.aborted);
    if (judged.kind === 'refused') {
      answerUpgrade(stream, judged);
      return;
    }
    const { purpose, network } = route;
    const { peer } = judged;
    acceptors[purpose].handleUpgrade(request, stream, head, (socket) => {
      serve(socket, { purpose, network, peer }, judged);
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    if (error.code === 'ECONNRESET' || !stream.writable) stream.destroy();
    // It has had its answer, and goes on with what is no request.
    else if ('bytesWritten' in stream && Number(stream.bytesWritten) > 0) stream.end();
    else if (error.code === 'HPE_HEADER_OVERFLOW')
      answerUpgrade(stream, refusal(431, `the headers have more than ${limits.maxHeaderBytes} bytes`));
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') answerUpgrade(stream, refusal(408, 'the request did not come in time'));
    else answerUpgrade(stream, refusal(400, 'this is no HTTP request'));
  });
  const heartbeat = keepHearing(sockets, limits.heartbeatMs);
  const looking = setInterval(() => {
    access.lookAgain();
  }, limits.heartbeatMs).unref();
  return {
    origin,
    async close() {
      clearInterval(heartbeat);
      clearInterval(looking);
      const closed = new Promise<void>(
        (resolve) =>
          void server.close(() => {
            resolve();
          }),
      );
      ending.abort();
      await Promise.allSettled(served);
      for (const socket of sockets()) socket.terminate();
      server.closeAllConnections();
      await closed;
    },
  };
}

const acceptor = (maxPayload: number): WebSocketServer =>
  // The token is not said back.
  new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload, handleProtocols: () => subprotocol });

/** What a console names first of its subprotocols; its token is the second. */
const subprotocol = 'longlines';

const factsOf = ({ method = '', url = '', headers }: IncomingMessage, isUpgrade: boolean) => ({
  ...{ method, url, isUpgrade, host: headers.host, origin: headers.origin },
  hasBody: headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0,
});

type Granted = Extract<Judged, { kind: 'granted' }>;

/** What comes when the sign-in is worth nothing any more is not heard: it would be carried out in a role that is gone. */
const heardWhile = (isStillWorthIt: () => boolean, channel: Channel): Channel => ({
  ...channel,
  onMessage: (listener) => {
    channel.onMessage((message) => {
      if (isStillWorthIt()) listener(message);
    });
  },
});

/** Whose WebSocket it is, or why nobody gets one. */
function judgeUpgrade(
  { headers, socket }: IncomingMessage,
  access: Access,
  open: number,
  limits: WebLimits,
  isEnding: boolean,
): Granted | Refusal {
  const judged = access.judge(tokenOfProtocols(headers['sec-websocket-protocol'], subprotocol), socket.remoteAddress ?? '');
  switch (judged.kind) {
    case 'denied':
      return refusal(401, 'the token of this launch is missing or wrong');
    case 'too-many-tries':
      return refusal(429, 'too many wrong tokens: wait a minute');
    case 'granted':
      if (isEnding) return refusal(503, 'the host is ending');
      return open >= limits.maxSockets ? refusal(503, `${limits.maxSockets} windows and terminals are open: close one of them`) : judged;
  }
}

/** A browser that is gone without a word (a lid that was closed, a cable) is noticed. */
function keepHearing(sockets: () => readonly WebSocket[], everyMs: number): NodeJS.Timeout {
  const asked = new WeakSet<WebSocket>();
  return setInterval(() => {
    for (const socket of sockets()) {
      if (asked.has(socket)) {
        socket.terminate();
        continue;
      }
      asked.add(socket);
      socket.ping(undefined, undefined, () => undefined);
      socket.once('pong', () => asked.delete(socket));
    }
  }, everyMs).unref();
}
