import { expect, test } from 'vitest';
import { briefAnswer } from './brief-answer';

const exists = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => `NTVCL-3-${first + index} exists already`).join('; ');

test.each([
  ['all of it was there already', 'all of it was there already'],
  ['', ''],
  ['32–39 are there: ENT-VCL 32–39: COMPLD', '32–39 are there: ENT-VCL 32–39: COMPLD'],
  // A circuit of another path, or another verb, is something else.
  ['NTVCL-3-32 exists already; NTVCL-4-33 exists already', 'NTVCL-3-32 exists already; NTVCL-4-33 exists already'],
  ['ENT-VCL 32–39: COMPLD; DLT-VCL 40–47: COMPLD', 'ENT-VCL 32–39: COMPLD; DLT-VCL 40–47: COMPLD'],
])('what has no lists is left as it is: %s', (answer, brief) => {
  expect(briefAnswer(answer)).toBe(brief);
});

test.each([
  [`IEAE: it exists already (${exists(132, 139)})`, 'IEAE: it exists already (NTVCL-3-132–139 exists already)'],
  ['PRTL: "NTVCL-3-100&NTVCL-3-101&NTVCL-3-104"', 'PRTL: "NTVCL-3-100–101, 104"'],
  ['PRTL: NTVCL-3-100&&NTVCL-3-107&NTVCL-3-110', 'PRTL: NTVCL-3-100–107, 110'],
  ['ENT-VCL 32–39: COMPLD; ENT-VCL 40–47: COMPLD; ENT-VCL 50: COMPLD', 'ENT-VCL 32–47, 50: COMPLD'],
])('identifiers are told as ranges, and commands that were answered alike as one: %s', (answer, brief) => {
  expect(briefAnswer(answer)).toBe(brief);
});

test('an answer that names every identifier, portion by portion, fits one row', () => {
  const portions = Array.from({ length: 12 }, (_, index) => 32 + 8 * index);
  const notes = portions.map((first) => `ENT-VCL ${first}–${first + 7}: PRTL, IEAE: it exists already (${exists(first, first + 7)})`);
  const answer = `32–127 are there: ${notes.join('; ')}; of 32–127 the switch holds 32–127`;
  expect(answer.length).toBeGreaterThan(1_500);
  expect(briefAnswer(answer)).toBe('32–127 are there: ENT-VCL 32–127: PRTL, IEAE: it exists already; of 32–127 the switch holds 32–127');
});

test('whatever a switch says, no more than so many characters are shown', () => {
  for (const answer of [
    'x'.repeat(5_000),
    '('.repeat(5_000),
    'NTVCL-3-1&'.repeat(2_000),
    'NTVCL-3-1 ; '.repeat(2_000),
    'ENT-VCL 3: ; '.repeat(2_000),
  ])
    expect(briefAnswer(answer, 100).length).toBeLessThanOrEqual(100);
});
