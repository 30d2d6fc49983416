import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './machine';
import { endProcess, saidUntil } from './place';

/** The practice carriers and switches, as processes of their own. */
export interface Lab {
  /** What Longlines is to be started with. */
  readonly configuration: string;
  /** What it said: where each is reached, and its control address. */
  readonly words: string;
  /** A carrier's or switch's control address: `npm run lab -- URL COMMAND`. */
  control(id: string): string;
  /** Does something to a carrier or switch, as `npm run lab -- --help` has it: `act('alder', 'cut', 'duct', 'cable-northern-arc')`. */
  act(id: string, ...command: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startLab(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'll-e2e-lab-'));
  const child = spawn(process.execPath, [program('lab'), 'practice', folder]);
  const words = await saidUntil(child, (out) => out.includes('ready; Ctrl-C'), 'the lab');
  const control = (id: string): string => {
    const found = new RegExp(`\\(${id}, [^]*?control +(http://\\S+)`).exec(words)?.[1];
    if (found === undefined) throw new Error(`the lab has no "${id}": ${words}`);
    return found;
  };
  return {
    configuration: join(folder, 'longlines.json'),
    words,
    control,
    async act(id, ...command) {
      const done = spawn(process.execPath, [program('lab'), control(id), ...command]);
      await saidUntil(done, (out) => out.includes(': done'), `lab ${command.join(' ')}`);
    },
    async stop() {
      await endProcess(child, 'the lab');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
