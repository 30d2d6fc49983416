import type { LatencyReading, LatencySubject, Provenance } from '../../model/latency';
import type { Database } from '../database';
import type { LatencyDefault, LatencyRepository } from '../store';

interface ReadingRow {
  kind: LatencySubject['kind'];
  id: string;
  provenance: Provenance;
  azNs: number;
  zaNs: number;
  readAtMs: number;
}

export function latencyRepository(db: Database): LatencyRepository {
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
    async readAll() {
      return {
        readings: db
          .all<ReadingRow>(
            `SELECT subject_kind AS kind, subject_id AS id, provenance, az_ns AS azNs, za_ns AS zaNs, read_at_ms AS readAtMs
              FROM latency_readings ORDER BY subject_kind, subject_id, provenance`,
          )
          .map(({ kind, id, ...reading }) => ({ subject: { kind, id }, ...reading })),
        defaults: db.all<LatencyDefault>(
          'SELECT scope, scope_id AS scopeId, ns, set_at_ms AS setAtMs FROM latency_defaults ORDER BY scope, scope_id',
        ),
      };
    },
  };
}
