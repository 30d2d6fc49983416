import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdentifierRange } from '../model/identifier-range';
import { poolOf } from './pool';
import { examplePath } from './testing/example-path';

const path = { ...examplePath, vcis: { first: 100, last: 109 } };
const none = { given: 0, quarantined: 0, free: 0, foreign: [] };
const one = (vci: number): IdentifierRange => ({ first: vci, last: vci });

test('a pool tells used, free, pending, quarantined and foreign circuits, and those not yet created', () => {
  const content = { given: 2, quarantined: 1, free: 1, foreign: [one(104)] };
  expect(poolOf({ ...path, currentVci: 105, lastVci: 105 }, content, { first: 106, last: 108 })).toEqual({
    ...{ used: 2, free: 2, pending: 3, quarantined: 1, foreign: 1, notCreated: 1, total: 10, left: 7 },
    ...{ isFull: false, fullText: null },
  });
});

test('a new path has nothing but what is to be created', () => {
  expect(poolOf({ ...path, currentVci: 100, lastVci: 99 }, none, null)).toMatchObject({ used: 0, free: 0, notCreated: 10, left: 10 });
});

test('what a resubmission asks for and exists already is not pending', () => {
  const pool = poolOf({ ...path, currentVci: 100, lastVci: 105 }, none, { first: 104, last: 107 });
  expect(pool).toMatchObject({ free: 6, pending: 2, notCreated: 2 });
});

test('what the switch uses for something else is not free, pending or to be created', () => {
  const pool = poolOf(
    { ...path, currentVci: 100, lastVci: 103 },
    { ...none, foreign: [one(101), one(105), one(108)] },
    { first: 104, last: 106 },
  );
  expect(pool).toMatchObject({ free: 3, pending: 2, notCreated: 2, foreign: 3, left: 7 });
});

test('V12: a path whose identifiers are used up says "path full", where they are, and what to do', () => {
  const whole = { ...path, currentVci: 110, lastVci: 109 };
  const full = poolOf(whole, { given: 7, quarantined: 2, free: 0, foreign: [one(103)] }, null);
  expect(full).toMatchObject({ isFull: true, free: 0, left: 2 });
  expect(full.fullText).toBe(
    'path full: all 10 identifiers of VP-3 (100–109) are used up: 7 given; 2 in quarantine, to be given again after it; 1 used by the switch for something else; ' +
      'release circuits, let its vcis end higher, or make another path',
  );
  expect(poolOf(whole, { ...none, given: 9, free: 1 }, null).isFull).toBe(false);
  expect(poolOf({ ...path, currentVci: 108, lastVci: 107 }, { ...none, given: 8 }, { first: 108, last: 109 }).isFull).toBe(false);
  expect(poolOf({ ...path, currentVci: 109, lastVci: 108 }, { ...none, given: 9 }, null).isFull).toBe(false);
});

test('a switch that lost its memory: what was given stays so, nothing is negative, and only what can be given now is free', () => {
  // 100 to 105 were given or released; the switch holds 100 and 101.
  const pool = poolOf(
    { ...path, currentVci: 106, lastVci: 101 },
    { given: 5, quarantined: 0, free: 1, foreign: [] },
    { first: 102, last: 107 },
  );
  expect(pool).toMatchObject({ used: 5, free: 1, pending: 2, notCreated: 2, left: 5, total: 10 });
});

test('every identifier of a path is counted once, whatever became of it and wherever its top was set back to', () => {
  const before = fc.array(fc.constantFrom('given', 'quarantined', 'free', 'foreign'), { maxLength: 40 });
  const after = fc.array(fc.constantFrom('foreign', 'unused'), { maxLength: 40 });
  const asked = fc.option(fc.tuple(fc.nat({ max: 70 }), fc.nat({ max: 40 })), { nil: null });
  fc.assert(
    fc.property(before, after, fc.integer({ min: -1, max: 79 }), asked, (passed, ahead, top, range) => {
      const states = [...passed, ...ahead];
      fc.pre(states.length > 0);
      const vciOf = (index: number) => 32 + index;
      const [currentVci, lastVci, last] = [vciOf(passed.length), vciOf(Math.min(top, states.length - 1)), vciOf(states.length - 1)];
      const pending = range && { first: vciOf(range[0]), last: vciOf(range[0] + range[1]) };
      const countOf = (state: string) => states.filter((each) => each === state).length;
      const foreign = states.flatMap((state, index) => (state === 'foreign' ? [one(vciOf(index))] : []));
      const content = { given: countOf('given'), quarantined: countOf('quarantined'), free: countOf('free'), foreign };
      const pool = poolOf({ ...path, vcis: { first: 32, last }, currentVci, lastVci }, content, pending);
      const unused = states.flatMap((state, index) => (state === 'unused' ? [vciOf(index)] : []));
      const isAsked = (vci: number) => vci > lastVci && pending !== null && pending.first <= vci && vci <= pending.last;
      expect(pool).toMatchObject({
        used: countOf('given'),
        free: countOf('free') + unused.filter((vci) => vci <= lastVci).length,
        pending: unused.filter(isAsked).length,
        foreign: countOf('foreign'),
        total: states.length,
      });
      expect(pool.used + pool.free + pool.pending + pool.quarantined + pool.foreign + pool.notCreated).toBe(pool.total);
      expect(pool.left).toBe(pool.total - pool.used - pool.foreign);
      for (const count of Object.values(pool)) if (typeof count === 'number') expect(count).toBeGreaterThanOrEqual(0);
    }),
  );
});
