import fc from 'fast-check';
import { recordedStates, recordOccasions, type LatencyRecord } from '../../model/latency-record';

/** Totals are drawn from both sides of it. */
export const limitNs = 100;

/** Records of one order within a few seconds, as after clocks that were put forward and back. */
export const anyRecords: fc.Arbitrary<readonly LatencyRecord[]> = fc
  .array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 60 }),
      state: fc.constantFrom(...recordedStates),
      occasion: fc.constantFrom(...recordOccasions),
      azNs: fc.integer({ min: 90, max: 110 }),
      zaNs: fc.integer({ min: 90, max: 110 }),
    }),
    { maxLength: 12 },
  )
  .map((steps) =>
    steps.map(({ atMs, state, occasion, azNs, zaNs }, index) => ({
      ...{ orderId: 'O', number: index + 1, atMs, state, occasion, isLow: false },
      total: state === 'carrying' ? { azNs, zaNs } : null,
    })),
  );

/** One record after the other; what is not said is of no matter. */
export const recordsOf = (...steps: readonly Partial<LatencyRecord>[]): readonly LatencyRecord[] =>
  steps.map((step, index) => ({
    ...{ orderId: 'O', number: index + 1, atMs: 0, state: 'carrying', total: { azNs: 90, zaNs: 90 }, occasion: 'changed', isLow: false },
    ...step,
  }));
