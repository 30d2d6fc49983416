import { expect, test } from 'vitest';
import { decodeAs, recogniseEncoding } from './text-encoding';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const utf16 = (text: string, isBig: boolean): number[] =>
  Array.from(text, (letter) => letter.charCodeAt(0)).flatMap((code) => (isBig ? [code >> 8, code & 255] : [code & 255, code >> 8]));
const text = 'order,customer\nO-1,Zürich\n';

test.each([
  ['utf-8', utf8(text)],
  ['utf-8 with a mark', [0xef, 0xbb, 0xbf, ...utf8(text)]],
  ['utf-16le', [0xff, 0xfe, ...utf16(text, false)]],
  ['utf-16be', [0xfe, 0xff, ...utf16(text, true)]],
  ['utf-16le', utf16(text, false)],
  ['utf-16be', utf16(text, true)],
] as const)('%s is recognised and read', (encoding, bytes) => {
  const given = new Uint8Array(bytes);
  expect(recogniseEncoding(given)).toEqual({ kind: 'sure', encoding });
  expect(decodeAs(given, encoding)).toBe(text);
});

test('single bytes are asked about, with what each reading makes of the lines where it matters', () => {
  const bytes = new Uint8Array([...utf8('order,customer\nO-1,'), 0x80, 0x20, 0xfc, 10]);
  expect(recogniseEncoding(bytes)).toEqual({
    kind: 'asked',
    choices: ['windows-1252'],
    samples: [{ line: 2, as: { 'windows-1252': 'O-1,€ ü', mixed: 'O-1,€ ü' } }],
  });
});

test('a file of two encodings is read line by line', () => {
  const bytes = new Uint8Array([...utf8('a\nZürich\nGen'), 0xe8, ...utf8('ve\n')]);
  expect(recogniseEncoding(bytes)).toMatchObject({
    choices: ['mixed', 'windows-1252'],
    samples: [{ line: 2, as: { 'windows-1252': 'ZÃ¼rich', mixed: 'Zürich' } }, { line: 3 }],
  });
  expect(decodeAs(bytes, 'mixed')).toBe('a\nZürich\nGenève\n');
});

test('what is no text is said to be none', () => {
  expect(recogniseEncoding(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 7, 8, 1, 1, 1, 1, 1, 1, 1, 1]))).toMatchObject({ kind: 'none' });
});
