import type { CarryOver, Connection, Refusal, Segment } from '../../model/connection';
import type { NetworkSubject } from '../../model/network';
import type { Route, Way } from '../../model/route';
import { StoreError, type Database } from '../database';
import type { BookingRecord, BookOutcome, ConnectionRepository, ConnectionWay } from '../store';
import { eachSlots } from './slots-of-segment';
import { wayOfRoute } from './way-of-route';

type ConnectionRow = Omit<Connection, 'route'> & { route: string };
type SegmentRow = Omit<Segment, 'resourceIds'> & { resourceIds: string };

const connectionColumns = 'id, order_id AS orderId, state, route, created_at_ms AS createdAtMs';
const segmentColumns = `id, connection_id AS connectionId, order_id AS orderId, carrier_id AS carrierId, ordinal, a_port_id AS aPortId,
  z_port_id AS zPortId, resource_ids AS resourceIds, slots, max_delay_ns AS maxDelayNs, state, detail`;

const connectionOf = (row: ConnectionRow): Connection => ({ ...row, route: JSON.parse(row.route) as Route });
const segmentOf = (row: SegmentRow): Segment => ({ ...row, resourceIds: JSON.parse(row.resourceIds) as string[] });

/** A list bound as one JSON parameter, so that the statement is the same whatever its length. */
const among = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`;

export function connectionRepository(db: Database): ConnectionRepository {
  return {
    async insert({ id, orderId, state, route, createdAtMs }) {
      db.run('INSERT INTO connections VALUES (?, ?, ?, ?, ?)', [id, orderId, state, JSON.stringify(route), createdAtMs]);
    },
    async setState(id, state) {
      db.run('UPDATE connections SET state = ? WHERE id = ?', [state, id]);
    },
    async setRoute(id, route) {
      db.run('UPDATE connections SET route = ? WHERE id = ?', [JSON.stringify(route), id]);
    },
    async ofOrder(orderId) {
      return db
        .all<ConnectionRow>(`SELECT ${connectionColumns} FROM connections WHERE order_id = ? ORDER BY rowid`, [orderId])
        .map(connectionOf);
    },
    async activeLatencies(orderIds) {
      // Joined in this order: left to itself, SQLite takes the index by state, and with it looks at every connection in service for each few orders.
      return db.all(
        `SELECT order_id AS orderId, route ->> '$.azNs' AS azNs, route ->> '$.zaNs' AS zaNs
          FROM json_each(?) AS wanted CROSS JOIN connections ON order_id = wanted.value AND state = 'active'`,
        [JSON.stringify(orderIds)],
      );
    },
    async activeOf(orderIds) {
      // Not by the index by state: see above.
      return db
        .all<ConnectionRow>(
          `SELECT ${connectionColumns} FROM connections WHERE ${among('order_id')} AND +state = 'active' ORDER BY rowid`,
          [JSON.stringify(orderIds)],
        )
        .map(connectionOf);
    },
    async inState(states) {
      const rows = db.all<ConnectionRow>(`SELECT ${connectionColumns} FROM connections WHERE ${among('state')} ORDER BY rowid`, [
        JSON.stringify(states),
      ]);
      return rows.map(connectionOf);
    },

    async waysAmong(states, afterPlace, places, pool, hopPool) {
      const way = (memory: Buffer, at: number, length: number): Way => wayOfRoute(memory, at, length, pool, hopPool);
      const upTo = afterPlace + places;
      const connections: ConnectionWay[] = [];
      db.each(
        `SELECT id, order_id, route FROM connections WHERE rowid > ? AND rowid <= ? AND +${among('state')}`,
        [afterPlace, upTo, JSON.stringify(states)],
        pool,
        (row) => {
          connections.push({ id: row.text(0), orderId: row.text(1), route: row.read(2, way) });
        },
      );
      const areMore = db.get('SELECT 1 FROM connections WHERE rowid > ? LIMIT 1', [upTo]) !== undefined;
      return { connections, upTo: areMore ? upTo : null };
    },

    async insertSegment(segment) {
      db.run('INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
        ...[segment.id, segment.connectionId, segment.orderId, segment.carrierId, segment.ordinal, segment.aPortId, segment.zPortId],
        ...[JSON.stringify(segment.resourceIds), segment.slots, segment.maxDelayNs, segment.state, segment.detail],
      ]);
    },
    async setSegment(id, state, detail) {
      db.run('UPDATE segments SET state = ?, detail = ? WHERE id = ?', [state, detail, id]);
    },
    async setSegmentResources(id, resourceIds) {
      db.run('UPDATE segments SET resource_ids = ? WHERE id = ?', [JSON.stringify(resourceIds), id]);
    },
    async setSegmentConnection(id, connectionId, ordinal) {
      db.run('UPDATE segments SET connection_id = ?, ordinal = ? WHERE id = ?', [connectionId, ordinal, id]);
    },
    async putCarryOver({ connectionId, ordinal, segmentId, resourceIds }) {
      db.run('INSERT INTO carry_overs VALUES (?, ?, ?, ?)', [connectionId, ordinal, segmentId, JSON.stringify(resourceIds)]);
    },
    async carryOvers(connectionId) {
      return db
        .all<Omit<CarryOver, 'resourceIds'> & { resourceIds: string }>(
          `SELECT connection_id AS connectionId, ordinal, segment_id AS segmentId, resource_ids AS resourceIds
            FROM carry_overs WHERE connection_id = ? ORDER BY ordinal`,
          [connectionId],
        )
        .map((row) => ({ ...row, resourceIds: JSON.parse(row.resourceIds) as string[] }));
    },
    async removeCarryOvers(connectionId) {
      db.run('DELETE FROM carry_overs WHERE connection_id = ?', [connectionId]);
    },
    async interrupt(orderId, sinceMs) {
      db.run('INSERT OR IGNORE INTO interruptions VALUES (?, ?)', [orderId, sinceMs]);
    },
    async interruptedSince(orderId) {
      return db.get<{ sinceMs: number }>('SELECT since_ms AS sinceMs FROM interruptions WHERE order_id = ?', [orderId])?.sinceMs ?? null;
    },
    async endInterruption(orderId) {
      db.run('DELETE FROM interruptions WHERE order_id = ?', [orderId]);
    },
    async ordersOfSegments(segmentIds) {
      return db
        .all<{ orderId: string }>(`SELECT DISTINCT order_id AS orderId FROM segments WHERE ${among('id')}`, [JSON.stringify(segmentIds)])
        .map(({ orderId }) => orderId);
    },
    async segment(id) {
      const row = db.get<SegmentRow>(`SELECT ${segmentColumns} FROM segments WHERE id = ?`, [id]);
      return row && segmentOf(row);
    },
    async segmentsOfOrder(orderId) {
      return db.all<SegmentRow>(`SELECT ${segmentColumns} FROM segments WHERE order_id = ? ORDER BY rowid`, [orderId]).map(segmentOf);
    },
    async heldOf(orderIds) {
      return db
        .all<SegmentRow>(`SELECT ${segmentColumns} FROM segments WHERE ${among('order_id')} AND +state = 'held' ORDER BY rowid`, [
          JSON.stringify(orderIds),
        ])
        .map(segmentOf);
    },
    async segmentsInState(states) {
      return db
        .all<SegmentRow>(`SELECT ${segmentColumns} FROM segments WHERE ${among('state')} ORDER BY rowid`, [JSON.stringify(states)])
        .map(segmentOf);
    },
    async someSegments(ids) {
      return db.all<SegmentRow>(`SELECT ${segmentColumns} FROM segments WHERE ${among('id')}`, [JSON.stringify(ids)]).map(segmentOf);
    },
    async heldAmong(carrierId, afterPlace, places) {
      const upTo = afterPlace + places;
      const rows = db.all<SegmentRow>(
        `SELECT ${segmentColumns} FROM segments WHERE rowid > ? AND rowid <= ? AND +state = 'held' AND carrier_id = ? ORDER BY rowid`,
        [afterPlace, upTo, carrierId],
      );
      const areMore = db.get('SELECT 1 FROM segments WHERE rowid > ? LIMIT 1', [upTo]) !== undefined;
      return { segments: rows.map(segmentOf), upTo: areMore ? upTo : null };
    },

    async bookSlots(segmentId, resourceIds, slots) {
      if (resourceIds.length === 0) return { kind: 'booked' };
      const added: Slots = Object.fromEntries(resourceIds.map((id) => [id, slots]));
      const taken = (): NetworkSubject => ({ kind: 'resource', id: firstTaken(db, resourceIds, slots) });
      const put = 'INSERT INTO segment_slots VALUES (?, ?) ON CONFLICT (segment_id) DO NOTHING';
      let inserted = 0;
      const booked = book(taken, () => (inserted = db.run(put, [segmentId, JSON.stringify(added)])));
      if (booked.kind === 'taken' || inserted > 0) return booked;
      const held = slotsOf(db, segmentId);
      const again = resourceIds.find((id) => Object.hasOwn(held, id));
      if (again !== undefined) return { kind: 'taken', subject: { kind: 'resource', id: again } };
      return book(taken, () => {
        db.run('UPDATE segment_slots SET slots = ? WHERE segment_id = ?', [JSON.stringify({ ...held, ...added }), segmentId]);
      });
    },
    async bookPort(portId, orderId, segmentId) {
      if (db.run('INSERT INTO port_bookings VALUES (?, ?, ?) ON CONFLICT (port_id) DO NOTHING', [portId, orderId, segmentId]) > 0)
        return { kind: 'booked' };
      const owner = db.get<{ orderId: string; segmentId: string | null }>(
        'SELECT order_id AS orderId, segment_id AS segmentId FROM port_bookings WHERE port_id = ?',
        [portId],
      );
      // An order keeps its own ends while what is between them changes.
      const isOwnEnd = owner?.orderId === orderId && owner.segmentId === null && segmentId === null;
      return isOwnEnd ? { kind: 'booked' } : { kind: 'taken', subject: { kind: 'port', id: portId } };
    },
    async releaseSlots(segmentId, except) {
      const held = Object.entries(slotsOf(db, segmentId));
      const released = held.filter(([id]) => !except.includes(id)).map(([id]) => id);
      if (released.length === held.length) db.run('DELETE FROM segment_slots WHERE segment_id = ?', [segmentId]);
      else if (released.length > 0) {
        const kept: Slots = Object.fromEntries(held.filter(([id]) => except.includes(id)));
        db.run('UPDATE segment_slots SET slots = ? WHERE segment_id = ?', [JSON.stringify(kept), segmentId]);
      }
      return released;
    },
    async releaseSegment(segmentId) {
      const ports = db.all<{ id: string }>('DELETE FROM port_bookings WHERE segment_id = ? RETURNING port_id AS id', [segmentId]);
      const held = db.get<{ slots: string }>('DELETE FROM segment_slots WHERE segment_id = ? RETURNING slots', [segmentId]);
      return [
        ...Object.keys(slotsIn(held)).map((id) => ({ kind: 'resource' as const, id })),
        ...ports.map(({ id }) => ({ kind: 'port' as const, id })),
      ];
    },
    async releaseEndPorts(orderId) {
      const held = `SELECT %_port_id FROM segments WHERE order_id = ?1 AND state IN ('booked', 'creating', 'held', 'deleting')`;
      return db
        .all<{ portId: string }>(
          `DELETE FROM port_bookings WHERE order_id = ?1 AND segment_id IS NULL
            AND port_id NOT IN (${held.replace('%', 'a')} UNION ${held.replace('%', 'z')}) RETURNING port_id AS portId`,
          [orderId],
        )
        .map(({ portId }) => portId);
    },
    async eachBooking({ slots, port }, pool) {
      db.each('SELECT resource_id, slots FROM booked_slots', [], pool, (row) => {
        slots(row.text(0), row.whole(1));
      });
      db.each('SELECT port_id, order_id, segment_id FROM port_bookings ORDER BY port_id', [], pool, (row) => {
        port(row.text(0), row.text(1), row.textOrNull(2));
      });
    },
    async slotsAfter(after, count, pool) {
      const booked: BookingRecord['slots'][number][] = [];
      let [last, read] = ['', 0];
      db.each(
        'SELECT segment_id, slots FROM segment_slots WHERE segment_id > ? ORDER BY segment_id LIMIT ?',
        [after, count],
        pool,
        (row) => {
          const segmentId = row.text(0);
          row.read(1, (memory, at, length) => {
            eachSlots(memory, at, length, pool, (resourceId, slots) => void booked.push({ resourceId, segmentId, slots }));
          });
          last = segmentId;
          read += 1;
        },
      );
      return { booked, last: read < count ? null : last };
    },
    async bookings() {
      return {
        slots: db.all<{ resourceId: string; segmentId: string; slots: number }>(
          `SELECT key AS resourceId, segment_id AS segmentId, value AS slots FROM segment_slots, json_each(segment_slots.slots)
            ORDER BY resourceId, segmentId`,
        ),
        ports: db.all<{ portId: string; orderId: string; segmentId: string | null }>(
          'SELECT port_id AS portId, order_id AS orderId, segment_id AS segmentId FROM port_bookings ORDER BY port_id',
        ),
      };
    },

    async addRefusal({ orderId, carrierId, aPortId, zPortId, resourceIds, tag, message, atMs }) {
      db.run(
        'INSERT INTO refusals (order_id, carrier_id, a_port_id, z_port_id, resource_ids, tag, message, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        [orderId, carrierId, aPortId, zPortId, JSON.stringify(resourceIds), tag, message, atMs],
      );
    },
    async refusals(orderId) {
      return db
        .all<Omit<Refusal, 'resourceIds'> & { resourceIds: string }>(
          `SELECT order_id AS orderId, carrier_id AS carrierId, a_port_id AS aPortId, z_port_id AS zPortId, resource_ids AS resourceIds, tag,
            message, at_ms AS atMs FROM refusals WHERE order_id = ? ORDER BY seq`,
          [orderId],
        )
        .map((row) => ({ ...row, resourceIds: JSON.parse(row.resourceIds) as string[] }));
    },
    async forgetRefusals(orderIds) {
      db.run(`DELETE FROM refusals WHERE ${among('order_id')}`, [JSON.stringify(orderIds)]);
    },
  };
}

/** By the id of the resource. */
type Slots = Readonly<Record<string, number>>;

function slotsOf(db: Database, segmentId: string): Slots {
  return slotsIn(db.get('SELECT slots FROM segment_slots WHERE segment_id = ?', [segmentId]));
}

const slotsIn = (row: { readonly slots: string } | undefined): Slots => (row ? (JSON.parse(row.slots) as Slots) : {});

/** Of those that were refused. */
function firstTaken(db: Database, resourceIds: readonly string[], slots: number): string {
  const row = db.get<{ id: string }>(
    `SELECT wanted.value AS id FROM json_each(?) AS wanted JOIN resources ON resources.id = wanted.value
      LEFT JOIN booked_slots ON resource_id = wanted.value
      WHERE ? + coalesce(booked_slots.slots, 0) > resources.slots - foreign_slots ORDER BY wanted.key LIMIT 1`,
    [JSON.stringify(resourceIds), slots],
  );
  return row?.id ?? '';
}

/** A constraint's refusal is an answer, not a failure. */
function book(subject: () => NetworkSubject, insert: () => void): BookOutcome {
  try {
    insert();
    return { kind: 'booked' };
  } catch (error) {
    // Whatever else a constraint refuses, such as an id that is not known, is a fault of ours.
    if (error instanceof StoreError && error.code === 'constraint' && error.detail === 'slots are taken')
      return { kind: 'taken', subject: subject() };
    throw error;
  }
}
