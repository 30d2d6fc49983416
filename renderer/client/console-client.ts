import type { Channel } from '../../core/contract/channel';
import { helloFrame, hostFrame, protocolVersion, type HelloFrame, type PeerFrame } from '../../core/contract/frames';
import type { LiveRow, LiveRows, Topic } from '../../core/contract/live';
import type { Answer, Progress } from '../../core/contract/procedure';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import { parsedJson } from '../../core/model/parsed-json';
import { LiveTable, type TableSnapshot } from './live-table';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'up'; readonly hello: HelloFrame['hello'] }
  /** It is tried again at `nextTryMs`. What is shown is from before. */
  | { readonly kind: 'lost'; readonly sinceMs: number; readonly nextTryMs: number; readonly reason: string }
  /** Trying again is of no use. */
  | { readonly kind: 'refused'; readonly reason: string };

/** No answer came: what was asked for may have been done, or not. */
export interface Unanswered {
  readonly kind: 'unanswered';
  readonly message: string;
}
export type Outcome<Output> = Answer<Output> | Unanswered;

export interface CallOptions {
  /** Aborted: the host is told that nobody waits, and the outcome is `unanswered`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface ConsoleClient {
  readonly state: () => ConnectionState;
  readonly onState: (listener: () => void) => () => void;
  /** What the host said of itself when it was last met; null: none was yet. */
  readonly lastHello: () => HelloFrame['hello'] | null;
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>, options?: CallOptions): Promise<Outcome<OutputOf<Name>>>;
  /** Watches the topic for as long as somebody listens, and a little longer. */
  listen(topic: Topic, listener: () => void): () => void;
  snapshot<T extends Topic>(topic: T): TableSnapshot<LiveRows[T]>;
  /** Ids of the rows that may differ from what they were at that version of the snapshot; null: any. */
  changedSince(topic: Topic, version: number): ReadonlySet<string> | null;
  /** At once instead of at `nextTryMs`. */
  readonly reconnect: () => void;
  /** Connects, and stays so until `close`; may be opened again. */
  readonly open: () => void;
  readonly close: () => void;
}

export interface ClientPorts {
  /** Begins a channel; it may close at once, with the reason. `refused`: trying again is of no use. */
  readonly connect: () => Channel;
  readonly isRefusal: (reason: string) => boolean;
  readonly now: () => number;
  readonly after: (ms: number, work: () => void) => () => void;
  /** Before the next picture is drawn. */
  readonly onFrame: (work: () => void) => void;
  /** Of this program, for people. */
  readonly program: string;
}

interface Watch {
  readonly topic: Topic;
  readonly table: LiveTable<LiveRow>;
  number: number;
  listeners: number;
  /** The latest piece that was taken and not yet said to be heard. */
  unsaid: number | null;
  forget: () => void;
}

interface Waiting {
  readonly settle: (outcome: Outcome<unknown>) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** How long a topic is watched on after the last screen that shows it has gone. */
const lingerMs = 15_000;
const firstRetryMs = 500;
const longestRetryMs = 10_000;
/** So many times in a row the host did not say that it lives: it stands still. */
const mostMisses = 3;
/** How long a lost host may take to greet, before it is connected anew. */
const greetingMs = 15_000;
const silentHost = 'the host does not answer any more';

/** The console's link to its host: calls, and tables that follow it. Lost, it connects anew and watches everything again. */
export function createConsoleClient({ connect, isRefusal, now, after, onFrame, program }: ClientPorts): ConsoleClient {
  let state: ConnectionState = { kind: 'connecting' };
  let channel: Channel | null = null;
  let lastHello: HelloFrame['hello'] | null = null;
  let lastNumber = 0;
  let retryMs = firstRetryMs;
  let lostSinceMs: number | null = null;
  let cancelRetry = (): void => undefined;
  let cancelPatience = (): void => undefined;
  let heardAtMs = 0;
  let hasSpoken = false;
  let isClosed = false;
  let isFrameAsked = false;
  const stateListeners = new Set<() => void>();
  const calls = new Map<number, Waiting>();
  const watches = new Map<Topic, Watch>();

  const enter = (next: ConnectionState): void => {
    state = next;
    for (const listener of stateListeners) listener();
  };
  const send = (frame: PeerFrame | HelloFrame): void => channel?.send(JSON.stringify(frame));

  const begin = (watch: Watch): void => {
    watch.number = ++lastNumber;
    watch.unsaid = null;
    watch.table.begin();
    send({ watch: watch.number, topic: watch.topic });
  };
  const showOnFrame = (): void => {
    if (isFrameAsked) return;
    isFrameAsked = true;
    onFrame(() => {
      isFrameAsked = false;
      for (const watch of watches.values()) {
        if (watch.unsaid === null) continue;
        watch.table.tell();
        // Only what is on the screen is said to be heard: a host never gets ahead of the eye by more than a few pieces.
        if (state.kind === 'up') send({ heard: watch.number, seq: watch.unsaid });
        watch.unsaid = null;
      }
    });
  };

  /** `sinceMs`: of the last word that came. */
  const lose = (reason: string, sinceMs = now()): void => {
    if (channel === null) return;
    channel = null;
    cancelPatience();
    for (const { settle } of calls.values())
      settle({
        kind: 'unanswered',
        message: `the link to the host was lost before it answered: look whether it was done before you try again`,
      });
    calls.clear();
    if (isClosed) return;
    if (isRefusal(reason)) {
      enter({ kind: 'refused', reason });
      return;
    }
    lostSinceMs ??= sinceMs;
    enter({ kind: 'lost', sinceMs: lostSinceMs, nextTryMs: now() + retryMs, reason });
    cancelRetry = after(retryMs, dial);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };

  /** Counts turns and not time, which passes unheard while this machine sleeps. */
  const expectAlive = (aliveMs: number, from: Channel, misses = 0): void => {
    hasSpoken = false;
    cancelPatience = after(aliveMs, () => {
      const missed = hasSpoken ? 0 : misses + 1;
      if (missed < mostMisses) {
        expectAlive(aliveMs, from, missed);
        return;
      }
      from.close();
      lose(silentHost, heardAtMs);
    });
  };

  const take = (message: unknown, from: Channel): void => {
    if (state.kind !== 'up') {
      takeHello(message, from);
      return;
    }
    const parsed = hostFrame.safeParse(message);
    if (!parsed.success) {
      from.close();
      lose('the host said something that this console does not understand; it connects anew');
      return;
    }
    const frame = parsed.data;
    if ('alive' in frame) return;
    if ('watch' in frame) {
      const watch = [...watches.values()].find(({ number }) => number === frame.watch);
      if (!watch) return;
      if ('fault' in frame) watch.table.fail(frame.fault);
      else if (watch.table.take(frame) === 'out-of-order') {
        send({ unwatch: watch.number });
        begin(watch);
        return;
      }
      watch.unsaid = 'seq' in frame ? frame.seq : (watch.unsaid ?? 0);
      showOnFrame();
      return;
    }
    if (frame.id === null) {
      const reason = 'error' in frame ? frame.error.message : 'the host broke off';
      from.close();
      lose(reason);
      return;
    }
    const call = calls.get(frame.id);
    if (!call) return;
    if ('progress' in frame) {
      call.onProgress(frame.progress);
      return;
    }
    calls.delete(frame.id);
    call.settle('error' in frame ? { kind: 'error', error: frame.error } : { kind: 'answer', output: frame.ok });
  };
  const takeHello = (message: unknown, from: Channel): void => {
    const hello = helloFrame.safeParse(message);
    if (!hello.success) {
      from.close();
      const refusal = hostFrame.safeParse(message);
      lose(refusal.success && 'error' in refusal.data ? refusal.data.error.message : 'what answers is no Longlines host');
      return;
    }
    if (hello.data.hello.protocol !== protocolVersion) {
      channel = null;
      cancelPatience();
      from.close();
      enter({
        kind: 'refused',
        reason: `the host is Longlines ${hello.data.hello.program} and speaks version ${hello.data.hello.protocol} of the protocol, this console ${protocolVersion}: load the console again`,
      });
      return;
    }
    retryMs = firstRetryMs;
    lostSinceMs = null;
    lastHello = hello.data.hello;
    send({ hello: { protocol: protocolVersion, program, wantsAlive: true } });
    cancelPatience();
    const { aliveMs } = hello.data.hello;
    if (aliveMs !== undefined) expectAlive(aliveMs, from);
    enter({ kind: 'up', hello: hello.data.hello });
    for (const watch of watches.values()) begin(watch);
  };

  const dial = (): void => {
    cancelRetry();
    const dialled = connect();
    channel = dialled;
    dialled.onMessage((message) => {
      if (channel !== dialled || typeof message !== 'string') return;
      hasSpoken = true;
      heardAtMs = now();
      take(parsedJson(message), dialled);
    });
    dialled.onClose((reason) => {
      if (channel === dialled) lose(reason);
    });
    // The first time, a host that is still starting is waited for; one that was lost may never answer on this connection.
    if (state.kind !== 'lost' || channel !== dialled) return;
    enter({ ...state, nextTryMs: now() + greetingMs });
    cancelPatience = after(greetingMs, () => {
      dialled.close();
      lose(silentHost);
    });
  };

  const watchOf = (topic: Topic): Watch => {
    const known = watches.get(topic);
    if (known) return known;
    const watch: Watch = { topic, table: new LiveTable(), number: 0, listeners: 0, unsaid: null, forget: () => undefined };
    watches.set(topic, watch);
    if (state.kind === 'up') begin(watch);
    return watch;
  };

  return {
    state: () => state,
    lastHello: () => lastHello,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
    call: (name, input, { signal, onProgress } = {}) =>
      new Promise((resolve) => {
        if (state.kind !== 'up' || signal?.aborted) {
          resolve({ kind: 'unanswered', message: 'the host is not connected, so nothing was asked for: try again once it is' });
          return;
        }
        const id = ++lastNumber;
        const give = (): void => {
          calls.delete(id);
          send({ cancel: id });
          resolve({ kind: 'unanswered', message: 'cancelled; what the host had begun may be done all the same' });
        };
        signal?.addEventListener('abort', give, { once: true });
        calls.set(id, {
          settle: (outcome) => {
            signal?.removeEventListener('abort', give);
            // A host of this version answers in the shape of the contract.
            resolve(outcome as Outcome<OutputOf<typeof name>>);
          },
          onProgress: (progress) => onProgress?.(progress),
        });
        send({ id, call: name, input });
      }),
    listen(topic, listener) {
      const watch = watchOf(topic);
      watch.forget();
      watch.listeners += 1;
      const leave = watch.table.listen(listener);
      return () => {
        leave();
        watch.listeners -= 1;
        if (watch.listeners > 0) return;
        watch.forget = after(lingerMs, () => {
          watches.delete(topic);
          if (state.kind === 'up') send({ unwatch: watch.number });
        });
      };
    },
    snapshot: <T extends Topic>(topic: T) =>
      // The rows of a topic are what the contract says.
      (watches.get(topic)?.table.snapshot() ?? nothing) as TableSnapshot<LiveRows[T]>,
    changedSince: (topic, version) => watches.get(topic)?.table.changedSince(version) ?? null,
    reconnect: () => {
      if (state.kind === 'lost' && channel === null) dial();
    },
    open: () => {
      isClosed = false;
      if (channel === null) dial();
    },
    close: () => {
      isClosed = true;
      cancelRetry();
      const closing = channel;
      lose('closed');
      closing?.close();
      enter({ kind: 'connecting' });
    },
  };
}

const nothing: TableSnapshot<LiveRow> = { rows: new Map(), version: 0, isWhole: false, fault: '' };
