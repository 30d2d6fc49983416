import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, parseAddress } from './address';

test('an address says the screen, what of it, and how', () => {
  const { screen, rest, query } = parseAddress('#/orders/ORD-7?tab=history&x=');
  expect([screen, rest, [...query]]).toEqual([
    'orders',
    ['ORD-7'],
    [
      ['tab', 'history'],
      ['x', ''],
    ],
  ]);
});

test('whatever an id has in it comes out as it went in', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((id) => encodable(id));
  fc.assert(
    fc.property(text, fc.array(text), fc.dictionary(text, text), (screen, rest, query) => {
      const parsed = parseAddress(addressOf(screen, rest, query));
      expect(parsed.screen).toBe(screen);
      expect(parsed.rest).toEqual(rest);
      expect(Object.fromEntries(parsed.query)).toEqual({ ...query });
    }),
  );
});

test.each(['', '#', '#/', '#//', '#/%', '#/%ff/%zz?%=%', '#?', '#/orders?a=1?b=2'])('%j is an address too', (hash) => {
  expect(() => parseAddress(hash)).not.toThrow();
});

function encodable(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
