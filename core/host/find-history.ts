import type { Clock } from '../model/clock';
import type { HistoryRecord, RecordFilter, TimeRange, TimeSpan } from '../model/history-search';
import type { Store } from '../store/store';

export interface HistoryQuestion {
  readonly filter: RecordFilter;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** Only records after this number, and only up to this one. */
  readonly afterSeq?: number | undefined;
  readonly upToSeq?: number | undefined;
}

export interface HistoryPage {
  readonly records: readonly HistoryRecord[];
  /** null: there is nothing more. A page can be short, even empty, and go on. */
  readonly next: string | null;
  readonly lookedToSeq: number;
  /** When the last record was made that was looked at; null: none was. */
  readonly lookedToMs: number | null;
  readonly lastSeq: number;
}

/** How long one page is looked for, before what was found so far is told. */
const patienceMs = 100;

/**
 * A page of the history. What an index leads to (an event, a subject, a time, an actor but the engine) is there at once; words are looked for record by
 * record, in steps between which others have their turn. Throws the signal's reason.
 */
export async function findHistory(store: Store, clock: Clock, question: HistoryQuestion, signal?: AbortSignal): Promise<HistoryPage> {
  const { filter, order, limit } = question;
  const begunMs = clock.now();
  const isNewest = order === 'newest';
  const lastSeq = await store.transaction((tx) => tx.history.lastSeq());
  let range = await rangeOf(store, question, lastSeq);
  const records: HistoryRecord[] = [];
  const isOver = (): boolean => range.highestSeq < range.lowestSeq;
  while (!isOver() && records.length < limit) {
    signal?.throwIfAborted();
    const [beyondSeq, endSeq] = isNewest ? [range.highestSeq + 1, range.lowestSeq] : [range.lowestSeq - 1, range.highestSeq];
    const step = { filter, order, beyondSeq, endSeq, limit: limit - records.length };
    const found = await store.transaction((tx) => tx.history.search(step));
    records.push(...found.records);
    range = isNewest ? { ...range, highestSeq: found.lookedToSeq - 1 } : { ...range, lowestSeq: found.lookedToSeq + 1 };
    // Only who finds nothing any more has to know where the time ends.
    if (found.records.length === 0 && !range.isOfTime) range = await withinTime(store, filter, range, signal);
    if (clock.now() - begunMs >= patienceMs) break;
    await store.pause();
  }
  const lookedToSeq = isNewest ? range.highestSeq + 1 : range.lowestSeq - 1;
  const { lowestSeq, highestSeq, isOfTime } = range;
  return {
    records,
    next: isOver() ? null : `${lowestSeq}-${highestSeq}${isOfTime ? '-t' : ''}`,
    lookedToSeq,
    lookedToMs: (isOver() ? null : await momentOf(store, lookedToSeq)) ?? records.at(-1)?.atMs ?? null,
    lastSeq,
  };
}

/** What is left to look at. */
interface Range extends TimeSpan {
  /** The time that is asked for has narrowed it. */
  readonly isOfTime: boolean;
}

/** Of so many records it is sooner seen that they are of another time than where that begins. */
const fewRecords = 20_000;

async function rangeOf(store: Store, question: HistoryQuestion, lastSeq: number): Promise<Range> {
  const { filter, order, cursor, afterSeq = 0, upToSeq = lastSeq } = question;
  if (cursor !== undefined) {
    const [lowestSeq = 1, highestSeq = 0] = cursor.split('-').map(Number);
    return { lowestSeq, highestSeq, isOfTime: cursor.endsWith('-t') };
  }
  const range = { lowestSeq: afterSeq + 1, highestSeq: Math.min(lastSeq, upToSeq), isOfTime: false };
  const { fromMs, toMs } = filter;
  // Where one begins to look, there may be many of another time.
  const other =
    order === 'newest' ? toMs !== undefined && { fromMs: toMs, toMs: forEver } : fromMs !== undefined && { fromMs: 0, toMs: fromMs };
  if (other === false) return range;
  const counts = await store.transaction(async (tx) => [
    await tx.history.countWithin('history', other, fewRecords),
    await tx.history.countWithin('transitions', other, fewRecords),
  ]);
  return counts.every((count) => count < fewRecords) ? range : withinTime(store, filter, range);
}

const forEver = Number.MAX_SAFE_INTEGER;

/** The longest statement is over a share of the time, so that others have their turn. */
const pieces = 16;

/** Narrowed to the numbers between which the time's records lie. */
async function withinTime(store: Store, filter: RecordFilter, range: Range, signal?: AbortSignal): Promise<Range> {
  const { fromMs = 0, toMs = forEver } = filter;
  if (filter.fromMs === undefined && filter.toMs === undefined) return { ...range, isOfTime: true };
  let [lowestSeq, highestSeq] = [Infinity, 0];
  for (const table of ['history', 'transitions'] as const) {
    const times = await store.transaction((tx) => tx.history.timesWithin(table, { fromMs, toMs }));
    for (const piece of times === null ? [] : piecesOf(times)) {
      signal?.throwIfAborted();
      const span = await store.transaction((tx) => tx.history.timeSpan(table, piece));
      lowestSeq = Math.min(lowestSeq, span?.lowestSeq ?? Infinity);
      highestSeq = Math.max(highestSeq, span?.highestSeq ?? 0);
      await store.pause();
    }
  }
  return { lowestSeq: Math.max(range.lowestSeq, lowestSeq), highestSeq: Math.min(range.highestSeq, highestSeq), isOfTime: true };
}

function piecesOf({ fromMs, toMs }: TimeRange): readonly TimeRange[] {
  const lengthMs = Math.max(1, Math.ceil((toMs - fromMs) / pieces));
  const begins = Array.from({ length: Math.ceil((toMs - fromMs) / lengthMs) }, (_, index) => fromMs + index * lengthMs);
  return begins.map((beginMs) => ({ fromMs: beginMs, toMs: Math.min(toMs, beginMs + lengthMs) }));
}

/** When the record was made that has this number. */
const momentOf = async (store: Store, seq: number): Promise<number | null> => {
  const step = { filter: {}, order: 'newest', beyondSeq: seq + 1, endSeq: seq, limit: 1 } as const;
  const { records } = await store.transaction((tx) => tx.history.search(step));
  return records[0]?.atMs ?? null;
};
