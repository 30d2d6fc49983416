import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { sliceLine, type Slice, type SliceAnswer } from './exchange';

/** A process that answers slices on its standard output. */
export interface PeerProcess {
  /** Rejects if it ends, or if this takes longer than it may: it is ended then. */
  readonly ask: (slice: Slice, mostMs: number) => Promise<SliceAnswer>;
  readonly dispose: () => void;
  /** What it told of itself when it was ready. */
  readonly facts: Readonly<Record<string, number>>;
}

export interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
}

/** Starts it and waits until it has read what it is to answer on. */
export async function startPeer(name: string, { program, parameters }: Command, mostMs: number): Promise<PeerProcess> {
  const child = spawn(program, [...parameters], { stdio: ['pipe', 'pipe', 'pipe'] });
  let words = '';
  let waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void } | null = null;
  let ended: Error | null = null;
  const end = (why: string): void => {
    ended ??= new Error(`${name} ${why}${words === '' ? '' : `: ${words.trim().slice(-400)}`}`);
    waiting?.reject(ended);
    waiting = null;
  };
  child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4_000)));
  child.on('error', (error) => {
    end(`could not be started (${error.message})`);
  });
  child.on('close', (code, signal) => {
    end(`ended by itself (${code === null ? String(signal) : `code ${code}`})`);
  });
  // It has ended already; that is told there.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    waiting?.resolve(line);
    waiting = null;
  });
  const nextLine = async (limitMs: number): Promise<string> => {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<string>((resolve, reject) => {
        if (ended !== null) {
          reject(ended);
          return;
        }
        waiting = { resolve, reject };
        timer = setTimeout(() => {
          end(`took longer than ${Math.round(limitMs / 1_000)} s for one request and was ended`);
          child.kill('SIGKILL');
        }, limitMs);
      });
    } finally {
      clearTimeout(timer);
    }
  };
  const { ready, ...facts } = JSON.parse(await nextLine(mostMs)) as Readonly<Record<string, number>> & { readonly ready?: boolean };
  if (ready !== true) throw new Error(`${name} did not say that it is ready`);
  return {
    facts,
    ask: async (slice, limitMs) => {
      const line = nextLine(limitMs);
      child.stdin.write(`${sliceLine(slice)}\n`);
      return JSON.parse(await line) as SliceAnswer;
    },
    dispose: () => {
      ended ??= new Error(`${name} is not needed any more`);
      child.stdin.end();
      child.kill('SIGKILL');
    },
  };
}
