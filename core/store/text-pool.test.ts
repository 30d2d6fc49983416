import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextPool } from './text-pool';

it('gives every text as it is, whatever was read before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[ab]{0,3}$/)), { maxLength: 60 }),
      (texts) => {
        const pool = new TextPool();
        const narrow = new TextPool(pool);
        for (const text of [...texts, ...texts]) {
          const memory = Buffer.from(`before ${text} after`);
          const length = Buffer.byteLength(text);
          expect(narrow.read(memory, 7, length)).toBe(Buffer.from(text).toString());
          expect(pool.read(memory, 7, length)).toBe(Buffer.from(text).toString());
        }
      },
    ),
  );
});

it('holds a hundred thousand apart', () => {
  const pool = new TextPool();
  for (let at = 0; at < 200_000; at += 1) {
    const text = `carrier/resource-${at % 100_000}`;
    if (pool.read(Buffer.from(text), 0, text.length) !== text) expect.fail(`${text} was read as another`);
  }
});
