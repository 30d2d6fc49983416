import type { Disk } from './disk';
import type { Mount } from './disk-syscalls';
import { beginPageCopy } from './page-copy';
import type { CopySide, PageCopy } from './page-copy';
import type { SqliteInterface, SqliteOnDisk } from './sqljs-on-disk';
import type { TextPool } from './text-pool';
import type { Pointer } from './wasm-abi';
import { failureOf, resultCode, StoreError } from './store-error';

/** What a column holds; integers are safe ones. */
export type SqlValue = number | string | null;

const columnType = { integer: 1, float: 2, text: 3, blob: 4, null: 5 } as const;

/** A column as it is stored: an integer in decimal, text in UTF-8. The bytes are SQLite's own memory, good until the visit of the row ends. */
export interface RawColumn {
  readonly type: 'integer' | 'text' | 'null' | 'other';
  readonly bytes: Uint8Array;
}

const noBytes = new Uint8Array();

/** A row while it is visited, read column by column: nothing is made of what nobody asks for. */
export interface RowReader {
  /** Of a column that is never null. */
  text(column: number): string;
  textOrNull(column: number): string | null;
  /** An integer, of a column that is never null. */
  whole(column: number): number;
  /** What is made of a text as it lies in SQLite's memory. */
  read<T>(column: number, as: (memory: Buffer, at: number, length: number, pool: TextPool) => T): T;
}

/** A prepared statement, kept for the next use of its text. */
interface Statement {
  readonly pointer: Pointer;
  readonly columns: readonly string[];
  readonly parameterCount: number;
  readonly changesRows: boolean;
  readonly changesSchema: boolean;
  /** Since it was last passed over. */
  isUsed: boolean;
}

const keptStatements = 500;
// Tells SQLite to copy a bound text at once (SQLITE_TRANSIENT).
const copyAtOnce = -1;

/** One connection of SQLite to one file on a disk: synchronous, with prepared statements kept by their text. */
export class Connection {
  readonly file: string;
  readonly #api: SqliteInterface;
  readonly #sqlite: SqliteOnDisk;
  readonly #mount: Mount;
  readonly #handle: Pointer;
  /** Those that were made, or passed over, longest ago first. */
  readonly #statements = new Map<string, Statement>();
  #scratch: { pointer: Pointer; bytes: number };

  /** `file` is a real path; it is created when it is missing. Throws a StoreError. */
  constructor(sqliteOnDisk: SqliteOnDisk, disk: Disk, file: string) {
    this.file = file;
    this.#sqlite = sqliteOnDisk;
    this.#api = sqliteOnDisk.api;
    this.#scratch = { pointer: this.#api._malloc(4096), bytes: 4096 };
    this.#mount = sqliteOnDisk.mount(disk, file);
    const path = this.#writeText(this.#mount.sqlitePath, true);
    const handleOut = this.#api._malloc(4);
    const result = this.#api._sqlite3_open(path.pointer, handleOut);
    this.#handle = this.#sqlite.memory().getUint32(handleOut, true);
    this.#api._free(handleOut);
    if (result !== resultCode.ok) {
      const failure = this.#failure(result, 'open');
      this.close();
      throw failure;
    }
  }

  /** Any number of statements, without parameters or rows: pragmas, migrations. */
  execute(sql: string): void {
    this.#mount.takeDiskError();
    const text = this.#writeText(sql, true);
    const result = this.#api._sqlite3_exec(this.#handle, text.pointer, 0, 0, 0);
    this.#forgetStatements();
    if (result !== resultCode.ok) throw this.#failure(result, sql);
  }

  /** Rows changed by an INSERT, UPDATE or DELETE; otherwise 0. */
  run(sql: string, params: readonly SqlValue[] = []): number {
    const statement = this.#begin(sql, params);
    try {
      while (this.#step(statement, sql));
      return statement.changesRows ? this.#api._sqlite3_changes(this.#handle) : 0;
    } finally {
      this.#api._sqlite3_reset(statement.pointer);
      if (statement.changesSchema) this.#forgetStatements();
    }
  }

  commit(): void {
    this.#mount.commit(() => this.run('COMMIT'));
  }

  all(sql: string, params: readonly SqlValue[] = []): Record<string, SqlValue>[] {
    const statement = this.#begin(sql, params);
    try {
      const rows = [];
      while (this.#step(statement, sql)) rows.push(this.#row(statement));
      return rows;
    } finally {
      this.#api._sqlite3_reset(statement.pointer);
    }
  }

  /** The first row; the others are not read. */
  get(sql: string, params: readonly SqlValue[] = []): Record<string, SqlValue> | undefined {
    const statement = this.#begin(sql, params);
    try {
      return this.#step(statement, sql) ? this.#row(statement) : undefined;
    } finally {
      this.#api._sqlite3_reset(statement.pointer);
    }
  }

  /** Visits rows that are many, without making an object of each; texts that name the same are one. */
  each(sql: string, params: readonly SqlValue[], pool: TextPool, visit: (row: RowReader) => void): void {
    const statement = this.#begin(sql, params);
    const { pointer } = statement;
    // Many rows say the same as the one before.
    const last = statement.columns.map(() => '');
    const read: RowReader['read'] = (column, as) => {
      const at = this.#api._sqlite3_column_text(pointer, column);
      return as(this.#sqlite.bytes(), at, this.#api._sqlite3_column_bytes(pointer, column), pool);
    };
    const text = (column: number): string => {
      const at = this.#api._sqlite3_column_text(pointer, column);
      const length = this.#api._sqlite3_column_bytes(pointer, column);
      return (last[column] = pool.read(this.#sqlite.bytes(), at, length, last[column]));
    };
    const row: RowReader = {
      text,
      read,
      textOrNull: (column) => (this.#api._sqlite3_column_type(pointer, column) === columnType.null ? null : text(column)),
      whole: (column) => {
        const value = this.#api._sqlite3_column_double(pointer, column);
        if (!Number.isSafeInteger(value)) throw new Error(`column ${statement.columns[column] ?? ''} holds ${value}, no safe integer`);
        return value;
      },
    };
    try {
      while (this.#step(statement, sql)) visit(row);
    } finally {
      this.#api._sqlite3_reset(pointer);
    }
  }

  /** Visits the rows as they are stored, also where a value is none that the store writes: for those who must see every byte. */
  scan(sql: string, params: readonly SqlValue[], visit: (row: readonly RawColumn[]) => void): void {
    const statement = this.#begin(sql, params);
    try {
      while (this.#step(statement, sql)) visit(statement.columns.map((_, column) => this.#raw(statement.pointer, column)));
    } finally {
      this.#api._sqlite3_reset(statement.pointer);
    }
  }

  /** Begins to copy this database's pages over everything that is in `target`. */
  copyTo(target: Connection): PageCopy {
    return beginPageCopy(this.#api, this.#copySide(), target.#copySide(), this.#writeText('main', true).pointer);
  }

  /** SQLite itself ends a transaction when its statement runs out of disk, or a trigger says ROLLBACK; asked by trying to begin one. */
  isInTransaction(): boolean {
    try {
      this.run('BEGIN');
    } catch (error) {
      // "cannot start a transaction within a transaction" is no StoreError.
      return !(error instanceof StoreError);
    }
    this.run('ROLLBACK');
    return false;
  }

  get keptStatementCount(): number {
    return this.#statements.size;
  }

  isKept(sql: string): boolean {
    return this.#statements.has(sql);
  }

  close(): void {
    this.#forgetStatements();
    this.#api._sqlite3_close_v2(this.#handle);
    this.#api._free(this.#scratch.pointer);
    this.#mount.unmount();
  }

  #begin(sql: string, params: readonly SqlValue[]): Statement {
    this.#mount.takeDiskError();
    const statement = this.#prepared(sql);
    // Bindings outlive a reset: a parameter left out would be that of the last use.
    if (params.length !== statement.parameterCount) {
      throw new Error(`${params.length} parameters for ${statement.parameterCount} placeholders in: ${sql}`);
    }
    params.forEach((value, index) => {
      const result = this.#bind(statement.pointer, index + 1, value);
      if (result !== resultCode.ok) throw this.#failure(result, sql);
    });
    return statement;
  }

  #prepared(sql: string): Statement {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) {
      kept.isUsed = true;
      return kept;
    }
    const statement = this.#prepare(sql);
    if (this.#statements.size >= keptStatements) this.#forgetOne();
    this.#statements.set(sql, statement);
    return statement;
  }

  /** One that was not used since it was last passed over: to put each where the latest are at every use would cost every statement. */
  #forgetOne(): void {
    for (const [sql, statement] of this.#statements) {
      this.#statements.delete(sql);
      if (!statement.isUsed) {
        this.#api._sqlite3_finalize(statement.pointer);
        return;
      }
      statement.isUsed = false;
      this.#statements.set(sql, statement);
    }
  }

  #prepare(sql: string): Statement {
    const text = this.#writeText(sql, true);
    const out = this.#api._malloc(8);
    const result = this.#api._sqlite3_prepare_v2(this.#handle, text.pointer, -1, out, out + 4);
    const pointer = this.#sqlite.memory().getUint32(out, true);
    const tail = this.#sqlite.memory().getUint32(out + 4, true);
    this.#api._free(out);
    if (result !== resultCode.ok) throw this.#failure(result, sql);
    const rest = this.#readText(tail, text.pointer + text.bytes - tail);
    if (pointer === 0 || rest.trim() !== '') {
      this.#api._sqlite3_finalize(pointer);
      throw new Error(`a text must hold exactly one SQL statement: ${sql}`);
    }
    const columnCount = this.#api._sqlite3_column_count(pointer);
    return {
      pointer,
      columns: Array.from({ length: columnCount }, (_, column) => this.#readText(this.#api._sqlite3_column_name(pointer, column))),
      parameterCount: this.#countParameters(pointer),
      changesRows: /^\s*(insert|update|delete|replace|with)\b/i.test(sql),
      changesSchema: /^\s*(create|alter|drop)\b/i.test(sql),
      isUsed: false,
    };
  }

  /** sql.js exports no call for it; binding beyond the last one is refused. */
  #countParameters(statement: Pointer): number {
    let count = 0;
    while (this.#bind(statement, count + 1, null) === resultCode.ok) count++;
    return count;
  }

  #bind(statement: Pointer, index: number, value: SqlValue): number {
    // An empty pointer binds NULL.
    if (value === null) return this.#api._sqlite3_bind_text(statement, index, 0, 0, 0);
    if (typeof value === 'string') {
      const text = this.#writeText(value, false);
      return this.#api._sqlite3_bind_text(statement, index, text.pointer, text.bytes, copyAtOnce);
    }
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw new Error(`the store cannot keep the number ${value} exactly`);
    }
    return value === (value | 0)
      ? this.#api._sqlite3_bind_int(statement, index, value)
      : this.#api._sqlite3_bind_double(statement, index, value);
  }

  #step(statement: Statement, sql: string): boolean {
    const result = this.#api._sqlite3_step(statement.pointer);
    if (result === resultCode.row) return true;
    if (result === resultCode.done) return false;
    throw this.#failure(result, sql);
  }

  #row({ pointer, columns }: Statement): Record<string, SqlValue> {
    const row: Record<string, SqlValue> = {};
    for (let column = 0; column < columns.length; column++) row[columns[column] ?? ''] = this.#value(pointer, column, columns);
    return row;
  }

  #value(pointer: Pointer, column: number, columns: readonly string[]): SqlValue {
    switch (this.#api._sqlite3_column_type(pointer, column)) {
      case columnType.integer: {
        const value = this.#api._sqlite3_column_double(pointer, column);
        if (!Number.isSafeInteger(value)) throw new Error(`column ${columns[column] ?? ''} holds ${value}, too large for a safe integer`);
        return value;
      }
      case columnType.float:
        return this.#api._sqlite3_column_double(pointer, column);
      case columnType.text: {
        const text = this.#api._sqlite3_column_text(pointer, column);
        return this.#readText(text, this.#api._sqlite3_column_bytes(pointer, column));
      }
      case columnType.null:
        return null;
      default:
        throw new Error(`column ${columns[column] ?? ''} holds a blob, which the store does not use`);
    }
  }

  #raw(statement: Pointer, column: number): RawColumn {
    const type = this.#api._sqlite3_column_type(statement, column);
    if (type === columnType.null) return { type: 'null', bytes: noBytes };
    const pointer = this.#api._sqlite3_column_text(statement, column);
    const length = this.#api._sqlite3_column_bytes(statement, column);
    return {
      type: type === columnType.integer ? 'integer' : type === columnType.text ? 'text' : 'other',
      bytes: new Uint8Array(this.#sqlite.memory().buffer, pointer, length),
    };
  }

  /** Into memory of SQLite that holds until the next call; with a zero at its end where SQLite looks for one. */
  #writeText(text: string, isTerminated: boolean): { pointer: Pointer; bytes: number } {
    // Three bytes at most for each UTF-16 unit.
    const room = text.length * 3 + 1;
    if (room > this.#scratch.bytes) {
      this.#api._free(this.#scratch.pointer);
      this.#scratch = { pointer: this.#api._malloc(room * 2), bytes: room * 2 };
    }
    const memory = this.#sqlite.bytes();
    const bytes = memory.write(text, this.#scratch.pointer, 'utf8');
    if (isTerminated) memory[this.#scratch.pointer + bytes] = 0;
    return { pointer: this.#scratch.pointer, bytes };
  }

  #readText(pointer: Pointer, bytes?: number): string {
    const memory = this.#sqlite.bytes();
    return memory.toString('utf8', pointer, bytes === undefined ? memory.indexOf(0, pointer) : pointer + bytes);
  }

  #copySide(): CopySide {
    return {
      handle: this.#handle,
      takeDiskError: () => this.#mount.takeDiskError(),
      failure: (code, diskError) => this.#failure(code, 'a copy of all pages', diskError),
    };
  }

  #failure(resultCode: number, sql: string, diskError = this.#mount.takeDiskError()): Error {
    const detail = this.#readText(this.#api._sqlite3_errmsg(this.#handle));
    return failureOf(resultCode, { file: this.file, detail, sql, diskError });
  }

  #forgetStatements(): void {
    for (const { pointer } of this.#statements.values()) this.#api._sqlite3_finalize(pointer);
    this.#statements.clear();
  }
}
