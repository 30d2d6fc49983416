import type { Draft } from '../../model/draft';
import type { Database } from '../database';
import type { DraftRepository } from '../store';

type DraftRow = Omit<Draft, 'fields'> & { fields: string };

const heads = 'id, kind, title, step, by_whom AS "by", saved_at_ms AS savedAtMs, revision';

export function draftRepository(db: Database): DraftRepository {
  return {
    async put({ id, kind, title, step, fields, by, savedAtMs, revision }) {
      db.run('INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        ...[id, kind, title, step, JSON.stringify(fields), by, savedAtMs, revision],
      ]);
    },
    async remove(id) {
      db.run('DELETE FROM drafts WHERE id = ?', [id]);
    },
    async get(id) {
      const [row] = db.all<DraftRow>(`SELECT ${heads}, fields FROM drafts WHERE id = ?`, [id]);
      return row && { ...row, fields: JSON.parse(row.fields) as Draft['fields'] };
    },
    async list() {
      return db.all<Omit<Draft, 'fields'>>(`SELECT ${heads} FROM drafts ORDER BY saved_at_ms DESC, id`);
    },
  };
}
