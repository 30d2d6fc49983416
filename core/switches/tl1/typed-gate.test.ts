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
    sendBracketed: (text) => {
      sent.push(`[${text}]`);
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

const whole = 'DLT-VCL:SW1:NTVCL-1-ALL:1';
const [escape, left, word, home] = ['\u001b', '\u001b[D', '\u0017', '\u001b[H'];

test.each<readonly [string, readonly string[]]>([
  ['after a word was rubbed out', ['rtrv ', word, `${whole};`]],
  ['with its first letter typed at the beginning, by a key', [whole.slice(1), home, 'D', '\r']],
  ['with its first letter typed at the beginning, by Ctrl-A', [whole.slice(1), '\u0001', 'D', ';']],
  ['with its letters typed from the last to the first', [`-${whole.slice(4)}`, home, 'T', home, 'L', home, 'D', '\r']],
  ['before what stood there', [':SW1:NTVCL-1-ALL:1', '\u0001', 'DLT-VCL', '\r']],
  ['in one piece with an escape', [`${escape}${whole};\r`]],
  ['ended by Alt and Enter', [whole, `${escape}\r`]],
  ['rubbed out only where the cursor was', [whole, left, '\u007f'.repeat(30), '\r']],
  ['given up as a word, which only goes back to the cursor', [whole, home, '\u0015', '\r']],
  ['killed and brought back', [whole, '\u0015', '\u0019', '\r']],
  ['killed in a line before', [whole, word, '\r', '\u0019', '\r']],
  ['after a completion', ['show pa\t', '\u0001', `${whole} `, '\r']],
])('a line that was edited is asked about where it may take something down: %s', async (_what, typed) => {
  const { gate, sent, held, settled } = gated();
  for (const text of typed) gate.take(text);
  await settled();
  if (held.length === 0) throw new Error(`went out unasked: ${JSON.stringify(sent)}`);
  const before = sent.length;
  gate.answer(1, false);
  expect(sent).toHaveLength(before);
  expect(held[0]?.commands).not.toEqual([]);
});

test('a line that was edited and takes nothing down is not asked about', () => {
  const { gate, held, sent } = gated();
  const lines = [
    ['show circuits', left, 'x', '\r'],
    ['\u001b[A', '\r'],
    ['cp repo', '\t', ' /tmp', '\r'],
    ['RTRV-HDR::', left, '\u001b[C', ':1;', '\r'],
    ['scp my-report.txt', '\t', ' host:/tmp', '\r'],
  ];
  for (const text of lines.flat()) gate.take(text);
  expect(held).toEqual([]);
  expect(sent).toEqual(lines.flat());
});

test('an edited line ends with Enter, and is given up with Ctrl-C', () => {
  const { gate, held } = gated();
  for (const text of [home, '\r', whole.slice(1), '\r', whole, home, '\u0003', 'show', '\r']) gate.take(text);
  expect(held).toEqual([]);
});

test.each(['', 'first\r'])('a paste in brackets is asked about before its end, and again at Enter (%j)', async (before) => {
  const { gate, sent, held, settled } = gated();
  gate.takeBracketed(`${before}${whole};\r`);
  gate.take('\u001b[A');
  await settled();
  expect([held.length, sent]).toEqual([1, []]);
  gate.answer(1, true);
  await settled();
  expect(sent).toEqual([`[${before}${whole};\r]`, '\u001b[A']);
  gate.take('\r');
  await settled();
  expect(held).toHaveLength(2);
  gate.answer(2, false);
  expect(sent).toHaveLength(2);
});

test('a paste in brackets that was not sent is no part of the line', async () => {
  const { gate, sent, held, notes, settled } = gated();
  gate.take('show ');
  gate.takeBracketed(`${whole};`);
  await settled();
  gate.answer(1, false);
  for (const text of [left, 'circuits', '\r']) gate.take(text);
  expect([held.length, notes]).toEqual([1, []]);
  expect(sent).toEqual(['show ', left, 'circuits', '\r']);
});

test('a paste in brackets without an end passes; the Enter behind it waits', async () => {
  const { gate, sent, held, settled } = gated();
  gate.takeBracketed(whole);
  expect(sent).toEqual([`[${whole}]`]);
  gate.take('\r');
  await settled();
  expect([held.length, sent.length]).toEqual([1, 1]);
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
