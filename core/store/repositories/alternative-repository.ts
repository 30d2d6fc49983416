import type { Alternative } from '../../model/alternative';
import type { Route } from '../../model/route';
import type { Database } from '../database';
import type { AlternativeRepository } from '../store';

interface AlternativeRow {
  id: string;
  order_id: string;
  rank: number;
  route: string;
  found_by: Alternative['foundBy'];
  found_at_ms: number;
  shared_edges: number;
  shared_nodes: number;
  shared_risks: number;
  checked_at_ms: number;
  fault: string;
}

export function alternativeRepository(db: Database): AlternativeRepository {
  return {
    async replace(orderId, alternatives) {
      db.run('DELETE FROM alternatives WHERE order_id = ?', [orderId]);
      for (const { id, rank, route, foundBy, foundAtMs, shared, checkedAtMs, fault } of alternatives) {
        db.run('INSERT INTO alternatives VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
          ...[id, orderId, rank, JSON.stringify(route), foundBy, foundAtMs, shared.edges, shared.nodes, shared.risks, checkedAtMs, fault],
        ]);
      }
    },
    async setChecked(id, fault, atMs) {
      db.run('UPDATE alternatives SET fault = ?, checked_at_ms = ? WHERE id = ?', [fault, atMs, id]);
    },
    async ofOrder(orderId) {
      return db.all<AlternativeRow>('SELECT * FROM alternatives WHERE order_id = ? ORDER BY rank', [orderId]).map(alternativeOf);
    },
    async ordersOf(ids) {
      return db
        .all<{ orderId: string }>('SELECT DISTINCT order_id AS orderId FROM alternatives WHERE id IN (SELECT value FROM json_each(?))', [
          JSON.stringify(ids),
        ])
        .map(({ orderId }) => orderId);
    },
    async list() {
      return db.all<AlternativeRow>('SELECT * FROM alternatives ORDER BY order_id, rank').map(alternativeOf);
    },
  };
}

const alternativeOf = (row: AlternativeRow): Alternative => ({
  id: row.id,
  orderId: row.order_id,
  rank: row.rank,
  route: JSON.parse(row.route) as Route,
  foundBy: row.found_by,
  foundAtMs: row.found_at_ms,
  shared: { edges: row.shared_edges, nodes: row.shared_nodes, risks: row.shared_risks },
  checkedAtMs: row.checked_at_ms,
  fault: row.fault,
});
