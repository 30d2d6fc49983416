import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { genesisHash, headLine, parseHeadLine, recordHash, type RecordField } from './history-chain';

/** The canonical form once more, as its description says, and without a thought for speed. */
function plainHash(list: readonly (string | number | null)[]): string {
  const encoded = list.map((field) => {
    if (field === null) return Buffer.from('le');
    const text = Buffer.from(String(field));
    return typeof field === 'number' ? Buffer.from(`i${field}e`) : Buffer.concat([Buffer.from(`${text.length}:`), text]);
  });
  return createHash('sha256')
    .update(Buffer.concat([Buffer.from('l'), ...encoded, Buffer.from('e')]))
    .digest('hex');
}

const field = fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.constant(null));
const fields = fc.array(field, { maxLength: 8 });

describe('the hash of a record', () => {
  it('is the one that its description gives, so that anyone can compute it', () => {
    // Computed with a hash program from the text that the description gives.
    expect(recordHash(genesisHash, 'entry', [1, 7, 'engine', 'link.up', 'alpha', 'ü'])).toBe(
      '1d2e1003c79aee8f82a8dd7d90c9ff0d5dd1504d4e0e837b2a46ee21d676a190',
    );
    fc.assert(
      fc.property(fc.constantFrom('entry', 'transition'), fields, (kind, list) => {
        expect(recordHash(genesisHash, kind, list)).toBe(plainHash([genesisHash, kind, ...list]));
      }),
    );
  });

  it('is the same over what is stored as over what was entered', () => {
    const stored = (value: RecordField): RecordField => {
      if (value === null) return { type: 'null', bytes: new Uint8Array() };
      return { type: typeof value === 'number' ? 'integer' : 'text', bytes: Buffer.from(String(value as string | number)) };
    };
    fc.assert(
      fc.property(fields, (list) => {
        expect(recordHash(genesisHash, 'entry', list.map(stored))).toBe(recordHash(genesisHash, 'entry', list));
      }),
    );
  });

  it('differs when anything moves from one field to its neighbour', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.nat(), (one, other, at) => {
        const cut = at % one.length;
        const moved = [one.slice(0, cut), one.slice(cut) + other];
        expect(recordHash(genesisHash, 'entry', moved)).not.toBe(recordHash(genesisHash, 'entry', [one, other]));
      }),
    );
  });

  it.each<[string, RecordField, RecordField]>([
    ['a number and its digits', 7, '7'],
    ['nothing and an empty text', null, ''],
    ['a text and the same bytes as a blob', 'x', { type: 'other', bytes: Buffer.from('x') }],
  ])('differs between %s', (_, one, other) => {
    expect(recordHash(genesisHash, 'entry', [one])).not.toBe(recordHash(genesisHash, 'entry', [other]));
  });
});

describe('a head as a line', () => {
  const head = { seq: 12, hash: 'a'.repeat(64), keyId: 'ed25519:k', signature: 's' };

  it('comes back as it was, also with a line’s end', () => {
    expect(parseHeadLine(headLine(head))).toEqual(head);
    expect(parseHeadLine(`${headLine(head)}\r\n`)).toEqual(head);
  });

  it.each([
    '',
    'longlines-history',
    `longlines-history x ${head.hash} k s`,
    `longlines-history 12 ${head.hash} k s more`,
    `longlines-history 1e3 ${head.hash} k s`,
  ])('is not “%s”', (line) => {
    expect(parseHeadLine(line)).toBeUndefined();
  });
});
