import { expect, test } from 'vitest';
import { withRemedy } from './with-remedy';

test.each([
  ['order NOPE is not known; check its id', 'orders list'],
  ['circuit order NOPE is not known; check its id', 'circuits list'],
  ['virtual path NOPE is not known; check its id', 'paths list'],
  ['discrepancy abc does not stand; look at those that do', 'reconcile list'],
  ['accessing carrier nobody is not known; connect it first, or correct its id', 'carriers list'],
  ['duct (shared-risk group) nope is not known; check its id; near: duct:duct-7', 'inventory show ducts'],
  ['site ZZZ is not known to any carrier; check its code; near: LON', 'inventory show sites'],
])('%s: the command that lists them is told', (message, command) => {
  expect(withRemedy(message)).toBe(`${message} ("longlines ${command}" lists them)`);
});

test('what may be overwritten is told with its option', () => {
  const message = 'there is a file a.db already: choose another name for the backup, or say that it may be overwritten';
  expect(withRemedy(message)).toBe(`${message} (--overwrite)`);
});

test.each(['order ORD-1 exists already; give the new one another id', 'the latency of site LON is not known; measure it or enter it'])(
  '%s: says what to do, and is told as it is',
  (message) => {
    expect(withRemedy(message)).toBe(message);
  },
);
