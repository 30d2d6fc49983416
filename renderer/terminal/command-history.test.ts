import { expect, test } from 'vitest';
import { commandHistory } from './command-history';

test('goes back to what was sent, and forth to what was being written', () => {
  const past = commandHistory([]);
  past.add('one;');
  past.add('two;');
  past.add('two;');
  expect([past.before('draft'), past.before('two;'), past.before('one;')]).toEqual(['two;', 'one;', 'one;']);
  expect([past.after('one;'), past.after('two;'), past.after('draft')]).toEqual(['two;', 'draft', 'draft']);
});

test('a command with a password is not kept, nor more than two hundred', () => {
  const kept: string[] = [];
  const past = commandHistory(kept);
  past.add('ACT-USER::ops:1::secret;');
  expect(kept).toEqual([]);
  for (let number = 0; number < 300; number += 1) past.add(`RTRV-HDR:::${number};`);
  expect(kept).toHaveLength(200);
  expect(past.before('')).toBe('RTRV-HDR:::299;');
});
