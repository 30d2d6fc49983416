import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sizeOf, union } from '../../circuits/ranges';
import { crossAid, mostIdentifiers, portionsOf, readAnswerLine, readTrunkAid, trunkAid, trunkAids } from './aids';
import { commandText, word } from './command-text';
import { createCorrelationTags } from './correlation-tags';
import { errorCodesIn, isBusy, refusalOf } from './error-codes';
import { hiding } from './hiding';
import { fieldsOf, readTextBlock } from './text-block';

const line = { rack: 1, shelf: 1, slot: 2, circuit: 17, vpi: 0, vci: 35 };
const cross = { vpi: 3, vci: 100, line };

describe('commands', () => {
  test('are written as GR-831 wants them', () => {
    const aid = trunkAids(3, [{ first: 100, last: 107 }]);
    expect(commandText({ verb: 'ENT-VCL', aid }, 'NE1', 'C00042')).toBe('ENT-VCL:NE1:NTVCL-3-100&&NTVCL-3-107:C00042;');
    expect(commandText({ verb: 'ENT-CRS-VC', aid: crossAid(cross), state: 'IS' }, 'NE1', 'C00043')).toBe(
      'ENT-CRS-VC:NE1:NTVCL-3-100,LTVCL-1-1-2-17-0-35:C00043::::IS;',
    );
    expect(commandText({ verb: 'ACT-USER', aid: 'ops', parameters: 'pass' }, '', '1')).toBe('ACT-USER::ops:1::pass;');
    expect(commandText({ verb: 'RTRV-HDR' }, 'New York', '1')).toBe('RTRV-HDR:"New York"::1;');
  });

  test('a value that would end a block stands in quotes', () => {
    expect([word('plain-1'), word('a;b'), word('say "x"'), word('a\\b'), word('')]).toEqual([
      'plain-1',
      '"a;b"',
      '"say \\"x\\""',
      '"a\\\\b"',
      '',
    ]);
  });

  const ranges = fc
    .array(fc.tuple(fc.integer({ min: 32, max: 1023 }), fc.integer({ min: 0, max: 40 })), { maxLength: 12 })
    .map((list) => union(list.map(([first, more]) => ({ first, last: Math.min(1023, first + more) }))));

  test('at most eight identifiers go into one, and all of them are asked for once, in order', () => {
    fc.assert(
      fc.property(ranges, (asked) => {
        const portions = portionsOf(asked);
        expect(portions.every((portion) => sizeOf(portion) <= mostIdentifiers)).toBe(true);
        expect(portions).toHaveLength(Math.ceil(sizeOf(asked) / mostIdentifiers));
        const listed = portions.flat().flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
        expect(listed).toEqual([...new Set(listed)].sort((one, other) => one - other));
        expect(union(portions.flat())).toEqual(asked);
      }),
    );
  });

  test('what is written of ranges is read as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4095 }), ranges, (vpi, asked) => {
        fc.pre(asked.length > 0);
        expect(readAnswerLine(`"${trunkAids(vpi, asked)}::1,1,,:IS"`)).toEqual(asked.map((range) => ({ kind: 'circuits', vpi, range })));
      }),
    );
  });

  test('tags have at most six characters, and come again only after all others', () => {
    const tags = createCorrelationTags(() => 0.99999);
    const given = new Set(Array.from({ length: 100_000 }, () => tags.next()));
    expect(given.size).toBe(100_000);
    expect([...given].every((tag) => /^C\d{5}$/.test(tag))).toBe(true);
    const tag = tags.next();
    expect([tags.ownerOf(tag), tags.ownerOf('X1'), tags.ownerOf('C05000')]).toEqual(['ours', 'unknown', 'unknown']);
    tags.giveUp(tag);
    expect(tags.ownerOf(tag)).toBe('given-up');
  });
});

describe('lines of an answer', () => {
  test.each([
    ['"NTVCL-3-100::RCVTRAFDSC=1:IS"', [{ kind: 'circuits', vpi: 3, range: { first: 100, last: 100 } }]],
    ['NTVCL-3-100:1,1,,:OOS', [{ kind: 'circuits', vpi: 3, range: { first: 100, last: 100 } }]],
    ['AID=NTVCL-3-100', [{ kind: 'circuits', vpi: 3, range: { first: 100, last: 100 } }]],
    ['"NTVCL-3-100,LTVCL-1-1-2-17-0-35:::IS"', [{ kind: 'cross-connection', cross, isInService: true }]],
    ['NTVCL-3-100,LTVCL-1-1-2-17-0-35:::OOS', [{ kind: 'cross-connection', cross, isInService: false }]],
    ['LTVCL-1-1-2-17-0-35, NTVCL-3-100:::OOS,LPBK', [{ kind: 'cross-connection', cross, isInService: false }]],
    ['NTVCL-3-100&&NTVCL-4-107', null],
    ['NTVCL-3-100&&NTVCL-3-90', null],
    ['NTVCL-3-100&&NTVCL-3-x', null],
    ['NTVCL-3-100,NTVCL-3-101', null],
    ['NTVCL-3-100,LTVCL-1-1-2-17-0-35,LTVCL-1-1-2-18-0-35', null],
    ['LTVCL-1-1-2-17-0-35', null],
    ['IENE', null],
    ['', null],
  ])('%s', (text, read) => {
    expect(readAnswerLine(text)).toEqual(read);
  });

  test('identifiers beyond what there can be are not read', () => {
    expect([readTrunkAid('NTVCL-3-100'), readTrunkAid('NTVCL-31111-1'), readTrunkAid('NTVCL-3-1e3')]).toEqual([
      { vpi: 3, vci: 100 },
      null,
      null,
    ]);
    expect(trunkAid({ vpi: 0, vci: 32 })).toBe('NTVCL-0-32');
  });

  test('comments are told apart from lines, but for those in quotes; what is not closed reaches to the end', () => {
    expect(readTextBlock('   IEAE\r\n /* it  is\r\n there */\r\n   "A:/* no */" /**/\r\n\r\n')).toEqual({
      lines: ['IEAE', '"A:/* no */"'],
      comments: ['it is there'],
    });
    expect(readTextBlock('A\n/* open')).toEqual({ lines: ['A'], comments: ['open'] });
    expect(readTextBlock('A\n"open /* x */')).toEqual({ lines: ['A', '"open /* x */'], comments: [] });
    expect(readTextBlock('"say \\"/*\\" now" /* c */')).toEqual({ lines: ['"say \\"/*\\" now"'], comments: ['c'] });
  });

  test('no text makes reading it throw, and each is read in time that grows as it does', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('"', '\\', '/*', '*/', ':', ',', '&&', 'NTVCL-3-100', '\n'), fc.string())), (parts) => {
        const text = parts.join('');
        for (const each of readTextBlock(text).lines) readAnswerLine(each);
        expect(Array.isArray(errorCodesIn(text))).toBe(true);
      }),
    );
    for (const piece of ['"', '/*', '/* */', '\\"', '" "', 'NTVCL-3-1&', ',']) {
      const text = piece.repeat(300_000);
      const startMs = performance.now();
      readTextBlock(text);
      readAnswerLine(text);
      errorCodesIn(text);
      expect(performance.now() - startMs).toBeLessThan(2_000);
    }
  });

  test('fields in inner quotes hold what separates others', () => {
    expect(fieldsOf('"T1-1:CR,LOS,SA,,,,:\\"no: signal, at all\\""', ':')).toEqual(['T1-1', 'CR,LOS,SA,,,,', '\\"no: signal, at all\\"']);
    expect(fieldsOf('a,b', ',')).toEqual(['a', 'b']);
  });
});

describe('error codes', () => {
  const as = (text: string) => text;

  test.each([
    ['   IEAE\r\n', ['IEAE']],
    ['   NTVCL-3-100:ERRCDE=IENE\r\n   /* no */', ['IENE']],
    ['   "NTVCL-3-100:ERRCDE=IENE"\r\n   "NTVCL-3-101:SARB"', ['IENE', 'SARB']],
    ['   IDNV,Input\r\n   IPMS missing\r\n', ['IDNV', 'IPMS']],
    ['   "NTVCL-3-100::1,1:IS"\r\n   /* IEAE */', []],
  ])('%s', (text, codes) => {
    expect(errorCodesIn(text)).toEqual(codes);
  });

  test('a refusal has the switch’s words, and what the code means', () => {
    expect(refusalOf('DENY', '   SROF\r\n   /* ENT-VCL:NE1:NTVCL-3-100:C1 */\r\n   /* card 3 failed */', as)).toEqual({
      code: 'SROF',
      message: 'the operation failed at the switch (card 3 failed)',
    });
    expect(refusalOf('DENY', '   XYZW', as)).toEqual({ code: 'XYZW', message: 'no reason given' });
    expect(refusalOf('DENY', '', as)).toEqual({ code: 'DENY', message: 'no reason given' });
    expect(refusalOf('DENY', '   IEAE\r\n   SROF', as).code).toBe('SROF');
    expect(refusalOf('DENY', `/* ${'x'.repeat(5000)} */`, as).message.length).toBeLessThan(500);
  });

  test('busy is what only says so', () => {
    expect([['SARB'], ['SSRE', 'SDNR'], ['RL'], ['SARB', 'SROF'], []].map(isBusy)).toEqual([true, true, true, false, false]);
  });

  test('a password is hidden as it is, as a command has it, and in capitals', () => {
    const hide = hiding('a"b;(c');
    expect(hide('x a"b;(c y A"B;(C z "a\\"b;(c" end')).toBe('x ••• y ••• z ••• end');
    expect(hiding('')('all of it')).toBe('all of it');
  });
});
