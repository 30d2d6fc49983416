import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BulkLog } from './bulk-log';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longlines-bulk-log-'));
});

afterAll(() => rm(folder, { recursive: true }));

const command = (vpis: readonly number[]) => ({ session: 1, ctag: 'C1', aid: vpis.map((vpi) => `NTVCL-${vpi}-100`).join('&'), vpis });

test('one after another is one at once, even within one millisecond', () => {
  const log = new BulkLog(join(folder, 'sequence'), 0);
  for (let time = 0; time < 3; time += 1) log.done(log.received(command([3]), 1000), 'COMPLD', true, 1000);
  expect(log.mostAtOnce).toEqual({ 3: 1 });
});

test('those that overlap are counted by VPI', () => {
  const log = new BulkLog(join(folder, 'overlap'), 0);
  const first = log.received(command([3]), 1000);
  const second = log.received(command([3, 4]), 1001);
  log.done(first, 'COMPLD', true, 1002);
  const third = log.received(command([4]), 1003);
  log.done(second, 'PRTL', false, 1004);
  log.done(second, 'COMPLD', true, 1005);
  log.done(third, 'DENY', true, 1006);
  expect(log.mostAtOnce).toEqual({ 3: 2, 4: 2 });
  expect(log.commands[1]).toEqual({
    number: 2,
    ...command([3, 4]),
    receivedAtMs: 1001,
    doneAtMs: 1004,
    outcome: 'PRTL',
    isAnswered: false,
  });
});

test('a kill ends what was under way, and may leave half a line', async () => {
  const file = join(folder, 'killed');
  const before = new BulkLog(file, 0);
  before.done(before.received(command([3]), 1000), 'COMPLD', true, 1001);
  before.received(command([3]), 1002);
  await appendFile(file, '{"kind":"done","numb');
  const after = new BulkLog(file, 2000);
  expect(after.commands.map(({ outcome, doneAtMs }) => [outcome, doneAtMs])).toEqual([
    ['COMPLD', 1001],
    ['cut', 2000],
  ]);
  const third = after.received(command([3]), 2001);
  expect(third).toBe(3);
  const again = new BulkLog(file, 3000);
  expect(again.mostAtOnce).toEqual({ 3: 1 });
  expect(again.commands.map(({ outcome }) => outcome)).toEqual(['COMPLD', 'cut', 'cut']);
});
