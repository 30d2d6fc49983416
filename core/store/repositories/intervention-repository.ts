import type { HoldOut, HoldOutCause, HoldOutSubject } from '../../model/hold-out';
import type { MoveRequest } from '../../model/move';
import type { Route } from '../../model/route';
import type { Database } from '../database';
import type { InterventionRepository } from '../store';

type MoveRow = Omit<MoveRequest, 'route' | 'planDigest' | 'afterOrders'> & {
  route: string | null;
  planDigest: string | null;
  afterOrders: string | null;
};

interface HoldOutRow {
  readonly kind: HoldOutSubject['kind'];
  readonly id: string;
  readonly cause: HoldOutCause;
  readonly text: string;
  readonly sinceMs: number;
  readonly untilMs: number | null;
  readonly isOfLinkHold: number;
}

const ofLinkHold = (isOfIt: number): { readonly isOfLinkHold?: true } => (isOfIt === 1 ? { isOfLinkHold: true } : {});

const moveColumns =
  'order_id AS orderId, cause, route, text, actor, requested_at_ms AS requestedAtMs, plan_digest AS planDigest, after_orders AS afterOrders';

export function interventionRepository(db: Database): InterventionRepository {
  return {
    async putHoldOut({ subject, cause, text, sinceMs, untilMs, isOfLinkHold = false }) {
      db.run('INSERT OR REPLACE INTO hold_outs VALUES (?, ?, ?, ?, ?, ?, ?)', [
        subject.kind,
        subject.id,
        cause,
        text,
        sinceMs,
        untilMs,
        Number(isOfLinkHold),
      ]);
    },
    async removeHoldOut(subject, cause) {
      db.run('DELETE FROM hold_outs WHERE subject_kind = ? AND subject_id = ? AND cause = ?', [subject.kind, subject.id, cause]);
    },
    async holdOuts() {
      return (
        db
          .all<HoldOutRow>(
            `SELECT subject_kind AS kind, subject_id AS id, cause, text, since_ms AS sinceMs, until_ms AS untilMs, is_of_link_hold AS isOfLinkHold
            FROM hold_outs`,
          )
          // Nearly always none: SQLite would make ready to sort them all the same.
          .sort(
            (one, other) =>
              one.sinceMs - other.sinceMs || compare(one.kind, other.kind) || compare(one.id, other.id) || compare(one.cause, other.cause),
          )
          .map(({ kind, id, isOfLinkHold, ...rest }): HoldOut => ({ subject: { kind, id }, ...rest, ...ofLinkHold(isOfLinkHold) }))
      );
    },
    async putPause({ carrierId, text, sinceMs, isOfLinkHold = false }) {
      db.run('INSERT OR REPLACE INTO recovery_pauses VALUES (?, ?, ?, ?)', [carrierId ?? '', text, sinceMs, Number(isOfLinkHold)]);
    },
    async removePause(carrierId) {
      db.run('DELETE FROM recovery_pauses WHERE carrier_id = ?', [carrierId ?? '']);
    },
    async pauses() {
      return db
        .all<{ carrierId: string; text: string; sinceMs: number; isOfLinkHold: number }>(
          'SELECT carrier_id AS carrierId, text, since_ms AS sinceMs, is_of_link_hold AS isOfLinkHold FROM recovery_pauses ORDER BY carrier_id',
        )
        .map(({ carrierId, isOfLinkHold, ...rest }) => ({
          carrierId: carrierId === '' ? null : carrierId,
          ...rest,
          ...ofLinkHold(isOfLinkHold),
        }));
    },
    async putMove({ orderId, cause, route, text, actor, requestedAtMs, planDigest = null, afterOrders }) {
      db.run('INSERT OR REPLACE INTO moves VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
        ...[orderId, cause, route && JSON.stringify(route), text, actor, requestedAtMs, planDigest],
        afterOrders ? JSON.stringify(afterOrders) : null,
      ]);
    },
    async removeMove(orderId) {
      db.run('DELETE FROM moves WHERE order_id = ?', [orderId]);
    },
    async move(orderId) {
      const row = db.get<MoveRow>(`SELECT ${moveColumns} FROM moves WHERE order_id = ?`, [orderId]);
      return row && moveOf(row);
    },
    async moves() {
      return db.all<MoveRow>(`SELECT ${moveColumns} FROM moves ORDER BY requested_at_ms, order_id`).map(moveOf);
    },
  };
}

const moveOf = ({ route, planDigest, afterOrders, ...rest }: MoveRow): MoveRequest => ({
  ...rest,
  route: route === null ? null : (JSON.parse(route) as Route),
  ...(planDigest === null ? {} : { planDigest }),
  ...(afterOrders === null ? {} : { afterOrders: JSON.parse(afterOrders) as readonly string[] }),
});

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
