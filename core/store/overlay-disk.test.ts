import fc from 'fast-check';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemDisk } from './disk';
import { overlayDisk } from './overlay-disk';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();
const path = join(folder, 'below');
const below = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251));

const position = fc.nat(14_000);
const step = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), position, bytes: fc.uint8Array({ maxLength: 6000 }) }),
  fc.record({ kind: fc.constant('truncate' as const), position }),
);

it('reads as a file would that was changed, and leaves the file below as it was', () => {
  writeFileSync(path, below);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const file = overlayDisk(systemDisk).open(path, 'read-write');
      let expected = Buffer.from(below);
      for (const change of steps) {
        if (change.kind === 'write' && change.bytes.length === 0) continue;
        const length = change.kind === 'truncate' ? change.position : Math.max(expected.length, change.position + change.bytes.length);
        const grown = Buffer.alloc(length);
        expected.copy(grown);
        expected = grown;
        if (change.kind === 'truncate') file.truncate(change.position);
        else {
          expected.set(change.bytes, change.position);
          file.write(change.bytes, change.position);
        }
        const read = Buffer.alloc(20_000);
        const bytes = file.read(read, 0);
        expect(file.stat().size).toBe(expected.length);
        expect(read.subarray(0, bytes).equals(expected)).toBe(true);
      }
      file.close();
      expect(readFileSync(path).equals(below)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('deletes and creates in memory only', () => {
  writeFileSync(path, below);
  const disk = overlayDisk(systemDisk);
  disk.unlink(path);
  expect(disk.stat(path)).toBeUndefined();
  expect(() => disk.open(path, 'read-write')).toThrow('ENOENT');
  const again = disk.open(path, 'create-new');
  expect(again.stat().size).toBe(0);
  again.write(Buffer.from('new'), 0);
  const other = disk.open(path, 'read');
  const read = Buffer.alloc(10);
  expect(read.subarray(0, other.read(read, 0)).toString()).toBe('new');
  expect(() => disk.open(path, 'create-new')).toThrow('EEXIST');
  disk.open(join(folder, 'other'), 'create').write(Buffer.from('x'), 0);
  expect(readdirSync(folder)).toEqual(['below']);
  expect(readFileSync(path).equals(below)).toBe(true);
});

it('renames in memory only, with what was changed, and over what is there', () => {
  writeFileSync(path, below);
  const disk = overlayDisk(systemDisk);
  const other = join(folder, 'renamed');
  const contents = (name: string): string => {
    const read = Buffer.alloc(20_000);
    return read.subarray(0, disk.open(name, 'read').read(read, 0)).toString('latin1');
  };
  disk.open(path, 'read-write').write(Buffer.from('changed'), 5000);
  const expected = contents(path);
  disk.open(other, 'create').write(Buffer.alloc(15_000, 1), 0);
  disk.rename(path, other);
  expect(contents(other)).toBe(expected);
  expect(expected).toContain('changed');
  expect(disk.stat(path)).toBeUndefined();
  disk.rename(other, path);
  expect(contents(path)).toBe(expected);
  expect(disk.stat(other)).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['below']);
  expect(readFileSync(path).equals(below)).toBe(true);
});
