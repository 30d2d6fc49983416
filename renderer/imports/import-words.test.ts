import { expect, test } from 'vitest';
import type { ImportJob } from '../../core/model/import-job';
import { paceWords, stateWords } from './import-words';

const job = (change: Partial<ImportJob>): ImportJob => ({
  ...{
    id: 'i',
    kind: 'orders',
    name: 'orders.csv',
    by: 'Ann',
    state: 'checked',
    total: 10,
    read: 10,
    counts: {},
    run: null,
    changedAtMs: 0,
  },
  ...change,
});
const plain = (text: string): string => text.replace(/\s/g, ' ');

test.each([
  [{ state: 'reading', read: 4 }, 'orders.csv: 4 of 10 rows tried. Nothing is entered yet.'],
  [{ counts: { new: 7, malformed: 3 } }, 'orders.csv: 7 of 10 rows would be entered; the others change nothing.'],
  [{ state: 'stopped', counts: { entered: 2, new: 4, failed: 1 } }, 'orders.csv was stopped: 2 orders entered, 5 left to do.'],
  [
    { state: 'done', counts: { entered: 6, failed: 1, malformed: 2, same: 1 } },
    'orders.csv: 6 orders entered, 1 refused; 2 rows changed nothing.',
  ],
  [{ state: 'undone', counts: { 'taken-back': 1, entered: 1 } }, 'orders.csv: 1 order taken back, 1 not.'],
] satisfies readonly (readonly [Partial<ImportJob>, string])[])('%j', (change, words) => {
  expect(plain(stateWords(job(change)))).toBe(words);
});

test('the pace is told once there is one', () => {
  expect(paceWords({ run: { sinceMs: 0, toDo: 100, done: 0 } }, 1_000)).toBe('');
  expect(paceWords({ run: { sinceMs: 0, toDo: 100, done: 20 } }, 2_000)).toBe('10 a second, about 8 s left');
  expect(paceWords({ run: { sinceMs: 0, toDo: 10_000, done: 20 } }, 2_000)).toBe('10 a second, about 17 min left');
});
