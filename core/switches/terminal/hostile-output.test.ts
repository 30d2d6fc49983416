import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outputFilter } from './hostile-output';

const E = '\u001b';
const shown = (...chunks: (string | Uint8Array)[]): string => {
  const filter = outputFilter();
  return Buffer.concat(chunks.map((chunk) => filter.pass(typeof chunk === 'string' ? Buffer.from(chunk) : chunk))).toString('utf8');
};

describe('what a terminal needs passes unharmed', () => {
  test.each([
    ['text and line ends', 'NE1> show\r\n\tall\b\u0007\n'],
    ['other scripts', 'Grüße, 日本語, 😀, é̈, \u200d'],
    ['colours', `${E}[0;1;38;5;196;48;2;1;2;3mred${E}[m ${E}[4:3mcurly`],
    ['cursor', `${E}[2A${E}[B${E}[10C${E}[D${E}[5;10H${E}[G${E}[d${E}[s${E}[u${E}7${E}8${E}[999;999H`],
    ['erasing and editing', `${E}[2J${E}[K${E}[1K${E}[3L${E}[2M${E}[4P${E}[5@${E}[6X${E}[2S${E}[3T${E}[3J`],
    ['modes of full-screen programs', `${E}[?1049h${E}[?25l${E}[?7h${E}[?1;2004h${E}[?1000;1006h${E}[4h${E}[1;24r${E}=${E}>${E}[?1049l`],
    ['line drawing', `${E}(0lqk${E}(B\u000e\u000f${E})0`],
    ['tabs, index, reset', `${E}H${E}[3g${E}D${E}E${E}M${E}c${E}#8${E}[!p`],
    ['cursor style', `${E}[4 q`],
    ['questions for the kind of terminal and the cursor', `${E}[c${E}[0c${E}[>c${E}[5n${E}[6n`],
    ['a TL1 answer', '\r\n\n   NE1 26-11-22 10:00:00\r\nM  C1 COMPLD\r\n;'],
  ])('%s', (_what, output) => {
    expect(shown(output)).toBe(output);
  });

  test('all text, whatever the script, and wherever it is split', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (some, cut) => {
        const output = some.replace(/[\p{Cc}]/gu, '');
        const bytes = Buffer.from(output);
        expect(shown(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(output);
      }),
    );
  });

  test('characters whose bytes look like C1 controls', () => {
    // Bytes 0x80–0x9f as the second, third and fourth of a character.
    const output = 'Ā\u011b\u201d\u2e9b\u{1f49b}\u{1069b}';
    expect(shown(output)).toBe(output);
    for (const byte of Buffer.from(output)) expect(byte).toBeGreaterThan(0x7f);
    expect(shown(...[...Buffer.from(output)].map((byte) => Buffer.from([byte])))).toBe(output);
  });
});

describe('what would act beyond the screen is left out', () => {
  test.each([
    ['clipboard', `a${E}]52;c;cm0gLXJmIC8=\u0007b`],
    ['clipboard, ended by ST', `a${E}]52;c;?${E}\\b`],
    ['title', `a${E}]0;root@safe\u0007${E}]2;x${E}\\b`],
    ['hyperlink', `a${E}]8;;http://evil.invalid${E}\\${E}]8;;${E}\\b`],
    ['palette, and asking for it', `a${E}]4;1;?\u0007${E}]11;?${E}\\b`],
    ['a file', `a${E}]1337;File=name=eA==:AAAA\u0007b`],
    ['a notice', `a${E}]9;hello\u0007${E}]777;notify;a;b\u0007b`],
    ['settings asked for (DECRQSS)', `a${E}P$qm${E}\\b`],
    ['keys defined (DECUDK)', `a${E}P0;1|17/6c730a${E}\\b`],
    ['passed on by a multiplexer', `a${E}Ptmux;${E}${E}]52;c;eA==\u0007${E}\\b`],
    ['APC, PM, SOS', `a${E}_x${E}\\${E}^y${E}\\${E}Xz${E}\\b`],
    ['window moved, resized, asked for', `a${E}[8;1;1t${E}[21t${E}[>2t${E}[14tb`],
    ['printed', `a${E}[5i${E}[?5i${E}[4ib`],
    ['screen asked for (DECRQCRA)', `a${E}[1;1;1;1;1;1*yb`],
    ['modes asked for', `a${E}[?2026$p${E}[4$pb`],
    ['version, other attributes asked for', `a${E}[>q${E}[=c${E}[0xb`],
    ['answers in eight bits', `a${E} Gb`],
    ['the keyboard locked, the width set, the focus told', `a${E}[2h${E}[?3h${E}[?1004hb`],
    ['another encoding', `a${E}%@b`],
    ['answerback', 'a\u0005b'],
    ['the same in C1 controls', 'a\u009d52;c;eA==\u0007\u009b21t\u0090$qm\u009cb'],
  ])('%s', (_what, output) => {
    expect(shown(output)).toBe('ab');
  });

  test('of several modes those that are harmless stay', () => {
    expect(shown(`${E}[?1004;25;3h`)).toBe(`${E}[?25h`);
  });

  test('C1 controls that move the cursor are written as escape sequences', () => {
    expect(shown('a\u009b2A\u0085b')).toBe(`a${E}[2A${E}Eb`);
  });

  test('what is no UTF-8 is shown as such, and begins nothing', () => {
    expect(shown(Buffer.from([0x41, 0x9d, 0x35, 0x32, 0xff, 0xc3, 0x41, 0xe2, 0x82, 0x1b, 0x5b, 0x6d, 0xc0, 0xaf, 0xed, 0xa0, 0x80]))).toBe(
      `A\ufffd52\ufffd\ufffdA\ufffd${E}[m\ufffd\ufffd\ufffd\ufffd\ufffd`,
    );
  });

  test('repetitions that would keep a terminal busy are shortened', () => {
    expect(shown(`x${E}[2147483647b${E}[999999999L${E}[20000;70000H${E}[80;10000H`)).toBe(
      `x${E}[1000b${E}[1000L${E}[9999;9999H${E}[80;9999H`,
    );
  });

  test('it is counted', () => {
    const filter = outputFilter();
    filter.pass(Buffer.from(`${E}]0;x\u0007${E}[21t${E}[31m`));
    expect(filter.removed).toBe(2);
  });
});

describe('what is not ended does not hide what follows for ever', () => {
  test.each([']', 'P', 'X', '^', '_'])('a string ESC %s ends with the line', (kind) => {
    expect(shown(`a${E}${kind}52;c;hidden\r\nNE1> `)).toBe('a\r\nNE1> ');
  });

  test.each([
    ['CAN', '\u0018'],
    ['SUB', '\u001a'],
    ['another sequence', `${E}[m`],
  ])('a string ends with %s', (_what, end) => {
    expect(shown(`a${E}]52;c;${end}b`).replace(`${E}[m`, '')).toBe('ab');
  });

  test('a string, or parameters, of any length without a line end', () => {
    expect(shown(`${E}]${'x'.repeat(200_000)}`).length).toBeGreaterThan(100_000);
    expect(shown(`${E}[${'1'.repeat(200_000)}`).length).toBeGreaterThan(100_000);
    expect(shown(`${E}[${'1'.repeat(500)}mtext`)).toBe('text');
    expect(shown(`${E}${'('.repeat(100_000)}0text`)).toBe('text');
  });

  test('controls within a sequence take effect, and the sequence too', () => {
    expect(shown(`${E}[3\n1m${E}[\u00182A`)).toBe(`\n${E}[31m2A`);
  });
});

/** Read by other means: every sequence that may come out, written out as patterns. */
const harmless = new RegExp(
  [
    '[\\x07-\\x0f\\x20-\\x7e\\u00a0-\\u{10ffff}]',
    '\\x1b[78=>DEHMNOcno|}~69]',
    '\\x1b[()*+./-][0-9A-Za-z<=>`]',
    '\\x1b#[34568]',
    '\\x1b\\[[0-9:;]*[ABCDEFGHJKT`abdefgmrsuILMP@SXZ]',
    '\\x1b\\[[0-9;]+[hl]',
    '\\x1b\\[\\?[0-9;]+[hl]',
    '\\x1b\\[\\?[0-9:;]*[JK]',
    '\\x1b\\[0?c|\\x1b\\[>0?c|\\x1b\\[[56]n',
    '\\x1b\\[[0-9:;]*(?:!p| q|"q|\'[}~]| [@A])',
  ].join('|'),
  'uy',
);

function firstHarm(output: string): string | null {
  harmless.lastIndex = 0;
  let at = 0;
  while (at < output.length) {
    if (!harmless.test(output)) return JSON.stringify(output.slice(at, at + 20));
    at = harmless.lastIndex;
  }
  return null;
}

describe('whatever comes in', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      E,
      `${E}[`,
      `${E}]`,
      `${E}P`,
      `${E}\\`,
      '\u0007',
      '\u0018',
      '\u009b',
      '\u009d',
      '\u009c',
      '\r\n',
      '52;c;',
      '?',
      ';',
      '$',
      '>',
      't',
      'm',
      'h',
      '1049',
      '(',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.string({ unit: 'grapheme', maxLength: 5 }),
  );
  const hostile = fc.oneof(
    fc.array(piece, { maxLength: 60 }).map((pieces) => new Uint8Array(Buffer.from(pieces.join('')))),
    fc
      .array(fc.oneof(fc.constantFrom(0x1b, 0x5b, 0x5d, 0x9b, 0xc2, 0x9d, 0x3f, 0x3b, 0x24, 0x07), fc.nat(255)), { maxLength: 100 })
      .map((codes) => Uint8Array.from(codes)),
  );

  test('only what is known to be harmless comes out, each sequence whole, in valid UTF-8', () => {
    fc.assert(
      fc.property(hostile, (bytes) => {
        const out = outputFilter().pass(bytes);
        const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(out);
        expect(firstHarm(decoded)).toBeNull();
        expect(out.length).toBeLessThanOrEqual(bytes.length * 3);
      }),
      { numRuns: 5_000 },
    );
  });

  test('it does not matter where it is split', () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat(100), { maxLength: 8 }), (bytes, cuts) => {
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((one, other) => one - other), bytes.length];
        expect(shown(...places.slice(1).map((to, index) => bytes.subarray(places[index], to)))).toBe(shown(bytes));
        expect(shown(...[...bytes].map((byte) => Uint8Array.of(byte)))).toBe(shown(bytes));
      }),
      { numRuns: 2_000 },
    );
  });

  test('what came out once comes out again as it is', () => {
    fc.assert(
      fc.property(hostile, (bytes) => {
        const once = shown(bytes);
        expect(shown(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test('after any output a line end brings the text back', () => {
    fc.assert(
      fc.property(hostile, (bytes) => {
        expect(shown(bytes, '\u0018\r\nNE1> ').endsWith('\r\nNE1> ')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('ten million bytes: no throw, no growth, and not slower by the end', () => {
    const filter = outputFilter();
    const chunk = Buffer.alloc(65_536);
    let state = 7;
    let came = 0;
    for (let round = 0; round < 160; round++) {
      for (let index = 0; index < chunk.length; index++) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        const draw = state >>> 16;
        chunk[index] = draw % 7 === 0 ? 0x1b : draw % 11 === 0 ? 0xc2 : draw & 255;
      }
      came += filter.pass(chunk).length;
    }
    expect(came).toBeGreaterThan(1_000_000);
    expect(came).toBeLessThanOrEqual(3 * 160 * 65_536);
  });
});
