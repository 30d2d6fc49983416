import { topics, type LiveRow, type Topic } from '../../contract/live';
import { ownUser } from '../../contract/roles';
import type { Channel } from '../../contract/channel';
import { createConsoleClient, type ConsoleClient } from '../../../renderer/client/console-client';
import type { Clock } from '../../model/clock';
import { serveConsole } from '../peers/serve-console';
import type { Serving } from '../procedures/serving';
import { channelPair } from './channel-pair';

export interface TestWatcher {
  readonly client: ConsoleClient;
  /** The link is lost; the client connects anew. */
  lose(): void;
  /** From now on. */
  losesPieces: (seq: number) => boolean;
  /** How long a picture takes to be drawn, before what is on it is said to be heard. */
  frameMs: () => number;
  rows(topic: Topic): readonly LiveRow[];
  /** How many pieces of the topic came. */
  pieces(topic: Topic): number;
  /** Topics that are not there yet, or cannot be read. */
  unwhole(): readonly string[];
  close(): void;
}

/** A console that watches every topic. `serving`: the host at the moment of connecting; null: there is none. */
export function testWatcher(clock: Clock, serving: () => Serving | null, watched: readonly Topic[] = topics): TestWatcher {
  let current: Channel | null = null;
  const ending = new AbortController();
  const watcher: Pick<TestWatcher, 'losesPieces' | 'frameMs'> = { losesPieces: () => false, frameMs: () => 0 };
  const connect = (): Channel => {
    const [mine, theirs] = channelPair();
    const host = serving();
    if (host) void serveConsole(host, theirs, { network: 'live', peer: ownUser('Ann') }, ending.signal);
    else theirs.close('there is no host');
    current = mine;
    return {
      ...mine,
      onMessage(listener) {
        mine.onMessage((message) => {
          const frame = JSON.parse(message as string) as { readonly seq?: number };
          if (frame.seq === undefined || !watcher.losesPieces(frame.seq)) listener(message);
        });
      },
    };
  };
  const client = createConsoleClient({
    connect,
    isRefusal: () => false,
    now: () => clock.now(),
    after: (ms, work) => clock.after(ms, work),
    onFrame: (work) => void clock.after(watcher.frameMs(), work),
    program: 'test',
  });
  client.open();
  for (const topic of watched) client.listen(topic, () => undefined);
  return Object.assign(watcher, {
    client,
    lose: () => {
      // The client finds it closed by the other side.
      current?.close('lost');
    },
    rows: (topic: Topic) => [...client.snapshot(topic).rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    pieces: (topic: Topic) => client.snapshot(topic).version,
    unwhole: () =>
      watched.flatMap((topic) => {
        const { isWhole, fault } = client.snapshot(topic);
        return isWhole && fault === '' ? [] : [`${topic}: ${fault}`];
      }),
    close: () => {
      client.close();
      ending.abort();
    },
  });
}
