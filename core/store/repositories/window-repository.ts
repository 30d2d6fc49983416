import type { HoldOutSubject } from '../../model/hold-out';
import type { MaintenanceWindow, WindowOrder } from '../../model/maintenance-window';
import type { Route } from '../../model/route';
import type { Database } from '../database';
import type { WindowRepository } from '../store';

type WindowRow = Omit<MaintenanceWindow, 'subjects'> & { subjects: string };
type OrderRow = Omit<WindowOrder, 'formerRoute'> & { formerRoute: string };

export function windowRepository(db: Database): WindowRepository {
  return {
    async put({ id, subjects, fromMs, toMs, text, state, plannedBy, cancelledBy }) {
      db.run(
        `INSERT INTO maintenance_windows VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
          subjects = excluded.subjects, from_ms = excluded.from_ms, to_ms = excluded.to_ms, text = excluded.text,
          state = excluded.state, planned_by = excluded.planned_by, cancelled_by = excluded.cancelled_by`,
        [id, JSON.stringify(subjects), fromMs, toMs, text, state, plannedBy, cancelledBy],
      );
    },
    async list() {
      return db
        .all<WindowRow>(
          `SELECT id, subjects, from_ms AS fromMs, to_ms AS toMs, text, state, planned_by AS plannedBy, cancelled_by AS cancelledBy
            FROM maintenance_windows ORDER BY from_ms, id`,
        )
        .map((row) => ({ ...row, subjects: JSON.parse(row.subjects) as HoldOutSubject[] }));
    },
    async putOrder({ windowId, orderId, state, formerRoute, text }) {
      db.run('INSERT OR REPLACE INTO window_orders VALUES (?, ?, ?, ?, ?)', [windowId, orderId, state, JSON.stringify(formerRoute), text]);
    },
    async orders() {
      return db
        .all<OrderRow>(
          `SELECT window_id AS windowId, order_id AS orderId, state, former_route AS formerRoute, text FROM window_orders
            ORDER BY window_id, order_id`,
        )
        .map((row) => ({ ...row, formerRoute: JSON.parse(row.formerRoute) as Route }));
    },
  };
}
