import type { HistoryEntry } from '../../model/history';
import type { Database } from '../database';
import { addEntry, type Historian } from '../historian';
import type { HistoryRepository } from '../store';

export function historyRepository(db: Database, historian: Historian): HistoryRepository {
  return {
    async add(entry) {
      addEntry(db, historian, entry);
    },
    async numberedTail(count) {
      return db
        .all<HistoryEntry & { seq: number }>(
          'SELECT seq, at_ms AS atMs, actor, event, subject, text FROM history ORDER BY seq DESC LIMIT ?',
          [count],
        )
        .reverse();
    },
    async tail(count) {
      return db
        .all<HistoryEntry>('SELECT at_ms AS atMs, actor, event, subject, text FROM history ORDER BY seq DESC LIMIT ?', [count])
        .reverse();
    },
  };
}
