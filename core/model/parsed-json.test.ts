import { expect, test } from 'vitest';
import { parsedJson } from './parsed-json';

test.each([
  ['{"a":[1]}', { a: [1] }],
  ['null', null],
  ['{"a":', undefined],
  ['', undefined],
])('%s is read as %j', (text, value) => {
  expect(parsedJson(text)).toEqual(value);
});
