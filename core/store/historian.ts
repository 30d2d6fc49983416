import type { Clock } from '../model/clock';
import type { HistoryEntry, HistoryHead, HistorySigner } from '../model/history';
import type { CommitKeeper, Database } from './database';
import { recordHash, signedText, type RecordField, type RecordKind } from './history-chain';
import { lastRecord, readHead, type LastRecord } from './history-end';
import { signatureOf } from './history-key';
import { StoreError } from './store-error';

/** Continues the chain of a store, within the transactions of its database. */
export interface Historian extends CommitKeeper {
  /** Chains a record, which `insert` writes; `fields` are those after its number. */
  append(kind: RecordKind, fields: readonly RecordField[], insert: (seq: number, hash: string) => void): void;
  /** Signs the new end, once for all that was appended. */
  readonly seal: () => void;
  /** When a store is opened: what is not as this store left it is recorded, before anything is signed on top of it. */
  takeOver(clock: Clock): void;
}

export function createHistorian(db: Database, signer: HistorySigner): Historian {
  /** The end within this commit; null: not looked at yet. */
  let end: LastRecord | null = null;
  let isSealed = true;

  const historian: Historian = {
    begin: () => {
      end = null;
      isSealed = true;
    },
    enter: () => {
      const before = { end, isSealed };
      return () => {
        ({ end, isSealed } = before);
      };
    },
    append: (kind, fields, insert) => {
      end ??= db.get<LastRecord>('SELECT seq, hash FROM history_head') ?? { seq: 0, hash: '' };
      const seq = end.seq + 1;
      const hash = recordHash(end.hash, kind, [seq, ...fields]);
      insert(seq, hash);
      end = { seq, hash };
      isSealed = false;
    },
    seal: () => {
      if (isSealed || end === null) return;
      const signature = signer.sign(Buffer.from(signedText({ ...end, keyId: signer.keyId })));
      db.run('UPDATE history_head SET id = 1, seq = ?, hash = ?, key_id = ?, signature = ?', [end.seq, end.hash, signer.keyId, signature]);
      isSealed = true;
    },
    takeOver: (clock) => {
      historian.begin();
      const head = readHead(db);
      const last = lastRecord(db);
      const remark = remarkOn(head, last, signer);
      if (remark === undefined) return;
      if (!Number.isSafeInteger(last.seq)) {
        throw new StoreError('damaged', `the history of ${db.file} ends with the number ${last.seq}: restore the store from a backup`);
      }
      end = last;
      if (head === 'missing') db.run("INSERT INTO history_head VALUES (1, 0, '', '', '')");
      addEntry(db, historian, { atMs: clock.now(), actor: 'engine', subject: 'history', ...remark });
      historian.seal();
    },
  };
  return historian;
}

export function addEntry(db: Database, historian: Historian, { atMs, actor, event, subject, text }: HistoryEntry): void {
  const fields = [atMs, actor, event, subject, text];
  historian.append('entry', fields, (seq, hash) => {
    db.run('INSERT INTO history (seq, at_ms, actor, event, subject, text, hash) VALUES (?, ?, ?, ?, ?, ?, ?)', [seq, ...fields, hash]);
  });
}

/** Kept in the history itself, so that the next signature does not hide what was found. */
function remarkOn(
  head: HistoryHead | 'missing' | 'unreadable',
  last: LastRecord,
  signer: HistorySigner,
): Pick<HistoryEntry, 'event' | 'text'> | undefined {
  const broken = (text: string) => ({
    event: 'history.broken',
    text: `when the store was opened, ${text}: it was changed by another program`,
  });
  if (typeof head === 'string') return broken(`the head of its history was ${head}`);
  const kept = `“${signedText(head)} ${head.signature}”`;
  if (head.seq !== last.seq) return broken(`its history ended with record ${last.seq}, but the head was ${kept}`);
  if (head.hash !== last.hash) return broken(`the hash of record ${last.seq} was ${last.hash}, but the head was ${kept}`);
  // The same key always gives the same signature.
  if (head.keyId === signer.keyId) {
    return signer.sign(Buffer.from(signedText(head))) === head.signature
      ? undefined
      : broken(`the signature of its head was wrong, ${kept}`);
  }
  if (signatureOf(head) !== 'right') return broken(`its head was not signed, or not with the key that it names, ${kept}`);
  return {
    event: 'history.key-changed',
    text: `up to here the history is signed with ${head.keyId}, from here on with ${signer.keyId}: this store was moved, restored, or lost its key file`,
  };
}
