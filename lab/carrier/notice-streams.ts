import type { ServerResponse } from 'node:http';
import { numbered, type Notice } from './tapi/notices';

const keepAliveMs = 5000;

/** The open streams of server-sent events: no ids, a comment now and then, each stream numbered from one. */
export class NoticeStreams {
  readonly #open = new Map<ServerResponse, { sent: number }>();
  readonly #keepAlive = setInterval(() => {
    if (!this.isSilent) for (const response of this.#open.keys()) response.write(': still here\n\n');
  }, keepAliveMs);
  /** Nothing is sent, and what there was to say is lost: the numbers show the gap afterwards. */
  isSilent = false;
  /** So many notices are yet to be lost. */
  toLose = 0;

  get count(): number {
    return this.#open.size;
  }

  open(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': notices follow\n\n');
    this.#open.set(response, { sent: 0 });
    response.on('close', () => this.#open.delete(response));
  }

  publish(notice: Notice): void {
    const isLost = this.isSilent || this.toLose > 0;
    this.toLose = Math.max(0, this.toLose - 1);
    for (const [response, stream] of this.#open) {
      stream.sent += 1;
      if (!isLost) response.write(`data: ${numbered(notice, stream.sent)}\n\n`);
    }
  }

  /** Breaks them all, as a lost connection would. */
  drop(): void {
    for (const response of this.#open.keys()) response.destroy();
    this.#open.clear();
  }

  close(): void {
    clearInterval(this.#keepAlive);
    this.drop();
  }
}
