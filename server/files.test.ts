import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../core/store/testing/temporary-folder';
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
