import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase, StoreError } from './database';
import type { Database } from './database';
import { systemDisk, type Disk } from './disk';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();
let count = 0;
const newFile = (): string => join(folder, `store-${++count}.db`);

const migrations = [
  `CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT UNIQUE, size REAL, amount INTEGER CHECK (amount >= 0)) STRICT;
   CREATE TABLE parts (item_id INTEGER NOT NULL REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
   CREATE TRIGGER no_evil BEFORE INSERT ON items WHEN new.name = 'evil' BEGIN SELECT RAISE(ABORT, 'no evil here'); END;
   CREATE TRIGGER no_worse BEFORE INSERT ON items WHEN new.name = 'worse' BEGIN SELECT RAISE(ROLLBACK, 'nothing worse'); END;`,
];

async function withDatabase<T>(work: (database: Database, file: string) => Promise<T>): Promise<T> {
  const file = newFile();
  const database = await openDatabase({ file, migrations });
  try {
    return await work(database, file);
  } finally {
    await database.close();
  }
}

const insert = (database: Database, id: number, name = `item ${id}`): number =>
  database.run('INSERT INTO items (id, name) VALUES (?, ?)', [id, name]);
const ids = (database: Database): Promise<number[]> =>
  database.transaction(async () => database.all<{ id: number }>('SELECT id FROM items ORDER BY id').map(({ id }) => id));

describe('statements', () => {
  it.each([
    ['null', null],
    ['text', 'Zürich – 漢字 🚢 \0 end'],
    ['empty text', ''],
    ['long text', 'ü'.repeat(100_000)],
    ['small integer', -7],
    ['fraction', 0.1],
    ['largest safe integer', Number.MAX_SAFE_INTEGER],
    ['smallest safe integer', Number.MIN_SAFE_INTEGER],
  ])('gives back %s as it was given', (_, value) =>
    withDatabase(async (database) => {
      const row = await database.transaction(async () => {
        if (typeof value !== 'number') database.run('INSERT INTO items (id, name) VALUES (1, ?)', [value]);
        else if (Number.isInteger(value)) database.run('INSERT INTO items (id) VALUES (?)', [value]);
        else database.run('INSERT INTO items (id, size) VALUES (1, ?)', [value]);
        return database.get<Record<string, unknown>>('SELECT * FROM items');
      });
      expect(Object.values(row ?? {})).toContain(value);
    }),
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the number %s, which SQLite would change silently', (value) =>
    withDatabase(async (database) => {
      await expect(database.transaction(async () => database.run('INSERT INTO items (id) VALUES (?)', [value]))).rejects.toThrow('exactly');
    }),
  );

  it('refuses to read an integer that is not safe', () =>
    withDatabase(async (database) => {
      await expect(database.transaction(async () => database.get('SELECT 9007199254740993 AS big'))).rejects.toThrow('too large');
    }));

  it('counts the rows that a statement changed', () =>
    withDatabase(async (database) => {
      await database.transaction(async () => {
        expect(database.run("INSERT INTO items (id, name) VALUES (1, 'a'), (2, 'b')")).toBe(2);
        expect(database.run('UPDATE items SET size = 1')).toBe(2);
        expect(database.run('DELETE FROM items WHERE id = 3')).toBe(0);
        expect(database.run('CREATE TABLE more (x)')).toBe(0);
      });
    }));

  it('gives undefined where there is no row, and the first where there are several', () =>
    withDatabase(async (database) => {
      await database.transaction(async () => {
        expect(database.get('SELECT * FROM items')).toBeUndefined();
        expect(database.get('SELECT 1 AS a UNION ALL SELECT 2')).toEqual({ a: 1 });
      });
    }));

  it.each([[[]], [[1]], [[1, 2, 3]]])('refuses %j parameters for two placeholders, rather than use those of before', (params) =>
    withDatabase(async (database) => {
      await database.transaction(async () => {
        expect(database.get('SELECT ? AS a, ? AS b', [1, 2])).toEqual({ a: 1, b: 2 });
        expect(() => database.get('SELECT ? AS a, ? AS b', params)).toThrow('placeholders');
      });
    }),
  );

  it('shows the SQL of a statement that is wrong', () =>
    withDatabase(async (database) => {
      await expect(database.transaction(async () => database.run('SELEKT 1'))).rejects.toThrow(/syntax error.*SELEKT 1/);
      await expect(database.transaction(async () => database.run('SELECT 1; SELECT 2'))).rejects.toThrow('exactly one');
    }));

  it('uses a statement again after another reshaped its table', () =>
    withDatabase(async (database) => {
      await database.transaction(async () => {
        insert(database, 1);
        expect(Object.keys(database.get('SELECT * FROM items') ?? {})).toHaveLength(4);
        database.run('ALTER TABLE items ADD COLUMN colour TEXT');
        expect(Object.keys(database.get('SELECT * FROM items') ?? {})).toHaveLength(5);
      });
    }));

  it('survives more different texts than it keeps prepared', () =>
    withDatabase(async (database) => {
      await database.transaction(async () => {
        for (let round = 0; round < 2; round++) {
          for (let n = 0; n < 1200; n++) expect(database.get(`SELECT ${n} AS n`)).toEqual({ n });
        }
      });
    }));

  it('runs ten thousand of them in a transaction', () =>
    withDatabase(async (database) => {
      await database.transaction(async () => {
        for (let id = 1; id <= 10_000; id++) insert(database, id);
      });
      expect(await ids(database)).toHaveLength(10_000);
    }));
});

describe('transactions', () => {
  it('run one at a time, in the order in which they were asked for', () =>
    withDatabase(async (database) => {
      const story: string[] = [];
      const one = (name: string, steps: number) =>
        database.transaction(async () => {
          story.push(`${name} begins`);
          for (let step = 0; step < steps; step++) await Promise.resolve();
          story.push(`${name} ends`);
        });
      await Promise.all([one('a', 50), one('b', 0), one('c', 5)]);
      expect(story).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    }));

  it('keep nothing when their work throws, and rethrow what it threw', () =>
    withDatabase(async (database) => {
      const thrown = new Error('changed my mind');
      const failing = database.transaction(async () => {
        insert(database, 1);
        throw thrown;
      });
      const next = database.transaction(async () => insert(database, 2));
      await expect(failing).rejects.toBe(thrown);
      await next;
      expect(await ids(database)).toEqual([2]);
    }));

  it('are refused inside another, rather than wait for themselves', () =>
    withDatabase(async (database) => {
      const nested = database.transaction(async () => {
        insert(database, 1);
        await database.transaction(async () => insert(database, 2));
      });
      await expect(nested).rejects.toThrow('inside a transaction');
      expect(await ids(database)).toEqual([]);
    }));

  it('may be asked for by what a finished one started', () =>
    withDatabase(async (database) => {
      let later: Promise<number> | undefined;
      let finished = (): void => undefined;
      const isFinished = new Promise<void>((resolve) => (finished = resolve));
      await database.transaction(async () => {
        later = isFinished.then(() => database.transaction(async () => insert(database, 1)));
      });
      finished();
      await later;
      expect(await ids(database)).toEqual([1]);
    }));

  it('of two databases may be nested', () =>
    withDatabase((outer) =>
      withDatabase(async (inner) => {
        await outer.transaction(async () => {
          insert(outer, 1);
          await inner.transaction(async () => insert(inner, 2));
        });
        expect([await ids(outer), await ids(inner)]).toEqual([[1], [2]]);
      }),
    ));

  it('take no statement from outside, nor from what a finished one left running', () =>
    withDatabase(async (database) => {
      expect(() => database.all('SELECT 1')).toThrow('belongs inside a transaction');
      let finished = (): void => undefined;
      const isFinished = new Promise<void>((resolve) => (finished = resolve));
      let leftOver: Promise<number> | undefined;
      await database.transaction(async () => {
        leftOver = isFinished.then(() => insert(database, 1));
      });
      finished();
      await expect(leftOver).rejects.toThrow('belongs inside a transaction');
    }));

  it.each(['BEGIN', 'commit', ' ROLLBACK', 'END'])('leave %s to the database', (sql) =>
    withDatabase(async (database) => {
      await expect(database.transaction(async () => database.run(sql))).rejects.toThrow('itself begins and ends');
    }),
  );

  it('go on after a constraint refused a statement, if the work catches that', () =>
    withDatabase(async (database) => {
      await database.transaction(async () => {
        insert(database, 1);
        expect(() => insert(database, 1)).toThrow(StoreError);
        insert(database, 2);
      });
      expect(await ids(database)).toEqual([1, 2]);
    }));

  it('keep nothing once SQLite ended them by itself, even if the work goes on', () =>
    withDatabase(async (database) => {
      const spoiled = database.transaction(async () => {
        insert(database, 1);
        expect(() => insert(database, 2, 'worse')).toThrow('nothing worse');
        expect(() => insert(database, 3)).toThrow('nothing worse');
      });
      await expect(spoiled).rejects.toThrow('nothing worse');
      expect(await ids(database)).toEqual([]);
    }));
});

describe('transactions that wait', () => {
  it('are committed together: one sync for all of them, and nobody is told before', async () => {
    const file = newFile();
    let [syncs, told] = [0, 0];
    const toldAtSyncs: number[] = [];
    const counting: Disk = {
      ...systemDisk,
      open: (path, mode) => {
        const opened = systemDisk.open(path, mode);
        const sync = (): void => {
          syncs += 1;
          toldAtSyncs.push(told);
          opened.sync();
        };
        return { ...opened, sync };
      },
    };
    const database = await openDatabase({ file, disk: counting, migrations });
    await database.transaction(async () => insert(database, 100));
    [syncs, told] = [0, 0];
    await database.transaction(async () => insert(database, 0));
    const syncsOfOne = syncs;
    [syncs, told] = [0, 0];
    toldAtSyncs.length = 0;
    await Promise.all([1, 2, 3, 4, 5].map((id) => database.transaction(async () => insert(database, id)).then(() => (told += 1))));
    expect([syncs, told]).toEqual([syncsOfOne, 5]);
    expect(toldAtSyncs.every((count) => count === 0)).toBe(true);
    await database.close();
  });

  it.each([[[0]], [[2]], [[4]], [[0, 1]], [[1, 3]], [[0, 1, 2, 3, 4]]])('keep all but what those wrote that throw: %j', (failing) =>
    withDatabase(async (database) => {
      const results = await Promise.allSettled(
        [0, 1, 2, 3, 4].map((id) =>
          database.transaction(async () => {
            insert(database, id);
            await Promise.resolve();
            database.run('UPDATE items SET size = coalesce(size, 0) + 1');
            if (failing.includes(id)) throw new Error(`not ${id}`);
            return id;
          }),
        ),
      );
      const kept = [0, 1, 2, 3, 4].filter((id) => !failing.includes(id));
      expect(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))).toEqual(kept);
      expect(results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []))).toEqual(
        failing.map((id) => `not ${id}`),
      );
      const found = await database.transaction(async () => database.all('SELECT id, size FROM items ORDER BY id'));
      // Each was changed by its own transaction, and by those after it that were kept.
      expect(found).toEqual(kept.map((id) => ({ id, size: kept.filter((other) => other >= id).length })));
    }),
  );

  it('see what those before them wrote, and not what was taken back', () =>
    withDatabase(async (database) => {
      const count = (): number => Number(database.get<{ n: number }>('SELECT count(*) AS n FROM items')?.n);
      const [, refused, seen] = await Promise.allSettled([
        database.transaction(async () => insert(database, 1)),
        database.transaction(async () => {
          insert(database, 2);
          throw new Error(`there were ${count()}`);
        }),
        database.transaction(async () => count()),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', reason: { message: 'there were 2' } });
      expect(seen).toEqual({ status: 'fulfilled', value: 1 });
    }));

  it('fail together when SQLite ends the commit by itself; those after them go on', () =>
    withDatabase(async (database) => {
      const results = await Promise.allSettled([
        database.transaction(async () => insert(database, 1)),
        database.transaction(async () => insert(database, 2, 'worse')),
        database.transaction(async () => insert(database, 3)),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
      expect(await ids(database)).toEqual([3]);
    }));
});

describe('constraints', () => {
  it.each([
    ['UNIQUE', "INSERT INTO items (name) VALUES ('same'), ('same')", 'UNIQUE constraint failed: items.name'],
    ['CHECK', 'INSERT INTO items (amount) VALUES (-1)', 'CHECK constraint failed: amount >= 0'],
    ['a trigger', "INSERT INTO items (name) VALUES ('evil')", 'no evil here'],
    ['a deferred foreign key', 'INSERT INTO parts VALUES (77)', 'FOREIGN KEY constraint failed'],
  ])('say in SQLite’s words that %s refused', (_, sql, detail) =>
    withDatabase(async (database, file) => {
      const error: unknown = await database.transaction(async () => database.run(sql)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'StoreError', code: 'constraint', detail });
      expect((error as Error).message).toContain(file);
      await database.transaction(async () => insert(database, 1));
      expect(await ids(database)).toEqual([1]);
    }),
  );
});

describe('a file', () => {
  it('is created for its owner only, in a folder for its owner only', async () => {
    const file = join(folder, 'new', 'deep', 'store.db');
    const database = await openDatabase({ file, migrations });
    await database.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'new', 'deep')).mode & 0o777).toBe(0o700);
  });

  it('is a database of its own for each that is open', async () => {
    const subfolder = join(folder, 'several');
    mkdirSync(subfolder);
    const databases = await Promise.all([1, 2, 3, 4].map((n) => openDatabase({ file: join(subfolder, `${n}.db`), migrations })));
    await Promise.all(databases.map((database, index) => database.transaction(async () => insert(database, index + 1))));
    expect(readdirSync(subfolder).filter((name) => name.endsWith('.db'))).toHaveLength(4);
    await Promise.all(databases.map((database) => database.close()));
    for (const n of [1, 2, 3, 4]) {
      const database = await openDatabase({ file: join(subfolder, `${n}.db`), migrations });
      expect(await ids(database)).toEqual([n]);
      await database.close();
    }
  });

  it('serves what was asked for before it is closed, and nothing after', async () => {
    const file = newFile();
    const database = await openDatabase({ file, migrations });
    const last = database.transaction(async () => insert(database, 1));
    const closed = database.close();
    await expect(database.transaction(async () => insert(database, 2))).rejects.toMatchObject({ code: 'closed' });
    await Promise.all([last, closed, database.close()]);
    const again = await openDatabase({ file, migrations });
    expect(await ids(again)).toEqual([1]);
    await again.close();
  });

  it('cannot be closed from inside its transaction', () =>
    withDatabase(async (database) => {
      await expect(database.transaction(() => database.close())).rejects.toThrow('inside its transaction');
    }));
});
