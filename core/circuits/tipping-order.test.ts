import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TippingOrder } from '../model/path-outlook';
import { orderThatAsksForMore, orderThatExhausts } from './tipping-order';

const load = { remaining: 10, deltaThreshold: 4, freeListed: 0, left: 30, waiting: [] as readonly string[] };

test('V3: the order after which the delta threshold remains is the one that has more asked for', () => {
  expect(orderThatAsksForMore(load)).toEqual({
    kind: 'to-come',
    number: 6,
    text: 'with 6 more orders not more than the delta threshold of 4 remain',
  });
  expect(orderThatAsksForMore({ ...load, freeListed: 3 })).toMatchObject({ number: 9 });
  expect(orderThatAsksForMore({ ...load, remaining: 5 })).toMatchObject({
    number: 1,
    text: 'with the next order not more than the delta threshold of 4 remain',
  });
  expect(orderThatAsksForMore({ ...load, remaining: 4, freeListed: 3 }).kind).toBe('reached');
});

test('the order that takes the last circuit may wait already', () => {
  expect(orderThatExhausts(load)).toMatchObject({ kind: 'to-come', number: 30 });
  const waiting = ['VC-1', 'VC-2', 'VC-3'];
  expect(orderThatExhausts({ ...load, waiting })).toMatchObject({ kind: 'to-come', number: 27 });
  expect(orderThatExhausts({ ...load, left: 2, waiting })).toEqual({
    kind: 'waiting',
    orderId: 'VC-2',
    text: 'with order VC-2, which waits, no circuit is left',
  });
  expect(orderThatExhausts({ ...load, left: 0, waiting })).toEqual({ kind: 'reached', text: 'no circuit is left' });
});

test('the order that tips it is the one with which serving one after another comes to it', () => {
  const size = fc.nat({ max: 12 });
  fc.assert(
    fc.property(size, size, size, size, (unused, freeListed, deltaThreshold, queued) => {
      const waiting = Array.from({ length: queued }, (_, index) => `VC-${index}`);
      const given = { remaining: unused - 1, deltaThreshold, freeListed, left: unused + freeListed, waiting };
      const tips = serve(unused, freeListed, deltaThreshold);
      expect(shortOf(orderThatExhausts(given))).toEqual(nameOf(tips.nothingAfter, waiting));
      expect(shortOf(orderThatAsksForMore(given))).toEqual(nameOf(tips.thresholdAfter, waiting));
    }),
    { numRuns: 1000 },
  );
});

/** Serves orders, from the free list first, and tells after how many of them nothing is left, and the threshold is reached. */
function serve(unused: number, freeListed: number, deltaThreshold: number) {
  let [current, free, served, thresholdAfter] = [0, freeListed, 0, unused - 1 <= deltaThreshold ? 0 : Infinity];
  while (free + unused - current > 0) {
    if (free > 0) free -= 1;
    else current += 1;
    served += 1;
    if (unused - 1 - current <= deltaThreshold) thresholdAfter = Math.min(thresholdAfter, served);
  }
  return { nothingAfter: served, thresholdAfter };
}

const nameOf = (after: number, waiting: readonly string[]) => (after === 0 ? 'reached' : (waiting[after - 1] ?? after - waiting.length));

function shortOf(tipping: TippingOrder) {
  if (tipping.kind === 'reached') return 'reached';
  return tipping.kind === 'waiting' ? tipping.orderId : tipping.number;
}
