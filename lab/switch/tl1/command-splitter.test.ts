import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommandSplitter } from './command-splitter';

function commandsOf(pieces: readonly string[]): readonly string[] {
  const commands: string[] = [];
  const splitter = new CommandSplitter(
    (text) => commands.push(text),
    () => commands.push('too long'),
  );
  for (const piece of pieces) splitter.take(piece);
  return commands;
}

test('however the characters are split, the commands are the same', () => {
  const noise = fc.string({ unit: fc.constantFrom('A', ':', ';', '"', '\\', '\r', '\n', 'é'), maxLength: 60 });
  fc.assert(
    fc.property(noise, fc.array(fc.nat(60)), (text, cuts) => {
      const at = [0, ...cuts.filter((cut) => cut < text.length).sort((one, other) => one - other), text.length];
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
      expect(commandsOf(pieces)).toEqual(commandsOf([text]));
    }),
  );
});

test('a semicolon in quotes ends nothing, an escaped quote ends no quotes', () => {
  expect(commandsOf(['ACT-USER::ops:1::"a;b\\";c";RTRV-HDR:::2;'])).toEqual(['ACT-USER::ops:1::"a;b\\";c"', 'RTRV-HDR:::2']);
});

test('a line’s end ends quotes that were forgotten', () => {
  expect(commandsOf(['ACT-USER::"ops:1;\r\nRTRV-HDR:::2;'])).toEqual(['ACT-USER::"ops:1;RTRV-HDR:::2']);
});

test('a command without an end is given up, and the next is taken', () => {
  expect(commandsOf(['A'.repeat(65_537), ';RTRV-HDR:::2;'])).toEqual(['too long', '', 'RTRV-HDR:::2']);
});
