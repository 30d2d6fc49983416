import type { HitOutcome, Impairment, ImpairmentCause, ImpairmentHit, ImpairmentSubject } from '../../model/impairment';
import type { Database } from '../database';
import type { ImpairmentRepository } from '../store';

interface ImpairmentRow {
  id: string;
  subject_kind: ImpairmentSubject['kind'];
  subject_id: string;
  cause: ImpairmentCause;
  text: string;
  raised_at_ms: number;
  cleared_at_ms: number | null;
  acknowledged_by: string | null;
  acknowledged_at_ms: number | null;
  owner: string | null;
  shelved_until_ms: number | null;
  ticket: string | null;
}

const hitColumns = 'impairment_id AS impairmentId, order_id AS orderId, outcome, text, hit_at_ms AS hitAtMs, settled_at_ms AS settledAtMs';

/** Open, or among the latest so many. */
const isInView = 'cleared_at_ms IS NULL OR rowid > coalesce((SELECT rowid FROM impairments ORDER BY rowid DESC LIMIT 1 OFFSET ?), 0)';

export function impairmentRepository(db: Database): ImpairmentRepository {
  return {
    async raise(impairment) {
      const { id, subject, cause, text, raisedAtMs } = impairment;
      const open = db.get<ImpairmentRow>(
        'SELECT * FROM impairments WHERE subject_kind = ? AND subject_id = ? AND cause = ? AND cleared_at_ms IS NULL',
        [subject.kind, subject.id, cause],
      );
      if (open) return impairmentOf(open);
      db.run('INSERT INTO impairments VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL, NULL)', [
        ...[id, subject.kind, subject.id, cause, text, raisedAtMs],
      ]);
      return impairment;
    },
    async clear(id, atMs) {
      db.run('UPDATE impairments SET cleared_at_ms = ? WHERE id = ? AND cleared_at_ms IS NULL', [atMs, id]);
    },
    async setHandling(id, { acknowledgedBy, acknowledgedAtMs, owner, shelvedUntilMs, ticket }) {
      db.run(
        'UPDATE impairments SET acknowledged_by = ?, acknowledged_at_ms = ?, owner = ?, shelved_until_ms = ?, ticket = ? WHERE id = ?',
        [acknowledgedBy, acknowledgedAtMs, owner, shelvedUntilMs, ticket, id],
      );
    },
    async open() {
      return db.all<ImpairmentRow>('SELECT * FROM impairments WHERE cleared_at_ms IS NULL ORDER BY rowid').map(impairmentOf);
    },
    async list() {
      return db.all<ImpairmentRow>('SELECT * FROM impairments ORDER BY rowid').map(impairmentOf);
    },
    async idsInView(latest) {
      return db.all<{ id: string }>(`SELECT id FROM impairments WHERE ${isInView} ORDER BY rowid`, [latest]).map(({ id }) => id);
    },
    async inView(ids, latest) {
      return db
        .all<ImpairmentRow>(`SELECT * FROM impairments WHERE id IN (SELECT value FROM json_each(?)) AND (${isInView}) ORDER BY rowid`, [
          JSON.stringify(ids),
          latest,
        ])
        .map(impairmentOf);
    },
    async idsBefore(latest, count) {
      return db.all<{ id: string }>('SELECT id FROM impairments ORDER BY rowid DESC LIMIT ? OFFSET ?', [count, latest]).map(({ id }) => id);
    },
    async hitsAmong(impairmentIds) {
      return db.all<ImpairmentHit>(
        `SELECT ${hitColumns} FROM impairment_hits WHERE impairment_id IN (SELECT value FROM json_each(?)) ORDER BY hit_at_ms, impairment_id, order_id`,
        [JSON.stringify(impairmentIds)],
      );
    },
    async putHit({ impairmentId, orderId, outcome, text, hitAtMs, settledAtMs }) {
      db.run(
        `INSERT INTO impairment_hits VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (impairment_id, order_id) DO UPDATE SET outcome = excluded.outcome,
          text = excluded.text, hit_at_ms = excluded.hit_at_ms, settled_at_ms = excluded.settled_at_ms`,
        [impairmentId, orderId, outcome, text, hitAtMs, settledAtMs],
      );
    },
    async settleHits(orderId, outcome: HitOutcome, text, atMs) {
      const isSettled = outcome !== 'pending' && outcome !== 'unrestorable';
      db.run(
        "UPDATE impairment_hits SET outcome = ?, text = ?, settled_at_ms = ? WHERE order_id = ? AND outcome IN ('pending', 'unrestorable')",
        [outcome, text, isSettled ? atMs : null, orderId],
      );
    },
    async hits() {
      return db.all<ImpairmentHit>(`SELECT ${hitColumns} FROM impairment_hits ORDER BY hit_at_ms, impairment_id, order_id`);
    },
    async unsettledHits() {
      return db.all<ImpairmentHit>(
        `SELECT ${hitColumns} FROM impairment_hits WHERE settled_at_ms IS NULL ORDER BY hit_at_ms, impairment_id, order_id`,
      );
    },
    async hitsOf(orderId) {
      return db.all<ImpairmentHit>(`SELECT ${hitColumns} FROM impairment_hits WHERE order_id = ? ORDER BY hit_at_ms, impairment_id`, [
        orderId,
      ]);
    },
  };
}

function impairmentOf(row: ImpairmentRow): Impairment {
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    cause: row.cause,
    text: row.text,
    raisedAtMs: row.raised_at_ms,
    clearedAtMs: row.cleared_at_ms,
    handling: {
      acknowledgedBy: row.acknowledged_by,
      acknowledgedAtMs: row.acknowledged_at_ms,
      owner: row.owner,
      shelvedUntilMs: row.shelved_until_ms,
      ticket: row.ticket,
    },
  };
}
