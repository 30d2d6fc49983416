import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { assertNever } from '../../core/model/assert-never';
import { peersFolder, type Participant, type Source } from './participants';

export type MadePeer =
  | { readonly kind: 'made'; readonly participant: Participant; readonly program: string }
  /** Why, and what to install. */
  | { readonly kind: 'skipped'; readonly participant: Participant; readonly why: string };

const run = promisify(execFile);
const compileMs = 180_000;

/** Makes what is asked for, each source once, in a folder; what cannot be made on this machine is skipped. */
export async function makePeers(asked: readonly Participant[], folder: string): Promise<readonly MadePeer[]> {
  const programs = new Map<string, Promise<string>>();
  return Promise.all(
    asked.map(async (participant): Promise<MadePeer> => {
      const { source } = participant;
      if (source === null) return { kind: 'made', participant, program: '' };
      const program = programs.get(source.file) ?? make(source, folder);
      programs.set(source.file, program);
      try {
        return { kind: 'made', participant, program: await program };
      } catch (error) {
        return { kind: 'skipped', participant, why: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

async function make(source: Source, folder: string): Promise<string> {
  const file = fileURLToPath(new URL(source.file, peersFolder));
  const missing = (what: string): Error => new Error(`${what} (Debian: apt-get install ${source.package})`);
  switch (source.kind) {
    case 'cpp': {
      if (!(await answers('g++', ['--version']))) throw new Error('no g++ on this machine (Debian: apt-get install g++)');
      const program = join(folder, source.file.replace('.cpp', ''));
      await compiled('g++', ['-std=c++17', '-O3', '-DNDEBUG', '-march=native', '-w', '-o', program, file, ...source.flags], missing);
      return program;
    }
    case 'python': {
      // The system's own has the system's modules, even where another comes first.
      for (const python of ['python3', '/usr/bin/python3']) if (await answers(python, ['-c', `import ${source.module}`])) return python;
      throw missing(`no Python with ${source.module}`);
    }
    case 'java': {
      if (!(await answers('javac', ['-version'])))
        throw new Error('no javac on this machine (Debian: apt-get install default-jdk-headless)');
      const jars = jarsIn(source.jars);
      if (!jars.some((jar) => jar.includes('jgrapht-core'))) throw missing(`no jgrapht-core in ${source.jars}`);
      const classes = [folder, ...jars].join(':');
      await compiled('javac', ['-nowarn', '-cp', classes, '-d', folder, file], missing);
      return classes;
    }
    default:
      return assertNever(source);
  }
}

const jarsIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => /^(jgrapht-core|jheaps|apfloat)[^/]*[.]jar$/.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
};

async function answers(program: string, parameters: readonly string[]): Promise<boolean> {
  try {
    await run(program, [...parameters], { timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

async function compiled(program: string, parameters: readonly string[], missing: (what: string) => Error): Promise<void> {
  try {
    await run(program, [...parameters], { timeout: compileMs });
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const header = /fatal error: (\S+): No such file/.exec(words)?.[1];
    const library = /cannot find -l(\S+)/.exec(words)?.[1];
    if (header !== undefined) throw missing(`no ${header} on this machine`);
    if (library !== undefined) throw missing(`no library ${library} on this machine`);
    throw new Error(`it could not be compiled: ${words.split('\n').find((line) => line.includes('error')) ?? words.slice(0, 200)}`);
  }
}
