import type { HistoryEntry } from '../../model/history';
import type { Database } from '../database';
import type { HistoryRepository } from '../store';

export function historyRepository(db: Database): HistoryRepository {
  return {
    async add({ atMs, actor, event, subject, text }) {
      db.run('INSERT INTO history (at_ms, actor, event, subject, text) VALUES (?, ?, ?, ?, ?)', [atMs, actor, event, subject, text]);
    },
    async tail(count) {
      return db
        .all<HistoryEntry>('SELECT at_ms AS atMs, actor, event, subject, text FROM history ORDER BY seq DESC LIMIT ?', [count])
        .reverse();
    },
  };
}
