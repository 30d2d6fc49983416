import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { buildIfNeeded } from './build-if-needed.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { runDesktop } from './run-desktop.mjs';

/** A repository with an Electron package whose fetch does as it is told. */
function repository(install: string): string {
  const root = mkdtempSync(join(tmpdir(), 'll-start-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true });
  });
  mkdirSync(join(root, 'node_modules', 'electron'), { recursive: true });
  mkdirSync(join(root, 'out'));
  writeFileSync(join(root, 'node_modules', 'electron', 'install.js'), install);
  return root;
}

const search = (root: string, more: Partial<Parameters<typeof electronRuntime>[0]> = {}) => {
  const told: string[] = [];
  const found = electronRuntime({
    ...{ root, isWanted: false, environment: { DISPLAY: ':0' }, platform: 'linux', fetchMs: 20_000 },
    tell: (text) => void told.push(text),
    ...more,
  });
  return { found, told };
};

const fetches = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(__dirname + '/dist');
writeFileSync(__dirname + '/dist/electron', '');
writeFileSync(__dirname + '/path.txt', 'electron');
`;

test('the runtime is fetched by its own package, once', async () => {
  const root = repository(fetches);
  const executable = join(root, 'node_modules', 'electron', 'dist', 'electron');
  const first = search(root);
  expect(await first.found).toEqual({ executable });
  expect(first.told).toHaveLength(1);
  const second = search(root);
  expect(await second.found).toEqual({ executable });
  expect(second.told).toEqual([]);
});

test.each([
  [
    'fails',
    "console.error('RequestError: getaddrinfo ENOTFOUND example\\n    at somewhere'); process.exit(1);",
    /cannot be fetched \(getaddrinfo ENOTFOUND example\)/,
  ],
  ['hangs', 'setInterval(() => undefined, 1000);', /cannot be fetched \(it did not come within 0.3 s\)/],
  ['says nothing', 'process.exit(3);', /cannot be fetched \(no word why\)/],
  ['fetches nothing', '', /cannot be fetched/],
])('a fetch that %s is told, not tried again today unless it is asked for', async (_, install, words) => {
  const root = repository(install);
  expect(await search(root, { fetchMs: install.includes('setInterval') ? 300 : 20_000 }).found).toEqual({
    why: expect.stringMatching(words) as string,
  });
  writeFileSync(join(root, 'node_modules', 'electron', 'install.js'), fetches);
  expect(await search(root).found).toEqual({ why: expect.stringMatching(/today; "npm start -- --desktop" tries again/) as string });
  expect(await search(root, { isWanted: true }).found).toMatchObject({ executable: expect.stringMatching(/dist/) as string });
  expect(existsSync(join(root, 'out', '.electron-not-fetched'))).toBe(false);
});

test('after a day it is tried again', async () => {
  const root = repository(fetches);
  const mark = join(root, 'out', '.electron-not-fetched');
  writeFileSync(mark, 'x');
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  utimesSync(mark, yesterday, yesterday);
  expect(await search(root).found).toHaveProperty('executable');
});

test('without a display nothing is fetched', async () => {
  const { found, told } = search(repository(fetches), { environment: {} });
  expect(await found).toEqual({ why: 'there is no display' });
  expect(told).toEqual([]);
  // Elsewhere there always is one.
  expect(await search(repository(fetches), { environment: {}, platform: 'win32' }).found).toHaveProperty('executable');
});

test('what is newer than its sources is not built; what is older is, or says what is missing', () => {
  const root = repository('');
  mkdirSync(join(root, 'core', 'deep'), { recursive: true });
  const source = join(root, 'core', 'deep', 'a.ts');
  writeFileSync(source, '');
  expect(() => {
    buildIfNeeded(root);
  }).toThrow(/npm ci/);
  for (const name of ['vite', 'electron-vite']) {
    const program = join(root, 'node_modules', name, 'bin', `${name}.js`);
    mkdirSync(join(root, 'node_modules', name, 'bin'), { recursive: true });
    writeFileSync(program, `require('node:fs').appendFileSync('built', '${name};');`);
    chmodSync(program, 0o700);
  }
  const built = () => {
    rmSync(join(root, 'built'), { force: true });
    buildIfNeeded(root);
    return existsSync(join(root, 'built'));
  };
  const past = new Date(Date.now() - 60_000);
  for (const path of [source, join(root, 'core', 'deep'), join(root, 'core')]) utimesSync(path, past, past);
  expect([built(), built()]).toEqual([true, false]);
  const later = new Date(Date.now() + 60_000);
  utimesSync(source, later, later);
  expect(built()).toBe(true);
});

/** As an Electron that does what the script says. */
const desktop = (script: string, lastsMs = 0) => {
  const executable = join(repository(''), 'electron');
  writeFileSync(executable, `#!/bin/sh\n${script}\n`);
  chmodSync(executable, 0o700);
  const told: string[] = [];
  let nowMs = 0;
  const ended = runDesktop({ executable, words: [], tell: (text) => void told.push(text), now: () => (nowMs += lastsMs) });
  return { ended, told };
};

test.each([
  ['a signal', 'kill -SEGV $$', 'it was ended by SIGSEGV'],
  ['a signal, with words', 'echo "libnss3.so: no such file" >&2; kill -ABRT $$', 'libnss3.so: no such file'],
  ['a code', 'exit 3', 'it ended with 3'],
])('a desktop that soon ends by %s was not opened', async (_, script, why) => {
  expect(await desktop(script).ended).toEqual({ kind: 'not-opened', why });
});

test('a desktop that cannot be run was not opened', async () => {
  const ended = runDesktop({ executable: join(repository(''), 'none'), words: [], tell: () => undefined, now: () => 0 });
  expect(await ended).toEqual({ kind: 'not-opened', why: expect.stringMatching(/ENOENT/) as string });
});

test.each([
  ['in order', 'exit 0', 0],
  ['with a code', 'exit 3', 3],
  ['by a signal', 'kill -SEGV $$', 139],
])('a desktop that was open and ended %s is told so by our own end', async (_, script, code) => {
  const { ended, told } = desktop(script, 60_000);
  expect(await ended).toEqual({ kind: 'ended', code });
  expect(told.join('').includes('SIGSEGV')).toBe(code === 139);
});

test.each([
  ['ends in order', 'trap "exit 0" HUP; echo ready >&2; while :; do sleep 0.05; done', 0],
  ['ends by it', 'echo ready >&2; exec sleep 60', 0],
])('a signal of ours is handed on to a desktop, which %s: no reason for the browser', async (_, script, code) => {
  const { ended, told } = desktop(script);
  await vi.waitFor(() => {
    expect(told.join('')).toContain('ready');
  });
  process.emit('SIGHUP', 'SIGHUP');
  expect(await ended).toEqual({ kind: 'ended', code });
  expect(process.listenerCount('SIGHUP')).toBe(0);
});
