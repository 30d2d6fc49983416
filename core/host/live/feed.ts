import { maxUnheard } from '../../contract/frames';
import type { LiveRow } from '../../contract/live';
import { sleep, type Clock } from '../../model/clock';
import type { Watcher, Watching } from './watcher';
import { digest } from './digest';
import type { Ids } from './touched';

/** Reads the rows of one topic. */
export interface TopicReader {
  /** All, in slices small enough that nobody waits for one; between them others have their turn. */
  all(): AsyncIterable<readonly LiveRow[]>;
  /** Those of them that are there; null: what changed is only found by reading all. */
  readonly some: ((ids: readonly string[]) => Promise<readonly LiveRow[]>) | null;
  /** How long after one reading of changes the next begins at the earliest. */
  readonly paceMs: number;
}

export interface FeedLimits {
  readonly maxRows: number;
  /** Of a piece, in characters of JSON; a single row may be longer. */
  readonly maxPieceLength: number;
  /** More ids than this are not kept: all is read again instead. */
  readonly maxWaiting: number;
  /** How long after a reading failed it is tried again, at first and at most. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
}

export const standardFeedLimits: FeedLimits = {
  maxRows: 2_000,
  maxPieceLength: 2 ** 19,
  maxWaiting: 50_000,
  retryMs: 500,
  maxRetryMs: 10_000,
};

/** Of changes, so many are read at once. */
const idsAtOnce = 500;

export interface Feed extends Watching {
  changed(ids: Ids): void;
}

/**
 * Sends a watcher the whole of a topic and then what changes, never more than it can hear. What changes meanwhile is kept by id alone, and a row that
 * is as it was sent is not sent again, so that a watcher that hears nothing costs no more than the table's ids.
 */
export function createFeed(reader: TopicReader, watcher: Watcher, clock: Clock, limits: FeedLimits = standardFeedLimits): Feed {
  /** What the watcher has of each row. */
  const sent = new Map<string, number>();
  let waiting: Set<string> | 'all' = 'all';
  let [nextSeq, heardSeq] = [0, -1];
  let isWhole = false;
  let isFaulty = false;
  let isClosed = false;
  let wake = (): void => undefined;

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isClosed && !isSo()) await new Promise<void>((resolve) => (wake = resolve));
  };
  const send = async (put: readonly string[], gone: readonly string[], isLast: boolean): Promise<void> => {
    await until(() => nextSeq - 1 - heardSeq < maxUnheard);
    if (isClosed) return;
    isWhole ||= isLast;
    isFaulty = false;
    watcher.piece({ seq: nextSeq++, put, gone, isWhole });
  };

  /** Gathers rows into pieces, each sent once it is full. */
  const pieces = () => {
    let [rows, length]: [{ readonly id: string; readonly text: string; readonly told: number }[], number] = [[], 0];
    const flush = async (gone: readonly string[], isLast: boolean): Promise<void> => {
      const full = rows;
      [rows, length] = [[], 0];
      for (const { id, told } of full) sent.set(id, told);
      await send(
        full.map(({ text }) => text),
        gone,
        isLast,
      );
    };
    return {
      flush,
      isEmpty: () => rows.length === 0,
      async put(slice: readonly LiveRow[]): Promise<void> {
        for (const row of slice) {
          const text = JSON.stringify(row);
          const told = digest(text);
          if (sent.get(row.id) === told) continue;
          // Waited for where a piece is full, and not with each of a hundred thousand rows.
          if (rows.length > 0 && (rows.length >= limits.maxRows || length + text.length > limits.maxPieceLength)) await flush([], false);
          rows.push({ id: row.id, text, told });
          length += text.length;
        }
      },
    };
  };

  const sendAll = async (): Promise<void> => {
    const out = pieces();
    // Of a table that is sent for the first time there are none.
    const unseen = new Set(sent.keys());
    for await (const slice of reader.all()) {
      if (unseen.size > 0) for (const { id } of slice) unseen.delete(id);
      await out.put(slice);
      if (isClosed) return;
    }
    const gone = [...unseen];
    for (const id of gone) sent.delete(id);
    if (!isWhole || isFaulty || !out.isEmpty() || gone.length > 0) await out.flush(gone, true);
  };
  const sendSome = async (read: NonNullable<TopicReader['some']>, ids: readonly string[]): Promise<void> => {
    const out = pieces();
    const rows = await read(ids);
    const there = new Set(rows.map(({ id }) => id));
    await out.put(rows);
    const gone = ids.filter((id) => !there.has(id) && sent.delete(id));
    if (isFaulty || !out.isEmpty() || gone.length > 0) await out.flush(gone, true);
  };
  const sendWaiting = async (): Promise<void> => {
    if (waiting === 'all' || reader.some === null) {
      waiting = new Set();
      try {
        await sendAll();
      } catch (error) {
        waiting = 'all';
        throw error;
      }
      return;
    }
    const ids = [...waiting].slice(0, idsAtOnce);
    for (const id of ids) waiting.delete(id);
    try {
      await sendSome(reader.some, ids);
    } catch (error) {
      changed(new Set(ids));
      throw error;
    }
  };
  const isWaiting = (): boolean => waiting === 'all' || waiting.size > 0;
  const run = async (): Promise<void> => {
    let retryMs = limits.retryMs;
    let rested = Promise.resolve();
    for (;;) {
      await until(isWaiting);
      await rested;
      // Who hears nothing has nothing read for it.
      await until(() => nextSeq - 1 - heardSeq < maxUnheard);
      if (isClosed) return;
      rested = sleep(clock, reader.paceMs);
      try {
        await sendWaiting();
        retryMs = limits.retryMs;
      } catch (error) {
        isFaulty = true;
        watcher.fault(
          `what is shown may be old: it cannot be read (${error instanceof Error ? error.message : String(error)}); it is tried again`,
        );
        rested = sleep(clock, retryMs);
        retryMs = Math.min(2 * retryMs, limits.maxRetryMs);
      }
    }
  };
  const changed = (ids: Ids): void => {
    if (isClosed || waiting === 'all' || (ids !== 'all' && ids.size === 0)) return;
    if (ids === 'all') waiting = 'all';
    else for (const id of ids) waiting.add(id);
    if (waiting !== 'all' && waiting.size > limits.maxWaiting) waiting = 'all';
    wake();
  };
  void run();
  return {
    changed,
    heard(seq) {
      heardSeq = Math.max(heardSeq, Math.min(seq, nextSeq - 1));
      wake();
    },
    close() {
      isClosed = true;
      sent.clear();
      waiting = new Set();
      wake();
    },
  };
}
