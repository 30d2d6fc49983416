import type { HistoryEntry } from '../model/history';
import type { RawColumn } from './connection';
import { genesisHash, recordHash, type RecordKind } from './history-chain';
import { textOf, type LastRecord, type RawReader } from './history-end';

/** A walk along the chain, from the first record on. */
export interface Walk {
  /** The last record that follows from all before it. */
  last: LastRecord;
  /** Where the next batch begins. */
  cursor: number | null;
  /** Its hash is not that of what it holds; the next record tells which of the two was changed. */
  suspect: Suspect | null;
  break: ChainBreak | null;
  /** What the store has entered about its history itself. */
  readonly remarks: { readonly seq: number; readonly entry: HistoryEntry }[];
}

interface Suspect {
  readonly seq: number;
  readonly storedHash: string;
  readonly computedHash: string;
  readonly description: string;
}

/** The first place where the chain does not hold. */
export interface ChainBreak {
  readonly kind: 'changed' | 'hash-changed' | 'missing' | 'added' | 'unfitting';
  readonly seq: number;
  /** What stands there, or next, in the words of the record. */
  readonly description: string;
  /** `missing`: the next that is there. */
  readonly nextSeq?: number;
}

export const startWalk = (): Walk => ({ last: { seq: 0, hash: genesisHash }, cursor: null, suspect: null, break: null, remarks: [] });

/** A record as it is stored; good until the visit of its row ends. */
interface StoredRecord {
  readonly kind: RecordKind;
  readonly seq: number;
  readonly hash: string;
  /** What is hashed after the kind: its number, and the rest. */
  readonly fields: readonly RawColumn[];
}

/** Some milliseconds' work. */
const batchRecords = 1000;

const entries = 'SELECT seq, at_ms, actor, event, subject, text, hash, NULL AS more FROM history';
const transitions = 'SELECT seq, at_ms, actor, order_id, from_state, to_state, cause, hash FROM transitions';
const firstBatch = `${entries} UNION ALL ${transitions} ORDER BY seq LIMIT ?1`;
const laterBatch = `${entries} WHERE seq > ?2 UNION ALL ${transitions} WHERE seq > ?2 ORDER BY seq LIMIT ?1`;

/** Visits a batch of records, all of them if `cursor` is null; says how many there were. */
function visitBatch(reader: RawReader, cursor: number | null, visit: (record: StoredRecord) => void): number {
  let count = 0;
  reader.scan(cursor === null ? firstBatch : laterBatch, cursor === null ? [batchRecords] : [batchRecords, cursor], (row) => {
    count++;
    // Only a transition fills all columns.
    const kind = row[7]?.type === 'null' ? 'entry' : 'transition';
    visit({
      kind,
      seq: Number(textOf(row[0])),
      hash: textOf(row[kind === 'entry' ? 6 : 7]),
      fields: row.slice(0, kind === 'entry' ? 6 : 7),
    });
  });
  return count;
}

/** True: the walk is over, at the end or at a break. */
export function walkBatch(walk: Walk, reader: RawReader): boolean {
  const count = visitBatch(reader, walk.cursor, (record) => {
    if (walk.break === null) take(walk, record);
  });
  return walk.break !== null || count < batchRecords;
}

function take(walk: Walk, record: StoredRecord): void {
  const { kind, seq, hash, fields } = record;
  walk.cursor = seq;
  if (walk.suspect !== null) {
    const { seq: suspectSeq } = walk.suspect;
    judge(walk, (before) => seq === suspectSeq + 1 && recordHash(before, kind, fields) === hash);
    return;
  }
  const expected = walk.last.seq + 1;
  if (seq !== expected) {
    const description = describe(record);
    walk.break = seq > expected ? { kind: 'missing', seq: expected, nextSeq: seq, description } : { kind: 'added', seq, description };
    return;
  }
  const computedHash = recordHash(walk.last.hash, kind, fields);
  if (computedHash === hash) {
    walk.last = { seq, hash };
    if (kind === 'entry' && textOf(fields[3]).startsWith('history.')) walk.remarks.push({ seq, entry: entryOf(fields) });
  } else walk.suspect = { seq, storedHash: hash, computedHash, description: describe(record) };
}

/** Settles a suspect by what comes after it: whether that follows from a hash. */
export function judge(walk: Walk, follows: (hash: string) => boolean): void {
  if (walk.suspect === null) return;
  const { seq, storedHash, computedHash, description } = walk.suspect;
  const kind = follows(storedHash) ? 'changed' : follows(computedHash) ? 'hash-changed' : 'unfitting';
  walk.break = { kind, seq, description };
  walk.suspect = null;
}

/** Looks in one batch from `cursor` on for the record that belongs after `last`; `over` when there is no more to look at. */
export function seekNext(
  last: LastRecord,
  cursor: number,
  reader: RawReader,
): { readonly foundAt?: number; readonly cursor: number; readonly isOver: boolean } {
  let foundAt: number | undefined;
  let end = cursor;
  const number = { type: 'integer', bytes: Buffer.from(String(last.seq + 1)) } as const;
  const count = visitBatch(reader, cursor, ({ kind, seq, hash, fields }) => {
    end = seq;
    if (foundAt === undefined && recordHash(last.hash, kind, [number, ...fields.slice(1)]) === hash) foundAt = seq;
  });
  return { cursor: end, isOver: foundAt !== undefined || count < batchRecords, ...(foundAt !== undefined && { foundAt }) };
}

function describe({ kind, fields }: StoredRecord): string {
  const [, , , first, second, third, fourth] = fields.map(textOf);
  const words =
    kind === 'entry'
      ? `${first ?? ''}, ${second ?? ''}: ${third ?? ''}`
      : `order ${first ?? ''} from ${second ?? ''} to ${third ?? ''}: ${fourth ?? ''}`;
  return words.length > 120 ? `${words.slice(0, 119)}…` : words;
}

function entryOf(fields: readonly RawColumn[]): HistoryEntry {
  const [, atMs, actor, event, subject, text] = fields.map(textOf);
  // Its hash has just shown that the store wrote it so.
  return { atMs: Number(atMs), actor: actor as HistoryEntry['actor'], event: event ?? '', subject: subject ?? '', text: text ?? '' };
}
