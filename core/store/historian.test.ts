import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemPause } from '../host/system-clock';
import type { HistoryEntry, HistorySigner } from '../model/history';
import { Connection } from './connection';
import { systemDisk } from './disk';
import { historyKeySuffix, openHistoryKey } from './history-key';
import { overlayDisk } from './overlay-disk';
import { order } from './repositories/testing/example';
import { loadSqliteOnDisk } from './sqljs-on-disk';
import type { Store } from './store';
import { StoreError } from './store-error';
import { faultyDisk, isChange, systemError } from './testing/faulty-disk';
import { openRecorded, recordExamples, tamper } from './testing/recorded-store';
import { PowerCutDisk } from './testing/power-cut-disk';
import { seeded } from './testing/seeded';
import { temporaryFolder } from './testing/temporary-folder';
import { unsigned } from './testing/unsigned';
import { verifyHistoryFile } from './verify-history-file';

const folder = temporaryFolder();
const newFile = (): string => join(mkdtempSync(join(folder, 'historian-')), 'store.db');
const entry = (text: string): HistoryEntry => ({ atMs: 1, actor: 'engine', event: 'thing.happened', subject: 's', text });
const add = (store: Store, text: string): Promise<void> => store.transaction(({ history }) => history.add(entry(text)));

async function recorded(): Promise<string> {
  const file = newFile();
  const store = await openRecorded(file);
  await recordExamples(store);
  await store.close();
  return file;
}

describe('what is recorded', () => {
  it.each([
    ['changed', "UPDATE history SET text = 'never'", 'not changed'],
    ['changed, though to what it is', 'UPDATE history SET seq = seq', 'not changed'],
    ['deleted', 'DELETE FROM history WHERE seq = 7', 'not deleted'],
    ['replaced', "INSERT OR REPLACE INTO history VALUES (7, 1, 'engine', 'e', 's', 't', 'h')", 'continued at its end'],
    ['put in before', "INSERT INTO history VALUES (0, 1, 'engine', 'e', 's', 't', 'h')", 'continued at its end'],
    ['added after a gap', "INSERT INTO history VALUES (9, 1, 'engine', 'e', 's', 't', 'h')", 'continued at its end'],
    ['added without a number', "INSERT INTO history VALUES (NULL, 1, 'engine', 'e', 's', 't', 'h')", 'continued at its end'],
    ['changed in a transition', "UPDATE transitions SET cause = 'theirs'", 'not changed'],
    ['deleted as a transition', 'DELETE FROM transitions', 'not deleted'],
    [
      'added as a transition under another’s number',
      "INSERT INTO transitions VALUES (4, 'O', NULL, 'x', 1, 'c', 'engine', 'h')",
      'continued at its end',
    ],
    ['forgotten by the head', 'UPDATE history_head SET seq = 6, hash = (SELECT hash FROM transitions WHERE seq = 6)', 'the last record'],
    ['another for the head', "UPDATE history_head SET hash = 'h'", 'the last record'],
    ['without a head', 'DELETE FROM history_head', 'not deleted'],
    ['with two heads', "INSERT OR REPLACE INTO history_head VALUES (1, 7, 'h', 'k', 's')", 'one head'],
  ])('cannot be %s', async (_, sql, words) => {
    const file = await recorded();
    const before = readFileSync(file);
    const connection = new Connection(await loadSqliteOnDisk(), systemDisk, file);
    expect(() => connection.run(sql)).toThrow(words);
    connection.close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is numbered and chained without gaps, whatever transactions failed in between', async () => {
    const file = newFile();
    const store = await openRecorded(file);
    await add(store, 'one');
    await expect(
      store.transaction(async ({ history }) => {
        await history.add(entry('never'));
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await store.transaction(async (tx) => {
      await tx.history.add(entry('two'));
      // A constraint refuses the second; the work goes on.
      await expect(
        tx.orders.move({ orderId: 'none', from: 'received', to: 'identifying', atMs: 1, cause: 'c', actor: 'engine' }),
      ).resolves.toBe(false);
      await tx.orders.insert(order());
      await expect(
        tx.orders.move({ orderId: 'O', from: 'received', to: 'identifying', atMs: 1, cause: '', actor: 'engine' }),
      ).rejects.toThrow('CHECK');
      await tx.history.add(entry('three'));
    });
    const verdict = await store.verifyHistory();
    expect(verdict).toMatchObject({ checked: 4, problems: [] });
    expect((await store.transaction(({ history }) => history.tail(9))).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    await store.close();
  });

  it('is signed once per transaction, and not where nothing was recorded', async () => {
    let signatures = 0;
    const signer: HistorySigner = {
      keyId: 'counting',
      sign: (bytes) => {
        signatures++;
        return Buffer.from(bytes).toString('hex');
      },
    };
    const store = await openRecorded(newFile(), overlayDisk(systemDisk), signer);
    const opening = signatures;
    await store.transaction(async (tx) => {
      for (const text of ['one', 'two', 'three']) await tx.history.add(entry(text));
      await tx.orders.insert(order());
    });
    expect(signatures).toBe(opening + 1);
    await store.transaction((tx) => tx.orders.requestCancel('O'));
    expect(signatures).toBe(opening + 1);
    expect(await store.exportHead()).toMatch(/^longlines-history 4 [0-9a-f]{64} counting [0-9a-f]+$/);
    await store.close();
  });
});

/** What is wrong with the history of the file, once it has been opened again. */
async function afterOpening(file: string): Promise<{ problems: string[]; remarks: string[] }> {
  await (await openRecorded(file)).close();
  const { problems, remarks } = await verifyHistoryFile(file, { pause: systemPause });
  return { problems: problems.map(({ kind, seq }) => `${kind} ${seq}`), remarks: remarks.map(({ event }) => event) };
}

describe('a store that is opened', () => {
  it('as it was left records nothing', async () => {
    const file = await recorded();
    const before = readFileSync(file);
    expect(await afterOpening(file)).toEqual({ problems: [], remarks: [] });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each<[string, string[], string[]]>([
    ['was cut off', ['DELETE FROM history WHERE seq = 7'], ['recorded 7']],
    ['was continued', ["INSERT INTO history VALUES (8, 1, 'engine', 'e', 's', 't', 'h')"], ['changed 8']],
    ['was set back', ['UPDATE history_head SET seq = 6, hash = (SELECT hash FROM transitions WHERE seq = 6)'], ['recorded 8']],
    ['has another head', ["UPDATE history_head SET hash = 'h'"], ['recorded 8']],
    ['has no head', ['DELETE FROM history_head'], ['recorded 8']],
    ['has another signature', ["UPDATE history_head SET signature = 'x'"], ['recorded 8']],
    ['has no signature', ["UPDATE history_head SET key_id = 'none', signature = ''"], ['recorded 8']],
  ])('and %s says so in the history, rather than sign on top of it', async (_, changes, problems) => {
    const file = await recorded();
    await tamper(systemDisk, file, ...changes.map((sql) => [sql] as const));
    const found = await afterOpening(file);
    expect(found.problems.slice(0, problems.length)).toEqual(problems);
    // Once: what follows is signed again, and the next opening finds nothing new.
    const before = readFileSync(file);
    expect(await afterOpening(file)).toEqual(found);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('with another key says so, and goes on with that one', async () => {
    const file = await recorded();
    const oldKey = openHistoryKey(systemDisk, file).keyId;
    rmSync(file + historyKeySuffix);
    expect(await afterOpening(file)).toEqual({ problems: [], remarks: ['history.key-changed'] });
    const newKey = openHistoryKey(systemDisk, file).keyId;
    expect(newKey).not.toBe(oldKey);
    const { problems, remarks, head } = await verifyHistoryFile(file, { pause: systemPause, publicKey: oldKey });
    expect(head?.keyId).toBe(newKey);
    expect(problems.map(({ kind }) => kind)).toEqual(['other-key']);
    expect(remarks[0]?.text).toContain(`signed with ${oldKey}, from here on with ${newKey}`);
  });

  it('without any signature, as for a test, says that it was never signed', async () => {
    const file = newFile();
    await (await openRecorded(file, systemDisk, unsigned)).close();
    expect((await afterOpening(file)).problems).toEqual(['recorded 1']);
  });
});

describe('the key of a history', () => {
  it('is made beside the store when it is first used, for its owner only, and then kept', async () => {
    const file = newFile();
    const store = await openRecorded(file);
    onTestFinished(() => store.close());
    expect(statSync(file + historyKeySuffix).mode & 0o777).toBe(0o600);
    expect(readFileSync(file + historyKeySuffix, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    const { keyId } = openHistoryKey(systemDisk, file);
    expect(await store.exportHead()).toContain(` ${keyId} `);
    expect(keyId).toMatch(/^ed25519:[\w-]{43}$/);
  });

  it.each([
    ['is empty', ''],
    ['is no key', 'hello'],
    ['is of another kind', '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIOCX7RE=\n-----END PRIVATE KEY-----\n'],
  ])('that %s is left alone, and the remedy is told', async (_, content) => {
    const file = await recorded();
    writeFileSync(file + historyKeySuffix, content);
    const before = readFileSync(file);
    await expect(openRecorded(file)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('put the right one back') as string,
    });
    expect(readFileSync(file + historyKeySuffix, 'utf8')).toBe(content);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ['EACCES', 'read-only'],
    ['EIO', 'io'],
    ['ENOSPC', 'disk-full'],
  ])('that answers %s is told, and the next opening makes it', async (code, expected) => {
    const file = newFile();
    const disk = faultyDisk(systemDisk, ({ path, kind }) =>
      path.includes(historyKeySuffix) && kind !== 'sync' ? systemError(code) : undefined,
    );
    await expect(openRecorded(file, disk)).rejects.toMatchObject({
      code: expected,
      message: expect.stringContaining(historyKeySuffix) as string,
    });
    expect(await afterOpening(file)).toEqual({ problems: [], remarks: [] });
  });

  it('that a crash left half-written beside its place is made anew', async () => {
    const file = newFile();
    writeFileSync(`${file}${historyKeySuffix}-partial`, '-----BEGIN PRIV');
    expect(await afterOpening(file)).toEqual({ problems: [], remarks: [] });
  });
});

describe('a power cut', () => {
  it.each([1, 2, 3])(
    'at any change leaves a sound history, signed with the same key, with everything acknowledged (seed %i)',
    { timeout: 60_000 },
    async (seed) => {
      const random = seeded(seed);
      // Each seed every third change.
      for (let cutAt = seed, isCut = true; isCut; cutAt += 3) {
        const file = `/power-cut/${seed}/${cutAt}/store.db`;
        const medium = new PowerCutDisk();
        let changes = 0;
        isCut = false;
        const disk = faultyDisk(medium.disk, (call) => {
          isCut ||= isChange(call) && ++changes >= cutAt;
          return isCut ? systemError('EIO') : undefined;
        });
        let acknowledged = 0;
        await (async () => {
          const store = await openRecorded(file, disk);
          try {
            for (; acknowledged < 3; acknowledged++) await add(store, String(acknowledged));
          } finally {
            await store.close();
          }
        })().catch((error: unknown) => {
          expect(error).toBeInstanceOf(StoreError);
        });
        const share = random();
        const { disk: after } = medium.cutPower(() => random() < share);
        await (await openRecorded(file, after)).close();
        const { checked, problems, remarks } = await verifyHistoryFile(file, { pause: systemPause, disk: after });
        expect([problems, remarks]).toEqual([[], []]);
        expect([acknowledged, acknowledged + 1], `cut at change ${cutAt}`).toContain(checked);
      }
    },
  );
});
