import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layWaterfall, percentOf, ticksFor, worseDirection, type WaterfallHop } from './waterfall';

const hop = (kind: WaterfallHop['kind'], id: string, azNs: number | null, zaNs = azNs): WaterfallHop => ({
  ...{ kind, id, name: id, azNs, zaNs, isDefault: false },
  provenance: azNs === null ? null : 'reported',
  carrierId: kind === 'interconnect' ? null : (id.split('/')[0] ?? ''),
  carrierName: kind === 'interconnect' ? null : (id.split('/')[0] ?? ''),
});
const route = [
  hop('node', 'alpha/a', 1),
  hop('resource', 'alpha/ab', 10, 20),
  hop('node', 'alpha/b', 1),
  hop('interconnect', 'b-c', 2),
  hop('node', 'beta/c', 1),
  hop('resource', 'beta/cd', 30),
  hop('node', 'beta/d', 1),
];

test('hops stand where the ones before them end, each carrier under its own line', () => {
  const { lines, totalNs, marginNs } = layWaterfall(route, 'a-to-z', 50);
  expect(
    lines.map((line) => [line.kind === 'hop' ? line.hop.id : `${line.carrierName} ${line.from}–${line.to}`, line.startNs, line.oneWayNs]),
  ).toEqual([
    ['alpha alpha/a–alpha/b', 0, 12],
    ['alpha/a', 0, 1],
    ['alpha/ab', 1, 10],
    ['alpha/b', 11, 1],
    ['b-c', 12, 2],
    ['beta beta/c–beta/d', 14, 32],
    ['beta/c', 14, 1],
    ['beta/cd', 15, 30],
    ['beta/d', 45, 1],
  ]);
  expect({ totalNs, marginNs }).toEqual({ totalNs: 46, marginNs: 4 });
});

test('the other way it begins at Z and adds up what the other direction takes', () => {
  expect(worseDirection(route)).toBe('z-to-a');
  const { lines, totalNs, marginNs } = layWaterfall(route, 'z-to-a', 50);
  expect(lines[0]).toMatchObject({ kind: 'segment', carrierName: 'beta', from: 'beta/d', to: 'beta/c' });
  expect({ totalNs, marginNs }).toEqual({ totalNs: 56, marginNs: -6 });
});

test('what is unknown is not 0: neither its part, nor the totals after it, nor the margin is told', () => {
  const { lines, isTotalKnown, marginNs } = layWaterfall(
    [...route.slice(0, 1), hop('resource', 'alpha/x', null), hop('node', 'alpha/y', 1)],
    'a-to-z',
    50,
  );
  expect(lines.map(({ oneWayNs }) => oneWayNs)).toEqual([null, 1, null, 1]);
  expect(lines.map((line) => line.kind === 'hop' && line.isTotalKnown)).toEqual([false, true, false, false]);
  expect({ isTotalKnown, marginNs }).toEqual({ isTotalKnown: false, marginNs: null });
});

test('the scale holds the limit and the total, and its ticks are round', () => {
  expect(ticksFor(9_400_000)).toEqual([0, 2_000_000, 4_000_000, 6_000_000, 8_000_000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 1, max: 1_000_000_000 }), (limitNs, ns) => {
      const waterfall = layWaterfall([hop('node', 'alpha/a', ns)], 'a-to-z', limitNs);
      expect(waterfall.scaleNs).toBeGreaterThan(Math.max(limitNs, ns));
      expect(percentOf(limitNs, waterfall)).toBeLessThan(100);
      expect(waterfall.ticksNs.length).toBeGreaterThan(1);
      expect(waterfall.ticksNs.length).toBeLessThan(9);
    }),
  );
});

test('a route of nothing is laid out, and so is one that takes no time', () => {
  expect(layWaterfall([], 'a-to-z', 5)).toMatchObject({ lines: [], totalNs: 0, marginNs: 5 });
  expect(layWaterfall([hop('node', 'alpha/a', 0)], 'a-to-z', 0).ticksNs).toEqual([0]);
});
