import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Restoration } from '../model/compliance';
import type { LatencyRecord } from '../model/latency-record';
import { exampleOrder } from '../orders/testing/example-order';
import { customerCompliance, orderCompliance } from './comply';
import { anyRecords, limitNs, recordsOf } from './testing/random-records';

const order = exampleOrder({ limit: { oneWayNs: limitNs, enteredAs: 'one-way' } });

/** At one moment: the latest record that is not from after it. */
const heldAt = (records: readonly LatencyRecord[], atMs: number): LatencyRecord | undefined =>
  records.filter((record) => record.atMs <= atMs).at(-1);

test('N13: whatever the clock did, times are those of each single millisecond, and never more than the period', () => {
  fc.assert(
    fc.property(anyRecords, fc.integer({ min: -5, max: 65 }), fc.integer({ min: 0, max: 70 }), (records, fromMs, lengthMs) => {
      const found = orderCompliance(order, records, fromMs, fromMs + lengthMs);
      const expected = { inServiceMs: 0, withinMs: 0, overMs: 0, unknownMs: 0, downMs: 0 };
      let worstNs: number | null = null;
      for (let atMs = fromMs; atMs < fromMs + lengthMs; atMs++) {
        const held = heldAt(records, atMs);
        if (!held || held.state === 'ended') continue;
        expected.inServiceMs++;
        if (held.state === 'down') expected.downMs++;
        if (held.state === 'unknown') expected.unknownMs++;
        if (!held.total) continue;
        const ns = Math.max(held.total.azNs, held.total.zaNs);
        if (ns > limitNs) expected.overMs++;
        else expected.withinMs++;
        worstNs = Math.max(worstNs ?? 0, ns);
      }
      expect(found).toMatchObject({ ...expected, worstNs, leastMarginNs: worstNs === null ? null : limitNs - worstNs });
      expect(found.inServiceMs).toBeLessThanOrEqual(lengthMs);
      expect(found.withinMs + found.overMs + found.unknownMs + found.downMs).toBe(found.inServiceMs);
    }),
    { numRuns: 2_000 },
  );
});

test('N13: two periods that follow each other come to as much as the one that they are together', () => {
  const period = fc.tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 }));
  fc.assert(
    fc.property(anyRecords, period, (records, moments) => {
      const [a, b, c] = moments.sort((x, y) => x - y);
      const [first, second, both] = [
        orderCompliance(order, records, a, b),
        orderCompliance(order, records, b, c),
        orderCompliance(order, records, a, c),
      ];
      for (const key of ['inServiceMs', 'withinMs', 'overMs', 'unknownMs', 'downMs', 'impairments', 'moves'] as const)
        expect(first[key] + second[key]).toBe(both[key]);
      expect([...first.restorations, ...second.restorations].length).toBe(both.restorations.length);
    }),
  );
});

test('N13: a restoration lasts from the impairment on, and is down for as much of that as it carried nothing', () => {
  const records = recordsOf(
    { atMs: 0, occasion: 'in-service' },
    { atMs: 1_000, occasion: 'impaired' },
    { atMs: 1_500, state: 'down', total: null },
    { atMs: 4_000, occasion: 'restored' },
    { atMs: 5_000, occasion: 'impaired', state: 'down', total: null },
    { atMs: 6_000, occasion: 'cleared' },
  );
  const { restorations, impairments, downMs } = orderCompliance(order, records, 3_000, 10_000);
  // What began before the period is told whole; the times are of the period alone.
  expect(restorations).toEqual([{ atMs: 4_000, durationMs: 3_000, outageMs: 2_500 }]);
  expect([impairments, downMs]).toEqual([1, 2_000]);
});

test('N13: a restoration whose beginning was dropped, or that a clock put back before it, invents nothing', () => {
  const restored = (...before: readonly Partial<LatencyRecord>[]) =>
    orderCompliance(order, recordsOf(...before, { atMs: 4_000, occasion: 'restored' }), 0, 10_000).restorations[0];
  expect(restored({ atMs: 3_000, state: 'down', total: null })).toEqual({ atMs: 4_000, durationMs: null, outageMs: null });
  expect(restored({ atMs: 1, occasion: 'impaired' }, { atMs: 2, occasion: 'cleared' })).toMatchObject({ durationMs: null });
  expect(restored({ atMs: 9_000, occasion: 'impaired', state: 'down', total: null })).toEqual({ atMs: 4_000, durationMs: 0, outageMs: 0 });
});

/** As it is defined, record by record. */
function restorationsByDefinition(records: readonly LatencyRecord[]): readonly Restoration[] {
  return records.flatMap(({ occasion, atMs, number }): readonly Restoration[] => {
    if (occasion !== 'restored') return [];
    const before = records.filter((record) => record.number < number);
    const begun = before.findLast((record) => record.occasion !== 'changed');
    if (begun?.occasion !== 'impaired') return [{ atMs, durationMs: null, outageMs: null }];
    const moments = Array.from({ length: Math.max(0, atMs - begun.atMs) }, (_, index) => begun.atMs + index);
    const outageMs = moments.filter((moment) => heldAt(before, moment)?.state === 'down').length;
    return [{ atMs, durationMs: moments.length, outageMs }];
  });
}

test('N13: whatever the clock did, a restoration is down for each single millisecond in which it carried nothing', () => {
  fc.assert(
    fc.property(anyRecords, (records) => {
      expect(orderCompliance(order, records, 0, 100).restorations).toEqual(restorationsByDefinition(records));
    }),
    { numRuns: 2_000 },
  );
});

test('N13: however many restorations there were, the record is gone through a few times only', () => {
  const occasions = ['impaired', 'restored'] as const;
  const records = recordsOf(
    ...Array.from({ length: 1_000 }, (_, index) => ({ atMs: index, occasion: occasions[index % 2] ?? 'impaired' })),
  );
  let reads = 0;
  const counted = new Proxy(records, {
    get(target, key, receiver) {
      reads++;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  expect(orderCompliance(order, counted, 0, 1_000).restorations).toHaveLength(500);
  expect(reads).toBeLessThan(30 * records.length);
});

test('N13: a record that begins in the middle of the period says from when it counts', () => {
  const from = (occasion: LatencyRecord['occasion'], fromMs: number) =>
    orderCompliance(order, recordsOf({ atMs: 500, occasion }), fromMs, 1_000).recordedFromMs;
  expect([from('changed', 0), from('changed', 500), from('in-service', 0), from('changed', 2_000)]).toEqual([500, null, null, null]);
});

test('N13: a customer’s times are those of all orders together', () => {
  const one = orderCompliance(order, recordsOf({ atMs: 0 }), 0, 1_000);
  const other = orderCompliance({ ...order, id: 'O2' }, recordsOf({ atMs: 0, state: 'down', total: null }), 0, 1_000);
  const another = orderCompliance({ ...order, id: 'O3', customer: 'Orrin Labs' }, [], 0, 1_000);
  expect(customerCompliance([one, another, other])).toMatchObject([
    { customer: 'Quay Bank', orders: 2, inServiceMs: 2_000, withinMs: 1_000, downMs: 1_000, availability: 0.5, leastMarginNs: 10 },
    { customer: 'Orrin Labs', orders: 1, inServiceMs: 0, availability: null, leastMarginNs: null },
  ]);
});
