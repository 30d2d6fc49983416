import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../store/testing/temporary-folder';
import { socketPlaces, stateOfFolder, storeKey, type Surroundings } from './place';

const folder = temporaryFolder();
const linux: Surroundings = { platform: 'linux', userId: 1000, runtimeFolder: '/run/user/1000', temporaryFolder: '/tmp' };

test('a store has places of its own, the first in the runtime folder; a peer without a session looks there too', () => {
  const [first, second] = socketPlaces('/data/longlines.db', linux);
  expect(first?.address).toMatch(/^\/run\/user\/1000\/longlines\/[0-9a-f]{32}\.sock$/);
  expect(second?.folder).toBe('/tmp/longlines-1000');
  expect(socketPlaces('/data/longlines.db', { ...linux, runtimeFolder: undefined })).toEqual(socketPlaces('/data/longlines.db', linux));
  expect(socketPlaces('/data/other.db', linux)[0]).not.toEqual(first);
});

test('an address that a system would cut off is no place', () => {
  const places = socketPlaces('/data/longlines.db', { ...linux, runtimeFolder: `/run/${'long/'.repeat(20)}` });
  expect(places.map(({ folder: at }) => at)).toEqual(['/run/user/1000/longlines', '/tmp/longlines-1000']);
  for (const { address } of places) expect(Buffer.byteLength(address)).toBeLessThan(104);
});

test('on Windows it is a named pipe', () => {
  const places = socketPlaces('C:\\longlines.db', { ...linux, platform: 'win32', userId: null });
  expect(places).toEqual([{ folder: null, address: expect.stringMatching(/^\\\\\.\\pipe\\longlines-host-[0-9a-f]{32}$/) as string }]);
});

test('a store is the same one by whichever way it is named, also before it is made', () => {
  mkdirSync(join(folder, 'real'));
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  expect(storeKey(join(folder, 'link', 'a.db'))).toBe(storeKey(join(folder, 'real', 'a.db')));
  writeFileSync(join(folder, 'real', 'a.db'), '');
  symlinkSync(join(folder, 'real', 'a.db'), join(folder, 'b.db'));
  expect(storeKey(join(folder, 'b.db'))).toBe(storeKey(join(folder, 'real', '..', 'real', 'a.db')));
});

const userId = process.getuid?.() ?? null;

test('a folder is made for its owner alone, and looked for without being made', () => {
  const made = join(folder, 'made');
  expect(stateOfFolder(made, userId, false)).toEqual({ kind: 'missing' });
  expect(stateOfFolder(made, userId, true)).toEqual({ kind: 'safe' });
  expect(stateOfFolder(made, userId, false)).toEqual({ kind: 'safe' });
  expect(stateOfFolder(join(folder, 'no', 'such'), userId, true)).toEqual({ kind: 'missing' });
});

test('a folder that cannot be got at is missing, so that the next place is tried', () => {
  writeFileSync(join(folder, 'file'), '');
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o000 });
  onTestFinished(() => {
    chmodSync(closed, 0o700);
  });
  // Nothing is closed to the superuser; what is in a file fails for everybody.
  for (const at of [join(folder, 'file', 'longlines'), join(closed, 'longlines')])
    expect(stateOfFolder(at, userId, false)).toEqual({ kind: 'missing' });
});

test.each([
  [
    'others may write',
    (at: string) => {
      mkdirSync(at);
      chmodSync(at, 0o702);
    },
    userId,
    /can be used by others/,
  ],
  [
    'its group may read',
    (at: string) => {
      mkdirSync(at);
      chmodSync(at, 0o740);
    },
    userId,
    /can be used by others/,
  ],
  [
    'another user made',
    (at: string) => {
      mkdirSync(at, { mode: 0o700 });
    },
    4711,
    /belongs to another user/,
  ],
  [
    'is a link',
    (at: string) => {
      symlinkSync('/tmp', at);
    },
    userId,
    /is no folder/,
  ],
  [
    'is a file',
    (at: string) => {
      writeFileSync(at, '');
    },
    userId,
    /is no folder/,
  ],
] as const)('a folder that %s is not used, whether to listen or to ask', (what, make, user, message) => {
  const at = join(folder, what.replaceAll(' ', '-'));
  make(at);
  for (const mayMake of [true, false])
    expect(stateOfFolder(at, user, mayMake)).toMatchObject({ kind: 'unsafe', message: expect.stringMatching(message) as string });
});
