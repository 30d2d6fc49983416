import { describe, expect, test } from 'vitest';
import { standardMapping } from '../mapping';
import { absurdFor, greatCircleKm, readLatency } from './read-latency';

const frankfurt = { latitudeDeg: 50.1109, longitudeDeg: 8.6821 };
const paris = { latitudeDeg: 48.8566, longitudeDeg: 2.3522 };
const of = (value: unknown, name = 'FIXED_LATENCY_US') =>
  ({ 'traffic-property-name': name, 'fixed-latency-characteristic': value }) as never;

describe('readLatency', () => {
  test('microseconds become exact nanoseconds, the same both ways where only one is said', () => {
    expect(readLatency({ 'latency-characteristic': [of('6210.001')] }, standardMapping.latency)).toEqual({
      kind: 'latency',
      latency: { azNs: 6_210_001, zaNs: 6_210_001 },
    });
  });

  test('the reverse direction has an entry of its own', () => {
    const entries = [of('100', 'FIXED_LATENCY_ZA_US'), of(99.5)];
    expect(readLatency({ 'latency-characteristic': entries }, standardMapping.latency)).toEqual({
      kind: 'latency',
      latency: { azNs: 99_500, zaNs: 100_000 },
    });
  });

  test.each([
    ['ns', 6210],
    ['us', 6_210_000],
  ] as const)('the unit is the carrier’s: %s', (unit, azNs) => {
    expect(readLatency({ 'latency-characteristic': [of('6210')] }, { ...standardMapping.latency, unit })).toMatchObject({
      latency: { azNs },
    });
  });

  test('zero counts as said', () => {
    expect(readLatency({ 'latency-characteristic': [of('0')] }, standardMapping.latency)).toMatchObject({ latency: { azNs: 0 } });
  });

  test.each([
    ['fast', 'not a decimal number'],
    ['', 'not a decimal number'],
    [null, 'not a decimal number'],
    [undefined, 'not a decimal number'],
    ['NaN', 'not a decimal number'],
    ['-5', 'negative'],
    ['-0.0001', 'negative'],
    ['12345678', 'longer than anything on Earth'],
    [{}, 'not a decimal number'],
  ])('%j is refused, not read as zero', (value, why) => {
    expect(readLatency({ 'latency-characteristic': [of(value)] }, standardMapping.latency)).toEqual({
      kind: 'refused',
      message: expect.stringContaining(why) as string,
    });
  });

  test('one bad direction refuses both', () => {
    const entries = [of('100'), of('soon', 'FIXED_LATENCY_ZA_US')];
    expect(readLatency({ 'latency-characteristic': entries }, standardMapping.latency)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('FIXED_LATENCY_ZA_US') as string,
    });
    expect(readLatency({ 'latency-characteristic': entries.slice(1) }, standardMapping.latency)).toMatchObject({ kind: 'refused' });
  });

  test('nothing said is unreported, with the names under which something else is', () => {
    expect(readLatency({ 'latency-characteristic': [of('1', 'DELAY')] }, standardMapping.latency)).toEqual({
      kind: 'unreported',
      otherNames: ['DELAY'],
    });
    expect(readLatency({}, standardMapping.latency)).toEqual({ kind: 'unreported', otherNames: [] });
  });
});

test('Frankfurt to Paris is about 478 km', () => {
  expect(greatCircleKm(frankfurt, paris)).toBeCloseTo(478, 0);
});

test('faster than light in a vacuum is absurd, in either direction; in fibre it is not', () => {
  expect(absurdFor({ azNs: 2_400_000, zaNs: 2_400_000 }, frankfurt, paris)).toBeNull();
  expect(absurdFor({ azNs: 2_400_000, zaNs: 1_000_000 }, frankfurt, paris)).toContain('478 km');
});
