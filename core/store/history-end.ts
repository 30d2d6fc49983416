import type { HistoryHead } from '../model/history';
import type { RawColumn, SqlValue } from './connection';
import { genesisHash } from './history-chain';

/** Whatever shows rows as they are stored: a database inside a transaction, or a connection. */
export interface RawReader {
  scan(sql: string, params: readonly SqlValue[], visit: (row: readonly RawColumn[]) => void): void;
}

/** `seq` 0: there is none. */
export interface LastRecord {
  readonly seq: number;
  readonly hash: string;
}

export const textOf = (column: RawColumn | undefined): string => Buffer.from(column?.bytes ?? []).toString();

/** As it is stored, whoever wrote it. */
export function readHead(reader: RawReader): HistoryHead | 'missing' | 'unreadable' {
  let head: HistoryHead | 'missing' | 'unreadable' = 'missing';
  reader.scan('SELECT seq, hash, key_id, signature FROM history_head', [], (row) => {
    const [seq, hash, keyId, signature] = row.map(textOf);
    const isReadable = row.map(({ type }) => type).join() === 'integer,text,text,text';
    head =
      isReadable && head === 'missing'
        ? { seq: Number(seq), hash: hash ?? '', keyId: keyId ?? '', signature: signature ?? '' }
        : 'unreadable';
  });
  return head;
}

export function lastRecord(reader: RawReader): LastRecord {
  let last: LastRecord = { seq: 0, hash: genesisHash };
  reader.scan('SELECT seq, hash FROM history UNION ALL SELECT seq, hash FROM transitions ORDER BY seq DESC LIMIT 1', [], ([seq, hash]) => {
    last = { seq: Number(textOf(seq)), hash: textOf(hash) };
  });
  return last;
}

/** The hash of the record with that number; undefined: there is none. */
export function hashOfRecord(reader: RawReader, seq: number): string | undefined {
  if (seq === 0) return genesisHash;
  let found: string | undefined;
  reader.scan('SELECT hash FROM history WHERE seq = ?1 UNION ALL SELECT hash FROM transitions WHERE seq = ?1', [seq], ([hash]) => {
    found = textOf(hash);
  });
  return found;
}
