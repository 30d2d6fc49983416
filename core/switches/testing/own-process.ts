import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

/** The program's path, or null: then it is printed that what needs it is not tested here. */
export function installed(program: string, debianPackage: string): string | null {
  const file = `/usr/sbin/${program}`;
  if (existsSync(file)) return file;
  console.warn(`NOT RUN: tests against a real ${program}. Install Debian's ${debianPackage}.`);
  return null;
}

/** Starts a program; `end` ends it alone. */
export function ownProcess(
  file: string,
  args: readonly string[],
  options: SpawnOptions,
): { readonly child: ChildProcess; readonly end: () => Promise<void> } {
  const child = spawn(file, [...args], options);
  return {
    child,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
