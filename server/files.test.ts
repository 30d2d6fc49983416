import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../core/store/testing/temporary-folder';
import { readPassword } from './password';
import { readStaticFiles } from './static-files';

test('the files of a built console are those of its folder, of known kinds', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'app-1.js'), 'let answer = 42;\n'.repeat(1_000));
  writeFileSync(join(folder, 'assets', 'app-1.js.map'), '{}');
  writeFileSync(join(folder, '.secret'), 'x');
  symlinkSync('/etc/hostname', join(folder, 'assets', 'leak.txt'));
  const files = readStaticFiles(folder);
  expect([...files.keys()].sort()).toEqual(['/assets/app-1.js', '/index.html']);
  const app = files.get('/assets/app-1.js');
  expect(app).toMatchObject({ type: 'text/javascript; charset=utf-8', isImmutable: true });
  const compressed = await app?.compressed();
  expect(compressed && brotliDecompressSync(compressed)).toEqual(app?.content);
  expect(compressed?.length).toBeLessThan(200);
  expect(files.get('/index.html')).toMatchObject({ isImmutable: false });
  expect(await files.get('/index.html')?.compressed()).toBeNull();
});

test.each(['', 'nowhere'])('a folder without a console (%j) is told with the remedy', (name) => {
  expect(() => readStaticFiles(join(temporaryFolder(), name))).toThrow(/npm run build/);
});

test('a password is the one line of its file, compared as people write it', async () => {
  const file = join(temporaryFolder(), 'password');
  writeFileSync(file, 'Vögel über dem See\n', { mode: 0o600 });
  const isPassword = await readPassword(file);
  // NFC and NFD: keyboards differ in how they make an umlaut.
  expect(await isPassword('Vögel über dem See'.normalize('NFD'))).toBe(true);
  expect(await isPassword('Vogel uber dem See')).toBe(false);
  expect(await isPassword('')).toBe(false);
});

test.each([
  ['too short', 'short\n', 0o600, /12 characters or more/],
  ['two lines', 'first line is here\nand a second\n', 0o600, /one line/],
  ['readable by others', 'long enough, certainly\n', 0o644, /chmod 600/],
])('a password file that is %s is refused', async (_, text, mode, words) => {
  const file = join(temporaryFolder(), 'password');
  writeFileSync(file, text);
  chmodSync(file, mode);
  await expect(readPassword(file)).rejects.toThrow(words);
});

test('a password file that is not there is told', async () => {
  await expect(readPassword(join(temporaryFolder(), 'none'))).rejects.toThrow(/cannot be read/);
});
