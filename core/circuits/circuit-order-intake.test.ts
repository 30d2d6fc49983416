import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineText, usualSwitchLimits, type SubscriberLine } from '../model/switch';
import { circuitOrderFields } from '../model/circuit-order-fields';
import { lineAmiss, readCircuitOrder, type CircuitOrderFields } from './circuit-order-intake';

const good = { order: 'VC-1', 'end-user': 'Ada Quay', path: 'VP-3', line: '1-1-2-17' } as const satisfies CircuitOrderFields;
const line: SubscriberLine = { rack: 1, shelf: 1, slot: 2, circuit: 17, vpi: 0, vci: 35 };

test('V1: an order names its end user, its path and the line; the line has 0/35 unless it says otherwise', () => {
  expect(readCircuitOrder(good)).toEqual({ kind: 'request', request: { id: 'VC-1', endUser: 'Ada Quay', pathId: 'VP-3', line } });
  const other = readCircuitOrder({ ...good, 'line-vpi': ' 1 ', 'line-vci': '48' });
  expect(other).toMatchObject({ kind: 'request', request: { line: { ...line, vpi: 1, vci: 48 } } });
});

test.each<[string, CircuitOrderFields]>([
  ['order is missing', { order: ' ' }],
  ['end-user is missing', { 'end-user': '' }],
  ['path is missing', { path: '' }],
  ['line is missing', { line: '' }],
  ['line "1-1-2" is not a line; write rack-shelf-slot-circuit, as 1-1-2-17', { line: '1-1-2' }],
  ['line "1-1-2-17-0" is not a line; write rack-shelf-slot-circuit, as 1-1-2-17', { line: '1-1-2-17-0' }],
  ['line "1-1-2-a" is not a line; write rack-shelf-slot-circuit, as 1-1-2-17', { line: '1-1-2-a' }],
  ['line-vci "x" is not a whole number; write it as 35', { 'line-vci': 'x' }],
  ['line-vpi "0.5" is not a whole number; write it as 0', { 'line-vpi': '0.5' }],
  ['end-user contains control characters, or such as cannot be seen (U+202E); remove them', { 'end-user': 'Ada\u202eyauQ' }],
  ['path is 201 characters long; at most 200 are taken', { path: 'p'.repeat(201) }],
])('an order is refused: %s', (message, change) => {
  const intake = readCircuitOrder({ ...good, ...change });
  expect(intake.kind === 'malformed' ? intake.problems.map((problem) => problem.message) : []).toEqual([message]);
});

test('all that is wrong is told at once, each with its field', () => {
  const intake = readCircuitOrder({ line: 'home', 'line-vci': '?' });
  expect(intake.kind === 'malformed' ? intake.problems.map(({ field }) => field) : []).toEqual([
    'order',
    'end-user',
    'path',
    'line',
    'line-vci',
  ]);
});

test('no text makes it throw', () => {
  const fields = fc.dictionary(fc.constantFrom(...circuitOrderFields), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(fields, (given) => {
      expect(['request', 'malformed']).toContain(readCircuitOrder(given).kind);
    }),
  );
});

test.each([32, 35, 63])('a line with VCI %i is one that the switch offers', (vci) => {
  expect(lineAmiss({ ...line, vci }, usualSwitchLimits)).toBeNull();
});

test.each<[Partial<SubscriberLine>, string]>([
  [{ vci: 31 }, 'VCI 31 is reserved, as 0 to 31 are; set line-vci to 32 or more'],
  [{ vci: 64 }, 'VCI 64 is not one that the switch offers on lines (32 to 63); correct line-vci'],
  [{ vpi: 1 }, 'VPI 1 is not one that the switch offers on lines (only 0); correct line-vpi'],
])('a line with %j is not: %s', (change, message) => {
  const other = { ...line, ...change };
  expect(lineAmiss(other, usualSwitchLimits)).toBe(`line ${lineText(other)}: ${message}`);
});
