import type { Condition } from '../../model/condition';
import type { IdentifierRange } from '../../model/identifier-range';
import type { BulkRequest, PathState, VirtualPath } from '../../model/virtual-path';
import type { PathRepository } from '../circuit-repositories';
import type { Database } from '../database';

type PathRow = Omit<VirtualPath, 'vcis' | 'isReserveHeld'> & { firstVci: number; finalVci: number; isReserveHeld: number };
type RequestRow = Omit<BulkRequest, 'range' | 'held'> & { firstVci: number; finalVci: number; held: string };

const pathColumns = `id, switch_id AS switchId, provider, side, vpi, first_vci AS firstVci, final_vci AS finalVci, delta_threshold AS deltaThreshold,
  bulk_size AS bulkSize, time_threshold_ms AS timeThresholdMs, max_attempts AS maxAttempts, backoff_ms AS backoffMs, quarantine_ms AS quarantineMs,
  is_reserve_held AS isReserveHeld, carried_by_order_id AS carriedByOrderId, current_vci AS currentVci, last_vci AS lastVci, status,
  start_time_ms AS startTimeMs, requested_vci AS requestedVci, attempts, retry_at_ms AS retryAtMs, held_since_ms AS heldSinceMs,
  created_at_ms AS createdAtMs`;
const requestColumns = `id, path_id AS pathId, first_vci AS firstVci, final_vci AS finalVci, attempt, state, start_ms AS startMs, end_ms AS endMs, held,
  answer`;
const present = 'withdrawn_at_ms IS NULL';

export function pathRepository(db: Database): PathRepository {
  const paths = (where: string, params: readonly string[] = []) =>
    db.all<PathRow>(`SELECT ${pathColumns} FROM virtual_paths WHERE ${where} ORDER BY id`, params).map(pathOf);
  const putState = (path: PathState): void => {
    db.run(
      `UPDATE virtual_paths SET current_vci = ?, last_vci = ?, status = ?, start_time_ms = ?, requested_vci = ?, attempts = ?, retry_at_ms = ?,
        held_since_ms = ? WHERE id = ?`,
      [
        ...[
          path.currentVci,
          path.lastVci,
          path.status,
          path.startTimeMs,
          path.requestedVci,
          path.attempts,
          path.retryAtMs,
          path.heldSinceMs,
        ],
        path.id,
      ],
    );
  };
  return {
    async insert(path) {
      return (
        db.run(
          `INSERT INTO virtual_paths VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO NOTHING`,
          [
            ...[path.id, path.switchId, path.provider, path.side, path.vpi, path.vcis.first, path.vcis.last, path.deltaThreshold],
            ...[path.bulkSize, path.timeThresholdMs, path.maxAttempts, path.backoffMs, path.quarantineMs, path.isReserveHeld ? 1 : 0],
            ...[path.carriedByOrderId, path.currentVci, path.lastVci, path.status, path.startTimeMs, path.requestedVci, path.attempts],
            ...[path.retryAtMs, path.heldSinceMs, path.createdAtMs],
          ],
        ) > 0
      );
    },
    async put(path) {
      db.run(
        `UPDATE virtual_paths SET provider = ?, final_vci = ?, delta_threshold = ?, bulk_size = ?, time_threshold_ms = ?, max_attempts = ?,
          backoff_ms = ?, quarantine_ms = ?, is_reserve_held = ?, carried_by_order_id = ? WHERE id = ?`,
        [
          ...[path.provider, path.vcis.last, path.deltaThreshold, path.bulkSize, path.timeThresholdMs, path.maxAttempts, path.backoffMs],
          ...[path.quarantineMs, path.isReserveHeld ? 1 : 0, path.carriedByOrderId, path.id],
        ],
      );
      putState(path);
    },
    async putState(path) {
      putState(path);
    },
    async remove(id) {
      db.run('DELETE FROM low_paths WHERE path_id = ?', [id]);
      db.run('DELETE FROM bulk_requests WHERE path_id = ?', [id]);
      db.run('DELETE FROM virtual_circuits WHERE path_id = ?', [id]);
      db.run('DELETE FROM virtual_paths WHERE id = ?', [id]);
    },
    async withdraw(id, atMs) {
      db.run('DELETE FROM low_paths WHERE path_id = ?', [id]);
      db.run("DELETE FROM virtual_circuits WHERE path_id = ? AND state <> 'quarantined'", [id]);
      db.run('UPDATE virtual_paths SET withdrawn_at_ms = ? WHERE id = ?', [atMs, id]);
    },
    async withdrawn() {
      return paths('withdrawn_at_ms IS NOT NULL');
    },
    async get(id) {
      return paths(`id = ? AND ${present}`, [id])[0];
    },
    async list() {
      return paths(present);
    },
    async ofSwitch(switchId) {
      return paths(`switch_id = ? AND ${present}`, [switchId]);
    },
    async some(ids) {
      return paths('id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]);
    },
    async carriedBy(orderId) {
      return paths(`carried_by_order_id = ? AND ${present}`, [orderId]);
    },
    async addRequest({ id, pathId, range, attempt, state, startMs, endMs, held, answer }) {
      db.run(
        `INSERT INTO bulk_requests (id, path_id, first_vci, final_vci, attempt, state, start_ms, end_ms, held, answer)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [id, pathId, range.first, range.last, attempt, state, startMs, endMs, JSON.stringify(held), answer],
      );
    },
    async putRequest({ id, state, startMs, endMs, held, answer }) {
      db.run('UPDATE bulk_requests SET state = ?, start_ms = ?, end_ms = ?, held = ?, answer = ? WHERE id = ?', [
        ...[state, startMs, endMs, JSON.stringify(held), answer, id],
      ]);
    },
    async request(id) {
      const row = db.get<RequestRow>(`SELECT ${requestColumns} FROM bulk_requests WHERE id = ?`, [id]);
      return row && requestOf(row);
    },
    async countPending(switchId, exceptPathId) {
      return (
        db.get<{ count: number }>(
          `SELECT count(*) AS count FROM bulk_requests JOIN virtual_paths ON virtual_paths.id = path_id
            WHERE state = 'pending' AND switch_id = ? AND path_id <> ?`,
          [switchId, exceptPathId],
        )?.count ?? 0
      );
    },
    async pendingRequest(pathId) {
      const row = db.get<RequestRow>(`SELECT ${requestColumns} FROM bulk_requests WHERE path_id = ? AND state = 'pending'`, [pathId]);
      return row && requestOf(row);
    },
    async requests(pathId, count) {
      const where = pathId === null ? '' : 'WHERE path_id = ?';
      return db
        .all<RequestRow>(`SELECT ${requestColumns} FROM bulk_requests ${where} ORDER BY number DESC LIMIT ?`, [
          ...(pathId === null ? [] : [pathId]),
          count,
        ])
        .map(requestOf);
    },
    async requestsWithin(fromMs, toMs) {
      const [sent, unsuccessful] = ['start_ms', "state IN ('failed', 'given-up') AND end_ms"].map(
        (what) =>
          db.get<{ count: number }>(`SELECT count(*) AS count FROM bulk_requests WHERE ${what} BETWEEN ? AND ?`, [fromMs, toMs])?.count,
      );
      return { sent: sent ?? 0, unsuccessful: unsuccessful ?? 0 };
    },
    async conditions() {
      const row = db.get<{ rows: string; savedAtMs: number; savedBy: string }>(
        'SELECT rows, saved_at_ms AS savedAtMs, saved_by AS savedBy FROM conditions',
      );
      return row ? { ...row, rows: JSON.parse(row.rows) as Condition[] } : null;
    },
    async putConditions({ rows, savedAtMs, savedBy }) {
      db.run('INSERT OR REPLACE INTO conditions VALUES (1, ?, ?, ?)', [JSON.stringify(rows), savedAtMs, savedBy]);
    },
    async lowSince(pathId) {
      return db.get<{ sinceMs: number }>('SELECT since_ms AS sinceMs FROM low_paths WHERE path_id = ?', [pathId])?.sinceMs ?? null;
    },
    async putLow(pathId, sinceMs) {
      if (sinceMs === null) db.run('DELETE FROM low_paths WHERE path_id = ?', [pathId]);
      else db.run('INSERT OR REPLACE INTO low_paths VALUES (?, ?)', [pathId, sinceMs]);
    },
  };
}

/** Written out: it is read for every order, and a copy of all but some fields costs several times as much. */
const pathOf = (row: PathRow): VirtualPath => ({
  id: row.id,
  switchId: row.switchId,
  provider: row.provider,
  side: row.side,
  vpi: row.vpi,
  vcis: { first: row.firstVci, last: row.finalVci },
  deltaThreshold: row.deltaThreshold,
  bulkSize: row.bulkSize,
  timeThresholdMs: row.timeThresholdMs,
  maxAttempts: row.maxAttempts,
  backoffMs: row.backoffMs,
  quarantineMs: row.quarantineMs,
  isReserveHeld: row.isReserveHeld === 1,
  carriedByOrderId: row.carriedByOrderId,
  currentVci: row.currentVci,
  lastVci: row.lastVci,
  status: row.status,
  startTimeMs: row.startTimeMs,
  requestedVci: row.requestedVci,
  attempts: row.attempts,
  retryAtMs: row.retryAtMs,
  heldSinceMs: row.heldSinceMs,
  createdAtMs: row.createdAtMs,
});

const requestOf = ({ firstVci, finalVci, held, ...row }: RequestRow): BulkRequest => ({
  ...row,
  range: { first: firstVci, last: finalVci },
  held: JSON.parse(held) as IdentifierRange[],
});
