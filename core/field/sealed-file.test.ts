import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sealFile, unsealFile } from './sealed-file';

const text = JSON.stringify({ of: 'a pack', many: 'x'.repeat(5_000), sign: 'Zürich' });
const sealed = await sealFile('field-pack', text, 'correct horse');
const changed = (at: number): Uint8Array => {
  const bytes = Uint8Array.from(sealed);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};
const headerEnd = Buffer.from(sealed).indexOf('}', Buffer.from(sealed).indexOf('"bytes"')) + 1;

describe('a sealed file', () => {
  test('opens with its passphrase, and shows nothing of what is in it', async () => {
    expect(await unsealFile('field-pack', sealed, 'correct horse')).toEqual({ kind: 'opened', text });
    expect(Buffer.from(sealed).toString('latin1')).not.toMatch(/xxxx|a pack/);
  });

  test('takes a passphrase however its letters are composed', async () => {
    const file = await sealFile('proposal', 'words', 'Zu\u0308rich');
    expect(await unsealFile('proposal', file, 'Z\u00fcrich')).toEqual({ kind: 'opened', text: 'words' });
  });

  test('is another each time, though what is in it is the same', async () => {
    expect(Buffer.from(await sealFile('field-pack', text, 'correct horse')).equals(Buffer.from(sealed))).toBe(false);
  });

  test('tells a wrong passphrase from damage', async () => {
    expect(await unsealFile('field-pack', sealed, 'correct Horse')).toMatchObject({ kind: 'wrong-passphrase' });
  });

  test.each([0, 25, 40, headerEnd, sealed.length - 33, sealed.length - 1])('with the byte at %i changed is never opened', async (at) => {
    const outcome = await unsealFile('field-pack', changed(at), 'correct horse');
    expect(['damaged', 'foreign', 'truncated', 'other-version']).toContain(outcome.kind);
  });

  test.each([0, 10, 24, 60, sealed.length - 100, sealed.length - 1])('cut off after %i bytes is told as that', async (length) => {
    expect(await unsealFile('field-pack', sealed.subarray(0, length), 'correct horse')).toMatchObject({ kind: 'truncated' });
  });

  test('of another form, or of another kind, is told as that', async () => {
    const other = Buffer.from(Buffer.from(sealed).toString('latin1').replace('"form":1', '"form":2'), 'latin1');
    expect(await unsealFile('field-pack', other, 'correct horse')).toMatchObject({
      kind: 'other-version',
      message: expect.stringContaining('newer') as string,
    });
    expect(await unsealFile('proposal', sealed, 'correct horse')).toMatchObject({ kind: 'wrong-kind' });
  });

  test.each(['', 'PK\u0003\u0004 some zip', '{}'])('that is none of ours is told as that: %j', async (words) => {
    const outcome = await unsealFile('field-pack', Buffer.from(words), 'x');
    expect(outcome.kind).toBe(words === '' ? 'truncated' : 'foreign');
  });

  test('that was changed, its checksum made anew, is not opened', async () => {
    for (const at of [headerEnd - 30, sealed.length - 72]) {
      const forged = Buffer.from(changed(at).subarray(0, sealed.length - 32));
      const whole = Buffer.concat([forged, createHash('sha256').update(forged).digest()]);
      expect((await unsealFile('field-pack', whole, 'correct horse')).kind).not.toBe('opened');
    }
  });
});
