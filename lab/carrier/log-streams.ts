import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Change } from './changes';
import { Mischief } from './mischief';
import type { Snapshot } from './snapshot';
import { StreamLog, type LogEntry } from './stream-log';
import type { View } from './tapi/dialect';
import { logRecord } from './tapi/stream-record';

const pingMs = 5000;
const recordsPerMessage = 100;
/** In the range for applications (RFC 6455 §7.4.2): connect again, without a token. */
const startOver = 4410;

export interface LogSource {
  readonly view: View;
  readonly shown: Snapshot;
}

/** The log of all that stands and changes, and the WebSockets that it is read over (TR-548). */
export class LogStreams {
  readonly mischief = new Mischief();
  readonly #source: LogSource;
  readonly #log: StreamLog;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #ping = setInterval(() => {
    if (!this.#isSilent) for (const socket of this.#server.clients) socket.ping();
  }, pingMs);
  #isSilent = false;
  /** Entries that wait until it speaks again. */
  #unsaid: (readonly LogEntry[])[] = [];

  constructor(source: LogSource, nowMs: () => number) {
    this.#source = source;
    this.#log = new StreamLog(source.shown, nowMs);
  }

  get count(): number {
    return this.#server.clients.size;
  }

  set isSilent(isSilent: boolean) {
    this.#isSilent = isSilent;
    if (isSilent) return;
    const unsaid = this.#unsaid;
    this.#unsaid = [];
    for (const entries of unsaid) this.#send(entries);
  }

  open(request: IncomingMessage, socket: Duplex, head: Buffer, token: string | null): void {
    this.#server.handleUpgrade(request, socket, head, (client) => {
      // Clients have nothing to say here; one that breaks off is no event of ours.
      client.on('error', () => undefined);
      const since = this.#log.after(token);
      if (since.kind === 'start-over') client.close(startOver, `start over: ${since.reason}`);
      else for (const batch of batches(since.entries)) client.send(this.#message(batch));
    });
  }

  publish(changes: readonly Change[]): void {
    const entries = this.#log.append(changes);
    if (entries.length === 0) return;
    if (this.#isSilent) this.#unsaid.push(entries);
    else this.#send(entries);
  }

  publishStrange(uuid: string): void {
    this.#send([this.#log.strange(uuid)]);
  }

  skip(count: number): void {
    this.#log.skip(count);
  }

  /** Begins a new log and breaks the connections to the former one. */
  restart(): void {
    this.#log.restart(this.#source.shown);
    this.drop();
  }

  drop(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  close(): void {
    clearInterval(this.#ping);
    for (const socket of this.#server.clients) socket.close(1001, 'the manager ends');
    this.#server.close();
  }

  #send(entries: readonly LogEntry[]): void {
    const clients: readonly WebSocket[] = [...this.#server.clients];
    // One message each, as they happen: a batch would be hit by mischief as a whole.
    for (const entry of entries) {
      const message = this.#message([entry]);
      this.mischief.send(() => {
        for (const client of clients) client.send(message);
      });
    }
  }

  #message(entries: readonly LogEntry[]): string {
    return JSON.stringify({
      'tapi-streaming:stream-record': { 'log-record': entries.map((entry) => logRecord(this.#source.view, this.#log, entry)) },
    });
  }
}

const batches = (entries: readonly LogEntry[]): readonly (readonly LogEntry[])[] =>
  Array.from({ length: Math.ceil(entries.length / recordsPerMessage) }, (_, index) =>
    entries.slice(index * recordsPerMessage, (index + 1) * recordsPerMessage),
  );
