import type { AskedRemedy, Discrepancy, Evidence, Remedy } from '../../model/discrepancy';
import type { Database } from '../database';
import type { DiscrepancyRepository } from '../store';

type DiscrepancyRow = Omit<Discrepancy, 'evidence' | 'asked'> & {
  evidence: string;
  remedy: Remedy | null;
  askedBy: string | null;
  actor: AskedRemedy['actor'] | null;
  askedAtMs: number | null;
};

const columns = `id, kind, carrier_id AS carrierId, subject_id AS subjectId, order_id AS orderId, text, evidence, state, remedy, asked_by AS askedBy,
  actor, asked_at_ms AS askedAtMs, outcome, found_at_ms AS foundAtMs, closed_at_ms AS closedAtMs`;

export function discrepancyRepository(db: Database): DiscrepancyRepository {
  const read = (where: string, params: readonly (string | number)[] = []): readonly Discrepancy[] =>
    db.all<DiscrepancyRow>(`SELECT ${columns} FROM discrepancies ${where}`, params).map(discrepancyOf);
  return {
    async put({ id, kind, carrierId, subjectId, orderId, text, evidence, state, asked, outcome, foundAtMs, closedAtMs }) {
      db.run(
        `INSERT INTO discrepancies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
          order_id = excluded.order_id, text = excluded.text, evidence = excluded.evidence, state = excluded.state, remedy = excluded.remedy,
          asked_by = excluded.asked_by, actor = excluded.actor, asked_at_ms = excluded.asked_at_ms, outcome = excluded.outcome,
          closed_at_ms = excluded.closed_at_ms`,
        [
          ...[id, kind, carrierId, subjectId, orderId, text, JSON.stringify(evidence), state],
          ...[asked?.remedy ?? null, asked?.by ?? null, asked?.actor ?? null, asked?.atMs ?? null, outcome, foundAtMs, closedAtMs],
        ],
      );
    },
    async get(id) {
      return read('WHERE id = ?', [id])[0];
    },
    async standing() {
      return read(`WHERE state <> 'closed' ORDER BY carrier_id, kind, found_at_ms, rowid`);
    },
    async standingOf(orderId) {
      return read(`WHERE order_id = ? AND state <> 'closed' ORDER BY rowid`, [orderId]);
    },
    async latest(count) {
      return read('ORDER BY rowid DESC LIMIT ?', [count]);
    },
  };
}

function discrepancyOf({ evidence, remedy, askedBy, actor, askedAtMs, ...row }: DiscrepancyRow): Discrepancy {
  const isAsked = remedy !== null && askedBy !== null && actor !== null && askedAtMs !== null;
  return {
    ...row,
    evidence: JSON.parse(evidence) as Evidence,
    asked: isAsked ? { remedy, by: askedBy, actor, atMs: askedAtMs } : null,
  };
}
