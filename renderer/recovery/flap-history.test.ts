import { expect, test } from 'vitest';
import { impairment } from '../network/testing/rows';
import { flapHistory } from './flap-history';

const holdOut = (id: string) =>
  ({ subject: { kind: 'resource', id }, cause: 'flapping', text: 'went down 3 times', sinceMs: 50, untilMs: 90, name: id }) as const;
const damping = (subject: string, atMs: number) => ({ event: 'flapping.damped', subject, atMs, text: 'damped' });

test('what is kept out stands first, then what fell most often; what fell once does not stand there', () => {
  const lines = flapHistory(
    [holdOut('b')],
    [
      impairment('1', 'a', { raisedAtMs: 1, clearedAtMs: 2 }),
      impairment('2', 'a', { raisedAtMs: 3, clearedAtMs: 4 }),
      impairment('3', 'a', { raisedAtMs: 5 }),
      impairment('4', 'b', { raisedAtMs: 6, clearedAtMs: 7 }),
      impairment('5', 'once', { raisedAtMs: 8 }),
      impairment('6', 'was', { raisedAtMs: 9, clearedAtMs: 10 }),
    ],
    [damping('b', 50), damping('was', 20), damping('was', 30), { event: 'other', subject: 'once', atMs: 1, text: '' }],
  );
  expect(lines.map(({ name, falls, dampings, isDown, damped }) => [name, falls, dampings, isDown, damped !== null])).toEqual([
    ['b', 1, 1, false, true],
    ['a', 3, 0, true, false],
    ['was', 1, 2, false, false],
  ]);
  expect(lines.find(({ name }) => name === 'a')?.lastMs).toBe(5);
});

test('what is kept out and was never seen to fall stands there too', () => {
  expect(flapHistory([holdOut('b')], [], [])).toMatchObject([{ name: 'b', falls: 0, dampings: 1 }]);
});
