import type { Decision } from '../../model/decision';
import type { Provenance } from '../../model/latency';
import type { DiversityKind } from '../../model/diversity';
import {
  openStates,
  passed,
  type Actor,
  type Objective,
  type Order,
  type OrderEnd,
  type OrderState,
  type RecoveryPolicy,
  type Transition,
} from '../../model/order';
import type { Route } from '../../model/route';
import type { WhenHeard } from '../../model/queued-order';
import type { Otherwise } from '../../model/route-choice';
import type { Signal } from '../../model/signal';
import { isLegalTransition } from '../../orders/life-cycle';
import type { Database } from '../database';
import type { Historian } from '../historian';
import type { OrderRepository, Urgency } from '../store';

interface OrderRow {
  id: string;
  customer: string;
  accessing_carrier_id: string;
  a_kind: OrderEnd['kind'];
  a_id: string;
  z_kind: OrderEnd['kind'];
  z_id: string;
  signal: Signal;
  limit_ns: number;
  limit_entered_as: 'one-way' | 'round-trip';
  objective: Objective;
  recovery: RecoveryPolicy;
  priority: number;
  minimum_provenance: Provenance;
  state: OrderState;
  cause: string;
  received_at_ms: number;
  state_since_ms: number;
  is_cancel_requested: number;
  start_ms: number | null;
  end_ms: number | null;
  diverse_from: string | null;
  diverse_by: DiversityKind | null;
  is_diversity_required: number | null;
  revert: Order['revert'];
  is_frozen: number;
}

export function orderRepository(db: Database, historian: Historian): OrderRepository {
  const record = ({ orderId, from, to, atMs, cause, actor }: Transition): void => {
    const fields = [atMs, actor, orderId, from, to, cause];
    historian.append('transition', fields, (seq, hash) => {
      db.run('INSERT INTO transitions (seq, at_ms, actor, order_id, from_state, to_state, cause, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        seq,
        ...fields,
        hash,
      ]);
    });
  };
  return {
    async insert(order) {
      const inserted = db.run(
        `INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
          ON CONFLICT (id) DO NOTHING`,
        [
          ...[order.id, order.customer, order.accessingCarrierId, order.a.kind, order.a.id, order.z.kind, order.z.id, order.signal],
          ...[order.limit.oneWayNs, order.limit.enteredAs, order.objective, order.recovery, order.priority, order.minimumProvenance],
          ...[order.state, order.cause, order.receivedAtMs, order.stateSinceMs, order.isCancelRequested ? 1 : 0],
          ...[order.startMs, order.endMs, order.diversity?.fromOrderId ?? null],
          ...[
            order.diversity ? Number(order.diversity.isRequired) : null,
            order.revert,
            order.isFrozen ? 1 : 0,
            order.diversity?.by ?? null,
          ],
        ],
      );
      if (inserted === 0) return false;
      record({ orderId: order.id, from: null, to: order.state, atMs: order.receivedAtMs, cause: order.cause, actor: 'operator' });
      return true;
    },
    async get(id) {
      const row = db.get<OrderRow>('SELECT * FROM orders WHERE id = ?', [id]);
      return row && orderOf(row);
    },
    async list() {
      return db.all<OrderRow>('SELECT * FROM orders ORDER BY rowid').map(orderOf);
    },
    async slice(afterPlace, count) {
      const rows = db.all<OrderRow & { place: number }>('SELECT rowid AS place, * FROM orders WHERE rowid > ? ORDER BY rowid LIMIT ?', [
        afterPlace,
        count,
      ]);
      return rows.map((row) => ({ place: row.place, order: orderOf(row) }));
    },
    async openAmong(afterPlace, places) {
      const upTo = afterPlace + places;
      const rows = db.all<OrderRow>(
        'SELECT * FROM orders WHERE rowid > ? AND rowid <= ? AND +state IN (SELECT value FROM json_each(?)) ORDER BY rowid',
        [...[afterPlace, upTo], JSON.stringify(openStates)],
      );
      const areMore = db.get('SELECT 1 FROM orders WHERE rowid > ? LIMIT 1', [upTo]) !== undefined;
      return { orders: rows.map(orderOf), upTo: areMore ? upTo : null };
    },
    async some(ids) {
      return db
        .all<OrderRow>('SELECT * FROM orders WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid', [JSON.stringify(ids)])
        .map(orderOf);
    },
    async counts() {
      const counted = db.all<{ state: OrderState; count: number }>('SELECT state, count(*) AS count FROM orders GROUP BY state');
      return Object.fromEntries(counted.map(({ state, count }) => [state, count]));
    },
    async inState(states) {
      const rows = db.all<OrderRow>('SELECT * FROM orders WHERE state IN (SELECT value FROM json_each(?)) ORDER BY rowid', [
        JSON.stringify(states),
      ]);
      return rows.map(orderOf);
    },
    async urgencies(ids) {
      return db.all<Urgency>('SELECT id, priority FROM orders WHERE id IN (SELECT value FROM json_each(?)) ORDER BY priority, rowid', [
        JSON.stringify(ids),
      ]);
    },
    async urgenciesInState(states) {
      return db.all<Urgency>('SELECT id, priority FROM orders WHERE state IN (SELECT value FROM json_each(?)) ORDER BY priority, rowid', [
        JSON.stringify(states),
      ]);
    },
    async move(transition, ...onward) {
      const { orderId, atMs } = transition;
      const steps = passed(transition, onward);
      for (const { from, to } of steps)
        if (from === null || !isLegalTransition(from, to)) throw new Error(`order ${orderId} cannot go from ${from ?? 'nothing'} to ${to}`);
      const { to, cause } = onward.at(-1) ?? transition;
      const moved = db.run('UPDATE orders SET state = ?, cause = ?, state_since_ms = ? WHERE id = ? AND state = ?', [
        ...[to, cause, atMs, orderId, transition.from],
      ]);
      if (moved === 0) return false;
      for (const [at, step] of steps.entries()) {
        await onward[at - 1]?.before?.();
        record(step);
      }
      return true;
    },
    async requestCancel(id) {
      db.run('UPDATE orders SET is_cancel_requested = 1 WHERE id = ?', [id]);
    },
    async frozen() {
      return db.all<OrderRow>('SELECT * FROM orders WHERE is_frozen = 1 ORDER BY rowid').map(orderOf);
    },
    async setFrozen(id, isFrozen) {
      db.run('UPDATE orders SET is_frozen = ? WHERE id = ?', [isFrozen ? 1 : 0, id]);
    },
    async setHomeRoute(id, route) {
      db.run('UPDATE orders SET home_route = ? WHERE id = ?', [route && JSON.stringify(route), id]);
    },
    async homeRoute(id) {
      const row = db.get<{ route: string | null }>('SELECT home_route AS route FROM orders WHERE id = ?', [id]);
      return row?.route ? (JSON.parse(row.route) as Route) : null;
    },
    async putChoice(id, choice) {
      if (choice === null) db.run('DELETE FROM route_choices WHERE order_id = ?', [id]);
      else
        db.run('INSERT OR REPLACE INTO route_choices VALUES (?, ?, ?, ?)', [
          ...[id, JSON.stringify(choice.route), choice.otherwise, choice.by],
        ]);
    },
    async choice(id) {
      const row = db.get<{ route: string; otherwise: Otherwise; by: string }>(
        'SELECT route, otherwise, by_whom AS "by" FROM route_choices WHERE order_id = ?',
        [id],
      );
      return row ? { ...row, route: JSON.parse(row.route) as Route } : null;
    },
    async putQueued(id, queued) {
      if (queued === null) db.run('DELETE FROM queued_orders WHERE order_id = ?', [id]);
      else
        db.run('INSERT OR REPLACE INTO queued_orders VALUES (?, ?, ?, ?)', [
          ...[id, queued.whenHeard, queued.plan && JSON.stringify(queued.plan), queued.queuedAtMs],
        ]);
    },
    async queued(id) {
      const row = db.get<{ whenHeard: WhenHeard; route: string | null; queuedAtMs: number | null }>(
        'SELECT when_heard AS whenHeard, route, queued_at_ms AS queuedAtMs FROM queued_orders WHERE order_id = ?',
        [id],
      );
      if (!row) return null;
      const { route, ...queued } = row;
      return { ...queued, plan: route === null ? null : (JSON.parse(route) as Route) };
    },
    async queuedOffline() {
      return db
        .all<{ id: string }>(
          "SELECT id FROM orders WHERE state = 'planned' AND id IN (SELECT order_id FROM queued_orders WHERE route IS NOT NULL) ORDER BY rowid",
        )
        .map(({ id }) => id);
    },
    async areQueuedOffline(ids) {
      const rows = db.all<{ id: string }>(
        'SELECT order_id AS id FROM queued_orders WHERE route IS NOT NULL AND order_id IN (SELECT value FROM json_each(?))',
        [JSON.stringify(ids)],
      );
      return new Set(rows.map(({ id }) => id));
    },
    async transitions(id) {
      return db.all<{ orderId: string; from: OrderState | null; to: OrderState; atMs: number; cause: string; actor: Actor }>(
        'SELECT order_id AS orderId, from_state AS "from", to_state AS "to", at_ms AS atMs, cause, actor FROM transitions WHERE order_id = ? ORDER BY seq',
        [id],
      );
    },
    async addDecision(decision) {
      db.run('INSERT INTO decisions (order_id, body) VALUES (?, ?)', [decision.orderId, JSON.stringify(decision)]);
    },
    async decisions(id) {
      return db
        .all<{ body: string }>('SELECT body FROM decisions WHERE order_id = ? ORDER BY seq DESC', [id])
        .map(({ body }) => JSON.parse(body) as Decision);
    },
  };
}

function orderOf(row: OrderRow): Order {
  return {
    id: row.id,
    customer: row.customer,
    accessingCarrierId: row.accessing_carrier_id,
    a: { kind: row.a_kind, id: row.a_id },
    z: { kind: row.z_kind, id: row.z_id },
    signal: row.signal,
    limit: { oneWayNs: row.limit_ns, enteredAs: row.limit_entered_as },
    objective: row.objective,
    recovery: row.recovery,
    priority: row.priority,
    minimumProvenance: row.minimum_provenance,
    state: row.state,
    cause: row.cause,
    receivedAtMs: row.received_at_ms,
    stateSinceMs: row.state_since_ms,
    isCancelRequested: row.is_cancel_requested === 1,
    isFrozen: row.is_frozen === 1,
    startMs: row.start_ms,
    endMs: row.end_ms,
    diversity:
      row.diverse_from !== null && row.diverse_by !== null
        ? { fromOrderId: row.diverse_from, by: row.diverse_by, isRequired: row.is_diversity_required === 1 }
        : null,
    revert: row.revert,
  };
}
