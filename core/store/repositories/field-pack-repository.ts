import type { AppliedChange, FieldChange } from '../../model/field-pack';
import type { Database } from '../database';
import type { FieldPackRepository } from '../store';

export function fieldPackRepository(db: Database): FieldPackRepository {
  return {
    async putOrigin({ packId, title, madeAtMs, madeBy }) {
      db.run('INSERT OR REPLACE INTO field_origin VALUES (1, ?, ?, ?, ?)', [packId, title, madeAtMs, madeBy]);
    },
    async origin() {
      return (
        db.get<{ packId: string; title: string; madeAtMs: number; madeBy: string }>(
          'SELECT pack_id AS packId, title, made_at_ms AS madeAtMs, made_by AS madeBy FROM field_origin',
        ) ?? null
      );
    },
    async addChange(change) {
      db.run('INSERT INTO field_changes (id, body) VALUES (?, ?)', [change.id, JSON.stringify(change)]);
    },
    async changes() {
      return db.all<{ body: string }>('SELECT body FROM field_changes ORDER BY number').map(({ body }) => JSON.parse(body) as FieldChange);
    },
    async putApplied({ changeId, state, atMs, by }) {
      db.run('INSERT OR REPLACE INTO applied_changes VALUES (?, ?, ?, ?)', [changeId, state, atMs, by]);
    },
    async removeApplied(changeId) {
      db.run('DELETE FROM applied_changes WHERE change_id = ?', [changeId]);
    },
    async applied(changeIds) {
      return db.all<{ changeId: string; state: AppliedChange['state']; atMs: number; by: string }>(
        `SELECT change_id AS changeId, state, at_ms AS atMs, by_whom AS "by" FROM applied_changes
          WHERE change_id IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(changeIds)],
      );
    },
  };
}
