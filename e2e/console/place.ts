import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './machine';

/** A place of its own for one story: home, configuration, store, sockets. */
export interface Place {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs the built `longlines` with `--json` and gives its result; throws with what it said where it fails. */
  ask<Result = unknown>(...words: readonly string[]): Promise<Result>;
  remove(): void;
}

/** `configuration`: a configuration file; without, there is none. `more`: for the environment of what is started there. */
export function newPlace(configuration: string | null, more: (folder: string) => Readonly<Record<string, string>> = () => ({})): Place {
  const folder = mkdtempSync(join(tmpdir(), 'll-e2e-'));
  const runtime = join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    LONGLINES_STORE: join(folder, 'longlines.db'),
    LONGLINES_OPERATOR: 'Ann',
    ...(configuration !== null && { LONGLINES_CONFIG: configuration }),
    ...more(folder),
  };
  return {
    folder,
    environment,
    async ask<Result>(...words: readonly string[]) {
      const { code, out, err } = await said(spawn(process.execPath, [program('longlines'), ...words, '--json'], { env: environment }));
      if (code !== 0) throw new Error(`longlines ${words.join(' ')} ended with ${code ?? 'a signal'}: ${err}${out}`);
      // Its shape is the contract's, which the story names.
      return (JSON.parse(out) as { readonly result: Result }).result;
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function said(
  child: ChildProcessWithoutNullStreams,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  child.stdin.end();
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** Resolves with what the process said up to `isEnough`; rejects with all it said where it ends before. */
export function saidUntil(child: ChildProcessWithoutNullStreams, isEnough: (out: string) => boolean, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      if (isEnough(out)) resolve(out);
    });
    child.once('close', (code) => {
      reject(new Error(`${what} ended with ${code ?? 'a signal'} before it was ready: ${err}${out}`));
    });
  });
}

/** Ends a process in good order; one that does not end is killed, and that is an error. */
export async function endProcess(child: ChildProcessWithoutNullStreams, what: string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [, signal] = await exited;
  clearTimeout(timer);
  if (signal === 'SIGKILL') throw new Error(`${what} did not end within 20 s of being told to`);
}
