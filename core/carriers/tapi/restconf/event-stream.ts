import { createParser } from 'eventsource-parser';
import type { Clock } from '../../../model/clock';
import type { RestconfClient } from './client';
import { wordsOf } from './answer';

export interface EventStreamOptions {
  /** No byte for so long means that the stream is dead, milliseconds. */
  readonly idleMs: number;
  readonly maxEventBytes: number;
  readonly clock: Clock;
  readonly onData: (data: string) => void;
  /** The stream is over, and why; called once, and not after `close`. */
  readonly onEnd: (reason: string) => void;
}

export type OpenedStream = { readonly kind: 'open'; readonly close: () => void } | { readonly kind: 'failed'; readonly reason: string };

/** Opens a server-sent event stream; resolves when the manager has accepted it. */
export async function openEventStream(client: RestconfClient, url: URL, options: EventStreamOptions): Promise<OpenedStream> {
  const outcome = await client.stream(url);
  if (outcome.kind !== 'stream') return { kind: 'failed', reason: wordsOf(outcome) };
  let isOver = false;
  let cancelIdle = (): void => undefined;
  const end = (reason: string | null): void => {
    if (isOver) return;
    isOver = true;
    cancelIdle();
    outcome.cancel();
    if (reason !== null) options.onEnd(reason);
  };
  const watch = (): void => {
    cancelIdle();
    cancelIdle = options.clock.after(options.idleMs, () => {
      end(`the notice stream was silent for ${options.idleMs} ms, not even a keep-alive came: check the network`);
    });
  };
  watch();
  void deliver(outcome.body, options, watch, () => isOver).then(end);
  return {
    kind: 'open',
    close: () => {
      end(null);
    },
  };
}

/** Feeds the parser until the body ends; resolves with the reason. */
async function deliver(
  body: AsyncIterable<Buffer>,
  options: EventStreamOptions,
  onBytes: () => void,
  isOver: () => boolean,
): Promise<string> {
  const tooLarge = `one notice is larger than the limit of ${options.maxEventBytes} bytes: have the carrier send less in one, or raise the limit`;
  let fault = null as string | null;
  const parser = createParser({
    maxBufferSize: options.maxEventBytes,
    onEvent: ({ data }) => {
      if (data.length > options.maxEventBytes) fault = tooLarge;
      else if (!isOver()) options.onData(data);
    },
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') fault = tooLarge;
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      onBytes();
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (fault !== null) return fault;
    }
    return 'the manager ended the notice stream';
  } catch {
    return fault ?? 'the notice stream was cut off';
  }
}
