import {
  addCounts,
  countsOf,
  type ImportJob,
  type ImportKind,
  type ImportRow,
  type ImportState,
  type OutcomeCounts,
} from '../../model/import-job';
import type { Database } from '../database';
import type { ImportRepository } from '../import-repositories';

interface JobRow {
  id: string;
  kind: ImportKind;
  name: string;
  by_whom: string;
  state: ImportState;
  total: number;
  read: number;
  counts: string;
  run_since_ms: number | null;
  run_to_do: number | null;
  run_done: number | null;
  changed_at_ms: number;
}

export function importRepository(db: Database): ImportRepository {
  const get = (id: string): ImportJob | undefined => {
    const [row] = db.all<JobRow>('SELECT * FROM imports WHERE id = ?', [id]);
    return row && jobFrom(row);
  };
  return {
    async put({ id, kind, name, by, state, total, read, counts, run, changedAtMs }) {
      const given = [kind, name, by, state, total, read, JSON.stringify(counts)];
      const since = [run?.sinceMs ?? null, run?.toDo ?? null, run?.done ?? null, changedAtMs];
      // Not replaced: that would take its pieces with it.
      db.run(
        `INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
          by_whom = excluded.by_whom, state = excluded.state, total = excluded.total, read = excluded.read, counts = excluded.counts,
          run_since_ms = excluded.run_since_ms, run_to_do = excluded.run_to_do, run_done = excluded.run_done, changed_at_ms = excluded.changed_at_ms`,
        [id, ...given, ...since],
      );
    },
    async get(id) {
      return get(id);
    },
    async list() {
      return db.all<JobRow>('SELECT * FROM imports ORDER BY changed_at_ms DESC, id').map(jobFrom);
    },
    async remove(id) {
      db.run('DELETE FROM import_pieces WHERE import_id = ?', [id]);
      db.run('DELETE FROM imports WHERE id = ?', [id]);
    },
    async putPiece(importId, number, rows) {
      const [former] = db.all<{ counts: string }>('SELECT counts FROM import_pieces WHERE import_id = ? AND number = ?', [
        importId,
        number,
      ]);
      const counts = countsOf(rows);
      db.run('INSERT OR REPLACE INTO import_pieces VALUES (?, ?, ?, ?)', [
        importId,
        number,
        JSON.stringify(counts),
        JSON.stringify(rows.map(packed)),
      ]);
      const job = get(importId);
      if (!job) return;
      const before = former ? addCounts(job.counts, countsFrom(former.counts), -1) : job.counts;
      db.run('UPDATE imports SET counts = ? WHERE id = ?', [JSON.stringify(addCounts(before, counts, 1)), importId]);
    },
    async piece(importId, number) {
      const [piece] = db.all<{ rows: string }>('SELECT rows FROM import_pieces WHERE import_id = ? AND number = ?', [importId, number]);
      return piece ? (JSON.parse(piece.rows) as Packed[]).map(unpacked) : [];
    },
    async pieces(importId) {
      return db
        .all<{ number: number; counts: string }>('SELECT number, counts FROM import_pieces WHERE import_id = ? ORDER BY number', [importId])
        .map(({ number, counts }) => ({ number, counts: countsFrom(counts) }));
    },
  };
}

type Packed = readonly [line: number, fields: ImportRow['fields'], outcome: ImportRow['outcome'], column: string, why: string];
const packed = ({ line, fields, outcome, column, why }: ImportRow): Packed => [line, fields, outcome, column, why];
const unpacked = ([line, fields, outcome, column, why]: Packed): ImportRow => ({ line, fields, outcome, column, why });

const countsFrom = (text: string): OutcomeCounts => JSON.parse(text) as OutcomeCounts;

function jobFrom(row: JobRow): ImportJob {
  const { id, kind, name, state, total, read, run_since_ms: sinceMs, run_to_do: toDo, run_done: done } = row;
  return {
    ...{ id, kind, name, by: row.by_whom, state, total, read, counts: countsFrom(row.counts) },
    run: sinceMs === null || toDo === null || done === null ? null : { sinceMs, toDo, done },
    changedAtMs: row.changed_at_ms,
  };
}
