import fc from 'fast-check';
import { expect, test } from 'vitest';
import { echoOf, hidePasswords, Tl1Highlighter } from './tl1-highlight';

const message = (...lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');
const bare = (text: string): string => text.replace(/\u001b\[[0-9;]*[mK]/g, '');
const answer = message('', '   SW-NYC-1 26-11-22 14:05:31', 'M  C1 DENY', '   IENE', '   /* NTVCL-3-1 does not exist */', ';');
const alarm = message('', '   SW-NYC-1 26-11-22 14:05:32', '*C 12 REPT ALM OC12', '   "OC12-1:CR,LOS,SA"', ';');

test.each([
  ['COMPLD', 'COMPLD', 24],
  ['DENY', 'DENY', 16],
  ['PRTL', 'PRTL', 18],
])('%s stands out, by its word and its colour', (_name, word, index) => {
  const shown = new Tl1Highlighter().take(message('   SW1 2026-11-22 14:05:31', `M  C1 ${word}`, ';'));
  expect(shown).toContain(`38;5;${index};48;5;${index + 1}m${word}\u001b[0m`);
});

test.each([
  ['*C', 'critical', 17],
  ['**', 'major', 19],
  ['* ', 'minor', 21],
])('a message by itself, %j, is on its own ground from its heading to its end, and told', (mark, severity, ground) => {
  const told: string[] = [];
  const highlighter = new Tl1Highlighter((each) => void told.push(each));
  const shown = highlighter.take(
    message('   SW1 26-11-22 14:05:32', `${mark} 12 REPT ALM OC12`, '   "OC12-1:CR,LOS"', ';', 'M  C2 COMPLD'),
  );
  const lines = shown.split('\r\n');
  for (const line of lines.slice(0, 4)) expect(line).toMatch(new RegExp(`^\u001b\\[48;5;${ground}m.*\u001b\\[K\u001b\\[0m$`));
  expect(lines[4]).not.toContain(`48;5;${ground}`);
  expect(told).toEqual([severity]);
});

test('its ground ends with it, though no line end follows', () => {
  const highlighter = new Tl1Highlighter();
  const shown = highlighter.take(`${message('   SW1 26-11-22 14:05:32', '*C 12 REPT ALM OC12')};`);
  expect(shown.endsWith('\u001b[48;5;17m;\u001b[K\u001b[0m')).toBe(true);
  expect(highlighter.take(message('', '', 'M  C2 COMPLD'))).not.toContain('48;5;17');
});

test('what happens without harm (A) is told by no mark on the tab', () => {
  const told: string[] = [];
  new Tl1Highlighter((each) => void told.push(each)).take(message('   SW1 26-11-22 14:05:32', 'A  12 REPT DBCHG VCL', ';'));
  expect(told).toEqual([]);
});

test('whatever comes, and however it is cut: nothing but attributes is added, nothing is lost, and nothing but a line is kept', () => {
  const line = fc.oneof(
    fc.constantFrom(
      answer,
      alarm,
      alarm.trimEnd(),
      '\r\nIP C1\r\n<',
      'A  1 REPT EVT\r\n',
      ';',
      '   SW1 26-11-22 14:05:31\r\n',
      'M  1 COMPLD\n',
    ),
    fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\u001b', '')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 60 }), (lines, size) => {
      const text = lines.join('');
      const highlighter = new Tl1Highlighter();
      let shown = '';
      for (let from = 0; from < text.length; from += size) shown += highlighter.take(text.slice(from, from + size));
      expect(bare(shown + highlighter.flush())).toBe(text);
      expect(highlighter.isHolding).toBe(false);
    }),
  );
});

test('a line without end is not kept for ever', () => {
  const highlighter = new Tl1Highlighter();
  expect(highlighter.take('x'.repeat(5_000))).toHaveLength(5_000);
  expect(highlighter.isHolding).toBe(false);
});

test('of a line that was typed, no password is shown', () => {
  expect(hidePasswords('ACT-USER:SW1:ops:C1::practice;RTRV-HDR:::C2;')).toBe('ACT-USER:SW1:ops:C1:…;RTRV-HDR:::C2;');
  expect(hidePasswords('ed-pid::ops:c1::old,new;')).not.toContain('new');
  expect(bare(echoOf('RTRV-HDR:::1;\rRTRV-HDR:::2;\r'))).toBe('< RTRV-HDR:::1;\r\n< RTRV-HDR:::2;\r\n');
});
