import { commit, type Engine } from '../engine';
import type { HistoryVerdict } from '../model/history';
import { findHistory, type HistoryPage, type HistoryQuestion } from './find-history';
import type { Backup, BackupOptions, HistoryCheck } from '../store/store';

/** What is kept for later: a history that proves itself, and backups. See `Store` for what each takes and throws. */
export interface Archive {
  verifyHistory(check?: HistoryCheck): Promise<HistoryVerdict>;
  exportHead(): Promise<string>;
  findHistory(question: HistoryQuestion, signal?: AbortSignal): Promise<HistoryPage>;
  /** Every event that was ever recorded. */
  historyEvents(): Promise<readonly string[]>;
  /** Told in the history once it is made. */
  backup(file: string, options?: BackupOptions, by?: string): Promise<Backup>;
  /** What an operator had done that leaves no other trace in the history. */
  recordAct(event: string, subject: string, by: string | undefined, text: string): Promise<void>;
}

export function archive(engine: Engine): Archive {
  const { store, clock } = engine;
  return {
    verifyHistory: (check) => store.verifyHistory(check),
    exportHead: () => store.exportHead(),
    findHistory: (question, signal) => findHistory(store, clock, question, signal),
    historyEvents: () => store.transaction((tx) => tx.history.events()),
    async backup(file, options, by) {
      const backup = await store.backup(file, options);
      await commit(engine, ({ note }) => note('store.backed-up', backup.file, `${byWords(by)}: ${backup.bytes} bytes`, 'operator'));
      return backup;
    },
    recordAct: (event, subject, by, text) =>
      commit(engine, ({ note }) => note(event, subject, text === '' ? byWords(by) : `${byWords(by)}: ${text}`, 'operator')),
  };
}

const byWords = (by: string | undefined): string => (by === undefined ? 'by an operator' : `by ${by}`);
