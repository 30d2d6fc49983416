import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const largestBytes = 1024 * 1024;
let file: string | null = null;

/** From now on notes go into this file too: nobody sees the standard error of a program that was started by a click. One of before is kept beside it. */
export function keepNotes(path: string): void {
  file = path;
  try {
    mkdirSync(dirname(path), { recursive: true });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) renameSync(path, `${path}.old`);
  } catch (error) {
    lose(error);
  }
}

/** A line for whoever looks after this machine. */
export function note(text: string): void {
  process.stderr.write(`longlines: ${text}\n`);
  if (file === null) return;
  try {
    // What comes from a page may have lines of its own.
    appendFileSync(file, `${new Date().toISOString()} ${text.replaceAll(/[\r\n]+/g, ' ')}\n`, { mode: 0o600 });
  } catch (error) {
    lose(error);
  }
}

function lose(error: unknown): void {
  process.stderr.write(`longlines: notes are not kept in ${file ?? ''} (${error instanceof Error ? error.message : String(error)})\n`);
  file = null;
}
