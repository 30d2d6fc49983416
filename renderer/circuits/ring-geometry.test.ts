import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arcPath, leastArcDeg, pointAt, ringOf } from './ring-geometry';

const count = fc.integer({ min: 0, max: 65_000 });
const pools = fc.record({ used: count, quarantined: count, free: count, pending: count });

test('a ring is the shares of its pool, in order and without a break', () => {
  fc.assert(
    fc.property(pools, count, (pool, delta) => {
      const { arcs } = ringOf(pool, delta);
      expect(arcs.map(({ kind }) => kind)).toEqual((['used', 'quarantined', 'free', 'pending'] as const).filter((kind) => pool[kind] > 0));
      for (const [index, { fromDeg, toDeg }] of arcs.entries()) {
        expect(fromDeg).toBeCloseTo(index === 0 ? 0 : (arcs[index - 1]?.toDeg ?? NaN), 6);
        expect(toDeg - fromDeg).toBeGreaterThanOrEqual(leastArcDeg - 1e-6);
      }
      if (arcs.length > 0) expect(arcs.at(-1)?.toDeg).toBeCloseTo(360, 6);
    }),
  );
});

test('the threshold stands where the used part is when more are asked for', () => {
  // 568 given, and of 32 + 1 created ones the first is the next: 32 remain, which is not more than the threshold.
  const { arcs, tickDeg } = ringOf({ used: 567, quarantined: 0, free: 33, pending: 0 }, 32);
  expect(tickDeg).toBeCloseTo(arcs[0]?.toDeg ?? NaN, 6);
});

test('the threshold is counted from the end of what was created, not of what is asked for', () => {
  const asked = ringOf({ used: 50, quarantined: 0, free: 50, pending: 100 }, 24);
  expect(asked.tickDeg).toBeCloseTo(180 - (25 / 200) * 360, 6);
});

test('a threshold above all that was created stands at the top', () => {
  expect(ringOf({ used: 4, quarantined: 0, free: 0, pending: 0 }, 8).tickDeg).toBe(0);
});

test('a new path has neither arcs nor a threshold; one that asks for its first has no threshold', () => {
  expect(ringOf({ used: 0, quarantined: 0, free: 0, pending: 0 }, 8)).toEqual({ arcs: [], tickDeg: null });
  expect(ringOf({ used: 0, quarantined: 0, free: 0, pending: 32 }, 8)).toEqual({
    arcs: [{ kind: 'pending', fromDeg: 0, toDeg: 360 }],
    tickDeg: null,
  });
});

test('angles begin at the top and go clockwise', () => {
  const [top, right] = [pointAt(0, 10), pointAt(90, 10)];
  expect([top.x, top.y, right.x, right.y].map((value) => Math.round(value))).toEqual([0, -10, 10, 0]);
});

test('a whole circle is drawn, and an arc of more than half takes the long way', () => {
  expect(arcPath({ fromDeg: 0, toDeg: 360 }, 48)).toBe('M0.00 -48.00A48 48 0 1 1 -0.01 -48.00');
  expect(arcPath({ fromDeg: 0, toDeg: 90 }, 10)).toBe('M0.00 -10.00A10 10 0 0 1 10.00 0.00');
});
