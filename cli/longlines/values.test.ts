import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from './csv';
import { linesByPath } from '../../shell/configuration/json-lines';
import { readLatency, readSlower, readSpan, readSubject, readTime } from './values';
import { age } from './words';

const nowMs = Date.parse('2026-12-01T00:00Z');

test.each([
  ['now', '2026-12-01T00:00Z'],
  ['+90m', '2026-12-01T01:30Z'],
  ['-8h', '2026-11-30T16:00Z'],
  ['+1.5d', '2026-12-02T12:00Z'],
  ['2026-12-01T08:00Z', '2026-12-01T08:00Z'],
  ['2026-12-01T08:00:30+02:00', '2026-12-01T06:00:30Z'],
])('the time "%s" is %s', (text, expected) => {
  expect(readTime(text, nowMs)).toEqual({ kind: 'read', value: Date.parse(expected) });
});

test.each(['', 'tomorrow', '2026-12-01', '2026-12-01T08:00', '2026-02-31T08:00Z', '2026-13-01T08:00Z', '90m', '+90', '+90w'])(
  '"%s" is no time',
  (text) => {
    expect(readTime(text, nowMs)).toMatchObject({ kind: 'wrong', message: expect.stringContaining('2026-12-01T08:00Z') as string });
  },
);

test.each([
  ['5us', 5_000],
  ['12.5 ms', 12_500_000],
  ['0ns', 0],
  ['7 µs', 7_000],
])('the latency "%s" is %i ns', (text, ns) => {
  expect(readLatency(text)).toEqual({ kind: 'read', value: ns });
});

test.each(['5', '-5us', 'us', '5 s', '5000ms', '1e3us'])('"%s" is no latency', (text) => {
  expect(readLatency(text).kind).toBe('wrong');
});

test.each([
  ['site:LON', { kind: 'site', id: 'LON' }],
  ['duct:cable-irish-sea-2', { kind: 'shared-risk', id: 'cable-irish-sea-2' }],
  ['resource:NYC-LON 400G #1', { kind: 'resource', id: 'NYC-LON 400G #1' }],
  ['port:alder/a:b', { kind: 'port', id: 'alder/a:b' }],
])('"%s" names a subject', (text, subject) => {
  expect(readSubject(text)).toEqual({ kind: 'read', value: subject });
});

test.each([
  ['90m', 5_400_000],
  ['6h', 21_600_000],
  ['1.5d', 129_600_000],
])('the span "%s" is %i ms', (text, ms) => {
  expect(readSpan(text)).toEqual({ kind: 'read', value: ms });
});

test.each(['', '7', '-7d', '7w', 'd'])('"%s" is no span', (text) => {
  expect(readSpan(text).kind).toBe('wrong');
});

test.each(['LON', 'city:LON', 'site:', 'site: ', ''])('"%s" names nothing', (text) => {
  expect(readSubject(text)).toMatchObject({ kind: 'wrong', message: expect.stringContaining('site:LON') as string });
});

test('what becomes slower may have = in its name', () => {
  expect(readSlower('resource:a=b=12ms')).toEqual({
    kind: 'read',
    value: { subject: { kind: 'resource', id: 'a=b' }, oneWayNs: 12_000_000 },
  });
  expect(readSlower('resource:a').kind).toBe('wrong');
  expect(readSlower('a=1ms').kind).toBe('wrong');
});

test.each([
  [null, 'never'],
  [0, '0 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [2 * 3_600_000, '2 h'],
  [49 * 3_600_000, '2 d'],
  [-5_000, '0 s'],
])('what was %s ms ago was %s ago', (agoMs, words) => {
  expect(age(agoMs === null ? null : nowMs - agoMs, nowMs)).toBe(words);
});

describe('CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+SUM(A1)', "'+SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['@cmd', "'@cmd"],
    [' =1', "' =1"],
    ['\t=1', '"\'\t=1"'],
    ['＝1', "'＝1"],
    ['a=b', 'a=b'],
    ['say "hi", all', '"say ""hi"", all"'],
  ])('%j is written so that no spreadsheet calculates it', (text, written) => {
    expect(csvText([[text]])).toBe(`${written}\r\n`);
  });

  test('what would steer the terminal that it is written to is shown as its code', () => {
    expect(csvText([['Quay\u001b[2J', '\u009b31m', 'Quay \u202eknaB', 'a\rb', 'नी\u200dति']])).toBe(
      'Quay\\u{1b}[2J,\\u{9b}31m,Quay \\u{202e}knaB,a\\u{d}b,नी\u200dति\r\n',
    );
  });
});

test('each value of a JSON text is found on the line on which it begins', () => {
  const paths = (value: unknown, path: string): readonly string[] =>
    typeof value !== 'object' || value === null
      ? [path]
      : [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, path === '' ? key : `${path}.${key}`))];
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const text = JSON.stringify(value, null, 2);
      const lines = linesByPath(text);
      for (const path of new Set(paths(JSON.parse(text), ''))) expect(lines.has(path)).toBe(true);
      expect([...lines.values()].every((line) => line >= 1 && line <= text.split('\n').length)).toBe(true);
    }),
  );
  expect(linesByPath('{\n "a": [\n  1,\n  { "b": "x\\"}\\n" },\n  2 ]\n}')).toEqual(
    new Map([
      ['', 1],
      ['a', 2],
      ['a.0', 3],
      ['a.1', 4],
      ['a.1.b', 4],
      ['a.2', 5],
    ]),
  );
});
