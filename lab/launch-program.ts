import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Launch, Running } from './launch';
import { launchThroughParent } from './launch-through-parent';
import { parentPort } from './parent-port';

/** Starts a built program and waits for its ready line; throws with what it said last if it ends before. */
export async function launchProgram<T>(launch: Launch<T>): Promise<Running<T>> {
  if (parentPort !== null) return launchThroughParent(parentPort, launch);
  const { program, words, environment, readyLine, what } = launch;
  const child = spawn(process.execPath, [program, ...words], environment ? { env: { ...process.env, ...environment } } : {});
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4000);
  });
  // Once it has ended there is nobody to write to.
  child.stdin.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    // `close`, not `exit`: the last words come through a pipe and may arrive after the end.
    const ended = (code: number | null, signal: NodeJS.Signals | null) => {
      const how = signal ?? `code ${code ?? 0}`;
      reject(new Error(`${what} ended before it was ready (${how}): ${said.trim()}`));
    };
    child.once('close', ended);
    child.once('error', (error) => {
      reject(new Error(`${program} could not be started`, { cause: error }));
    });
    createInterface({ input: child.stdout }).once('line', (line) => {
      child.off('close', ended);
      try {
        resolve({ ready: readyLine.parse(JSON.parse(line)), end: (signal) => endOf(child, signal) });
      } catch {
        child.kill('SIGKILL');
        reject(new Error(`${program} began with "${line}", not with its ready line`));
      }
    });
  });
}

async function endOf(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
