import type { ImpairmentCause } from '../../model/impairment';
import type { LatencyRecord } from '../../model/latency-record';
import type { Route } from '../../model/route';
import type { Database } from '../database';
import type { LatencyRecordRepository, WatchedOrder } from '../store';
import { followParts, partsOfDefault, stepsOfPart } from './latency-steps';

interface RecordRow extends Omit<LatencyRecord, 'total' | 'isLow'> {
  azNs: number | null;
  zaNs: number | null;
  isLow: number;
}

const columns = 'order_id AS orderId, number, at_ms AS atMs, state, az_ns AS azNs, za_ns AS zaNs, occasion, is_low AS isLow';
/** A list bound as one JSON parameter, so that the statement is the same whatever its length. */
const wanted = '(SELECT value FROM json_each(?))';

/** Routes that are kept as they were read last: one change may concern a thousand orders, and the next one the same. */
const keptRoutes = 5_000;

export function latencyRecordRepository(db: Database): LatencyRecordRepository {
  const kept = new Map<string, { readonly text: string; readonly route: Route }>();
  const routeOf = (connectionId: string, text: string): Route => {
    const known = kept.get(connectionId);
    if (known?.text === text) return known.route;
    if (kept.size >= keptRoutes) kept.clear();
    const route = JSON.parse(text) as Route;
    kept.set(connectionId, { text, route });
    return route;
  };
  return {
    async unrecorded(states) {
      const rows = db.all<{ id: string }>(
        `SELECT id FROM orders WHERE state IN ${wanted} AND NOT EXISTS (SELECT 1 FROM latency_records WHERE order_id = orders.id)`,
        [JSON.stringify(states)],
      );
      return rows.map(({ id }) => id);
    },
    async watched(orderIds) {
      const ids = JSON.stringify(orderIds);
      const latest = new Map(
        db
          .all<RecordRow>(
            // Driven by the ids, so that only the last row of each order is read.
            `SELECT ${columns} FROM json_each(?) AS wanted CROSS JOIN latency_records AS record ON record.order_id = wanted.value
              AND record.number = (SELECT max(number) FROM latency_records WHERE order_id = wanted.value)`,
            [ids],
          )
          .map((row) => [row.orderId, recordOf(row)]),
      );
      const faults = db.all<{ orderId: string; cause: ImpairmentCause }>(
        `SELECT hit.order_id AS orderId, impairment.cause FROM impairments AS impairment
          JOIN impairment_hits AS hit ON hit.impairment_id = impairment.id
          WHERE impairment.subject_kind = 'service' AND impairment.cleared_at_ms IS NULL AND hit.settled_at_ms IS NULL`,
      );
      return db
        .all<Pick<WatchedOrder, 'orderId' | 'state' | 'limitNs'> & { connectionId: string | null; route: string | null }>(
          `SELECT orders.id AS orderId, orders.state, orders.limit_ns AS limitNs, connection.id AS connectionId, connection.route FROM orders
            LEFT JOIN connections AS connection ON connection.order_id = orders.id AND connection.state = 'active'
            WHERE orders.id IN ${wanted}`,
          [ids],
        )
        .map(({ connectionId, route, ...order }) => ({
          ...order,
          connection: connectionId !== null && route !== null ? { id: connectionId, route: routeOf(connectionId, route) } : null,
          serviceFaults: faults.filter(({ orderId }) => orderId === order.orderId).map(({ cause }) => cause),
          latest: latest.get(order.orderId) ?? null,
        }));
    },
    async ordersOf(connectionIds) {
      return db
        .all<{ id: string }>(`SELECT DISTINCT order_id AS id FROM connections WHERE id IN ${wanted}`, [JSON.stringify(connectionIds)])
        .map(({ id }) => id);
    },
    async ordersHitBy(impairmentIds) {
      return db
        .all<{ id: string }>(`SELECT DISTINCT order_id AS id FROM impairment_hits WHERE impairment_id IN ${wanted}`, [
          JSON.stringify(impairmentIds),
        ])
        .map(({ id }) => id);
    },
    async add(records, most) {
      // One statement for all: a change of the network may concern a thousand orders.
      const rows = records.map(({ orderId, number, atMs, state, total, occasion, isLow }) => [
        ...[orderId, number, atMs, state, total?.azNs ?? null, total?.zaNs ?? null, occasion, isLow ? 1 : 0],
      ]);
      db.run(
        `INSERT INTO latency_records SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
          FROM json_each(?)`,
        [JSON.stringify(rows)],
      );
      for (const { orderId, number } of records) {
        if (number > most) db.run('DELETE FROM latency_records WHERE order_id = ? AND number <= ?', [orderId, number - most]);
      }
    },
    async ofOrder(orderId, fromMs) {
      const rows =
        fromMs === undefined
          ? db.all<RecordRow>(`SELECT ${columns} FROM latency_records WHERE order_id = ? ORDER BY number`, [orderId])
          : db.all<RecordRow>(
              `SELECT ${columns} FROM latency_records WHERE order_id = ?1 AND number >=
                coalesce((SELECT max(number) FROM latency_records WHERE order_id = ?1 AND at_ms <= ?2), 0) ORDER BY number`,
              [orderId, fromMs],
            );
      return rows.map(recordOf);
    },
    async ofPeriod(orderId, fromMs, toMs) {
      const range = 'SELECT coalesce(max(number), 0) FROM latency_records WHERE order_id = ?1';
      const rows = db.all<RecordRow>(
        // From the one before the first that is not from before the period: what held then is never before that one.
        `SELECT ${columns} FROM latency_records WHERE order_id = ?1
          AND number >= coalesce((SELECT min(number) FROM latency_records WHERE order_id = ?1 AND at_ms >= ?2) - 1, (${range}))
          AND number <= (${range} AND at_ms < ?3) ORDER BY number`,
        [orderId, fromMs, toMs],
      );
      const [first] = rows;
      if (!first || rows.find(({ occasion }) => occasion !== 'changed')?.occasion !== 'restored') return rows.map(recordOf);
      const before = db.all<RecordRow>(
        `SELECT ${columns} FROM latency_records WHERE order_id = ?1 AND number < ?2
          AND number >= (${range} AND number < ?2 AND occasion <> 'changed') ORDER BY number`,
        [orderId, first.number],
      );
      return [...before, ...rows].map(recordOf);
    },
    async followParts(subjects, atMs, most) {
      followParts(db, subjects, atMs, most);
    },
    async partsOfDefault(value) {
      return partsOfDefault(db, value);
    },
    async stepsOfPart(subject, fromMs) {
      return stepsOfPart(db, subject, fromMs);
    },
    async overSince(orderId, limitNs, nowMs) {
      let sinceMs = nowMs;
      for (let below = Number.MAX_SAFE_INTEGER; ;) {
        const last = db.get<{ number: number; atMs: number }>(
          `SELECT number, at_ms AS atMs FROM latency_records WHERE order_id = ? AND number < ? AND at_ms < ?
            AND (az_ns IS NULL OR max(az_ns, za_ns) <= ?) ORDER BY number DESC LIMIT 1`,
          [orderId, below, sinceMs, limitNs],
        );
        const over = db.get<{ atMs: number | null }>(
          'SELECT min(at_ms) AS atMs FROM latency_records WHERE order_id = ? AND number > ? AND number < ?',
          [orderId, last?.number ?? 0, below],
        );
        sinceMs = Math.min(sinceMs, over?.atMs ?? sinceMs);
        // One that is not from before that was made while the clock was ahead: it gave way to those after it.
        if (!last || last.atMs < sinceMs) return sinceMs;
        below = last.number;
      }
    },
  };
}

const recordOf = ({ azNs, zaNs, isLow, ...row }: RecordRow): LatencyRecord => ({
  ...row,
  total: azNs !== null && zaNs !== null ? { azNs, zaNs } : null,
  isLow: isLow === 1,
});
