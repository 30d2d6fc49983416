import type { LatencyRecord } from '../model/latency-record';

/** A stretch of time in which one record holds: from `fromMs`, up to `toMs`. */
export interface Spell {
  readonly record: LatencyRecord;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What held when, from `fromMs` up to `toMs`: at each moment the latest record, by number, that is not from after it. So records that were made while the
 * clock was ahead give way to those made after it was put back, and no moment counts twice. Records are of one order, by number.
 */
export function spellsOf(records: readonly LatencyRecord[], fromMs: number, toMs: number): readonly Spell[] {
  const spells: Spell[] = [];
  let endMs = toMs;
  for (let index = records.length - 1; index >= 0 && endMs > fromMs; index--) {
    const record = records[index];
    if (!record || record.atMs >= endMs) continue;
    const beginMs = Math.max(record.atMs, fromMs);
    spells.push({ record, fromMs: beginMs, toMs: endMs });
    endMs = beginMs;
  }
  return spells.reverse();
}
