import { expect, test } from 'vitest';
import { exhaustionOf, rateOfUse } from '../../core/circuits/forecast';
import { forecastOf } from './forecast-words';

const hourMs = 3_600_000;
const forecast = (given: number, released: number, left: number, waiting = 0) => {
  const use = { given, released, windowMs: hourMs };
  return forecastOf({ exhaustion: exhaustionOf(use, left, waiting), rate: rateOfUse(use) });
};

test.each([
  [20, 0, 66, { text: 'exhausted in 3 h 18 min', rate: '20.0 / h', rateBand: '12.6 to 27.4' }],
  [2, 0, 66, { text: 'no forecast yet', band: 'too few orders', rate: '' }],
  [5, 5, 66, { text: 'not at this rate', rate: '0.0 / h' }],
  [5, 9, 66, { text: 'not at this rate', rate: '−4.0 / h' }],
  [20, 0, 0, { text: 'exhausted', band: '' }],
  [500, 0, 60_000, { text: 'exhausted in 5 d', rate: '500 / h' }],
  [10, 0, 60_000, { text: 'exhausted in 250 d' }],
  [5, 0, 1_000_000, { text: 'exhausted in over 2 years' }],
])('%i given and %i released in an hour, %i left: %j', (given, released, left, words) => {
  expect(forecast(given, released, left)).toMatchObject(words);
});

test('the band has both ends, or says that it may never be', () => {
  expect(forecast(20, 0, 66).band).toMatch(/^2 h .* to \d+ h/);
  expect(forecast(6, 4, 66).band).toMatch(/ at the earliest$/);
});

test('orders that wait for all that is left exhaust it now', () => {
  expect(forecast(20, 0, 3, 3).text).toBe('exhausted by the orders that wait');
});
