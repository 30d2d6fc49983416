import { expect, test } from 'vitest';
import { byBeginning } from './by-beginning';

const things = ['abc', 'abd', 'b', 'bc'].map((id) => ({ id }));

test.each([
  ['abc', 'abc'],
  ['bc', 'bc'],
  ['b', 'b'],
])('%s is found, by the whole of its id before by its beginning', (given, id) => {
  expect(byBeginning(things, given, 'windows')).toEqual({ kind: 'found', thing: { id } });
});

test('what several begin with is told as such, and what none begins with is none', () => {
  expect(byBeginning(things, 'ab', 'windows')).toEqual({ kind: 'several', message: '2 windows begin with ab; give more of the id' });
  expect(byBeginning(things, 'c', 'windows')).toEqual({ kind: 'none' });
});
