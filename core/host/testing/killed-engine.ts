import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EngineProcessConfig } from './engine-process';

/** When an engine is killed: after so many lines of its output (`saying`: of those that have this in them), or so long after it has opened its store. */
export type KillPoint = { readonly lines: number; readonly saying?: string } | { readonly afterMs: number };

export interface Life {
  readonly lines: readonly string[];
  readonly wasKilled: boolean;
}

/** Lets an engine live in a process of its own until the point, where it is killed (SIGKILL), or until it is at rest and ends in good order. */
export async function liveUntil(config: EngineProcessConfig, point: KillPoint | null): Promise<Life> {
  const file = join(config.folder, 'engine.json');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const child = spawn(process.execPath, [program(), file], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const lines: string[] = [];
  let wasKilled = false as boolean;
  const kill = () => {
    wasKilled = child.kill('SIGKILL');
  };
  let timer: NodeJS.Timeout | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    // What it said before it heard of its end counts: it was acknowledged.
    lines.push(line);
    if (point && 'lines' in point) {
      const { saying = '' } = point;
      if (line.includes(saying) && lines.filter((each) => each.includes(saying)).length === point.lines) kill();
    }
    if (point && 'afterMs' in point && line === 'open') timer = setTimeout(kill, point.afterMs);
    if (line === 'at rest' && !wasKilled) child.stdin.end();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  if (!wasKilled && code !== 0) throw new Error(`the engine ended with code ${code ?? 'none'}: ${lines.slice(-5).join('; ')} ${said}`);
  return { lines, wasKilled };
}

/** The built program, found upwards from here. */
function program(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'out', 'main', 'engine-process.js');
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) throw new Error('out/main/engine-process.js is not built: run the build first');
  }
}
