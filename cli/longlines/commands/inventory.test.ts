import { expect, test } from 'vitest';
import { knownSites } from './inventory';

test('each --site names a site of the files and a known one', () => {
  expect(knownSites(['elm-n1=LON', 'elm-n2=PAR'])).toEqual({ 'elm-n1': 'LON', 'elm-n2': 'PAR' });
});

test.each([
  [['elm-n1'], /--site elm-n1: write the site of the file/],
  [['=LON'], /--site =LON: write/],
  [['elm-n1=LON=PAR'], /--site elm-n1=LON=PAR: write the site of the file, one =/],
  [['elm-n1=LON', 'elm-n1=PAR'], /--site elm-n1=PAR: elm-n1 is given twice/],
])('--site %j is refused, with the remedy', (pairs, message) => {
  expect(() => knownSites(pairs)).toThrow(message);
});
