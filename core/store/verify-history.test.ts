import fc from 'fast-check';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemPause } from '../host/system-clock';
import type { HistoryVerdict } from '../model/history';
import type { Disk } from './disk';
import { viewOf } from './examine';
import { openHistoryKey } from './history-key';
import { loadSqliteOnDisk } from './sqljs-on-disk';
import { StoreError } from './store-error';
import { runInAnotherSqlite } from './testing/another-sqlite';
import { PowerCutDisk } from './testing/power-cut-disk';
import { meanwhile, openRecorded, recordExamples, tamper } from './testing/recorded-store';
import { temporaryFolder } from './testing/temporary-folder';
import { unsigned } from './testing/unsigned';
import { verifyHistoryFile } from './verify-history-file';

const folder = temporaryFolder();
const newFile = (): string => join(mkdtempSync(join(folder, 'verify-')), 'store.db');

/** A store of seven records and its key, as bytes; each test gets it on a disk of its own in memory. */
let files: ReadonlyMap<string, Uint8Array>;
let publicKey: string;
let keptHead: string;
let paths = 0;

beforeAll(async () => {
  const { disk } = new PowerCutDisk();
  const store = await openRecorded('/sound/store.db', disk);
  await recordExamples(store);
  keptHead = await store.exportHead();
  await store.close();
  publicKey = openHistoryKey(disk, '/sound/store.db').keyId;
  const read = (path: string): Uint8Array => {
    const file = disk.open(path, 'read');
    const bytes = new Uint8Array(file.stat().size);
    file.read(bytes, 0);
    return bytes;
  };
  files = new Map(['', '-history-key'].map((suffix) => [suffix, read(`/sound/store.db${suffix}`)]));
});

interface Copy {
  readonly file: string;
  readonly disk: Disk;
}

function copyOfStore(change: (bytes: Uint8Array) => void = () => undefined): Copy {
  const file = `/verify/${paths++}/store.db`;
  const bytes = new Map([...files].map(([suffix, content]) => [file + suffix, content.slice()]));
  change(bytes.get(file) ?? new Uint8Array());
  return { file, disk: new PowerCutDisk(bytes).disk };
}

const verify = ({ file, disk }: Copy, check: { publicKey?: string; keptHead?: string } = {}): Promise<HistoryVerdict> =>
  verifyHistoryFile(file, { pause: systemPause, disk, ...check });

/** What is wrong, in short. */
const faults = ({ problems }: HistoryVerdict): string[] =>
  problems.map(({ kind, seq, foundAt }) => `${kind} ${seq}${foundAt === undefined ? '' : ` at ${foundAt}`}`);

describe('a history that nobody touched', () => {
  it('is sound: every record, the head, its signature, and the head that was kept', async () => {
    const verdict = await verify(copyOfStore(), { publicKey, keptHead });
    expect(verdict).toMatchObject({ checked: 7, problems: [], remarks: [], isKeyCompared: true, head: { seq: 7, keyId: publicKey } });
  });

  it('is sound while it is open and being written to', async () => {
    const store = await openRecorded('/verify/live.db', new PowerCutDisk().disk);
    await recordExamples(store);
    const kept = await store.exportHead();
    let added = 0;
    const write = async () => {
      added++;
      await store.transaction(({ history }) =>
        history.add({ atMs: added, actor: 'engine', event: 'e', subject: 's', text: 'x'.repeat(added % 50) }),
      );
      await systemPause();
    };
    const progress: number[] = [];
    for (let round = 0; round < 20; round++) {
      const verdict = await meanwhile(write, store.verifyHistory({ keptHead: kept, onProgress: ({ done }) => progress.push(done) }));
      expect(verdict.problems).toEqual([]);
      expect(verdict.head?.seq).toBe(verdict.checked);
    }
    expect(new Set(progress).size).toBeGreaterThan(5);
    await store.close();
  });

  it('of many thousand records is walked in slices, between which others have their turn, and can be given up', async () => {
    const store = await openRecorded('/verify/many.db', new PowerCutDisk().disk, unsigned);
    for (let batch = 0; batch < 5; batch++) {
      await store.transaction(async ({ history }) => {
        for (let at = 0; at < 1000; at++) await history.add({ atMs: at, actor: 'engine', event: 'e', subject: 's', text: '' });
      });
    }
    const done: number[] = [];
    let turns = 0;
    const others = async () => {
      await systemPause();
      turns++;
    };
    const verdict = await meanwhile(others, store.verifyHistory({ onProgress: (progress) => done.push(progress.done) }));
    expect(faults(verdict)).toEqual(['unsigned 5000']);
    expect(done).toEqual([1000, 2000, 3000, 4000, 5000, 5000]);
    expect(turns).toBeGreaterThanOrEqual(5);
    const reason = new Error('not now');
    const controller = new AbortController();
    const abort = () => {
      controller.abort(reason);
    };
    await expect(store.verifyHistory({ signal: controller.signal, onProgress: abort })).rejects.toBe(reason);
    await store.close();
  });

  it('without anything in it is sound', async () => {
    const copy = { file: '/verify/empty.db', disk: new PowerCutDisk().disk };
    const store = await openRecorded(copy.file, copy.disk);
    const kept = await store.exportHead();
    await store.close();
    expect(await verify(copy, { keptHead: kept })).toMatchObject({ checked: 0, problems: [], head: { seq: 0 } });
  });
});

describe('what somebody did to the history is told:', () => {
  // Records: 1 transition, 2 to 4 entries, 5 and 6 transitions, 7 an entry.
  const renumber = (table: string, one: number, other: number): [string] => [`UPDATE ${table} SET seq = ${other} WHERE seq = ${one}`];
  const exchange = (table: string, one: number, other: number): [string][] => [
    renumber(table, one, 1000),
    renumber(table, other, one),
    renumber(table, 1000, other),
  ];
  it.each<[string, [string, (string | number)[]?][], string[]]>([
    ['a text was changed', [["UPDATE history SET text = 'never' WHERE seq = 3"]], ['changed 3']],
    ['a time was changed', [['UPDATE history SET at_ms = at_ms + 1 WHERE seq = 2']], ['changed 2']],
    ['the last text was changed', [["UPDATE history SET text = 'never' WHERE seq = 7"]], ['changed 7']],
    ['the cause of a transition was changed', [["UPDATE transitions SET cause = 'theirs' WHERE seq = 6"]], ['changed 6']],
    ['an order arrived another way', [["UPDATE transitions SET from_state = '' WHERE seq = 1"]], ['changed 1']],
    [
      'a text became a blob of the same bytes',
      [
        ['CREATE TABLE t (a)'],
        ['INSERT INTO t VALUES (1)'],
        ['PRAGMA writable_schema = ON'],
        ["UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'history'"],
        ['PRAGMA writable_schema = RESET'],
        ['UPDATE history SET text = CAST(text AS BLOB) WHERE seq = 2'],
      ],
      ['changed 2'],
    ],
    ['two were changed', [["UPDATE history SET text = 'never' WHERE seq IN (2, 4)"]], ['changed 2']],
    ['two neighbours were changed', [["UPDATE history SET text = 'never' WHERE seq IN (2, 3)"]], ['unfitting 2']],
    ['a hash was changed', [["UPDATE history SET hash = replace(hash, substr(hash, 1, 1), 'g') WHERE seq = 4"]], ['hash-changed 4']],
    ['the last hash was changed', [["UPDATE history SET hash = 'none' WHERE seq = 7"]], ['hash-changed 7']],
    ['one is missing', [['DELETE FROM history WHERE seq = 4']], ['missing 4']],
    ['the first is missing', [['DELETE FROM transitions WHERE seq = 1']], ['missing 1']],
    ['several are missing', [['DELETE FROM history WHERE seq IN (2, 3, 4)']], ['missing 2']],
    [
      'one is missing and the others were renumbered',
      [['DELETE FROM transitions WHERE seq = 6'], ['UPDATE history SET seq = 6 WHERE seq = 7']],
      ['unfitting 6', 'truncated 7'],
    ],
    ['two exchanged their numbers', exchange('history', 2, 4), ['moved 2 at 4']],
    ['two neighbours exchanged their numbers', exchange('transitions', 5, 6), ['moved 5 at 6']],
    ['one got a number at the end', [['UPDATE history SET seq = 900 WHERE seq = 3']], ['moved 3 at 900', 'beyond-head 8']],
    ['one was added at the end', [["INSERT INTO history VALUES (8, 1, 'engine', 'e', 's', 't', 'h')"]], ['unfitting 8', 'beyond-head 8']],
    ['one was added under a number that is taken', [["INSERT INTO history VALUES (6, 1, 'engine', 'e', 's', 't', 'h')"]], ['added 6']],
    [
      'one was added before the first',
      [["INSERT INTO history VALUES (-9223372036854775807, 1, 'engine', 'e', 's', 't', 'h')"]],
      ['added -9223372036854776000'],
    ],
    ['the end was cut off', [['DELETE FROM transitions WHERE seq > 5'], ['DELETE FROM history WHERE seq > 5']], ['truncated 6']],
    ['everything is gone', [['DELETE FROM transitions'], ['DELETE FROM history']], ['truncated 1']],
    [
      'the head was set back',
      [['UPDATE history_head SET seq = 6, hash = (SELECT hash FROM transitions WHERE seq = 6)']],
      ['beyond-head 7', 'signature-wrong 6'],
    ],
    [
      'the hash of the head was changed',
      [["UPDATE history_head SET hash = replace(hash, substr(hash, 1, 1), 'g')"]],
      ['head-changed 7', 'signature-wrong 7'],
    ],
    [
      'the signature was changed',
      [["UPDATE history_head SET signature = CASE substr(signature, 1, 1) WHEN 'A' THEN 'B' ELSE 'A' END || substr(signature, 2)"]],
      ['signature-wrong 7'],
    ],
    [
      'the signature’s last letter now means the same',
      [
        [
          "UPDATE history_head SET signature = substr(signature, 1, 85) || CASE substr(signature, 86) WHEN 'A' THEN 'B' WHEN 'Q' THEN 'R' WHEN 'g' THEN 'h' ELSE 'x' END",
        ],
      ],
      ['signature-wrong 7'],
    ],
    ['the key was changed', [["UPDATE history_head SET key_id = 'ed25519:AAAA'"]], ['signature-wrong 7']],
    ['the key was taken off', [["UPDATE history_head SET key_id = 'none', signature = ''"]], ['unsigned 7']],
    ['the head is gone', [['DELETE FROM history_head']], ['head-missing 7']],
    ['the head is doubled', [['INSERT INTO history_head SELECT 2, seq, hash, key_id, signature FROM history_head']], ['head-changed 7']],
  ])('%s', async (_, changes, expected) => {
    const copy = copyOfStore();
    await tamper(copy.disk, copy.file, ...changes);
    // A signature that ends in another letter is wrong in another way, but wrong.
    const verdict = await verify(copy, { publicKey });
    expect(faults(verdict)).toEqual(expected);
    for (const { text } of verdict.problems) expect(text).toMatch(/^[a-z].{20}/);
  });

  it('in words that name the record and what it now says', async () => {
    const copy = copyOfStore();
    await tamper(copy.disk, copy.file, ["UPDATE transitions SET cause = 'theirs' WHERE seq = 6"]);
    const [problem] = (await verify(copy)).problems;
    expect(problem?.text).toBe(
      'record 6 was changed; it now reads “order O from identifying to planned: theirs”, and what comes after it belongs to what it was',
    );
  });

  it('by another SQLite, on a real file', async () => {
    const file = newFile();
    const store = await openRecorded(file);
    await recordExamples(store);
    await store.close();
    expect((await verifyHistoryFile(file, { pause: systemPause })).problems).toEqual([]);
    for (const trigger of ['history_stays', 'transitions_remains'])
      expect(await runInAnotherSqlite(file, `DROP TRIGGER ${trigger}`)).toBe(0);
    expect(await runInAnotherSqlite(file, "UPDATE history SET text = 'never' WHERE seq = 3")).toBe(0);
    expect(await runInAnotherSqlite(file, 'DELETE FROM transitions WHERE seq = 5')).toBe(0);
    const before = readFileSync(file);
    expect(faults(await verifyHistoryFile(file, { pause: systemPause }))).toEqual(['changed 3']);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('with a whole new chain and another key, if the key is compared', async () => {
    const { disk } = new PowerCutDisk();
    const forged = await openRecorded('/verify/forged.db', disk);
    await forged.transaction(({ history }) => history.add({ atMs: 1, actor: 'engine', event: 'e', subject: 's', text: 'never' }));
    await recordExamples(forged);
    await forged.close();
    const copy = { file: '/verify/forged.db', disk };
    expect(await verify(copy)).toMatchObject({ problems: [], isKeyCompared: false });
    expect(faults(await verify(copy, { publicKey }))).toEqual(['other-key 8']);
    expect(faults(await verify(copy, { keptHead }))).toEqual(['kept-head-differs 7']);
  });
});

describe('any single byte', () => {
  interface Cell {
    readonly table: string;
    readonly seq: number;
    readonly column: string;
    readonly hex: string;
    readonly isText: boolean;
  }
  const columns = {
    history: ['seq', 'at_ms', 'actor', 'event', 'subject', 'text', 'hash'],
    transitions: ['seq', 'at_ms', 'actor', 'order_id', 'from_state', 'to_state', 'cause', 'hash'],
    history_head: ['seq', 'hash', 'key_id', 'signature'],
  };

  async function cells(): Promise<Cell[]> {
    const { file, disk } = copyOfStore();
    const view = viewOf(await loadSqliteOnDisk(), disk, file, 99);
    if (view === 'empty') throw new Error('there is no store');
    const found = Object.entries(columns).flatMap(([table, names]) =>
      names.flatMap((column) =>
        view
          .all(
            `SELECT seq, hex(CAST(${column} AS BLOB)) AS hex, typeof(${column}) AS type FROM ${table} WHERE ${column} IS NOT NULL AND ${column} <> ''`,
          )
          .map(({ seq, hex, type }) => ({ table, column, seq: Number(seq), hex: String(hex), isText: type === 'text' })),
      ),
    );
    view.close();
    return found;
  }

  it('changed in any column of any record, or of the head, is found, and where it is', { timeout: 60_000 }, async () => {
    const all = await cells();
    expect(all.length).toBe(4 * 7 - 1 + 3 * 8 - 1 + 4);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async ({ table, seq, column, hex, isText }, at, mask) => {
          const bytes = Buffer.from(hex, 'hex');
          const index = at % bytes.length;
          // A digit of a number stays one.
          bytes[index] = isText ? (bytes[index] ?? 0) ^ mask : 0x30 + (((bytes[index] ?? 0) - 0x30 + 1 + (mask % 9)) % 10);
          const copy = copyOfStore();
          const value = isText ? `CAST(X'${bytes.toString('hex')}' AS TEXT)` : bytes.toString();
          // A number that is taken is exchanged: its record gets the one that becomes free.
          const free = `UPDATE ${table} SET seq = 1000 WHERE seq = ${value}`;
          const isNumber = column === 'seq' && table !== 'history_head';
          await tamper(copy.disk, copy.file, ...(isNumber ? [[free] as const] : []), [
            `UPDATE ${table} SET ${column} = ${value} WHERE seq = ${seq}`,
          ]);
          const [first] = (await verify(copy, { publicKey })).problems;
          expect(first).toBeDefined();
          if (!isNumber && table !== 'history_head') expect(first?.seq).toBe(seq);
        },
      ),
      { numRuns: 500 },
    );
  });

  /** Everything that the history holds, as it is stored; undefined where SQLite cannot read it. */
  async function contents({ file, disk }: Copy): Promise<string | undefined> {
    const sqlite = await loadSqliteOnDisk();
    let rows = '';
    try {
      const view = viewOf(sqlite, disk, file, 99);
      if (view === 'empty') return undefined;
      try {
        for (const [table, names] of Object.entries(columns)) {
          view.scan(`SELECT ${names.join()} FROM ${table} ORDER BY seq`, [], (row) => {
            rows += `${table} ${row.map(({ type, bytes }) => `${type} ${Buffer.from(bytes).toString('hex')}`).join()}\n`;
          });
        }
      } finally {
        view.close();
      }
    } catch {
      return undefined;
    }
    return rows;
  }

  it('changed in the file is found exactly if it changes what the history holds', { timeout: 60_000 }, async () => {
    const untouched = await contents(copyOfStore());
    const outcomes = { found: 0, harmless: 0, unreadable: 0 };
    const sound = Buffer.from(files.get('') ?? []);
    // Anywhere; in the page of the entries; in the header of the file.
    const page = Math.floor(sound.indexOf('thing.happened') / 4096) * 4096;
    const offset = fc.oneof(fc.nat(sound.length - 1), fc.integer({ min: page, max: page + 4095 }), fc.nat(99));
    await fc.assert(
      fc.asyncProperty(offset, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const copy = copyOfStore((bytes) => (bytes[at] = (bytes[at] ?? 0) ^ mask));
        const now = await contents(copy);
        const verdict = await verify(copy, { publicKey, keptHead }).catch((error: unknown) => {
          // Damaged, or no store at all any more; a schema that SQLite cannot parse is a plain error.
          if (!(error instanceof StoreError) && !(error instanceof Error && error.message.startsWith('SQLite refuses'))) throw error;
          return undefined;
        });
        if (verdict === undefined || now === undefined) {
          outcomes.unreadable++;
          expect(verdict?.problems).not.toEqual([]);
        } else if (now === untouched) {
          outcomes.harmless++;
          expect(verdict.problems).toEqual([]);
        } else {
          outcomes.found++;
          expect(verdict.problems).not.toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(10);
  });
});

describe('a head that was kept elsewhere', () => {
  it('is contained in what came after it', async () => {
    const { file, disk } = copyOfStore();
    const store = await openRecorded(file, disk);
    await store.transaction(({ history }) => history.add({ atMs: 1, actor: 'engine', event: 'e', subject: 's', text: 'later' }));
    expect((await store.verifyHistory({ keptHead, publicKey })).problems).toEqual([]);
    await store.close();
  });

  it('shows that a store is an older copy, which nothing else can', async () => {
    const { file, disk } = copyOfStore();
    const store = await openRecorded(file, disk);
    await store.transaction(({ history }) => history.add({ atMs: 1, actor: 'engine', event: 'e', subject: 's', text: 'later' }));
    const later = await store.exportHead();
    await store.close();
    const older = copyOfStore();
    expect((await verify(older, { publicKey })).problems).toEqual([]);
    expect(faults(await verify(older, { publicKey, keptHead: later }))).toEqual(['kept-head-missing 8']);
  });

  it.each([
    ['is no head', 'hello', ['kept-head-wrong 0']],
    ['was changed', () => keptHead.replace(' 7 ', ' 6 '), ['kept-head-wrong 6']],
    ['is not signed', () => keptHead.replace(/ed25519:\S+ \S+/, 'none x'), ['kept-head-wrong 7']],
  ])('%s: that is told', async (_, line, expected) => {
    expect(faults(await verify(copyOfStore(), { keptHead: typeof line === 'string' ? line : line() }))).toEqual(expected);
  });

  it('with another key is told, even where it is of that very record', async () => {
    expect(faults(await verify(copyOfStore(), { keptHead, publicKey: 'ed25519:another' }))).toEqual(['other-key 7', 'kept-head-wrong 7']);
  });
});

describe('a file', () => {
  it.each<[string, (file: string) => void, string]>([
    ['is not there', () => undefined, 'there is no store'],
    [
      'is empty',
      (file) => {
        writeFileSync(file, '');
      },
      'is empty',
    ],
    [
      'is none of ours',
      (file) => {
        writeFileSync(file, 'name,latency\n'.repeat(500));
      },
      'not a Longlines store',
    ],
  ])('that %s is told, and stays as it is', async (_, make, words) => {
    const file = newFile();
    make(file);
    await expect(verifyHistoryFile(file, { pause: systemPause })).rejects.toThrow(words);
  });

  it('that a host has open is left to that host', async () => {
    const file = newFile();
    const store = await openRecorded(file);
    await expect(verifyHistoryFile(file, { pause: systemPause })).rejects.toMatchObject({ code: 'in-use' });
    expect((await store.verifyHistory()).problems).toEqual([]);
    await store.close();
  });
});
