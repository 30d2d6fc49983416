import type { Clock } from '../model/clock';
import type { HistorySigner } from '../model/history';
import type { Connection, SqlValue } from './connection';
import { genesisHash, recordHash, signedText, type RecordKind } from './history-chain';

/** What it takes to end the chain: whose key lies beside a store, and the time. */
export interface Sealing {
  readonly signerFor: (storeFile: string) => HistorySigner;
  readonly clock: Clock;
}

const lastOf = (table: string): string => `coalesce((SELECT max(seq) FROM ${table}), 0)`;
const lastSeq = `max(${lastOf('history')}, ${lastOf('transitions')})`;
const hashAtHead = '(SELECT hash FROM history WHERE seq = NEW.seq UNION ALL SELECT hash FROM transitions WHERE seq = NEW.seq)';

const tables = `
  CREATE TABLE history (
    seq INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('operator', 'engine', 'carrier')),
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  CREATE TABLE transitions (
    seq INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    from_state TEXT,
    to_state TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause <> ''),
    actor TEXT NOT NULL CHECK (actor IN ('operator', 'engine')),
    hash TEXT NOT NULL
  ) STRICT;

  CREATE TABLE history_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    key_id TEXT NOT NULL,
    signature TEXT NOT NULL
  ) STRICT;`;

/** What is recorded stays as it is; numbers have no gaps; the head is the last record's. */
const constraints = `
  CREATE INDEX transitions_by_order ON transitions (order_id, seq);
  ${['history', 'transitions']
    .map(
      (table) => `
  CREATE TRIGGER ${table}_follows BEFORE INSERT ON ${table} WHEN NEW.seq IS NOT 1 + ${lastSeq}
  BEGIN SELECT RAISE(ABORT, 'the history is continued at its end'); END;
  CREATE TRIGGER ${table}_stays BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'the history is not changed'); END;
  CREATE TRIGGER ${table}_remains BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'the history is not deleted'); END;`,
    )
    .join('')}
  CREATE TRIGGER history_head_is_last BEFORE UPDATE ON history_head WHEN NEW.seq <> ${lastSeq} OR NEW.hash IS NOT ${hashAtHead}
  BEGIN SELECT RAISE(ABORT, 'the head is the last record'); END;
  CREATE TRIGGER history_head_remains BEFORE DELETE ON history_head BEGIN SELECT RAISE(ABORT, 'the history is not deleted'); END;
  CREATE TRIGGER one_history_head BEFORE INSERT ON history_head WHEN EXISTS (SELECT * FROM history_head)
  BEGIN SELECT RAISE(ABORT, 'the history has one head'); END;`;

/**
 * The migration that makes the history a chain. What was recorded before becomes its first records, by time where the two tables must be
 * brought into one order; that it is as it was recorded is not proved, and an entry says so.
 */
export function chainRecords(connection: Connection, { signerFor, clock }: Sealing): void {
  // A new store has nothing to carry over, and renaming takes as long as all the rest.
  const isNew = connection.get('SELECT 1 FROM history UNION ALL SELECT 1 FROM transitions') === undefined;
  connection.execute(isNew ? `${dropOld('')} ${tables}` : `${renameOld} ${tables}`);
  let seq = 0;
  let hash = genesisHash;
  const add = ({ kind, row }: OldRecord): void => {
    const columns = columnsOf[kind];
    const fields = columns.map((column) => row[column] ?? null);
    seq++;
    hash = recordHash(hash, kind, [seq, ...fields]);
    connection.run(`INSERT INTO ${tableOf[kind]} (${columns.join(', ')}, seq, hash) VALUES (${'?, '.repeat(columns.length)}?, ?)`, [
      ...fields,
      seq,
      hash,
    ]);
  };
  if (!isNew) {
    for (const record of byTime(connection)) add(record);
    connection.execute(dropOld('old_'));
    const text = `the ${seq} records so far were made before the history was chained: from here on it is proved that they are not changed, not that they were not changed before`;
    add({ kind: 'entry', row: { at_ms: clock.now(), actor: 'engine', event: 'history.chained', subject: 'history', text } });
  }
  const signer = signerFor(connection.file);
  const { keyId } = signer;
  const signature = signer.sign(Buffer.from(signedText({ seq, hash, keyId })));
  connection.run('INSERT INTO history_head VALUES (1, ?, ?, ?, ?)', [seq, hash, keyId, signature]);
  connection.execute(constraints);
}

const renameOld = 'ALTER TABLE history RENAME TO old_history; ALTER TABLE transitions RENAME TO old_transitions;';
const dropOld = (prefix: string): string => `DROP TABLE ${prefix}history; DROP TABLE ${prefix}transitions;`;

interface OldRecord {
  readonly kind: RecordKind;
  readonly row: Readonly<Record<string, SqlValue>>;
}

const tableOf = { entry: 'history', transition: 'transitions' } as const;
const columnsOf = {
  entry: ['at_ms', 'actor', 'event', 'subject', 'text'],
  transition: ['at_ms', 'actor', 'order_id', 'from_state', 'to_state', 'cause'],
} as const;

/** Both tables in their own orders; between them the earlier first. */
function* byTime(connection: Connection): Generator<OldRecord> {
  const entries = recordsOf(connection, 'entry');
  const transitions = recordsOf(connection, 'transition');
  let [entry, transition] = [entries.next(), transitions.next()];
  for (;;) {
    if (transition.done !== true && (entry.done === true || atMs(transition.value) <= atMs(entry.value))) {
      yield transition.value;
      transition = transitions.next();
    } else if (entry.done !== true) {
      yield entry.value;
      entry = entries.next();
    } else return;
  }
}

const atMs = ({ row }: OldRecord): number => Number(row['at_ms']);

function* recordsOf(connection: Connection, kind: RecordKind): Generator<OldRecord, undefined> {
  for (let last: SqlValue | undefined = 0; last !== undefined;) {
    const rows = connection.all(`SELECT * FROM old_${tableOf[kind]} WHERE seq > ? ORDER BY seq LIMIT 1000`, [last]);
    for (const row of rows) yield { kind, row };
    last = rows.at(-1)?.['seq'];
  }
  return undefined;
}
