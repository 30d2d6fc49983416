import { writeSync } from 'node:fs';
import { openDatabase, StoreError } from '../database';
import { loadSqliteOnDisk } from '../sqljs-on-disk';
import { rowsOfBatch, textOfBatch, writerMigrations } from './writes';

/**
 * A program for the tests: `store-writer <file> [uid]` opens a database and writes transactions of several rows, as fast as it can,
 * until it is killed; as the user `uid`, if root starts it. It prints `ready`, then after each acknowledged commit its number; or `refused <code>: <message>` and exits with 1.
 */
async function main(file: string, userId: string | undefined): Promise<void> {
  if (userId !== undefined) {
    // What it needs of the program is read before, since that user need not be able to.
    await loadSqliteOnDisk();
    process.setuid?.(Number(userId));
  }
  const database = await openDatabase({ file, migrations: writerMigrations });
  const start = await database.transaction(async () =>
    database.get<{ last: number }>('SELECT coalesce(max(batch), 0) AS last FROM writes'),
  );
  print('ready');
  for (let batch = (start?.last ?? 0) + 1; ; batch++) {
    await database.transaction(async () => {
      for (let position = 0; position < rowsOfBatch(batch); position++) {
        database.run('INSERT INTO writes VALUES (?, ?, ?)', [batch, position, textOfBatch(batch)]);
      }
    });
    print(String(batch));
  }
}

/** Synchronously: a line that was printed is an acknowledgement, even when the next instruction never runs. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}

main(process.argv[2] ?? '', process.argv[3]).catch((error: unknown) => {
  print(error instanceof StoreError ? `refused ${error.code}: ${error.message}` : `failed: ${String(error)}`);
  process.exitCode = 1;
});
