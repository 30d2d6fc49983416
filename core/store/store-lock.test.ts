import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acquireStoreLock, holdAddress, lockAddress } from './store-lock';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();

it('is given once for a file, and again after its release', async () => {
  const path = join(folder, 'store.db');
  const lock = await acquireStoreLock(path);
  await expect(acquireStoreLock(path)).rejects.toMatchObject({ code: 'in-use', message: expect.stringContaining(path) as string });
  await lock.release();
  const again = await acquireStoreLock(path);
  await again.release();
});

it('is one for each file', async () => {
  const locks = await Promise.all(['a', 'b', 'c'].map((name) => acquireStoreLock(join(folder, name))));
  await Promise.all(locks.map((lock) => lock.release()));
});

it('goes to one only of many who ask at once', async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => acquireStoreLock(join(folder, 'contended'))));
  const given = attempts.filter((attempt) => attempt.status === 'fulfilled');
  expect(given).toHaveLength(1);
  await given[0]?.value.release();
});

it.each([
  ['linux', /^\0longlines-[0-9a-f]{40}-x+$/],
  ['win32', /^\\\\\.\\pipe\\longlines-[0-9a-f]{40}$/],
  ['darwin', /\/longlines-[0-9a-f]{40}\.sock$/],
] as const)('has a name on %s that follows from the path', (platform, shape) => {
  expect(lockAddress('/a/store.db', platform)).toMatch(shape);
  expect(lockAddress('/a/store.db', platform)).toBe(lockAddress('/a/store.db', platform));
  expect(lockAddress('/a/store.db', platform)).not.toBe(lockAddress('/b/store.db', platform));
});

it('fills the abstract address to its end, which Nodes with and without padding then share', () => {
  expect(Buffer.byteLength(lockAddress('/a/store.db', 'linux'))).toBe(108);
});

it('as a socket file is refused while its owner answers, and taken over once nobody does', async () => {
  const address = join(folder, 'lock.sock');
  const owner = await holdAddress(address);
  expect(await holdAddress(address)).toBeUndefined();
  await new Promise((resolve) => owner?.close(resolve));
  expect(existsSync(address)).toBe(false);

  // What a killed owner leaves: a socket file without anybody behind it.
  const killed = createServer();
  await new Promise<void>((resolve) => killed.listen(address, resolve));
  const { renameSync } = await import('node:fs');
  renameSync(address, `${address}.kept`);
  await new Promise((resolve) => killed.close(resolve));
  renameSync(`${address}.kept`, address);
  expect(existsSync(address)).toBe(true);
  const heir = await holdAddress(address);
  expect(heir).toBeDefined();
  await new Promise((resolve) => heir?.close(resolve));
});

it('does not take over a file that is no socket', async () => {
  const address = join(folder, 'plain.sock');
  writeFileSync(address, 'precious');
  expect(await holdAddress(address)).toBeUndefined();
  expect(existsSync(address)).toBe(true);
});
