import type { HistoryEntry } from '../../model/history';
import type { Database } from '../database';
import { addEntry, type Historian } from '../historian';
import type { HistoryRepository } from '../store';
import { countWithin, knownEvents, knownOrderStates, searchStep, timeSpan, timesWithin } from './history-search';

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
    async search(step) {
      return searchStep(db, step);
    },
    async timeSpan(of, range) {
      return timeSpan(db, of, range);
    },
    async timesWithin(of, range) {
      return timesWithin(db, of, range);
    },
    async countWithin(of, range, most) {
      return countWithin(db, of, range, most);
    },
    async events() {
      return [...new Set([...knownEvents(db), ...knownOrderStates(db).map((state) => `order.${state}`)])].sort();
    },
    async lastSeq() {
      return (
        db.get<{ seq: number }>(
          'SELECT max(coalesce((SELECT max(seq) FROM history), 0), coalesce((SELECT max(seq) FROM transitions), 0)) AS seq',
        )?.seq ?? 0
      );
    },
    async tail(count) {
      return db
        .all<HistoryEntry>('SELECT at_ms AS atMs, actor, event, subject, text FROM history ORDER BY seq DESC LIMIT ?', [count])
        .reverse();
    },
  };
}
