import type { Connection } from './connection';
import { StoreError } from './store-error';

/** SQL, or what SQL cannot do; either runs inside a transaction. */
export type Migration = string | ((connection: Connection) => void);

/**
 * Brings the schema up to date: `migrations[0]` makes version 1 of an empty store, and so on; each is a transaction, and
 * `PRAGMA user_version` counts them. Foreign keys are checked at the end of each, not within, so that tables can be rebuilt
 * (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
 */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  const version = schemaVersion(connection);
  if (version === migrations.length) return;
  connection.execute('PRAGMA foreign_keys = OFF');
  migrations.slice(version).forEach((migration, index) => {
    apply(connection, migration, version + index + 1);
  });
  connection.execute('PRAGMA foreign_keys = ON');
}

export const schemaVersion = (connection: Connection): number => Number(connection.get('PRAGMA user_version')?.['user_version']);

function apply(connection: Connection, migration: Migration, version: number): void {
  connection.execute('BEGIN IMMEDIATE');
  try {
    if (typeof migration === 'string') connection.execute(migration);
    else migration(connection);
    const orphan = connection.get('PRAGMA foreign_key_check');
    if (orphan !== undefined) throw new Error(`a row of ${String(orphan['table'])} refers to a missing row of ${String(orphan['parent'])}`);
    connection.execute(`PRAGMA user_version = ${version}`);
    connection.execute('COMMIT');
  } catch (error) {
    if (connection.isInTransaction()) connection.execute('ROLLBACK');
    if (error instanceof StoreError && error.code !== 'constraint') throw error;
    throw new Error(`the store ${connection.file} cannot be brought to version ${version}; it stays at ${version - 1}`, { cause: error });
  }
}
