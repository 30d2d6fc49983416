import type { HostKey } from '../../model/host-key';
import type { Switch, SwitchLimits, SwitchLink } from '../../model/switch';
import type { SwitchRepository } from '../circuit-repositories';
import type { Database } from '../database';

interface SwitchRow {
  id: string;
  name: string;
  limits: string;
}

export function switchRepository(db: Database): SwitchRepository {
  return {
    async put({ id, name, limits }) {
      db.run(
        'INSERT INTO switches (id, name, limits) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, limits = excluded.limits, withdrawn_at_ms = NULL',
        [...[id, name, JSON.stringify(limits)]],
      );
    },
    async remove(id, atMs) {
      const named = db.get(
        'SELECT 1 FROM virtual_paths WHERE switch_id = ? UNION ALL SELECT 1 FROM circuit_orders WHERE switch_id = ? LIMIT 1',
        [id, id],
      );
      if (named) db.run('UPDATE switches SET withdrawn_at_ms = ? WHERE id = ?', [atMs, id]);
      else db.run('DELETE FROM switches WHERE id = ?', [id]);
    },
    async get(id) {
      const row = db.get<SwitchRow>('SELECT id, name, limits FROM switches WHERE id = ? AND withdrawn_at_ms IS NULL', [id]);
      return row && switchOf(row);
    },
    async list() {
      return db.all<SwitchRow>('SELECT id, name, limits FROM switches WHERE withdrawn_at_ms IS NULL ORDER BY id').map(switchOf);
    },
    async putLink({ switchId, isUp, sinceMs, detail }) {
      db.run('UPDATE switches SET is_up = ?, since_ms = ?, detail = ? WHERE id = ?', [isUp ? 1 : 0, sinceMs, detail, switchId]);
    },
    async links() {
      return db
        .all<Omit<SwitchLink, 'isUp'> & { isUp: number }>(
          'SELECT id AS switchId, is_up AS isUp, since_ms AS sinceMs, detail FROM switches WHERE withdrawn_at_ms IS NULL ORDER BY id',
        )
        .map((row) => ({ ...row, isUp: row.isUp === 1 }));
    },
    async hostKey(host, port) {
      return db.get<HostKey>('SELECT algorithm AS type, fingerprint FROM host_keys WHERE host = ? AND port = ?', [host, port]) ?? null;
    },
    async putHostKey(host, port, { type, fingerprint }) {
      db.run('INSERT OR REPLACE INTO host_keys VALUES (?, ?, ?, ?)', [host, port, type, fingerprint]);
    },
    async removeHostKey(host, port) {
      return db.run('DELETE FROM host_keys WHERE host = ? AND port = ?', [host, port]) > 0;
    },
  };
}

const switchOf = ({ limits, ...row }: SwitchRow): Switch => ({ ...row, limits: JSON.parse(limits) as SwitchLimits });
