import type { ServerResponse } from 'node:http';
import { Mischief } from './mischief';
import { numbered, type Notice } from './tapi/notices';

const keepAliveMs = 5000;

interface OpenStream {
  readonly passes: (notice: Notice) => boolean;
  readonly subscription: string | null;
  sent: number;
}

/** The open streams of server-sent events: no ids, a comment now and then, each stream numbered from one over what it carries. */
export class NoticeStreams {
  readonly mischief = new Mischief();
  /** Nothing is sent, and what there was to say is lost: the numbers show the gap afterwards. */
  isSilent = false;
  readonly #open = new Map<ServerResponse, OpenStream>();
  readonly #keepAlive = setInterval(() => {
    if (!this.isSilent) for (const response of this.#open.keys()) response.write(': still here\n\n');
  }, keepAliveMs);

  get count(): number {
    return this.#open.size;
  }

  /** `subscription`: its uuid, where the stream belongs to one and ends with it. */
  open(response: ServerResponse, passes: (notice: Notice) => boolean, subscription: string | null): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': notices follow\n\n');
    this.#open.set(response, { passes, subscription, sent: 0 });
    response.on('close', () => this.#open.delete(response));
  }

  publish(notice: Notice): void {
    const due = [...this.#open].flatMap(([response, stream]) => {
      if (!stream.passes(notice)) return [];
      stream.sent += 1;
      return [{ response, text: `data: ${numbered(notice, stream.sent)}\n\n` }];
    });
    if (this.isSilent) return;
    this.mischief.send(() => {
      for (const { response, text } of due) response.write(text);
    });
  }

  /** So many numbers are never given to a notice. */
  skip(count: number): void {
    for (const stream of this.#open.values()) stream.sent += count;
  }

  end(subscription: string): void {
    for (const [response, stream] of this.#open) if (stream.subscription === subscription) response.end();
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
