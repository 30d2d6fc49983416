import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A place of its own for Longlines' processes: home, configuration, store, sockets. */
export interface Place {
  readonly folder: string;
  readonly store: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The built command. */
  readonly program: string;
  /** Runs a command to its end. */
  run(...words: readonly string[]): Promise<Said>;
  /** With `--json`: the result of a command that is to succeed, or (`code`) to end so. */
  ask<T = unknown>(words: readonly string[], code?: number): Promise<T>;
  start(...words: readonly string[]): ChildProcessWithoutNullStreams;
  /** `longlines run`, once it is ready. */
  host(...words: readonly string[]): Promise<RunningHost>;
}

export interface RunningHost {
  readonly pid: number;
  readonly socket: string;
  /** As Ctrl-C: resolves with its exit status. */
  end(): Promise<number | null>;
  kill(): Promise<void>;
}

/** Gone, with all that was started there, when the tests of the file are over. */
export function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'll-cli-'));
  const runtime = join(folder, 'run');
  mkdirSync(runtime);
  chmodSync(runtime, 0o700);
  const store = join(folder, 'longlines.db');
  const program = builtProgram();
  const started = new Set<ChildProcessWithoutNullStreams>();
  const environment = {
    ...{ PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: join(folder, 'config') },
    ...{ LONGLINES_STORE: store, LONGLINES_OPERATOR: 'Ann' },
  };
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    for (const child of started) if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
  const start = (...words: readonly string[]): ChildProcessWithoutNullStreams => {
    const child = spawn(process.execPath, [program, ...words], { cwd: folder, env: environment });
    started.add(child);
    child.once('exit', () => started.delete(child));
    return child;
  };
  const run = async (...words: readonly string[]): Promise<Said> => {
    const child = start(...words);
    child.stdin.end();
    return said(child);
  };
  return {
    ...{ folder, store, environment, program, run, start },
    async ask<T>(words: readonly string[], code = 0): Promise<T> {
      const { code: ended, out, err } = await run(...words, '--json');
      if (ended !== code) throw new Error(`longlines ${words.join(' ')} ended with ${ended ?? 'a signal'}, not ${code}: ${err}${out}`);
      // Its shape is the contract's, which the caller names.
      return (JSON.parse(out) as { readonly result: T }).result;
    },
    async host(...words) {
      const child = start('run', '--json', ...words);
      const exited = once(child, 'exit') as Promise<[number | null]>;
      const { pid, socket } = await readiness(child);
      return {
        ...{ pid, socket },
        async end() {
          child.kill('SIGINT');
          return (await exited)[0];
        },
        async kill() {
          child.kill('SIGKILL');
          await exited;
        },
      };
    },
  };
}

/** All that a process says, and how it ends. */
export async function said(child: ChildProcessWithoutNullStreams): Promise<Said> {
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

function readiness(child: ChildProcessWithoutNullStreams): Promise<{ readonly pid: number; readonly socket: string }> {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      if (!out.endsWith('}\n')) return;
      resolve((JSON.parse(out) as { readonly result: { readonly pid: number; readonly socket: string } }).result);
    });
    child.once('exit', (code) => {
      reject(new Error(`longlines run ended with ${code ?? 'a signal'} before it was ready: ${err}`));
    });
  });
}

/** The built program, found upwards from here. */
function builtProgram(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'out', 'main', 'longlines.js');
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) throw new Error('out/main/longlines.js is not built: run the build first');
  }
}
