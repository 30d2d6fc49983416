import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTl1Parser, maxMessageBytes } from './parser';
import { parse, parseText } from './testing/parse';
import { loadParser, parserSamples } from './testing/parser-load';

const { answers: completed, alarms: alarm } = parserSamples;

describe('what a network element writes', () => {
  test('a response is read with its CTAG, how it was completed, and its text', () => {
    expect(parseText(completed)).toEqual([
      {
        kind: 'response',
        sid: 'NE1',
        ctag: 'C00042',
        completion: 'COMPLD',
        text: '   "NTVCL-3-100::1,1,,:IS"\r\n',
        isLast: true,
      },
    ]);
  });

  test.each(['IP', 'PF', 'OK', 'RL'])('%s is an acknowledgement, with or without the sign that ends it', (code) => {
    for (const text of [`\r\n${code} C00042\r\n<`, `${code} C00042\n`, `< ${code} C00042 <`])
      expect(parseText(text)).toEqual([{ kind: 'acknowledgement', code, ctag: 'C00042' }]);
  });

  test('a part that ends with > goes on in the next', () => {
    const parts = completed.replace(/;$/, '>') + alarm + completed;
    expect(parseText(parts)).toMatchObject([
      { kind: 'response', ctag: 'C00042', isLast: false },
      { kind: 'autonomous', atag: 17, isLast: true },
      { kind: 'response', ctag: 'C00042', isLast: true },
    ]);
  });

  test.each([
    ['*C', '*C', 17],
    ['**', '**', 17],
    ['* ', '*', 17],
    ['A ', 'A', 17],
    ['A', 'A', 17],
    ['AA', 'A', 17],
  ])('an autonomous message may begin with "%s"', (written, alarmCode, atag) => {
    const text = `\r\n\n   NE1 26-11-22 10:24:36\r\n${written} ${atag} REPT EVT EQPT\r\n   "EQPT-1:RESTART"\r\n;`;
    expect(parseText(text)).toMatchObject([{ kind: 'autonomous', alarmCode, atag, verb: 'REPT EVT EQPT' }]);
  });

  test.each(['26-11-22 10:24:35', '2026-11-22 10:24:35', '26-1-2 1:24:35', '26-11-22 10:24', '2026-11-22 10:24:35.123'])(
    'a header may say %s',
    (time) => {
      expect(parseText(`\r\n\n   NE1 ${time}\r\nM  1 DENY\r\n   IENE\r\n;`)).toMatchObject([{ ctag: '1', completion: 'DENY' }]);
    },
  );

  test('a response without its M, without a CTAG, or with more on the line is read', () => {
    const head = '\n   "NE 1" 26-11-22 10:24:35\n';
    expect(parseText(`${head}   C7 PRTL\n;${head}M COMPLD\n;${head}\nM  C8 COMPLD;${head}M C9 DENY /* no */\n;`)).toMatchObject([
      { sid: 'NE 1', ctag: 'C7', completion: 'PRTL' },
      { ctag: '', completion: 'COMPLD' },
      { ctag: 'C8', completion: 'COMPLD', text: '' },
      { ctag: 'C9', completion: 'DENY' },
    ]);
  });

  test('an ATAG may have a fraction or be missing', () => {
    const head = '\n   NE1 26-11-22 10:24:35\n';
    expect(parseText(`${head}A 12.3 REPT EVT\n;${head}A  REPT EVT\n;`)).toMatchObject([{ atag: 12 }, { atag: null }]);
  });

  test('a terminator in quotes or comments ends nothing; an escaped quote does not end a quoted field', () => {
    const text = '   "A:\\"say \\\\\\"stop;\\\\\\" > now\\";"\r\n   /* ENT-VCL:NE1:A:1;\r\n  " and */ NTVCL-1-32\r\n';
    const written = `\r\n\n   NE1 26-11-22 10:24:35\r\nM  1 COMPLD\r\n${text};`;
    expect(parseText(written + completed)).toMatchObject([{ ctag: '1', text }, { ctag: 'C00042' }]);
  });

  test('a quote or comment that is never closed swallows no message but its own', () => {
    for (const open of ['"', '/*', '\\"', '/*/'])
      expect(parseText(`\r\n\n   NE1 26-11-22 10:24:35\r\nM  1 COMPLD\r\n   ${open} open\r\n;${completed}`)).toMatchObject([
        { ctag: '1' },
        { ctag: 'C00042' },
      ]);
  });

  test('banners, prompts and our own commands as they are echoed are passed over', () => {
    const noise = [
      'Welcome 26-11-22\r\n',
      'login: \x07',
      '< ',
      'NE1> ',
      'ACT-USER:NE1:ops:C1::secret;',
      '   NE1 26-11-22 10:24:35\r\nno message\r\n',
    ];
    expect(parseText(noise.join(completed))).toEqual(Array(5).fill(parseText(completed)[0]));
    expect(parseText(`ENT-VCL:::1;IP 1\r\n<${completed}`)).toMatchObject([{ kind: 'acknowledgement' }, { kind: 'response' }]);
    expect(parseText(`   NE1 26-11-22 10:24:35\r\n${completed}`)).toHaveLength(1);
  });

  test('text beyond ASCII survives', () => {
    expect(parseText(completed.replace('IS', 'é – ü'))).toMatchObject([{ text: '   "NTVCL-3-100::1,1,,:é – ü"\r\n' }]);
  });
});

describe('bounds', () => {
  const head = '\r\n\n   NE1 26-11-22 10:24:35\r\nM  C1 COMPLD\r\n';

  test('a text of any length up to the limit is kept whole', () => {
    const text = `${'x'.repeat(maxMessageBytes - 2)}\r\n`;
    const [message, ...others] = parseText(`${head}${text};`);
    expect(others).toEqual([]);
    // Not shown in full where it differs.
    expect(message?.kind === 'response' && message.text === text).toBe(true);
  });

  test('a message that does not end is cut off and told; what comes after it is read', () => {
    const parser = createTl1Parser(() => undefined);
    parser.push(Buffer.from(head + '"'.padEnd(maxMessageBytes + 1, '; ')));
    expect(parser.heldBytes).toBeLessThan(10_000);
    expect(parseText(`${head}"${'; '.repeat(maxMessageBytes)}\r\n;${completed}`)).toEqual([
      { kind: 'cut-off', ctag: 'C1', reason: 'a message of the switch is longer than 4 MB: it is passed over' },
      parseText(completed)[0],
    ]);
  });

  test('a line without an end between messages is not kept', () => {
    const load = loadParser('x', 1_000_000, 1000);
    expect(load).toMatchObject({ messages: 0 });
    expect(load.mostHeldBytes).toBeLessThan(10_000);
  });
});

/** Pieces of what could come in, right and wrong, in any order. */
const fragments = fc.constantFrom(
  completed,
  completed.replace(/;$/, '>'),
  alarm,
  '\r\nIP C00042\r\n<',
  'RL 1\r\n<',
  '   NE1 26-11-22 10:24:35\r\n',
  'M  C00042 COMPLD\r\n',
  '*C 17 REPT ALM\r\n',
  ';',
  '\r\n;',
  '\r\n>',
  '"',
  '\\',
  '\\"',
  '/*',
  '*/',
  '\r',
  '\n',
  '   ',
  'é',
);
const stream = fc
  .array(fc.oneof({ weight: 4, arbitrary: fragments }, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 40 })
  .map((parts) => Buffer.from(parts.join('')));

test('however the bytes are split, the messages are the same', () => {
  fc.assert(
    fc.property(stream, fc.array(fc.nat(2000), { maxLength: 50 }), (bytes, cuts) => {
      const whole = parse(bytes);
      expect(parse(bytes, cuts)).toEqual(whole);
      expect(parse(bytes, [...bytes.keys()])).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});

test('after any garbage, the second whole message at the latest is read', () => {
  fc.assert(
    fc.property(stream, (garbage) => {
      const read = parse(Buffer.concat([garbage, Buffer.from(`\r\n;${completed}`)]));
      expect(read.at(-1)).toEqual(parseText(completed)[0]);
    }),
    { numRuns: 500 },
  );
});

test('ten million fuzzed bytes neither throw nor make it keep more than a message', () => {
  let state = 20_261_122;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const pieces = [
    '\r\n;',
    '   NE1 26-11-22 10:24:35\r\n',
    'M  C1 COMPLD\r\n',
    '"',
    '/*',
    '*/',
    '\\',
    completed,
    alarm,
    'IP 1\r\n<',
    '>',
  ].map((piece) => Buffer.from(piece));
  let messages = 0;
  let most = 0;
  const parser = createTl1Parser(() => (messages += 1));
  for (let fed = 0; fed < 10_000_000;) {
    const noise = Buffer.from(Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256)));
    const piece = pieces[Math.floor(random() * pieces.length)] ?? noise;
    parser.push(noise);
    parser.push(piece);
    fed += noise.length + piece.length;
    most = Math.max(most, parser.heldBytes);
  }
  expect(messages).toBeGreaterThan(1000);
  expect(most).toBeLessThanOrEqual(2 * maxMessageBytes);
});

test.each(Object.entries(parserSamples))(
  'four times as much of %s takes about four times as long, whole and byte by byte',
  (_name, sample) => {
    for (const pieceBytes of [Infinity, 1]) {
      // Of the processor, which a busy machine does not prolong as it does the time on the wall.
      const processorMs = (byteCount: number): number => {
        const before = process.cpuUsage();
        loadParser(sample, byteCount, Math.min(pieceBytes, byteCount));
        return process.cpuUsage(before).user / 1000;
      };
      const best = (byteCount: number): number => Math.min(...[1, 2, 3, 4, 5].map(() => processorMs(byteCount)));
      best(100_000);
      const [one, four] = [best(300_000), best(1_200_000)];
      // Generous, for a machine that is busy; reading again what was read would be sixteen times as long.
      expect(four / Math.max(one, 1)).toBeLessThan(11);
    }
  },
);
