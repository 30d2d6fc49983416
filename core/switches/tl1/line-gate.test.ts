import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SendOutcome } from '../raw-session';
import { lineGate, type Held } from './line-gate';

const deletion = 'DLT-VCL::NTVCL-3-100:C1;';

interface GateOptions {
  readonly told?: string | null;
  readonly outcome?: SendOutcome;
  readonly isRecorded?: boolean;
}

function gated({ told = 'takes 1 circuit down', outcome = 'sent', isRecorded = true }: GateOptions = {}) {
  const sent: string[] = [];
  const held: Held<string>[] = [];
  const notes: string[] = [];
  const gate = lineGate<string>({
    send: (text) => {
      sent.push(text);
      return outcome;
    },
    ask: () => Promise.resolve(told),
    onHeld: (asked) => void held.push(asked),
    record: () => (isRecorded ? Promise.resolve() : Promise.reject(new Error('the disk is full'))),
    onNote: (note) => void notes.push(note),
  });
  return { gate, sent, held, notes, settled: () => new Promise((resolve) => setImmediate(resolve)) };
}

describe('what is typed into TL1', () => {
  test('goes out with its semicolon, however it comes', () => {
    const { gate, sent } = gated();
    for (const character of 'RTRV-HDR:::1;') gate.take(character);
    gate.take('RTRV-HDR:::2;RTRV-HDR:::3;RTRV');
    expect(sent).toEqual(['RTRV-HDR:::1;', 'RTRV-HDR:::2;RTRV-HDR:::3;']);
  });

  test.each([
    ['a rub-out', 'RTRX\u007fV-HDR:::1;', ['RTRV-HDR:::1;']],
    ['Ctrl-U', 'nonsense "\u0015RTRV-HDR:::1;', ['RTRV-HDR:::1;']],
    ['keys that are none of TL1', 'RTRV\u001b[A-HDR\u0085:::1;', ['RTRV[A-HDR:::1;']],
    ['Ctrl-C', 'abc\u0003', ['\u0003']],
    ['an Enter by itself', '\r', ['\r']],
    ['a semicolon in quotes', 'ACT-USER::ops:1::"a;b";', ['ACT-USER::ops:1::"a;b";']],
    ['a quote that a line end ends', 'RTRV-HDR::"a\r:1;', ['RTRV-HDR::"a\r:1;']],
    ['a quote that is rubbed out', '"\u007fRTRV-HDR:::1;', ['RTRV-HDR:::1;']],
  ])('with %s', (_what, typed, expected) => {
    const { gate, sent } = gated();
    gate.take(typed);
    expect(sent).toEqual(expected);
  });

  test('that nobody ends is given up at a bound, and told', () => {
    const { gate, sent, notes } = gated();
    gate.take('x'.repeat(65_537));
    expect(notes).toEqual(['dropped']);
    gate.take('RTRV-HDR:::1;');
    expect(sent).toEqual(['RTRV-HDR:::1;']);
  });
});

describe('a command that takes something down', () => {
  test('waits for the operator, with all that comes after it, and goes out once', async () => {
    const { gate, sent, held, settled } = gated();
    gate.take(`RTRV-HDR:::1;${deletion}RTRV-HDR:::2;`);
    gate.take('RTRV-HDR:::3;');
    await settled();
    expect(sent).toEqual(['RTRV-HDR:::1;']);
    expect(held).toEqual([{ number: 1, commands: [deletion, 'RTRV-HDR:::2;'], told: 'takes 1 circuit down' }]);
    gate.answer(7, true);
    await settled();
    expect(sent).toHaveLength(1);
    gate.answer(1, true);
    gate.answer(1, true);
    await settled();
    expect(sent).toEqual(['RTRV-HDR:::1;', `${deletion}\r\nRTRV-HDR:::2;`, 'RTRV-HDR:::3;']);
  });

  test('that is not sent takes with it what came behind', async () => {
    const { gate, sent, notes, settled } = gated();
    gate.take(`${deletion}RTRV`);
    gate.take('-HDR:::2;');
    await settled();
    gate.answer(1, false);
    gate.take('RTRV-HDR:::3;');
    expect(sent).toEqual(['RTRV-HDR:::3;']);
    expect(notes).toEqual(['dropped']);
  });

  test('is asked about anew each time', async () => {
    const { gate, held, settled } = gated();
    gate.take(deletion);
    await settled();
    gate.answer(1, true);
    await settled();
    gate.take(deletion);
    await settled();
    expect(held.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('is not sent where that cannot be recorded', async () => {
    const { gate, sent, notes, settled } = gated({ isRecorded: false });
    gate.take(deletion);
    await settled();
    gate.answer(1, true);
    await settled();
    expect(sent).toEqual([]);
    expect(notes).toEqual(['dropped']);
    gate.take('RTRV-HDR:::3;');
    expect(sent).toEqual(['RTRV-HDR:::3;']);
  });

  test('and what waits behind it is bounded', async () => {
    const { gate, notes, settled } = gated();
    gate.take(deletion);
    await settled();
    for (let piece = 0; piece < 17; piece += 1) gate.take('x'.repeat(65_536));
    expect(notes).toEqual(['busy']);
  });
});

test('a switch that does not read is told', () => {
  const { gate, notes } = gated({ outcome: 'busy' });
  gate.take('RTRV-HDR:::1;');
  expect(notes).toEqual(['busy']);
});

test('however it is cut and typed, nothing that takes something down goes out unasked, and the rest in order', async () => {
  const command = fc.constantFrom(
    'RTRV-HDR:::1;',
    deletion,
    'ED-CRS-VC::NTVCL-3-1:2::::OOS;',
    'ACT-USER::ops:3::"p;w";',
    '\r',
    '"',
    'x\u007f',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), async (commands, size) => {
      const { gate, sent, held, settled } = gated();
      const text = commands.join('');
      for (let from = 0; from < text.length; from += size) gate.take(text.slice(from, from + size));
      await settled();
      expect(sent.join('')).not.toMatch(/DLT|OOS/);
      for (let asked = 0; asked < 20 && held.length > asked; asked += 1) {
        const before = sent.length;
        gate.answer(asked + 1, true);
        await settled();
        expect(sent[before]).toMatch(/DLT|OOS/);
      }
    }),
  );
});
