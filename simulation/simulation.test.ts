import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { live } from './life';

const file = `/simulated/${String(process.pid).padStart(10, '0')}-test.db`;

/** Those that once found a fault, by what it was. */
const found: readonly (readonly [seed: number, what: string])[] = [];

const seeds = [...Array.from({ length: 200 }, (_, seed) => seed), ...found.map(([seed]) => seed)];

test.each(seeds)('whatever happens, once it ends nothing is lost, leaked, orphaned, doubled or left waiting (seed %d)', async (seed) => {
  expect((await live(seed, { file })).faults).toEqual([]);
});

test('the same seed gives the same trace, in this process and in another', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-simulation-'));
  try {
    const json = join(folder, 'lives.json');
    await promisify(execFile)(process.execPath, ['out/main/simulate.js', '--from', '1000', '--seeds', '8', '--json', json]);
    const { lives } = JSON.parse(await readFile(json, 'utf8')) as { lives: { seed: number; hash: string }[] };
    expect(lives.map(({ seed }) => seed)).toEqual([1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007]);
    for (const { seed, hash } of lives) {
      expect((await live(seed, { file })).hash, `seed ${seed}`).toBe(hash);
      expect((await live(seed, { file, isTraceKept: true })).hash, `seed ${seed}, once more`).toBe(hash);
    }
    expect(new Set(lives.map(({ hash }) => hash)).size).toBe(lives.length);
  } finally {
    await rm(folder, { recursive: true });
  }
});
