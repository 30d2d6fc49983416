import fc from 'fast-check';
import { expect, test } from 'vitest';
import { poolOf } from './pool';
import { examplePath } from './testing/example-path';

const path = { ...examplePath, vcis: { first: 100, last: 109 } };
const none = { given: 0, quarantined: 0, free: 0, foreign: 0 };

test('a pool tells used, free, pending, quarantined and foreign circuits, and those not yet created', () => {
  const counts = { given: 2, quarantined: 1, free: 1, foreign: 1 };
  expect(poolOf({ ...path, lastVci: 105 }, counts, { first: 106, last: 108 })).toEqual({
    ...{ used: 2, free: 2, pending: 3, quarantined: 1, foreign: 1, notCreated: 1, total: 10, left: 7 },
    ...{ isFull: false, fullText: null },
  });
});

test('a new path has nothing but what is to be created', () => {
  expect(poolOf({ ...path, lastVci: 99 }, none, null)).toMatchObject({ used: 0, free: 0, notCreated: 10, left: 10, isFull: false });
});

test('what a resubmission asks for and exists already is not pending', () => {
  expect(poolOf({ ...path, lastVci: 105 }, none, { first: 104, last: 107 })).toMatchObject({ free: 6, pending: 2, notCreated: 2 });
});

test('V12: a path whose identifiers are used up says "path full", where they are, and what to do', () => {
  const full = poolOf({ ...path, lastVci: 109 }, { given: 7, quarantined: 2, free: 0, foreign: 1 }, null);
  expect(full).toMatchObject({ isFull: true, free: 0, left: 2 });
  expect(full.fullText).toBe(
    'path full: all 10 identifiers of VP-3 (100–109) are used up: 7 given; 2 in quarantine, to be given again after it; 1 used by the switch for something else; ' +
      'release circuits, let its vcis end higher, or make another path',
  );
  expect(poolOf({ ...path, lastVci: 109 }, { given: 9, quarantined: 0, free: 1, foreign: 0 }, null).isFull).toBe(false);
  expect(poolOf({ ...path, lastVci: 107 }, { ...none, given: 8 }, { first: 108, last: 109 }).isFull).toBe(false);
  expect(poolOf({ ...path, lastVci: 108 }, { ...none, given: 9 }, null).isFull).toBe(false);
});

test('every identifier of a path is counted once, whatever became of it', () => {
  const states = fc.array(fc.constantFrom('given', 'quarantined', 'free', 'foreign', 'unused'), { maxLength: 60 });
  fc.assert(
    fc.property(
      states,
      fc.nat({ max: 40 }),
      fc.option(fc.tuple(fc.nat({ max: 70 }), fc.nat({ max: 40 })), { nil: null }),
      (created, more, asked) => {
        fc.pre(created.length + more > 0);
        const [lastVci, last] = [31 + created.length, 31 + created.length + more];
        const pending = asked && { first: 32 + asked[0], last: 32 + asked[0] + asked[1] };
        const countOf = (state: string) => created.filter((one) => one === state).length;
        const counts = { given: countOf('given'), quarantined: countOf('quarantined'), free: countOf('free'), foreign: countOf('foreign') };
        const pool = poolOf({ ...path, vcis: { first: 32, last }, lastVci }, counts, pending);
        const uncreated = Array.from({ length: more }, (_, index) => lastVci + 1 + index);
        expect(pool).toMatchObject({
          used: countOf('given'),
          free: countOf('free') + countOf('unused'),
          pending: uncreated.filter((vci) => pending !== null && pending.first <= vci && vci <= pending.last).length,
          total: created.length + more,
        });
        expect(pool.used + pool.free + pool.pending + pool.quarantined + pool.foreign + pool.notCreated).toBe(pool.total);
        expect(pool.left).toBe(pool.total - pool.used - pool.foreign);
      },
    ),
  );
});
