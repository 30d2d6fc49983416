import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualSwitchLimits } from '../model/switch';
import type { PathRequest } from '../model/virtual-path';
import { pathAmiss, pathFields, readPath, type PathFields } from './path-intake';

const good = { path: 'VP-3', switch: 'NE1', provider: 'Quay Net', vpi: '3', vcis: '100-1023' } as const satisfies PathFields;
const request: PathRequest = {
  id: 'VP-3',
  switchId: 'NE1',
  provider: 'Quay Net',
  side: 'UNI',
  vpi: 3,
  vcis: { first: 100, last: 1023 },
  deltaThreshold: 8,
  bulkSize: 32,
  timeThresholdMs: 30_000,
  maxAttempts: 5,
  backoffMs: 5000,
  quarantineMs: 600_000,
  isReserveHeld: false,
  carriedByOrderId: null,
};
const widest = {
  trunkVpi: { first: 0, last: 4095 },
  trunkVci: { first: 0, last: 65_535 },
  lineVpi: { first: 0, last: 255 },
  lineVci: { first: 32, last: 65_535 },
};

test('what is not said of a path gets the stated defaults', () => {
  expect(readPath(good)).toEqual({ kind: 'request', request });
  expect(pathAmiss(request, usualSwitchLimits, [])).toBeNull();
});

test('V8: every parameter of a path can be said', () => {
  const fields = { side: 'nni', 'delta-threshold': '2', 'bulk-size': '16', 'time-threshold': '1.5 min', attempts: '3', backoff: '500ms' };
  expect(readPath({ ...good, ...fields, quarantine: '0 s', reserve: 'hold', order: 'ORD-7', vcis: '40' })).toEqual({
    kind: 'request',
    request: {
      ...request,
      ...{ side: 'NNI', deltaThreshold: 2, bulkSize: 16, timeThresholdMs: 90_000, maxAttempts: 3, backoffMs: 500 },
      ...{ quarantineMs: 0, isReserveHeld: true, carriedByOrderId: 'ORD-7', vcis: { first: 40, last: 40 } },
    },
  });
});

test.each<[string, PathFields]>([
  ['provider is missing', { provider: '' }],
  ['vpi is missing', { vpi: '' }],
  ['side "both" is not known; use UNI, NNI', { side: 'both' }],
  ['reserve "yes" is not known; use use, hold', { reserve: 'yes' }],
  ['vpi "three" is not a whole number; write it as 3', { vpi: 'three' }],
  ['vcis "32 to 40" is not a range; write its first and last identifier as 32-1023', { vcis: '32 to 40' }],
  ['backoff "5" is not a duration; write a number and its unit, such as 30 s, 10 min or 500 ms', { backoff: '5' }],
  ['order contains control characters, or such as cannot be seen (U+0007); remove them', { order: 'a\u0007b' }],
])('a path is refused: %s', (message, change) => {
  const intake = readPath({ ...good, ...change });
  expect(intake.kind === 'malformed' ? intake.problems.map((problem) => problem.message) : []).toEqual([message]);
});

test('no text makes it throw, and what is read never makes the check throw', () => {
  const number = fc.oneof(fc.string({ unit: 'binary' }), fc.integer({ min: -10, max: 70_000 }).map(String));
  const fields = fc.dictionary(fc.constantFrom(...pathFields), fc.oneof(number, fc.constantFrom('3 s', '0 s', '32-50', '9-2', 'hold')));
  fc.assert(
    fc.property(fields, (given) => {
      const intake = readPath({ ...good, ...given });
      if (intake.kind === 'request') expect(pathAmiss(intake.request, widest, [request])).not.toBe('');
    }),
    { numRuns: 1000 },
  );
});

test.each<[string, Partial<PathRequest>]>([
  ['VPI 256 is out of range at a UNI; take one from 0 to 255, or set side to NNI', { vpi: 256 }],
  ['VPI -1 is out of range at a UNI; take one from 0 to 255', { vpi: -1 }],
  ['VPI 4096 is out of range at an NNI; take one from 0 to 4095', { vpi: 4096, side: 'NNI' }],
  ['VPI 16 is beyond what switch NE1 can number; take one from 0 to 15', { vpi: 16 }],
  ['VCIs 0 to 31 are reserved, and its range is 31-100; let vcis begin at 32 or above', { vcis: { first: 31, last: 100 } }],
  ['there is no VCI above 65535, and its range is 32-65536; let vcis end at 1023 or below', { vcis: { first: 32, last: 65_536 } }],
  ['its range 32-1024 is beyond what switch NE1 can number; let vcis lie within 32-1023', { vcis: { first: 32, last: 1024 } }],
  ['the range 200-199 holds no identifier; write the smaller number first, as 32-1023', { vcis: { first: 200, last: 199 } }],
  ['the bulk size 8 is not above the delta threshold 8; set bulk-size to 9 or more', { bulkSize: 8 }],
  ['a path has at most 65504 circuits, and the bulk size is 70000; set bulk-size to 65504 or less', { bulkSize: 70_000 }],
  ['the delta threshold -1 is not a number of circuits; set delta-threshold to 0 or more', { deltaThreshold: -1 }],
  [
    'more than its delta threshold of 8 can never remain, since its range 100-107 holds 8; set delta-threshold to 7 or less',
    { vcis: { first: 100, last: 107 } },
  ],
  [
    'more than its delta threshold of 8 can never remain, since its range 100-100 holds 1; set delta-threshold to 0',
    { vcis: { first: 100, last: 100 } },
  ],
  ['a time-threshold of 0 s makes no sense; set time-threshold to more than 0 s, at most 24 h', { timeThresholdMs: 0 }],
  ['a time-threshold of 25 h makes no sense; set time-threshold to more than 0 s, at most 24 h', { timeThresholdMs: 25 * 3_600_000 }],
  ['a backoff of 0 s makes no sense; set backoff to more than 0 s, at most 24 h', { backoffMs: 0 }],
  ['a quarantine of −1 s makes no sense; set quarantine to 0 s or more, at most 720 h', { quarantineMs: -1000 }],
  ['0 attempts make no sense; set attempts to 1 or more, at most 1000', { maxAttempts: 0 }],
])('a path that makes no sense is refused: %s', (message, change) => {
  expect(pathAmiss({ ...request, ...change }, usualSwitchLimits, [])).toBe(`path VP-3: ${message}`);
});

test.each<[string, Partial<PathRequest>]>([
  ['VPI 255 at a UNI', { vpi: 255 }],
  ['VPI 4095 at an NNI', { vpi: 4095, side: 'NNI' }],
  ['all VCIs of users', { vcis: { first: 32, last: 65_535 } }],
  ['one identifier, without a threshold', { vcis: { first: 32, last: 32 }, deltaThreshold: 0 }],
  ['a bulk size just above the delta threshold', { bulkSize: 9 }],
  ['a held reserve as large as what can remain, for it is given in the end', { vcis: { first: 100, last: 108 }, isReserveHeld: true }],
  ['no quarantine', { quarantineMs: 0 }],
])('at the very edge it is taken: %s', (_, change) => {
  expect(pathAmiss({ ...request, ...change }, widest, [])).toBeNull();
});

test('a switch that numbers reserved identifiers does not free them for users', () => {
  expect(pathAmiss({ ...request, vcis: { first: 5, last: 90 } }, widest, [])).toContain('reserved');
});

test('a range that overlaps one that exists on the same switch and VPI is refused, and names it', () => {
  const other = { ...request, id: 'VP-old', vcis: { first: 32, last: 103 } };
  expect(pathAmiss(request, usualSwitchLimits, [other])).toBe(
    'path VP-3: VCIs 100–103 of VPI 3 on switch NE1 belong to path VP-old already; take others than 32-103, or another VPI',
  );
  const apart: readonly Partial<PathRequest>[] = [{ vpi: 4 }, { switchId: 'NE2' }, { vcis: { first: 32, last: 99 } }, { id: 'VP-3' }];
  for (const change of apart) expect(pathAmiss(request, usualSwitchLimits, [{ ...other, ...change }])).toBeNull();
});
