import { expect, test } from 'vitest';
import { endMatches } from './end-matches';

const groups = [
  {
    group: 'Sites',
    items: [
      { value: 'ELO', label: 'East London, ELO' },
      { value: 'LDD', label: 'London Docklands, LDD' },
      { value: 'LON', label: 'London, LON' },
      { value: 'ZRH', label: 'Zürich, ZRH' },
    ],
  },
  { group: 'Nodes', items: [{ value: 'node:alder/lon-1', label: 'lon-1, London' }] },
];
const matched = (search: string, limit = 40) => endMatches(groups, search, limit).flatMap(({ items }) => items.map(({ value }) => value));

test.each([
  ['London', ['LON', 'LDD', 'ELO', 'node:alder/lon-1']],
  ['london, lon', ['LON', 'ELO', 'LDD', 'node:alder/lon-1']],
  ['ldd', ['LDD']],
  ['zurich', ['ZRH']],
  ['Lonodn', []],
])('%s: what is called so comes first, then what begins so', (search, values) => {
  expect(matched(search)).toEqual(values);
});

test('what is looked for in no words is all, as it is sorted, up to as many as are shown', () => {
  expect(matched('')).toHaveLength(5);
  expect(matched('', 2)).toEqual(['ELO', 'LDD']);
  expect(matched('london', 1)).toEqual(['LON']);
});
