import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import initSqlJs from 'sql.js';
import type { Disk } from './disk';
import { createDiskSyscalls } from './disk-syscalls';
import type { DiskSyscalls, Mount, SyscallTable } from './disk-syscalls';
import type { Pointer } from './wasm-abi';

/** The part of SQLite's C interface (sqlite.org/c3ref) that sql.js exports and a connection needs. */
export interface SqliteInterface {
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  _sqlite3_open(path: Pointer, handleOut: Pointer): number;
  _sqlite3_close_v2(handle: Pointer): number;
  _sqlite3_exec(handle: Pointer, sql: Pointer, callback: 0, argument: 0, messageOut: 0): number;
  _sqlite3_prepare_v2(handle: Pointer, sql: Pointer, bytes: number, statementOut: Pointer, tailOut: Pointer): number;
  _sqlite3_bind_text(statement: Pointer, index: number, text: Pointer, bytes: number, destructor: number): number;
  _sqlite3_bind_int(statement: Pointer, index: number, value: number): number;
  _sqlite3_bind_double(statement: Pointer, index: number, value: number): number;
  _sqlite3_step(statement: Pointer): number;
  _sqlite3_reset(statement: Pointer): number;
  _sqlite3_finalize(statement: Pointer): number;
  _sqlite3_changes(handle: Pointer): number;
  _sqlite3_column_count(statement: Pointer): number;
  _sqlite3_column_name(statement: Pointer, column: number): Pointer;
  _sqlite3_column_type(statement: Pointer, column: number): number;
  _sqlite3_column_double(statement: Pointer, column: number): number;
  _sqlite3_column_text(statement: Pointer, column: number): Pointer;
  _sqlite3_column_bytes(statement: Pointer, column: number): number;
  _sqlite3_errmsg(handle: Pointer): Pointer;
  _sqlite3_backup_init(target: Pointer, targetName: Pointer, source: Pointer, sourceName: Pointer): Pointer;
  _sqlite3_backup_step(backup: Pointer, pages: number): number;
  _sqlite3_backup_finish(backup: Pointer): number;
}

/** SQLite of sql.js, whose system calls reach files through a Disk. */
export interface SqliteOnDisk {
  readonly api: SqliteInterface;
  /** Its memory; ask again after each call into SQLite, which may have grown it. */
  memory(): DataView;
  /** The same, byte by byte. */
  bytes(): Buffer;
  mount(disk: Disk, file: string): Mount;
}

let loading: Promise<SqliteOnDisk> | undefined;

/** One for the process, because sql.js keeps one instance: a second initialisation would silently give files in memory. */
export function loadSqliteOnDisk(): Promise<SqliteOnDisk> {
  loading ??= load();
  return loading;
}

// The letters that the imports of this one build have after minification: another build puts other calls behind them.
const wasmSha256 = '43bbcdd44287e5a2db3b6b5af34b1a3485a7a441285d247976c1ebe3c61f8dbf';
const importLetters = {
  faccessat: 'D',
  fchmod: 'j',
  fchown32: 'h',
  fcntl64: 'b',
  fd_close: 'e',
  fd_fdstat_get: 'm',
  fd_read: 't',
  fd_seek: 'E',
  fd_sync: 'K',
  fd_write: 'q',
  fstat64: 'g',
  ftruncate64: 'J',
  lstat64: 'M',
  newfstatat: 'L',
  openat: 'x',
  stat64: 'N',
  unlinkat: 'o',
} satisfies Record<keyof SyscallTable, string>;

/** 64-bit numbers come as bigint. */
type Import = (...args: (number | bigint)[]) => number;
type Imports = Record<string, Record<string, Import>>;
interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
interface Instance {
  readonly exports: Record<string, unknown>;
}
declare const WebAssembly: {
  readonly Memory: new (...args: never[]) => WasmMemory;
  instantiate(bytes: Uint8Array, imports: Imports): Promise<{ readonly instance: Instance; readonly module: unknown }>;
};

/** What sql.js's initialisation takes and gives, as far as it is used here. */
type Initialise = (config: {
  instantiateWasm(imports: Imports, done: (instance: Instance, module: unknown) => void): object;
  onAbort(reason: unknown): void;
}) => Promise<SqliteInterface>;

async function load(): Promise<SqliteOnDisk> {
  const wasm = readWasm();
  let wasmMemory: WasmMemory | undefined;
  // Kept until SQLite's memory grows: every text of every row is read through them.
  let views: { readonly memory: DataView; readonly bytes: Buffer } | undefined;
  const viewed = (): NonNullable<typeof views> => {
    if (wasmMemory === undefined) throw new Error('sql.js called the disk before its memory was there');
    // Memory that has grown leaves them empty: to ask that is quicker than to ask the memory for its buffer.
    if (views === undefined || views.bytes.length === 0) {
      const { buffer } = wasmMemory;
      views = { memory: new DataView(buffer), bytes: Buffer.from(buffer) };
    }
    return views;
  };
  const memory = (): DataView => viewed().memory;
  const syscalls = createDiskSyscalls(memory);

  const api = await new Promise<SqliteInterface>((resolve, reject) => {
    const initialised = (initSqlJs as unknown as Initialise)({
      instantiateWasm: (imports, done) => {
        replaceSyscalls(imports, syscalls);
        WebAssembly.instantiate(wasm, imports).then(({ instance, module }) => {
          wasmMemory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
          done(instance, module);
        }, reject);
        return {};
      },
      onAbort: reject,
    });
    initialised.then(resolve, reject);
  });
  if (wasmMemory === undefined) {
    throw new Error(
      'sql.js was initialised before the store was opened, and would keep the store in memory: initialise it nowhere else in this process',
    );
  }
  return { api, memory, bytes: () => viewed().bytes, mount: (disk, file) => syscalls.mount(disk, file) };
}

function readWasm(): Uint8Array {
  const file = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
  const wasm = readFileSync(file);
  assertKnownWasm(wasm, file);
  return wasm;
}

/** Exported for its test. */
export function assertKnownWasm(wasm: Uint8Array, file: string): void {
  const found = createHash('sha256').update(wasm).digest('hex');
  if (found === wasmSha256) return;
  throw new Error(
    `${file} is not the one of sql.js 1.16.0 that the store knows (sha256 ${found}): install sql.js 1.16.0, ` +
      'or find the letters of its imports anew and enter them, with the new hash, in core/store/sqljs-on-disk.ts',
  );
}

/** A call that is about none of our files goes where it went before: to Emscripten's file system in memory. */
function replaceSyscalls(imports: Imports, syscalls: DiskSyscalls): void {
  for (const [name, letter] of Object.entries(importLetters)) {
    const table = Object.values(imports).find((candidate) => letter in candidate);
    const original = table?.[letter];
    if (table === undefined || original === undefined) throw new Error(`sql.js has no import ${letter} for ${name}`);
    const ours = syscalls.calls[name as keyof SyscallTable] as (...args: (number | bigint)[]) => number | undefined;
    table[letter] = (...args) => ours(...args) ?? original(...args);
  }
}
