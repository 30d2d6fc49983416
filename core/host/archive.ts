import { commit, type Engine } from '../engine';
import type { HistoryVerdict } from '../model/history';
import type { Backup, BackupOptions, HistoryCheck } from '../store/store';

/** What is kept for later: a history that proves itself, and backups. See `Store` for what each takes and throws. */
export interface Archive {
  verifyHistory(check?: HistoryCheck): Promise<HistoryVerdict>;
  exportHead(): Promise<string>;
  /** Told in the history once it is made. */
  backup(file: string, options?: BackupOptions): Promise<Backup>;
}

export function archive(engine: Engine): Archive {
  const { store } = engine;
  return {
    verifyHistory: (check) => store.verifyHistory(check),
    exportHead: () => store.exportHead(),
    async backup(file, options) {
      const backup = await store.backup(file, options);
      await commit(engine, ({ note }) => note('store.backed-up', backup.file, `${backup.bytes} bytes`, 'operator'));
      return backup;
    },
  };
}
