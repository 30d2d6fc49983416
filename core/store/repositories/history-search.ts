import type { HistoryRecord, RecordFilter, SearchStep, SearchStepFound, TimeRange, TimeSpan } from '../../model/history-search';
import type { SqlValue } from '../connection';
import type { Database } from '../database';

/** Records that are looked through in one step where no index helps, and found through an index: some milliseconds each. */
const stepRecords = 10_000;
const stepCandidates = 2_000;

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** Where records can be: a table, by what one comes to them, and what they must be besides. */
interface Source {
  readonly table: 'history' | 'transitions';
  /** null: by their numbers. */
  readonly index: { readonly name: string; readonly condition: Condition } | null;
  readonly rest: readonly Condition[];
}

/** Looks through some records. An error in the filter finds nothing; nothing is thrown. */
export function searchStep(db: Database, { filter, order, beyondSeq, endSeq, limit }: SearchStep): SearchStepFound {
  const isNewest = order === 'newest';
  const further = (a: number, b: number): number => (isNewest ? Math.max(a, b) : Math.min(a, b));
  const sources = sourcesOf(db, filter);
  // All sources are looked at as far as the one that comes least far, so that what is found of each can be merged.
  const lookedToSeq = sources.reduce((seq, source) => further(seq, stepEnd(db, source, isNewest, beyondSeq) ?? endSeq), endSeq);
  const found = sources.flatMap((source) => recordsOf(db, source, isNewest, beyondSeq, lookedToSeq, limit));
  const records = found.sort((a, b) => (isNewest ? b.seq - a.seq : a.seq - b.seq)).slice(0, limit);
  const isFull = found.length >= limit;
  return { records, lookedToSeq: isFull ? (records.at(-1)?.seq ?? lookedToSeq) : lookedToSeq };
}

/** Where a step over the source ends; null: at the very end. */
function stepEnd(db: Database, { table, index }: Source, isNewest: boolean, beyondSeq: number): number | null {
  if (index === null) return isNewest ? beyondSeq - stepRecords : beyondSeq + stepRecords;
  const { name, condition } = index;
  const row = db.get<{ seq: number }>(
    `SELECT seq FROM ${table} INDEXED BY ${name} WHERE ${condition.sql} AND seq ${isNewest ? '<' : '>'} ?
      ORDER BY seq ${isNewest ? 'DESC' : 'ASC'} LIMIT 1 OFFSET ${stepCandidates}`,
    [...condition.params, beyondSeq],
  );
  return row?.seq ?? null;
}

const columns = {
  history: 'seq, at_ms AS atMs, actor, event, subject, text',
  transitions: `seq, at_ms AS atMs, actor, 'order.' || to_state AS event, order_id AS subject,
    CASE WHEN from_state IS NULL THEN to_state ELSE from_state || ' → ' || to_state END || ': ' || cause AS text`,
} as const;

function recordsOf(
  db: Database,
  { table, index, rest }: Source,
  isNewest: boolean,
  beyondSeq: number,
  lookedToSeq: number,
  limit: number,
): HistoryRecord[] {
  const conditions = index === null ? rest : [index.condition, ...rest];
  const where = ['seq > ?', 'seq < ?', ...conditions.map(({ sql }) => sql)].join(' AND ');
  const [low, high] = isNewest ? [lookedToSeq - 1, beyondSeq] : [beyondSeq, lookedToSeq + 1];
  return db.all<HistoryRecord>(
    `SELECT ${columns[table]} FROM ${table} ${index === null ? 'NOT INDEXED' : `INDEXED BY ${index.name}`} WHERE ${where}
      ORDER BY seq ${isNewest ? 'DESC' : 'ASC'} LIMIT ?`,
    [low, high, ...conditions.flatMap(({ params }) => params), limit],
  );
}

const notEngine = (actor: 'operator' | 'carrier'): Condition => ({ sql: "actor <> 'engine' AND actor = ?", params: [actor] });
const is = (column: string, value: SqlValue): Condition => ({ sql: `${column} = ?`, params: [value] });

function sourcesOf(db: Database, filter: RecordFilter): readonly Source[] {
  return [...entrySources(db, filter), ...transitionSources(filter)];
}

function entrySources(db: Database, filter: RecordFilter): readonly Source[] {
  const { subject, event, person } = filter;
  const actor = person === undefined ? filter.actor : 'operator';
  const rest = [...timeConditions(filter), ...wordConditions(filter, ['event', 'subject', 'text']), ...personConditions(filter, 'text')];
  const ofActor = actor === undefined ? [] : [is('actor', actor)];
  const events = event === undefined ? null : knownEvents(db).filter((known) => known === event || known.startsWith(`${event}.`));
  if (subject !== undefined) {
    const ofEvents = events === null ? [] : [{ sql: 'event IN (SELECT value FROM json_each(?))', params: [JSON.stringify(events)] }];
    return [
      {
        table: 'history',
        index: { name: 'history_by_subject', condition: is('subject', subject) },
        rest: [...rest, ...ofActor, ...ofEvents],
      },
    ];
  }
  if (events !== null)
    return events.map((each) => ({
      table: 'history',
      index: { name: 'history_by_event', condition: is('event', each) },
      rest: [...rest, ...ofActor],
    }));
  // An index of some records is used where its own condition is among those asked for, word for word.
  if (actor === 'operator' || actor === 'carrier')
    return [{ table: 'history', index: { name: 'history_by_actor', condition: notEngine(actor) }, rest }];
  return [{ table: 'history', index: null, rest: [...rest, ...ofActor] }];
}

function transitionSources(filter: RecordFilter): readonly Source[] {
  const { subject, event, person } = filter;
  const actor = person === undefined ? filter.actor : 'operator';
  const [thing, state] = event?.split('.', 2) ?? [];
  if (actor === 'carrier' || (thing !== undefined && thing !== 'order')) return [];
  const rest = [
    ...timeConditions(filter),
    ...wordConditions(filter, ["'order.' || to_state", 'order_id', 'cause']),
    ...personConditions(filter, 'cause'),
  ];
  const ofActor = actor === undefined ? [] : [is('actor', actor)];
  const ofState = state === undefined ? [] : [is('to_state', state)];
  const from = (name: string, condition: Condition, ...more: readonly Condition[]): readonly Source[] => [
    { table: 'transitions', index: { name, condition }, rest: [...rest, ...more] },
  ];
  if (subject !== undefined) return from('transitions_by_order', is('order_id', subject), ...ofActor, ...ofState);
  if (state !== undefined) return from('transitions_by_state', is('to_state', state), ...ofActor);
  if (actor === 'operator') return from('transitions_by_actor', notEngine('operator'));
  return [{ table: 'transitions', index: null, rest: [...rest, ...ofActor] }];
}

const timeConditions = ({ fromMs, toMs }: RecordFilter): readonly Condition[] => [
  ...(fromMs === undefined ? [] : [{ sql: '+at_ms >= ?', params: [fromMs] }]),
  ...(toMs === undefined ? [] : [{ sql: '+at_ms < ?', params: [toMs] }]),
];

const personConditions = ({ person }: RecordFilter, column: string): readonly Condition[] =>
  person === undefined ? [] : [hasWord([column], `by ${person}`)];

const wordConditions = ({ words = [] }: RecordFilter, among: readonly string[]): readonly Condition[] =>
  words.map((word) => hasWord(among, word));

/** SQLite knows capitals of ASCII only; of other letters the usual ways of writing the word are tried. */
function hasWord(among: readonly string[], word: string): Condition {
  const isAscii = !/[^\p{ASCII}]/u.test(word);
  const capital = word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  const forms = isAscii ? [word] : [...new Set([word, word.toLowerCase(), word.toUpperCase(), capital])];
  const patterns = forms.map((form) => `%${form.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  const each = among.flatMap((column) => patterns.map((pattern) => ({ column, pattern })));
  return {
    sql: `(${each.map(({ column }) => String.raw`${column} LIKE ? ESCAPE '\'`).join(' OR ')})`,
    params: each.map(({ pattern }) => pattern),
  };
}

/** From one to the next through the index: as many steps as there are different ones. */
export const knownEvents = (db: Database): readonly string[] =>
  db
    .all<{ event: string }>(
      `WITH RECURSIVE known (event) AS (SELECT min(event) FROM history
        UNION ALL SELECT (SELECT min(history.event) FROM history WHERE history.event > known.event) FROM known WHERE known.event IS NOT NULL)
        SELECT event FROM known WHERE event IS NOT NULL`,
    )
    .map(({ event }) => event);

/** States that orders were ever in. */
export const knownOrderStates = (db: Database): readonly string[] =>
  db
    .all<{ state: string }>(
      `WITH RECURSIVE known (state) AS (SELECT min(to_state) FROM transitions
        UNION ALL SELECT (SELECT min(to_state) FROM transitions WHERE to_state > known.state) FROM known WHERE known.state IS NOT NULL)
        SELECT state FROM known WHERE state IS NOT NULL`,
    )
    .map(({ state }) => state);

/** Between which numbers the records of a time lie: a clock that was put back leaves times out of order, so all of them are looked at. */
export function timeSpan(db: Database, table: Source['table'], { fromMs, toMs }: TimeRange): TimeSpan | null {
  const { low = null, high = null } =
    db.get<{ low: number | null; high: number | null }>(
      `SELECT min(seq) AS low, max(seq) AS high FROM ${table} INDEXED BY ${table}_by_time WHERE at_ms >= ? AND at_ms < ?`,
      [fromMs, toMs],
    ) ?? {};
  return low === null || high === null ? null : { lowestSeq: low, highestSeq: high };
}

/** When the first and the last record of the time were made. */
export function timesWithin(db: Database, table: Source['table'], { fromMs, toMs }: TimeRange): TimeRange | null {
  const first = (direction: 'ASC' | 'DESC'): number | undefined =>
    db.get<{ atMs: number }>(`SELECT at_ms AS atMs FROM ${table} WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms ${direction} LIMIT 1`, [
      fromMs,
      toMs,
    ])?.atMs;
  const [low, high] = [first('ASC'), first('DESC')];
  return low === undefined || high === undefined ? null : { fromMs: low, toMs: high + 1 };
}

/** How many there are of the time, counted up to `most`. */
export const countWithin = (db: Database, table: Source['table'], { fromMs, toMs }: TimeRange, most: number): number =>
  db.get<{ count: number }>(`SELECT count(*) AS count FROM (SELECT 1 FROM ${table} WHERE at_ms >= ? AND at_ms < ? LIMIT ?)`, [
    fromMs,
    toMs,
    most,
  ])?.count ?? 0;
