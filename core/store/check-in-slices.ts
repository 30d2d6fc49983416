import type { Pause } from '../model/clock';
import type { SqlValue } from './connection';
import type { Database } from './database';
import { StoreError } from './store-error';

/** Some milliseconds' work. */
const rowsAtOnce = 250;

/** Read row by row, and their hashes checked, where the history is verified. */
const verifiedElsewhere = new Set(['history', 'transitions']);

/**
 * Reads every row of every table whole, but for the history's, in slices between which others have their turn: what is damaged is found by SQLite as it
 * is read. Tables of a few rows are checked with their indexes, as at the opening of a small store; an index of a large table is found damaged when it is
 * used. Throws a StoreError `damaged` that names the table, or the signal's reason.
 */
export async function checkInSlices(db: Database, pause: Pause, signal?: AbortSignal): Promise<void> {
  const tables = await db.transaction(async () =>
    db.all<{ name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    ),
  );
  for (const { name, sql } of tables) {
    if (verifiedElsewhere.has(name)) continue;
    const read = await db.transaction(async () => reading(db, name, /WITHOUT ROWID\s*$/i.test(sql)));
    for (let last: readonly SqlValue[] | null = null, slices = 1; ; slices += 1) {
      signal?.throwIfAborted();
      const from: readonly SqlValue[] | null = last;
      last = await db.transaction(async () => read(from));
      await pause();
      if (last !== null) continue;
      if (slices === 1)
        await db.transaction(async () => {
          assertSound(db, name);
        });
      break;
    }
  }
}

/** Reads a slice of a table after the row with that key; gives the key of its last row, null at the table's end. */
function reading(db: Database, table: string, isWithoutRowid: boolean): (after: readonly SqlValue[] | null) => readonly SqlValue[] | null {
  const columns = db.all<{ name: string; pk: number }>(`PRAGMA table_info(${table})`);
  const keys = isWithoutRowid
    ? columns
        .filter(({ pk }) => pk > 0)
        .sort((one, other) => one.pk - other.pk)
        .map(({ name }) => name)
    : ['rowid'];
  // The length of a text is that of its characters: each is looked at, wherever it lies.
  const whole = columns.map(({ name }) => `coalesce(length(${name}), 0)`).join(' + ');
  const select = `SELECT ${keys.map((key, at) => `${key} AS key${at}`).join(', ')}, ${whole} AS whole FROM ${table}`;
  const order = `ORDER BY ${keys.join(', ')} LIMIT ${rowsAtOnce}`;
  const later = `WHERE (${keys.join(', ')}) > (${keys.map(() => '?').join(', ')})`;
  return (after) => {
    const rows = db.all<Record<string, SqlValue>>(`${select} ${after === null ? '' : later} ${order}`, after ?? []);
    const last = rows.at(-1);
    return rows.length < rowsAtOnce || !last ? null : keys.map((_, at) => last[`key${at}`] ?? null);
  };
}

function assertSound(db: Database, table: string): void {
  const found = db.get<{ quick_check: string }>(`PRAGMA quick_check(${table})`)?.quick_check;
  if (found === 'ok') return;
  const detail = String(found);
  throw new StoreError('damaged', `the store ${db.file} is damaged (${detail}): restore it from a backup`, { detail });
}
