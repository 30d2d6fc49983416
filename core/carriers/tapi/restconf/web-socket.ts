import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ping } from 'undici';
import type { WebSocket } from 'undici';
import { clip, isObject, leaf } from '../json';
import type { RestconfClient } from './client';
import { limitWords, silentFor } from './stream';
import type { OpenedStream, StreamOptions } from './stream';

/** Opens a WebSocket for notices; resolves when the manager has accepted it. */
export function openWebSocket(client: RestconfClient, url: URL, options: StreamOptions): Promise<OpenedStream> {
  return new Promise((resolve) => {
    const handshake = watchHandshake(client, url);
    const socket = client.webSocket(url);
    let isOpen = false;
    const life = watchLife(socket, options, () => {
      if (isOpen) end(silentFor(options.idleMs), null);
      else fail(`the manager did not accept the WebSocket within ${options.idleMs} ms`);
    });
    let isOver = false;
    const finish = (): boolean => {
      if (isOver) return false;
      isOver = true;
      life.end();
      handshake.end();
      // From here on nothing is heard of it; an error of the dying socket is nobody's any more.
      socket.close();
      return true;
    };
    const end = (reason: string, closeCode: number | null): void => {
      if (finish()) options.onEnd(reason, closeCode);
    };
    const fail = (reason: string): void => {
      if (finish()) resolve({ kind: 'failed', reason });
    };
    socket.addEventListener('open', () => {
      if (isOver) return;
      isOpen = true;
      life.sign();
      handshake.end();
      resolve({ kind: 'open', close: () => void finish() });
    });
    socket.addEventListener('message', ({ data }) => {
      if (isOver) return;
      life.sign();
      // What is not text is nothing that we can read: as unreadable as any other noise.
      options.onData(typeof data === 'string' ? data : '');
    });
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', ({ code, reason }) => {
      if (isOpen) end(wordsForClose(code, reason, options.maxEventBytes), code === cutOff ? null : code);
      else fail(handshake.words());
    });
  });
}

/** RFC 6455 §7.1.5: no close frame came. */
const cutOff = 1006;

const wordsForClose = (code: number, reason: string, maxBytes: number): string =>
  code === cutOff
    ? `the notice stream was cut off, or one message was larger than ${limitWords(maxBytes)}`
    : `the manager ended the notice stream (code ${code}${reason === '' ? '' : `, ${clip(reason, 120)}`})`;

interface Handshake {
  /** Why it did not come about. */
  words(): string;
  end(): void;
}

/** A WebSocket does not tell why it was not accepted; the request underneath knows. */
function watchHandshake(client: RestconfClient, url: URL): Handshake {
  let found = 'the manager does not accept a WebSocket at this address';
  const isOurs = (message: unknown): message is { readonly request: unknown; readonly response?: unknown; readonly error?: unknown } =>
    isObject(message) && isObject(message['request']) && message['request']['path'] === `${url.pathname}${url.search}`;
  const answered = (message: unknown): void => {
    const status = isOurs(message) && isObject(message.response) ? leaf(message.response['statusCode']) : null;
    if (status !== null) found = `the manager answered HTTP ${status} to the request for a WebSocket`;
  };
  const failed = (message: unknown): void => {
    if (isOurs(message)) found = client.explain(message.error);
  };
  subscribe('undici:request:headers', answered);
  subscribe('undici:request:error', failed);
  return {
    words: () => found,
    end() {
      unsubscribe('undici:request:headers', answered);
      unsubscribe('undici:request:error', failed);
    },
  };
}

interface Life {
  sign(): void;
  end(): void;
}

/** Asks for a sign of life when half the time has passed in silence; pings and pongs of the manager are signs as well as messages are. */
function watchLife(socket: WebSocket, { idleMs, clock, onSign }: StreamOptions, onDead: () => void): Life {
  let cancel = (): void => undefined;
  const sign = (): void => {
    onSign();
    cancel();
    cancel = clock.after(idleMs / 2, () => {
      ping(socket);
      cancel = clock.after(idleMs / 2, onDead);
    });
  };
  const heard = (message: unknown): void => {
    if (typeof message === 'object' && message !== null && 'websocket' in message && message.websocket === socket) sign();
  };
  const channels = ['undici:websocket:ping', 'undici:websocket:pong'];
  for (const channel of channels) subscribe(channel, heard);
  sign();
  return {
    sign,
    end() {
      cancel();
      for (const channel of channels) unsubscribe(channel, heard);
    },
  };
}
