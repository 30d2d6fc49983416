import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { utilityProcess, type UtilityProcess } from 'electron';
import { z } from 'zod';
import { launchLabBy, type LabProcess, type LaunchLab } from '../../shell/practice/launch-lab';

const asked = z.union([
  z.object({
    start: z.object({
      id: z.int(),
      program: z.enum(['carrier-manager.js', 'switch.js']),
      words: z.array(z.string()),
      environment: z.record(z.string(), z.string()),
    }),
  }),
  z.object({ stop: z.object({ id: z.int(), isKill: z.boolean() }) }),
]);

/**
 * The practice carriers and switches as Electron's utility processes: a packaged console has no Node that could run them, since its executable runs nothing
 * but the console. `folder`: where the built programs are. They ask for each other over the port of the lab (`lab/launch-through-parent.ts`).
 */
export const launchLabAsUtility = (folder: string): LaunchLab => launchLabBy((place) => labIn(folder, place));

function labIn(folder: string, place: string): LabProcess {
  const parts = new Map<number, UtilityProcess>();
  const lab = begin(join(folder, 'lab.js'), ['practice', place, '--with-parent'], {});
  lab.process.on('message', (message: unknown) => {
    const { data: said } = asked.safeParse(message);
    if (!said) return;
    if ('stop' in said) {
      const part = parts.get(said.stop.id);
      if (said.stop.isKill) kill(part);
      else part?.postMessage('end');
      return;
    }
    const { id, program, words, environment } = said.start;
    const part = begin(join(folder, program), words, environment);
    parts.set(id, part.process);
    createInterface({ input: part.output }).once('line', (line) => {
      lab.process.postMessage({ id, line });
    });
    void part.ended.then((words) => {
      parts.delete(id);
      lab.process.postMessage({ id, ended: words });
    });
  });
  void lab.ended.then(() => {
    for (const part of parts.values()) kill(part);
  });
  return {
    ...{ output: lab.output, ended: lab.ended },
    end: () => {
      lab.process.postMessage('end');
    },
    kill: () => {
      kill(lab.process);
    },
  };
}

function begin(program: string, words: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = utilityProcess.fork(program, [...words], {
    stdio: 'pipe',
    env: { ...process.env, ...environment },
    serviceName: 'Longlines practice',
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('a utility process was started without its outputs');
  let said = '';
  stderr.setEncoding('utf8');
  stderr.on('data', (text: string) => (said = (said + text).slice(-longestWords)));
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code) => {
      resolve(said.trim() || `it ended with status ${code}`);
    });
  });
  return { process: child, output: stdout, ended };
}

/** `UtilityProcess.kill` asks; this does not. */
function kill(child: UtilityProcess | undefined): void {
  if (child?.pid !== undefined) process.kill(child.pid, 'SIGKILL');
}

const longestWords = 4_000;
