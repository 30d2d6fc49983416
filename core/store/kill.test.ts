import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemPause } from '../host/system-clock';
import { openDatabase } from './database';
import { runInAnotherSqlite } from './testing/another-sqlite';
import { temporaryFolder } from './testing/temporary-folder';
import { verifyHistoryFile } from './verify-history-file';
import { rowsOfBatch, textOfBatch, writerMigrations as migrations } from './testing/writes';

const folder = temporaryFolder();
const programs = { store: resolve('out/main/store-writer.js'), history: resolve('out/main/history-writer.js') };

/** A running writer: what it printed so far, and a way to wait for more. */
interface Writer {
  readonly process: ChildProcess;
  readonly lines: string[];
  /** Resolves with the first line that satisfies, also one from before. */
  line(satisfies: (line: string) => boolean): Promise<string>;
  /** Resolves when it is dead and everything it printed has been read. */
  readonly ended: Promise<void>;
}

const startWriter = (file: string, asUser?: number): Writer =>
  start([programs.store, file, ...(asUser === undefined ? [] : [String(asUser)])]);

function start(args: readonly string[]): Writer {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => lines.push(line));
  const ended = once(child, 'close').then(() => undefined);
  return {
    process: child,
    lines,
    ended,
    line: async (satisfies) => {
      const waiting = new Promise<string>((found) =>
        reader.on('line', (line) => {
          if (satisfies(line)) found(line);
        }),
      );
      const before = lines.find(satisfies);
      if (before !== undefined) return before;
      const none = ended.then(() => Promise.reject(new Error(`the writer ended after ${lines.join(', ')}`)));
      return Promise.race([waiting, none]);
    },
  };
}

const isNumber = (line: string): boolean => /^\d+$/.test(line);
const lastAcknowledged = (writer: Writer): number => Number(writer.lines.findLast(isNumber) ?? 0);

async function killAfter(writer: Writer, writingMs: number): Promise<void> {
  await writer.line(isNumber);
  await new Promise((passed) => setTimeout(passed, writingMs));
  writer.process.kill('SIGKILL');
  await writer.ended;
}

/** How many batches there are; checks that each is whole and that none is missing. */
async function countBatches(file: string): Promise<number> {
  const database = await openDatabase({ file, migrations });
  const batches = await database.transaction(async () => {
    expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    return database.all<{ batch: number; n: number; text: string }>(
      'SELECT batch, count(*) AS n, max(text) AS text FROM writes GROUP BY batch ORDER BY batch',
    );
  });
  await database.close();
  batches.forEach(({ batch, n, text }, index) => {
    expect([batch, n, text]).toEqual([index + 1, rowsOfBatch(batch), textOfBatch(batch)]);
  });
  return batches.length;
}

describe('kill -9', () => {
  it('at any moment loses no acknowledged commit and leaves no transaction in part (50 rounds)', { timeout: 120_000 }, async () => {
    const file = join(folder, 'killed.db');
    let acknowledged = 0;
    for (let round = 0; round < 50; round++) {
      const writer = startWriter(file);
      // 10 to 120 ms, all of them over the rounds.
      await killAfter(writer, 10 + ((round * 37) % 111));
      expect(lastAcknowledged(writer)).toBeGreaterThan(acknowledged);
      acknowledged = lastAcknowledged(writer);
      const found = await countBatches(file);
      // One more may be there: committed, but killed before it could say so.
      expect([acknowledged, acknowledged + 1]).toContain(found);
    }
  });

  it('loses nothing although another SQLite opened, read and closed the live file all the time', async () => {
    const file = join(folder, 'live.db');
    const writer = startWriter(file);
    await writer.line(isNumber);
    expect(await runInAnotherSqlite(file, 'SELECT count(*) FROM writes', 300)).toBe(0);
    await killAfter(writer, 50);
    const found = await countBatches(file);
    expect([lastAcknowledged(writer), lastAcknowledged(writer) + 1]).toContain(found);
  });

  it('is not needed when another program wrote to the live file: the store stops, and nothing of either is lost', async () => {
    const file = join(folder, 'written.db');
    const database = await openDatabase({ file, migrations });
    const insert = (batch: number) => database.transaction(async () => database.run("INSERT INTO writes VALUES (?, 0, 'ours')", [batch]));
    await insert(1);
    await insert(2);
    expect(await runInAnotherSqlite(file, "INSERT INTO writes VALUES (3, 0, 'theirs')")).toBe(0);
    await expect(insert(4)).rejects.toMatchObject({ code: 'io', message: expect.stringContaining('another program wrote') as string });
    await expect(insert(5)).rejects.toMatchObject({ code: 'io' });
    await database.close();
    const again = await openDatabase({ file, migrations });
    expect(await again.transaction(async () => again.all('SELECT batch FROM writes ORDER BY batch'))).toEqual([
      { batch: 1 },
      { batch: 2 },
      { batch: 3 },
    ]);
    await again.close();
  });

  it('frees the store at once for the next process, which until then is refused', async () => {
    const where = mkdtempSync(join(folder, 'owner-'));
    const file = join(where, 'store.db');
    const owner = startWriter(file);
    await owner.line(isNumber);
    const second = startWriter(file);
    await second.ended;
    expect(second.lines).toEqual([expect.stringMatching(/^refused in-use: .*store\.db is open in another Longlines/)]);
    expect(second.process.exitCode).toBe(1);
    await expect(openDatabase({ file, migrations })).rejects.toMatchObject({ code: 'in-use' });
    await killAfter(owner, 1);
    expect(readdirSync(where).sort()).toEqual(['store.db', 'store.db-undo']);
    expect(await countBatches(file)).toBeGreaterThanOrEqual(lastAcknowledged(owner));
  });
});

describe('kill -9 of a store that records and backs up', () => {
  it(
    'at any moment leaves a sound history with everything acknowledged, and the last backup whole (15 rounds)',
    { timeout: 120_000 },
    async () => {
      const where = mkdtempSync(join(folder, 'history-'));
      const [file, target] = [join(where, 'store.db'), join(where, 'copy.db')];
      let wasLeft = false;
      for (let round = 0; round < 15; round++) {
        const writer = start([programs.history, file, target]);
        await writer.line((line) => line.startsWith('backup'));
        await killAfter(writer, 10 + ((round * 37) % 111));
        const backedUp = Number(writer.lines.findLast((line) => line.startsWith('backup'))?.split(' ')[1]);
        const names = readdirSync(where).sort();
        const left = names.filter((name) => name !== 'copy.db-partial');
        expect(left).toEqual(['copy.db', 'store.db', 'store.db-history-key', 'store.db-undo']);
        wasLeft ||= left.length < names.length;
        const check = (path: string) => verifyHistoryFile(path, { pause: systemPause });
        const [ours, copied] = [await check(file), await check(target)];
        expect([ours.problems, copied.problems, ours.remarks]).toEqual([[], [], []]);
        expect(ours.checked).toBeGreaterThanOrEqual(lastAcknowledged(writer));
        // At most one commit of up to three records was not acknowledged any more.
        expect(ours.checked).toBeLessThanOrEqual(lastAcknowledged(writer) + 3);
        expect(copied.checked).toBeGreaterThanOrEqual(backedUp);
        expect(copied.checked).toBeLessThanOrEqual(ours.checked);
      }
      // Otherwise no kill ever fell into a backup.
      expect(wasLeft).toBe(true);
    },
  );
});

describe('a user without the right to write', () => {
  it('is told so, and leaves nothing behind', async () => {
    const where = mkdtempSync(join(folder, 'protected-'));
    const file = join(where, 'store.db');
    const database = await openDatabase({ file, migrations });
    await database.close();
    rmSync(`${file}-undo`);
    chmodSync(file, 0o444);
    chmodSync(where, 0o555);
    chmodSync(folder, 0o755);
    // Root may write everywhere, so root's writer becomes somebody else.
    const writer = process.getuid?.() === 0 ? startWriter(file, 65_534) : startWriter(file);
    await writer.ended;
    expect(writer.lines).toEqual([expect.stringMatching(/^refused read-only: .*make its file and its folder writable/)]);
    expect(readdirSync(where)).toEqual(['store.db']);
    chmodSync(where, 0o755);
  });
});
