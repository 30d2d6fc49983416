import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommand } from '../../lab/control/parse-command';
import { postCommand } from '../../lab/control-client';
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
  /** All of it as it was when it was started: nothing held, nothing broken. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startLab(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'll-e2e-lab-'));
  const child = spawn(process.execPath, [program('lab'), 'practice', folder]);
  const words = await saidUntil(child, (out) => out.includes('ready; Ctrl-C'), 'the lab');
  const ofCarriers = controlsIn(words, /\(([a-z]+), [^]*?control +(http:\/\/\S+)/g);
  const ofSwitches = controlsIn(words, /\((SW-[A-Z]+-\d+), [^]*?control +(http:\/\/\S+)/g);
  const control = (id: string): string => {
    const found = ofCarriers.get(id) ?? ofSwitches.get(id);
    if (found === undefined) throw new Error(`the lab has no "${id}": ${words}`);
    return found;
  };
  return {
    configuration: join(folder, 'longlines.json'),
    words,
    control,
    async act(id, ...command) {
      await postCommand(control(id), parseCommand(command, ofSwitches.has(id) ? 'switch' : 'carrier'));
    },
    async clear() {
      await Promise.all([...ofCarriers.values(), ...ofSwitches.values()].map((url) => postCommand(url, { kind: 'clear' })));
    },
    async stop() {
      await endProcess(child, 'the lab');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const controlsIn = (words: string, pattern: RegExp): ReadonlyMap<string, string> =>
  new Map([...words.matchAll(pattern)].map(([, id = '', url = '']) => [id, url]));
