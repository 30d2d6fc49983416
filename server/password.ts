import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { ShellError } from '../shell/shell-error';

const shortest = 12;

/** Reads the console's password (one line) and forgets it: what is kept can only tell whether another is the same. Throws a ShellError `usage`. */
export async function readPassword(file: string): Promise<(password: string) => Promise<boolean>> {
  const text = readOwn(file).replace(/\r?\n$/, '');
  if (text.length < shortest || /[\r\n]/.test(text))
    throw new ShellError('usage', `--password-file: ${file} has to hold one line of ${shortest} characters or more: write a longer one`);
  const salt = randomBytes(16);
  const kept = await derive(text, salt);
  return async (password) => timingSafeEqual(await derive(password, salt), kept);
}

/** RFC 7914, at the cost that is usual for signing in: some 60 ms. */
const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  promisify<string, Buffer, number, object, Buffer>(scrypt)(password.normalize('NFKC'), salt, 32, {
    N: 2 ** 15,
    r: 8,
    p: 1,
    maxmem: 2 ** 26,
  });

function readOwn(file: string): string {
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
      throw new ShellError('usage', `--password-file: others than you can read ${file}: run "chmod 600 ${file}"`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof ShellError) throw error;
    throw new ShellError('usage', `--password-file: ${file} cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}
