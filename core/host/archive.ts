import type { Engine } from '../engine';
import type { HistoryVerdict } from '../model/history';
import type { HistoryCheck } from '../store/store';

/** What is kept for later: a history that proves itself. See `Store` for what each takes and throws. */
export interface Archive {
  verifyHistory(check?: HistoryCheck): Promise<HistoryVerdict>;
  exportHead(): Promise<string>;
}

export function archive(engine: Engine): Archive {
  const { store } = engine;
  return {
    verifyHistory: (check) => store.verifyHistory(check),
    exportHead: () => store.exportHead(),
  };
}
