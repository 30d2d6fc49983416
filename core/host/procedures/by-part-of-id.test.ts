import { expect, test } from 'vitest';
import { systemNewId } from '../system-clock';
import { byPartOfId } from './by-part-of-id';

const things = ['abc', 'abd', 'b', 'bc'].map((id) => ({ id }));

test.each([
  ['abc', 'abc'],
  ['bc', 'bc'],
  ['b', 'b'],
  ['bd', 'abd'],
])('%s is found, by the whole of its id before by its beginning or end', (given, id) => {
  expect(byPartOfId(things, given, 'windows')).toEqual({ kind: 'found', thing: { id } });
});

test('what several begin or end with is told with their ids, and what none does is none', () => {
  expect(byPartOfId(things, 'ab', 'windows')).toEqual({
    kind: 'several',
    message: '2 windows have an id like ab: give more of it, of abc, abd',
  });
  const many = Array.from({ length: 7 }, (_, at) => ({ id: `x${at}` }));
  expect(byPartOfId(many, 'x', 'windows')).toEqual({
    kind: 'several',
    message: '7 windows have an id like x: give more of it, of x0, x1, x2, x3, x4 and 2 more',
  });
  expect(byPartOfId(things, 'x', 'windows')).toEqual({ kind: 'none' });
});

test('what was made in the same millisecond is found by the last eight digits', () => {
  const made = Array.from({ length: 50 }, () => ({ id: systemNewId() }));
  for (const { id } of made) expect(byPartOfId(made, id.slice(-8), 'impairments')).toEqual({ kind: 'found', thing: { id } });
});
