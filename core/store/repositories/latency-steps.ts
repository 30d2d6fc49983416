import type { LatencyDefault, LatencySubject, Provenance } from '../../model/latency';
import type { LatencyStep } from '../../model/latency-step';
import type { Database } from '../database';
import { strongestFirst } from '../latency-step-table';

interface StepRow {
  kind: LatencySubject['kind'];
  id: string;
  number: number;
  atMs: number;
  azNs: number | null;
  zaNs: number | null;
  provenance: Provenance | null;
  isDefault: number;
}

const columns = `subject_kind AS kind, subject_id AS id, number, at_ms AS atMs, az_ns AS azNs, za_ns AS zaNs, provenance, is_default AS isDefault`;

/** One statement for all: a full reading of a carrier may concern ten thousand parts. */
const follow = `
  WITH wanted AS MATERIALIZED (SELECT value ->> 0 AS kind, value ->> 1 AS id FROM json_each(?1)),
  default_of AS MATERIALIZED (
    SELECT wanted.kind, wanted.id, latency_defaults.ns FROM wanted JOIN nodes ON wanted.kind = 'node' AND nodes.id = wanted.id
      JOIN latency_defaults ON scope = 'carrier-transit' AND scope_id = nodes.carrier_id
    UNION ALL
    SELECT wanted.kind, wanted.id, latency_defaults.ns FROM wanted JOIN interconnects ON wanted.kind = 'interconnect' AND interconnects.id = wanted.id
      JOIN latency_defaults ON scope = 'site-interconnect' AND scope_id = interconnects.site_id
  ),
  now AS MATERIALIZED (
    SELECT wanted.kind, wanted.id, coalesce(reading.az_ns, default_of.ns) AS az, coalesce(reading.za_ns, default_of.ns) AS za,
      coalesce(reading.provenance, CASE WHEN default_of.ns IS NULL THEN NULL ELSE 'operator' END) AS provenance,
      reading.provenance IS NULL AND default_of.ns IS NOT NULL AS is_default
    FROM wanted LEFT JOIN latency_readings AS reading ON reading.subject_kind = wanted.kind AND reading.subject_id = wanted.id
      AND reading.provenance = (SELECT provenance FROM latency_readings WHERE subject_kind = wanted.kind AND subject_id = wanted.id
        ORDER BY ${strongestFirst} LIMIT 1)
    LEFT JOIN default_of ON default_of.kind = wanted.kind AND default_of.id = wanted.id
  )
  INSERT INTO latency_steps
  SELECT now.kind, now.id, coalesce(last.number, 0) + 1, ?2, now.az, now.za, now.provenance, now.is_default
  FROM now LEFT JOIN latency_steps AS last ON last.subject_kind = now.kind AND last.subject_id = now.id
    AND last.number = (SELECT max(number) FROM latency_steps WHERE subject_kind = now.kind AND subject_id = now.id)
  WHERE last.az_ns IS NOT now.az OR last.za_ns IS NOT now.za OR last.provenance IS NOT now.provenance
    OR (last.number IS NOT NULL AND last.is_default IS NOT now.is_default)
  RETURNING subject_kind AS kind, subject_id AS id, number`;

/** Adds a step to those parts whose latency in force is another than it was; drops the oldest beyond `most`. */
export function followParts(db: Database, subjects: readonly LatencySubject[], atMs: number, most: number): void {
  const wanted = [...new Map(subjects.map(({ kind, id }) => [`${kind} ${id}`, [kind, id]])).values()];
  const added = db.all<{ kind: string; id: string; number: number }>(follow, [JSON.stringify(wanted), atMs]);
  for (const { kind, id, number } of added) {
    if (number > most)
      db.run('DELETE FROM latency_steps WHERE subject_kind = ? AND subject_id = ? AND number <= ?', [kind, id, number - most]);
  }
}

/** What a default is for. */
export function partsOfDefault(db: Database, { scope, scopeId }: Pick<LatencyDefault, 'scope' | 'scopeId'>): readonly LatencySubject[] {
  const [kind, sql] =
    scope === 'carrier-transit'
      ? (['node', 'SELECT id FROM nodes WHERE carrier_id = ?'] as const)
      : (['interconnect', 'SELECT id FROM interconnects WHERE site_id = ?'] as const);
  return db.all<{ id: string }>(sql, [scopeId]).map(({ id }) => ({ kind, id }));
}

/** By number; from `fromMs` on, and what was in force then. */
export function stepsOfPart(db: Database, { kind, id }: LatencySubject, fromMs: number): readonly LatencyStep[] {
  return db
    .all<StepRow>(
      `SELECT ${columns} FROM latency_steps WHERE subject_kind = ?1 AND subject_id = ?2 AND number >= coalesce(
        (SELECT max(number) FROM latency_steps WHERE subject_kind = ?1 AND subject_id = ?2 AND at_ms <= ?3), 0) ORDER BY number`,
      [kind, id, fromMs],
    )
    .map(({ kind: subjectKind, id: subjectId, azNs, zaNs, isDefault, ...rest }) => ({
      ...{ ...rest, subject: { kind: subjectKind, id: subjectId }, isDefault: isDefault === 1 },
      latency: azNs !== null && zaNs !== null ? { azNs, zaNs } : null,
    }));
}
