import { isLegalCircuitTransition } from '../../circuits/life-cycle';
import type { SubscriberLine } from '../../model/switch';
import { circuitOrderStates, circuitStates, finalCircuitOrderStates } from '../../model/virtual-circuit';
import type { CircuitOrder, CircuitOrderState, CircuitTransition, VirtualCircuit } from '../../model/virtual-circuit';
import type { CircuitCounts, CircuitRepository, CircuitUse } from '../circuit-repositories';
import type { Database } from '../database';

type OrderRow = Omit<CircuitOrder, 'line'> & Omit<SubscriberLine, 'vpi' | 'vci'> & { lineVpi: number; lineVci: number };

const orderColumns = `number, id, end_user AS endUser, path_id AS pathId, switch_id AS switchId, rack, shelf, slot, circuit, line_vpi AS lineVpi,
  line_vci AS lineVci, state, cause, vci, received_at_ms AS receivedAtMs, state_since_ms AS stateSinceMs`;
const circuitColumns = 'path_id AS pathId, vci, state, order_id AS orderId, since_ms AS sinceMs, free_at_ms AS freeAtMs';
/** As the unique indexes have it. */
const standing = 'is_standing = 1';
const toDo = "state IN ('given', 'connecting', 'releasing')";

export function circuitRepository(db: Database): CircuitRepository {
  const record = ({ orderId, from, to, atMs, cause, actor }: CircuitTransition): void => {
    db.run(
      `INSERT INTO circuit_transitions SELECT number, 1 + coalesce((SELECT max(ordinal) FROM circuit_transitions WHERE order_number = number), 0),
        ?, ?, ?, ?, ? FROM circuit_orders WHERE id = ?`,
      [from, to, atMs, cause, actor, orderId],
    );
  };
  const orders = (where: string, params: readonly (string | number)[]) =>
    db.all<OrderRow>(`SELECT ${orderColumns} FROM circuit_orders ${where}`, params).map(orderOf);
  const marks = (states: readonly CircuitOrderState[]) => states.map((state) => `'${state}'`).join(', ');
  return {
    async insertOrder(order, actor) {
      const { rack, shelf, slot, circuit, vpi, vci } = order.line;
      const inserted = db.run(
        `INSERT INTO circuit_orders (id, end_user, path_id, switch_id, rack, shelf, slot, circuit, line_vpi, line_vci, state, cause, vci, received_at_ms,
          state_since_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        [
          ...[order.id, order.endUser, order.pathId, order.switchId, rack, shelf, slot, circuit, vpi, vci, order.state, order.cause],
          ...[order.vci, order.receivedAtMs, order.stateSinceMs],
        ],
      );
      if (inserted === 0) return false;
      record({ orderId: order.id, from: null, to: order.state, atMs: order.receivedAtMs, cause: order.cause, actor });
      return true;
    },
    async order(id) {
      return orders('WHERE id = ?', [id])[0];
    },
    async orders(pathId, states = circuitOrderStates) {
      return orders(
        `WHERE ${pathId === null ? '' : 'path_id = ? AND '}state IN (${marks(states)}) ORDER BY number`,
        pathId === null ? [] : [pathId],
      );
    },
    async idsToDo(switchId) {
      return db
        .all<{ id: string }>(`SELECT id FROM circuit_orders WHERE switch_id = ? AND ${toDo} ORDER BY number`, [switchId])
        .map(({ id }) => id);
    },
    async ordersToDo(ids) {
      const found = db.all<OrderRow & { vpi: number; isMade: number }>(
        `SELECT ${orderColumns}, (SELECT vpi FROM virtual_paths WHERE id = path_id) AS vpi,
            state = 'releasing' OR vci <= (SELECT last_vci FROM virtual_paths WHERE id = path_id) AS isMade
          FROM circuit_orders WHERE id IN (SELECT value FROM json_each(?)) AND ${toDo}`,
        [JSON.stringify(ids)],
      );
      const byId = new Map(found.map((row) => [row.id, { order: orderOf(row), vpi: row.vpi, isMade: row.isMade === 1 }]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    async orderCounts(pathId) {
      const counted = db.all<{ state: CircuitOrderState; count: number }>(
        `SELECT state, count(*) AS count FROM circuit_orders ${pathId === null ? '' : 'WHERE path_id = ? '}GROUP BY state`,
        pathId === null ? [] : [pathId],
      );
      return countsOf(circuitOrderStates, counted);
    },
    async standingCounts(switchId) {
      return countsOf(
        circuitOrderStates,
        db.all(`SELECT state, count(*) AS count FROM circuit_orders WHERE switch_id = ? AND ${standing} GROUP BY state`, [switchId]),
      );
    },
    async endedWithin(fromMs, toMs) {
      const ended = db.all<{ state: CircuitOrderState; count: number }>(
        `SELECT state, count(*) AS count FROM circuit_orders WHERE state IN (${marks(finalCircuitOrderStates)}) AND state_since_ms BETWEEN ? AND ?
          GROUP BY state`,
        [fromMs, toMs],
      );
      const { failed, released } = countsOf(circuitOrderStates, ended);
      return { failed, released };
    },
    async slice(afterNumber, count) {
      return orders('WHERE number > ? ORDER BY number LIMIT ?', [afterNumber, count]);
    },
    async some(ids) {
      return orders('WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number', [JSON.stringify(ids)]);
    },
    async idsOfPath(pathId) {
      return db.all<{ id: string }>('SELECT id FROM circuit_orders WHERE path_id = ? ORDER BY number', [pathId]).map(({ id }) => id);
    },
    async waitingCounts() {
      return db.all(
        "SELECT path_id AS pathId, count(*) AS count FROM circuit_orders WHERE state = 'waiting' GROUP BY path_id ORDER BY path_id",
      );
    },
    async firstWaiting(pathId) {
      return orders("WHERE path_id = ? AND state = 'waiting' ORDER BY number LIMIT 1", [pathId])[0];
    },
    async countWaiting(pathId) {
      return (
        db.get<{ count: number }>("SELECT count(*) AS count FROM circuit_orders WHERE path_id = ? AND state = 'waiting'", [pathId])
          ?.count ?? 0
      );
    },
    async ofEndUser(pathId, endUser) {
      return orders(`WHERE path_id = ? AND end_user = ? AND ${standing}`, [pathId, endUser])[0];
    },
    async onLine(switchId, { rack, shelf, slot, circuit, vpi, vci }) {
      return orders(
        `WHERE switch_id = ? AND rack = ? AND shelf = ? AND slot = ? AND circuit = ? AND line_vpi = ? AND line_vci = ? AND ${standing}`,
        [switchId, rack, shelf, slot, circuit, vpi, vci],
      )[0];
    },
    async moveOrder(transition, vci) {
      const { orderId, from, to, atMs, cause } = transition;
      if (from === null || !isLegalCircuitTransition(from, to))
        throw new Error(`circuit order ${orderId} may not go from ${from ?? 'nothing'} to ${to}`);
      const end = finalCircuitOrderStates.includes(to) ? 'is_standing = 0, ' : '';
      const moved = db.run(`UPDATE circuit_orders SET ${end}state = ?, cause = ?, state_since_ms = ?, vci = ? WHERE id = ? AND state = ?`, [
        ...[to, cause, atMs, vci, orderId, from],
      ]);
      if (moved === 0) return false;
      record(transition);
      return true;
    },
    async setCause(orderId, cause) {
      db.run('UPDATE circuit_orders SET cause = ? WHERE id = ?', [cause, orderId]);
    },
    async transitions(orderId) {
      return db.all<CircuitTransition>(
        `SELECT ? AS orderId, from_state AS "from", to_state AS "to", at_ms AS atMs, cause, actor FROM circuit_transitions
          WHERE order_number = (SELECT number FROM circuit_orders WHERE id = ?) ORDER BY ordinal`,
        [orderId, orderId],
      );
    },
    async circuit(pathId, vci) {
      return db.get<VirtualCircuit>(`SELECT ${circuitColumns} FROM virtual_circuits WHERE path_id = ? AND vci = ?`, [pathId, vci]);
    },
    async putCircuit({ pathId, vci, state, orderId, sinceMs, freeAtMs }) {
      db.run(
        `INSERT INTO virtual_circuits VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path_id, vci) DO UPDATE SET
          state = excluded.state, order_id = excluded.order_id, since_ms = excluded.since_ms, free_at_ms = excluded.free_at_ms`,
        [pathId, vci, state, orderId, sinceMs, freeAtMs],
      );
    },
    async removeCircuit(pathId, vci) {
      db.run('DELETE FROM virtual_circuits WHERE path_id = ? AND vci = ?', [pathId, vci]);
    },
    async circuits(pathId) {
      return db.all<VirtualCircuit>(`SELECT ${circuitColumns} FROM virtual_circuits WHERE path_id = ? ORDER BY vci`, [pathId]);
    },
    async counts(pathId): Promise<CircuitCounts> {
      return countsOf(
        circuitStates,
        db.all('SELECT state, count(*) AS count FROM virtual_circuits WHERE path_id = ? GROUP BY state', [pathId]),
      );
    },
    async foreign(pathId) {
      return db
        .all<{ vci: number }>("SELECT vci FROM virtual_circuits WHERE path_id = ? AND state = 'foreign' ORDER BY vci", [pathId])
        .map(({ vci }) => vci);
    },
    async countFrom(pathId, vci) {
      return (
        db.get<{ count: number }>('SELECT count(*) AS count FROM virtual_circuits WHERE path_id = ? AND vci >= ?', [pathId, vci])?.count ??
        0
      );
    },
    async nextFree(pathId) {
      return db.get<VirtualCircuit>(
        `SELECT ${circuitColumns} FROM virtual_circuits WHERE path_id = ? AND state = 'free' ORDER BY since_ms, vci LIMIT 1`,
        [pathId],
      );
    },
    async endQuarantines(pathId, nowMs) {
      return db.run(
        `UPDATE virtual_circuits SET state = 'free', since_ms = free_at_ms, free_at_ms = NULL
          WHERE path_id = ? AND state = 'quarantined' AND free_at_ms <= ?`,
        [pathId, nowMs],
      );
    },
    async withdrawnInQuarantine(switchId, vpi, nowMs) {
      return db.all<VirtualCircuit>(
        `SELECT ${circuitColumns} FROM virtual_circuits WHERE state = 'quarantined' AND free_at_ms > ?
          AND path_id IN (SELECT id FROM virtual_paths WHERE switch_id = ? AND vpi = ? AND withdrawn_at_ms IS NOT NULL) ORDER BY vci`,
        [nowMs, switchId, vpi],
      );
    },
    async nextQuarantineEnd(pathId) {
      return (
        db.get<{ atMs: number | null }>(
          "SELECT min(free_at_ms) AS atMs FROM virtual_circuits WHERE path_id = ? AND state = 'quarantined'",
          [pathId],
        )?.atMs ?? null
      );
    },
    async uses(pathId, sinceMs) {
      return db.all<CircuitUse>(
        `SELECT received_at_ms AS atMs, 'given' AS kind FROM circuit_orders WHERE path_id = ? AND received_at_ms >= ? AND state <> 'failed'
          UNION ALL
          SELECT state_since_ms, 'released' FROM circuit_orders WHERE path_id = ? AND state = 'released' AND state_since_ms >= ?
          ORDER BY 1`,
        [pathId, sinceMs, pathId, sinceMs],
      );
    },
  };
}

function countsOf<State extends string>(
  states: readonly State[],
  counted: readonly { readonly state: State; readonly count: number }[],
): Readonly<Record<State, number>> {
  const counts = new Map(counted.map(({ state, count }) => [state, count]));
  return Object.fromEntries(states.map((state) => [state, counts.get(state) ?? 0])) as Record<State, number>;
}

/** Written out, as a path is. */
const orderOf = (row: OrderRow): CircuitOrder => ({
  number: row.number,
  id: row.id,
  endUser: row.endUser,
  pathId: row.pathId,
  switchId: row.switchId,
  line: { rack: row.rack, shelf: row.shelf, slot: row.slot, circuit: row.circuit, vpi: row.lineVpi, vci: row.lineVci },
  state: row.state,
  cause: row.cause,
  vci: row.vci,
  receivedAtMs: row.receivedAtMs,
  stateSinceMs: row.stateSinceMs,
});
