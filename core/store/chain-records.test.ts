import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock, systemPause } from '../host/system-clock';
import { openDatabase } from './database';
import type { Database } from './database';
import type { Disk } from './disk';
import { migrations } from './schema';
import { order } from './repositories/testing/example';
import { PowerCutDisk } from './testing/power-cut-disk';
import { faultyDisk, isChange, systemError } from './testing/faulty-disk';
import { openRecorded } from './testing/recorded-store';
import { verifyHistoryFile } from './verify-history-file';

let files = 0;

/** A store as it was before histories were chained, with so many milliseconds to each record. */
async function oldStore(disk: Disk, entries: readonly number[], transitions: readonly number[]): Promise<string> {
  const file = `/before/${files++}/store.db`;
  const database = await openDatabase({
    file,
    disk,
    migrations: migrations.filter((migration) => typeof migration === 'string').slice(0, 1),
  });
  await database.transaction(async () => {
    putOrder(database);
    for (const [index, atMs] of entries.entries())
      database.run("INSERT INTO history (at_ms, actor, event, subject, text) VALUES (?, 'operator', 'thing.happened', 's', ?)", [
        atMs,
        `entry ${index} ü`,
      ]);
    for (const [index, atMs] of transitions.entries())
      database.run(
        "INSERT INTO transitions (order_id, from_state, to_state, at_ms, cause, actor) VALUES ('O', ?, 'identifying', ?, ?, 'engine')",
        [index === 0 ? null : 'received', atMs, `cause ${index}`],
      );
  });
  await database.close();
  return file;
}

function putOrder(database: Database): void {
  const { id, customer, accessingCarrierId, a, z, signal, limit, objective, recovery, priority, minimumProvenance } = order();
  database.run("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'received', 'submitted', 5, 5, 0)", [
    ...[id, customer, accessingCarrierId, a.kind, a.id, z.kind, z.id, signal, limit.oneWayNs, limit.enteredAs],
    ...[objective, recovery, priority, minimumProvenance],
  ]);
}

describe('a store from before histories were chained', () => {
  it('gets its records chained: each kind in its order, between the kinds by time; nothing is lost', async () => {
    const times = fc.array(fc.nat(20), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(times, times, async (entries, transitions) => {
        const { disk } = new PowerCutDisk();
        const file = await oldStore(disk, entries, transitions);
        const store = await openRecorded(file, disk);
        const [history, moved] = await store.transaction(async (tx) => [await tx.history.tail(99), await tx.orders.transitions('O')]);
        const count = entries.length + transitions.length;
        expect(history.slice(0, entries.length).map(({ text, atMs }) => [text, atMs])).toEqual(
          entries.map((atMs, index) => [`entry ${index} ü`, atMs]),
        );
        expect(moved.map(({ cause, atMs, from }) => [cause, atMs, from])).toEqual(
          transitions.map((atMs, index) => [`cause ${index}`, atMs, index === 0 ? null : 'received']),
        );
        expect(history.slice(entries.length).map(({ event, text }) => [event, text.startsWith(`the ${count} records so far`)])).toEqual(
          count === 0 ? [] : [['history.chained', true]],
        );
        const verdict = await store.verifyHistory();
        expect(verdict).toMatchObject({ problems: [], checked: count === 0 ? 0 : count + 1 });
        await store.close();
      }),
      { numRuns: 50 },
    );
  });

  it('has them by time where each kind is in the order of time', async () => {
    const { disk } = new PowerCutDisk();
    const file = await oldStore(disk, [1, 4, 5, 9], [2, 4, 8]);
    const before = systemClock.now();
    await (await openRecorded(file, disk)).close();
    const database = await openDatabase({ file, disk, migrations: migrations.map(() => '') });
    const all = await database.transaction(async () =>
      database
        .all<{ at_ms: number }>('SELECT seq, at_ms FROM history UNION ALL SELECT seq, at_ms FROM transitions ORDER BY seq')
        .map(({ at_ms }) => at_ms),
    );
    await database.close();
    expect(all.slice(0, -1)).toEqual([1, 2, 4, 4, 5, 8, 9]);
    expect(all.at(-1)).toBeGreaterThanOrEqual(before);
  });

  it('of more records than are read at once keeps them all', async () => {
    const { disk } = new PowerCutDisk();
    const file = await oldStore(
      disk,
      Array.from({ length: 2500 }, (_, index) => index),
      [3, 2000],
    );
    const store = await openRecorded(file, disk);
    expect(await store.verifyHistory()).toMatchObject({ problems: [], checked: 2503 });
    await store.close();
  });

  it('cannot be verified before, and stays as it is if the key cannot be made', async () => {
    const { disk } = new PowerCutDisk();
    const file = await oldStore(disk, [1], [2]);
    const check = () => verifyHistoryFile(file, { pause: systemPause, disk });
    expect((await check()).problems.map(({ kind }) => kind)).toEqual(['not-chained']);
    const withoutKey = faultyDisk(disk, ({ path, kind }) =>
      path.includes('-history-key') && kind === 'open' ? systemError('ENOSPC') : undefined,
    );
    await expect(openRecorded(file, withoutKey)).rejects.toMatchObject({ code: 'disk-full' });
    expect((await check()).problems.map(({ kind }) => kind)).toEqual(['not-chained']);
    await (await openRecorded(file, disk)).close();
    expect((await check()).problems).toEqual([]);
  });

  it('that loses power while it is chained is old or chained, and nothing between', { timeout: 60_000 }, async () => {
    const outcomes = new Set<string>();
    for (let cutAt = 1, isCut = true; isCut; cutAt += 5) {
      const medium = new PowerCutDisk();
      const file = await oldStore(medium.disk, [1, 3], [2, 4]);
      isCut = false;
      let changes = 0;
      const disk = faultyDisk(medium.disk, (call) => {
        isCut ||= isChange(call) && ++changes >= cutAt;
        return isCut ? systemError('EIO') : undefined;
      });
      await openRecorded(file, disk).then(
        (store) => store.close(),
        () => undefined,
      );
      const { disk: after } = medium.cutPower(() => (cutAt * 7 + changes) % 3 === 0);
      const { problems } = await verifyHistoryFile(file, { pause: systemPause, disk: after });
      outcomes.add(problems.map(({ kind }) => kind).join() || 'chained');
      const store = await openRecorded(file, after);
      expect(await store.verifyHistory()).toMatchObject({ problems: [], checked: 5 });
      await store.close();
    }
    expect([...outcomes].sort()).toEqual(['chained', 'not-chained']);
  });
});
