import { hash } from 'node:crypto';
import type { HistoryHead } from '../model/history';
import type { RawColumn } from './connection';

/**
 * The history is a chain: each record's hash is over the record and the hash of the one before, so that the last one depends on all.
 *
 * Two tables are links of one chain, numbered together: the entries of the history, and the transitions of orders. What a customer and a
 * carrier will argue about is when an order changed its state and why, so that must be as hard to change afterwards as the rest. Transitions
 * are chained themselves, not told once more in entries: what is kept twice can be changed in one place, and the chain would prove the other.
 *
 * A hash is SHA-256, in hexadecimal, over the bencoded list (bittorrent.org/beps/bep_0003.html: `i42e`, `4:text`) of
 * - an entry: hash before, `entry`, seq, at_ms, actor, event, subject, text;
 * - a transition: hash before, `transition`, seq, at_ms, actor, order_id, from_state (`le`, the empty list, where null), to_state, cause.
 *
 * Texts are the bytes that are stored, not what they decode to: different bytes can decode to the same.
 */
export type RecordKind = 'entry' | 'transition';

export type RecordField = number | string | null | RawColumn;

/** The hash before the first record. */
export const genesisHash = '0'.repeat(64);

let scratch = Buffer.alloc(4096);

export function recordHash(before: string, kind: RecordKind, fields: readonly RecordField[]): string {
  let end = 0;
  const reserve = (bytes: number): void => {
    if (end + bytes <= scratch.length) return;
    const larger = Buffer.alloc((end + bytes) * 2);
    scratch.copy(larger, 0, 0, end);
    scratch = larger;
  };
  const ascii = (text: string): void => {
    reserve(text.length);
    end += scratch.write(text, end, 'latin1');
  };
  const bytes = (added: Uint8Array): void => {
    reserve(added.length);
    scratch.set(added, end);
    end += added.length;
  };
  const text = (added: string): void => {
    const length = Buffer.byteLength(added);
    ascii(`${length}:`);
    reserve(length);
    end += scratch.write(added, end);
  };
  ascii('l');
  text(before);
  text(kind);
  for (const field of fields) {
    if (field === null) ascii('le');
    else if (typeof field === 'number') ascii(`i${field}e`);
    else if (typeof field === 'string') text(field);
    else {
      ascii(rawPrefix(field));
      bytes(field.bytes);
      if (field.type === 'integer' || field.type === 'null') ascii('e');
    }
  }
  ascii('e');
  return hash('sha256', scratch.subarray(0, end), 'hex');
}

function rawPrefix({ type, bytes }: RawColumn): string {
  switch (type) {
    case 'integer':
      return 'i';
    case 'text':
      return `${bytes.length}:`;
    case 'null':
      return 'l';
    // The store writes none, so that no record has this form.
    case 'other':
      return `?${bytes.length}:`;
  }
}

/** What is signed of a head: one line of ASCII, without its end. */
export const signedText = ({ seq, hash, keyId }: Omit<HistoryHead, 'signature'>): string => `longlines-history ${seq} ${hash} ${keyId}`;

/** A head as one line, to be kept elsewhere: what is signed, and the signature. */
export const headLine = (head: HistoryHead): string => `${signedText(head)} ${head.signature}`;

/** Undefined: not such a line. */
export function parseHeadLine(line: string): HistoryHead | undefined {
  const match = /^longlines-history (\d{1,15}) ([0-9a-f]{64}) (\S+) (\S*)$/.exec(line.trim());
  if (match === null) return undefined;
  const [, seq = '', hash = '', keyId = '', signature = ''] = match;
  return { seq: Number(seq), hash, keyId, signature };
}
