import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preparePaste } from './paste';

describe('a paste', () => {
  test.each([
    ['ESC and C1', 'a\u001b[31mb\u009b2Jc\u009d52;c;x\u0007', 'a[31mb2Jc52;c;x', 4],
    ['the end of a bracketed paste', 'a\u001b[201~\rreboot\r', 'a[201~\rreboot\r', 1],
    ['the same in one C1 control', 'a\u009b201~', 'a201~', 1],
    ['keys that act at once', 'a\u0003\u0004\u001a\u007fb', 'ab', 4],
  ])('loses %s', (_what, pasted, text, removed) => {
    expect(preparePaste(pasted)).toMatchObject({ text, removed });
  });

  test('keeps text of any script, tabs and line ends; each line end is one Enter', () => {
    expect(preparePaste('Grüße\t日本語 😀\r\na\nb\rc')).toEqual({ text: 'Grüße\t日本語 😀\ra\rb\rc', lines: 4, removed: 0 });
    expect(preparePaste('a\u2028b\u2029')).toMatchObject({ text: 'a\rb\r' });
  });

  test.each([
    ['', 0],
    ['one', 1],
    ['one\n', 1],
    ['one\r\ntwo', 2],
    ['\n\n\n', 3],
  ])('%j: its lines are counted', (pasted, lines) => {
    expect(preparePaste(pasted).lines).toBe(lines);
  });

  test('whatever is pasted: no ESC, no C1, nothing to take out a second time', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(
            fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
            fc.constantFrom('\u001b', '\u009b', '[201~', '\r', '\n', '\u0085'),
          ),
        }),
        (pasted) => {
          const { text } = preparePaste(pasted);
          // By code, not by the same pattern.
          for (const character of text) {
            const code = character.codePointAt(0) ?? 0;
            expect(code === 9 || code === 13 || (code >= 32 && code < 127) || code >= 160).toBe(true);
          }
          expect(preparePaste(text)).toMatchObject({ text, removed: 0 });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
