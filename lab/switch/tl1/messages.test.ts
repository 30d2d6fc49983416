import { expect, test } from 'vitest';
import { acknowledgementText, autonomousText, quotedWithin, responseText } from './messages';

const from = { tid: 'SW-NYC-1', atMs: Date.UTC(2026, 10, 22, 9, 8, 7) };

test('a response is written as GR-831 has it, byte by byte', () => {
  const answer = responseText(from, 'C42', { kind: 'COMPLD', lines: ['"a"', '"b"'] }, 10);
  expect(answer).toBe('\r\n\n   SW-NYC-1 26-11-22 09:08:07\r\nM  C42 COMPLD\r\n   "a"\r\n   "b"\r\n;');
  const refused = responseText(from, 'C42', { kind: 'DENY', failures: [{ code: 'SROF', words: 'no */ luck;\r\n' }] }, 10);
  expect(refused).toBe('\r\n\n   SW-NYC-1 26-11-22 09:08:07\r\nM  C42 DENY\r\n   SROF\r\n   /* no   luck    */\r\n;');
});

test('each part of a long one has its heading, and all but the last end with ">"', () => {
  const heading = '\r\n\n   SW-NYC-1 26-11-22 09:08:07\r\nM  1 COMPLD\r\n';
  const lines = (count: number) => Array.from({ length: count }, (_, index) => String(index));
  const sizes = [0, 2, 3, 4].map((count) => responseText(from, '1', { kind: 'COMPLD', lines: lines(count) }, 2));
  expect(sizes).toEqual([
    `${heading};`,
    `${heading}   0\r\n   1\r\n;`,
    `${heading}   0\r\n   1\r\n>${heading}   2\r\n;`,
    `${heading}   0\r\n   1\r\n>${heading}   2\r\n   3\r\n;`,
  ]);
});

test('acknowledgements, and what it says by itself', () => {
  expect(acknowledgementText('IP', 'C42')).toBe('IP C42\r\n<');
  expect(autonomousText(from, '*C', 17, 'REPT ALM NTPORT', [`"NTPORT-1:CR:${quotedWithin('no "light"')}"`])).toBe(
    '\r\n\n   SW-NYC-1 26-11-22 09:08:07\r\n*C 17 REPT ALM NTPORT\r\n   "NTPORT-1:CR:\\"no \'light\'\\""\r\n;',
  );
});
