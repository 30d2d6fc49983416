import { createParser } from 'eventsource-parser';
import type { RestconfClient } from './client';
import { wordsOf } from './answer';
import { limitWords, silentFor } from './stream';
import type { OpenedStream, StreamOptions } from './stream';

/** Opens a server-sent event stream; resolves when the manager has accepted it. */
export async function openEventStream(client: RestconfClient, url: URL, options: StreamOptions): Promise<OpenedStream> {
  const outcome = await client.stream(url);
  if (outcome.kind !== 'stream') return { kind: 'failed', reason: wordsOf(outcome) };
  let isOver = false;
  let cancelIdle = (): void => undefined;
  const end = (reason: string | null): void => {
    if (isOver) return;
    isOver = true;
    cancelIdle();
    outcome.cancel();
    if (reason !== null) options.onEnd(reason, null);
  };
  const watch = (): void => {
    options.onSign();
    cancelIdle();
    cancelIdle = options.clock.after(options.idleMs, () => {
      end(silentFor(options.idleMs));
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
async function deliver(body: AsyncIterable<Buffer>, options: StreamOptions, onBytes: () => void, isOver: () => boolean): Promise<string> {
  const tooLarge = `one notice is larger than ${limitWords(options.maxEventBytes)}`;
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
