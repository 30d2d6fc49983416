import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Python's SQLite is the one with real locks and journals; where there is none, a plain sql.js works on the bytes of the file. */
export const hasPython = spawnSync('python3', ['-c', 'import sqlite3']).status === 0;

const inPython = `import sqlite3, sys
file, sql, times = sys.argv[1:]
for time in range(int(times)):
  db = sqlite3.connect(file)
  try:
    db.execute(sql).fetchall()
    db.commit()
  except sqlite3.DatabaseError as error:
    if times == '1': raise
  db.close()`;

const inNode = `const { readFileSync, writeFileSync } = require('node:fs');
const [file, sql, times] = process.argv.slice(1);
require('sql.js')().then((SQL) => {
  for (let time = 0; time < Number(times); time++) {
    const db = new SQL.Database(readFileSync(file));
    try {
      db.exec(sql);
      if (!/^select/i.test(sql)) writeFileSync(file, db.export());
    } catch (error) {
      if (times === '1') throw error;
    }
    db.close();
  }
});`;

/**
 * Another program opens the file, runs the SQL and closes it, so many times; resolves with its exit code. Among many times it may
 * meet a commit half-way, and then find the file malformed.
 */
export async function runInAnotherSqlite(file: string, sql: string, times = 1): Promise<unknown> {
  const [command, script] = hasPython ? ['python3', inPython] : [process.execPath, inNode];
  const [exitCode] = (await once(
    spawn(command, [hasPython ? '-c' : '-e', script, file, sql, String(times)], { stdio: 'inherit' }),
    'close',
  )) as unknown[];
  return exitCode;
}
