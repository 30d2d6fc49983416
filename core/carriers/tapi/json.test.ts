import { describe, expect, test } from 'vitest';
import { clip, memberAt, parseJson } from './json';

describe('parseJson', () => {
  test('members lose their module prefix, at every level', () => {
    const outcome = parseJson('{"tapi-topology:topology-context":{"topology":[{"tapi-x:uuid":"u"}]}}');
    expect(outcome.kind === 'json' && memberAt(outcome.value, 'topology-context', 'topology')).toEqual([{ uuid: 'u' }]);
  });

  test('a member called __proto__ changes no prototype', () => {
    const outcome = parseJson('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    expect(outcome.kind).toBe('json');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(outcome.kind === 'json' && Object.getPrototypeOf(outcome.value)).toBeNull();
  });

  test('a document nested too deeply is refused before it is parsed; brackets inside strings do not count', () => {
    expect(parseJson('['.repeat(100_000))).toEqual({ kind: 'malformed', reason: 'it is nested deeper than 64 levels' });
    expect(parseJson(JSON.stringify({ text: `\\"${'['.repeat(200)}` })).kind).toBe('json');
  });

  test('what is not JSON is told with the parser’s words', () => {
    expect(parseJson('{"a":')).toMatchObject({ kind: 'malformed', reason: expect.stringContaining('JSON') as string });
  });
});

test('clip makes one short line of anything', () => {
  expect(clip('a\r\n\u001b[31mb\u202e\tc', 20)).toBe('a [31mb c');
  expect(clip('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
});
