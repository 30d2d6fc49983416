import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Held } from './line-gate';
import { typedGate } from './typed-gate';

const deletion = 'DLT-VCL::NTVCL-3-100:C1;';

function gated() {
  const sent: string[] = [];
  const held: Held<string>[] = [];
  const notes: string[] = [];
  const gate = typedGate<string>({
    send: (text) => {
      sent.push(text);
      return 'sent';
    },
    ask: () => Promise.resolve('takes 1 circuit down'),
    onHeld: (asked) => void held.push(asked),
    record: () => Promise.resolve(),
    onNote: (note) => void notes.push(note),
  });
  return { gate, sent, held, notes, settled: () => new Promise((resolve) => setImmediate(resolve)) };
}

test('everything passes as it comes, keys and all', () => {
  const { gate, sent } = gated();
  const keys = ['s', 'how\r', '\u001b[A', '\u007f', '\u0003', 'é', 'RTRV-HDR:::1;', '\r'];
  for (const key of keys) gate.take(key);
  expect(sent).toEqual(keys);
});

test.each([
  ['its semicolon', deletion, deletion.slice(0, -1), ';'],
  ['Enter', `${deletion.slice(0, -1)}\r`, deletion.slice(0, -1), '\r'],
  ['after other commands in the line', `RTRV-HDR:::1;${deletion}`, `RTRV-HDR:::1;${deletion.slice(0, -1)}`, ';'],
  ['after what was rubbed out', `ls\u007f\u007f${deletion}`, `ls\u007f\u007f${deletion.slice(0, -1)}`, ';'],
  ['over a line end', `DLT-VCL:\r:NTVCL-3-100:C1;`, 'DLT-VCL:\r:NTVCL-3-100:C1', ';'],
])('of a command that takes something down, %s waits', async (_what, typed, before, end) => {
  const { gate, sent, held, settled } = gated();
  for (const character of typed) gate.take(character);
  await settled();
  // Over a line end, Enter has been asked about already.
  for (let asked = 1; sent.join('') !== before && asked < 5; asked += 1) {
    gate.answer(asked, true);
    await settled();
  }
  expect(sent.join('')).toBe(before);
  gate.answer(held.length, true);
  await settled();
  expect(sent.join('')).toBe(before + end);
});

test('once sent by Enter, it is not asked about at every Enter that follows', async () => {
  const { gate, sent, held, settled } = gated();
  gate.take(`${deletion.slice(0, -1)}\r`);
  await settled();
  gate.answer(1, true);
  await settled();
  gate.take('show\r');
  gate.take('\r');
  expect(sent.slice(-2)).toEqual(['show\r', '\r']);
  expect(held).toHaveLength(1);
});

test('not sent, it stands there without its end, and is asked about again; what came behind is given up', async () => {
  const { gate, sent, held, notes, settled } = gated();
  gate.take(`${deletion}show\r`);
  await settled();
  gate.answer(1, false);
  expect(sent.join('')).toBe(deletion.slice(0, -1));
  expect(notes).toEqual(['dropped']);
  gate.take('\r');
  await settled();
  expect(held).toHaveLength(2);
  gate.answer(2, false);
  gate.take('\u0015');
  gate.take('show\r');
  expect(sent.slice(-2)).toEqual(['\u0015', 'show\r']);
});

test('however it is cut, no end of a command that takes something down goes out unasked', async () => {
  const piece = fc.constantFrom('show\r', deletion, 'RTRV-HDR:::1;', '\r', 'x\u007f', 'ED-CRS-VC::NTVCL-3-1:2::::OOS;');
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), fc.integer({ min: 1, max: 30 }), async (pieces, size) => {
      const { gate, sent, settled } = gated();
      const text = pieces.join('');
      for (let from = 0; from < text.length; from += size) gate.take(text.slice(from, from + size));
      await settled();
      expect(sent.join('')).not.toMatch(/(?:C1|OOS)[;\r]/);
      expect(text.startsWith(sent.join(''))).toBe(true);
    }),
  );
});
