import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { live } from './life';

const file = `/simulated/${String(process.pid).padStart(10, '0')}-test.db`;

/** Those that once found a fault, by what it was. As what is drawn changes they become other lives: each fault has a test of its own too, beside what was mended. */
const found: readonly (readonly [seed: number, what: string])[] = [
  [397, 'what was read long ago is called active'],
  [440, 'a reading that was lost is not asked for again'],
  [866, 'a cancellation that a crash came after is forgotten'],
  [1046, 'what a full reading finds broken is called active while its carrier is slow to answer'],
  [1377, 'an order waits, and nobody tells it that others have given up what it needs'],
  [3020, 'an order waits, and is not tried again where a carrier refused it once'],
  [3027, 'a repair stays under way while its order cannot be restored'],
  [5359, 'a service that was made late is an orphan'],
  [5556, 'a connection whose deletion was refused is called active unread'],
  [5594, 'what a full disk kept from being written is not tried again'],
  [5851, 'a clock that was set back hides that a reading is old'],
  [6014, 'an order whose recovery is paused keeps what it has given up'],
  [6788, 'a commit is said to have failed, and stands'],
  [7165, 'a full reading does not list a service, and an older answer has it up'],
];

const seeds = [...Array.from({ length: 200 }, (_, seed) => seed), ...found.map(([seed]) => seed)];

test.each(seeds)('whatever happens, once it ends nothing is lost, leaked, orphaned, doubled or left waiting (seed %d)', async (seed) => {
  expect((await live(seed, { file })).faults).toEqual([]);
});

const simulate = (...options: readonly string[]) => promisify(execFile)(process.execPath, ['out/main/simulate.js', ...options]);

test(
  'the same seed gives the same trace: in this process, in others, and in as many threads as you like',
  { timeout: 180_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'longlines-simulation-'));
    try {
      const runs = [];
      for (const workers of ['1', '3']) {
        const json = join(folder, `lives-${workers}.json`);
        await simulate('--from', '1000', '--seeds', '8', '--workers', workers, '--json', json);
        runs.push(JSON.parse(await readFile(json, 'utf8')) as { hash: string; lives: { seed: number; hash: string }[] });
      }
      const [one, three] = runs;
      expect(three?.lives).toEqual(one?.lives);
      expect(three?.hash).toBe(one?.hash);
      const lives = one?.lives ?? [];
      expect(lives.map(({ seed }) => seed)).toEqual([1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007]);
      for (const { seed, hash } of lives) {
        expect((await live(seed, { file })).hash, `seed ${seed}`).toBe(hash);
        expect((await live(seed, { file, isTraceKept: true })).hash, `seed ${seed}, once more`).toBe(hash);
      }
      expect(new Set(lives.map(({ hash }) => hash)).size).toBe(lives.length);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test('lives are counted and summed up; the exit code says that none went wrong', { timeout: 60_000 }, async () => {
  const { stdout } = await simulate('--seeds', '4');
  expect(stdout).toMatch(/^befell: \d.* \w+/m);
  expect(stdout).toMatch(/^4 lives of \d+ hours, \d+ crashes, [\d.]+ lives a second, none went wrong$/m);
});

test.each([
  [['--seeds', 'many'], '--seeds takes a whole number from 1 to 2147483648, not "many"; see --help'],
  [['--seeds', '0'], '--seeds takes a whole number from 1'],
  [['--seed', '-1'], "Option '--seed' argument is ambiguous"],
  [['--workers', '1.5'], '--workers takes a whole number from 1 to 256, not "1.5"'],
  [['--trace', 'there.txt'], '--trace needs --seed: it is of one life'],
  [['--seed', '1', '--seeds', '2'], '--seed is one life alone: without --seeds, --from and --workers'],
  [['--json', '/nowhere/at/all.json'], '/nowhere/at/all.json cannot be written (ENOENT'],
  [['--sedes', '3'], "Unknown option '--sedes'"],
])('%j is refused before any life, with the remedy', async (options, words) => {
  await expect(simulate(...options)).rejects.toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) as string });
});
