import { expect, test } from 'vitest';
import { whenConsulted } from './when-consulted';

const outcome = '40–47 are asked for';

test('nothing is asked for by itself while the last request went well and no order waits', () => {
  expect(whenConsulted('SUCCESS', 0, outcome)).toBe('consulted with the next order: 40–47 are asked for');
});

test.each([
  ['SUCCESS', 1],
  ['FAIL', 0],
  ['IN_PROCESS', 0],
] as const)('%s with %i waiting: it comes of it now', (status, waiting) => {
  expect(whenConsulted(status, waiting, outcome)).toBe(outcome);
});
