import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader } from './lines';

test('lines come out as they went in, however they are cut into pieces', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      const read: string[] = [];
      const reader = new LineReader(
        10_000,
        (text) => read.push(text),
        () => read.push('TOO LONG'),
      );
      for (let at = 0, cut = 0; at < bytes.length; cut += 1) {
        const length = cuts[cut % cuts.length] ?? 1;
        reader.take(bytes.subarray(at, at + length));
        at += length;
      }
      expect(read).toEqual(lines);
      expect(reader.count).toBe(lines.length);
      expect(reader.isInside).toBe(false);
    }),
  );
});

test('a line that is too long is told once, before its end, and nothing after it is taken', () => {
  const told: string[] = [];
  const reader = new LineReader(
    4,
    (text) => told.push(text),
    () => told.push('TOO LONG'),
  );
  for (const piece of ['abcd\n', 'ab', 'cde', 'f\n', 'gh\n']) reader.take(Buffer.from(piece));
  expect(told).toEqual(['abcd', 'TOO LONG']);
});

test('an empty line is none', () => {
  const read: string[] = [];
  new LineReader(
    10,
    (text) => read.push(text),
    () => undefined,
  ).take(Buffer.from('\n\na\n\n'));
  expect(read).toEqual(['a']);
});
