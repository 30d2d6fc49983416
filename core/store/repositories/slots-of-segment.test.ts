import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextPool } from '../text-pool';
import { eachSlots } from './slots-of-segment';

const name = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('alpha/r', 'a"b', 'a\\', '":1,"', '7'));

it('what a segment has booked is read as JSON tells it, whatever the names', () => {
  const pool = new TextPool();
  fc.assert(
    fc.property(fc.dictionary(name, fc.integer({ min: 1, max: 100_000 }), { noNullPrototype: true }), (slots) => {
      const json = Buffer.from(`before${JSON.stringify(slots)}after`);
      const read: [string, number][] = [];
      eachSlots(json, 6, json.length - 11, pool, (resourceId, count) => void read.push([resourceId, count]));
      expect(read).toEqual(Object.entries(JSON.parse(JSON.stringify(slots)) as typeof slots));
    }),
  );
});
