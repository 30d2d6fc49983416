import type { LatencyDefault, LatencyReading, LatencySubject, Provenance } from '../../model/latency';
import type { Database } from '../database';
import type { LatencyRepository } from '../store';

interface ReadingRow {
  kind: LatencySubject['kind'];
  id: string;
  provenance: Provenance;
  azNs: number;
  zaNs: number;
  readAtMs: number;
}

export function latencyRepository(db: Database): LatencyRepository {
  const defaults = () =>
    db.all<LatencyDefault>('SELECT scope, scope_id AS scopeId, ns, set_at_ms AS setAtMs FROM latency_defaults ORDER BY scope, scope_id');
  return {
    async putReading({ subject, provenance, azNs, zaNs, readAtMs }: LatencyReading, nowMs = Number.MAX_SAFE_INTEGER) {
      const changed = db.run(
        `INSERT INTO latency_readings VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (subject_kind, subject_id, provenance)
          DO UPDATE SET az_ns = excluded.az_ns, za_ns = excluded.za_ns, read_at_ms = excluded.read_at_ms
          WHERE excluded.read_at_ms >= latency_readings.read_at_ms OR latency_readings.read_at_ms > ?`,
        [subject.kind, subject.id, provenance, azNs, zaNs, readAtMs, nowMs],
      );
      return changed > 0;
    },
    async removeReading(subject, provenance) {
      db.run('DELETE FROM latency_readings WHERE subject_kind = ? AND subject_id = ? AND provenance = ?', [
        subject.kind,
        subject.id,
        provenance,
      ]);
    },
    async putDefault({ scope, scopeId, ns, setAtMs }) {
      db.run(
        'INSERT INTO latency_defaults VALUES (?, ?, ?, ?) ON CONFLICT (scope, scope_id) DO UPDATE SET ns = excluded.ns, set_at_ms = excluded.set_at_ms',
        [scope, scopeId, ns, setAtMs],
      );
    },
    async removeDefault({ scope, scopeId }) {
      db.run('DELETE FROM latency_defaults WHERE scope = ? AND scope_id = ?', [scope, scopeId]);
    },
    async reading(subject, provenance) {
      const row = db.get<ReadingRow>(`${selectReadings} WHERE subject_kind = ? AND subject_id = ? AND provenance = ?`, [
        subject.kind,
        subject.id,
        provenance,
      ]);
      return row && readingOf(row);
    },
    async readAll() {
      return {
        readings: db.all<ReadingRow>(`${selectReadings} ORDER BY subject_kind, subject_id, provenance`).map(readingOf),
        defaults: defaults(),
      };
    },
    async readSome(subjects) {
      const ids = (kind: string): string => JSON.stringify(subjects.flatMap((subject) => (subject.kind === kind ? [subject.id] : [])));
      const kinds = ['resource', 'interconnect', 'node'] as const;
      return {
        readings: kinds.flatMap((kind) =>
          db
            .all<ReadingRow>(`${selectReadings} WHERE subject_kind = ? AND subject_id IN (SELECT value FROM json_each(?))`, [
              kind,
              ids(kind),
            ])
            .map(readingOf),
        ),
        defaults: defaults(),
      };
    },
  };
}

const selectReadings = `SELECT subject_kind AS kind, subject_id AS id, provenance, az_ns AS azNs, za_ns AS zaNs, read_at_ms AS readAtMs
  FROM latency_readings`;

const readingOf = ({ kind, id, ...reading }: ReadingRow): LatencyReading => ({ subject: { kind, id }, ...reading });
