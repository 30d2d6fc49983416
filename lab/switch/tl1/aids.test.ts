import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTrunkEnds, readTrunkSpans, trunkAid, trunkAidList, type TrunkEnd } from './aids';

const end = fc.record({ vpi: fc.nat(2), vci: fc.integer({ min: 32, max: 44 }) });

test('a list written short names just what it was made of', () => {
  fc.assert(
    fc.property(fc.uniqueArray(end, { selector: trunkAid, minLength: 1, maxLength: 8 }), (ends) => {
      const sorted = ends.toSorted((one, other) => one.vpi - other.vpi || one.vci - other.vci);
      expect(readTrunkEnds(trunkAidList(ends))).toEqual(sorted);
    }),
  );
});

test.each([8, 9])('a change names at most eight identifiers, a retrieval any number: %i', (count) => {
  const ends = Array.from({ length: count }, (_, index): TrunkEnd => ({ vpi: 3, vci: 100 + index }));
  const asList = ends.map(trunkAid).join('&');
  for (const text of [trunkAidList(ends), asList]) {
    if (count === 8) expect(readTrunkEnds(text)).toEqual(ends);
    else expect(() => readTrunkEnds(text)).toThrow('9 identifiers: a command takes at most 8');
    expect(readTrunkSpans(text).length).toBe(text === asList ? count : 1);
  }
});

test('a range of everything is counted, not made', () => {
  expect(() => readTrunkEnds('NTVCL-0-0&&NTVCL-0-99999&NTVCL-1-0&&NTVCL-1-99999')).toThrow('200000 identifiers');
});

test.each(['NTVCL', 'NTVCL-3-', 'NTVCL--3-100', 'NTVCL-3-1e2', 'XTVCL-3-100', 'NTVCL-3-100&', '&&NTVCL-3-100', 'NTVCL-3-100&&'])(
  '"%s" is none',
  (text) => {
    expect(() => readTrunkSpans(text)).toThrow(/is not NTVCL-vpi-vci/);
  },
);
