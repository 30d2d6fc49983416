import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { carrierRole } from '../../core/contract/inputs';
import { parsedJson } from '../../core/model/parsed-json';
import { labProgram } from '../places';
import { ShellError } from '../shell-error';

const part = z.object({ id: z.string(), name: z.string(), controlUrl: z.url() });
const unconnected = z.object({
  ...{ id: z.string(), name: z.string(), role: carrierRole, url: z.url() },
  ...{ caFile: z.string(), certFile: z.string(), keyFile: z.string() },
});
const readyLine = z.object({
  ready: z.literal(true),
  configuration: z.string(),
  carriers: z.array(part),
  switches: z.array(part),
  /** A carrier whose manager runs and that is to be connected by who practises. */
  toConnect: unconnected.nullable().default(null),
});

/** The carriers and switches to practise with, running. */
export interface Lab {
  /** The configuration that reaches them, and where each is told what to do. */
  readonly ready: z.infer<typeof readyLine>;
  /** Resolves when it has ended, however that came; in words. */
  readonly ended: Promise<string>;
  /** Ends it with all its carriers and switches. */
  stop(): Promise<void>;
}

/** Starts the lab in a folder, which keeps what carriers and switches hold, and waits until it is ready. Throws a ShellError where it cannot. */
export type LaunchLab = (folder: string) => Promise<Lab>;

/** The lab as a process, before it is ready. */
export interface LabProcess {
  readonly output: NodeJS.ReadableStream;
  /** As of the lab. */
  readonly ended: Promise<string>;
  /** Asks it to end. */
  readonly end: () => void;
  readonly kill: () => void;
}

export const launchLabBy =
  (begin: (folder: string) => LabProcess): LaunchLab =>
  (folder) => {
    const { output, ended, end, kill } = begin(folder);
    const stop = async (): Promise<void> => {
      end();
      const late = setTimeout(kill, stopMs);
      await ended;
      clearTimeout(late);
    };
    return new Promise((resolve, reject) => {
      const fail = (words: string): void => {
        clearTimeout(late);
        kill();
        reject(new ShellError('refused', `the practice carriers cannot be started: ${words}`));
      };
      const late = setTimeout(() => {
        fail(`they were not ready within ${startMs / 1000} s`);
      }, startMs);
      void ended.then(fail);
      createInterface({ input: output }).once('line', (line) => {
        const ready = readyLine.safeParse(parsedJson(line));
        if (!ready.success) {
          fail(`they began with "${line.slice(0, 200)}"`);
          return;
        }
        clearTimeout(late);
        resolve({ ready: ready.data, ended, stop });
      });
    });
  };

/**
 * The lab as a process of its own. It ends when its standard input does, which it does when we die, however we die: nothing is left behind. It is in a
 * group of its own, so that Ctrl-C, which all of a terminal's group hears, ends us first.
 */
export const launchLab: LaunchLab = launchLabBy((folder) => {
  const child = spawn(process.execPath, [labProgram(), 'practice', folder, '--with-parent'], { detached: true, windowsHide: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-longestWords)));
  // Once it has ended there is nobody to write to.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(said.trim() || `it ended with ${signal ?? `status ${code ?? 'unknown'}`}`);
    });
  });
  return {
    ...{ output: child.stdout, ended },
    end: () => {
      child.stdin.end();
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
});

const startMs = 60_000;
const stopMs = 10_000;
const longestWords = 4_000;
