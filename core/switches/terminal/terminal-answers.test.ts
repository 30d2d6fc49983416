import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardTerminalData, isAnswer } from './terminal-answers';

const E = '\u001b';

describe('what a terminal hands out as typed', () => {
  test.each([
    ['text and Enter', 'show ports\r'],
    ['other scripts', 'Grüße 日本語 😀'],
    ['control keys', '\u0003\u0004\t\u007f'],
    ['Escape', E],
    ['Alt and a key', `${E}x`],
    ['Alt and a letter of more bytes', `${E}é`],
    ['Alt and Enter', `${E}\r`],
    ['arrows', `${E}[A`],
    ['arrows of an application', `${E}OA`],
    ['Alt and an arrow', `${E}${E}[A`],
    ['arrows with modifiers', `${E}[1;5D`],
    ['function keys', `${E}[15~`],
    ['function keys with modifiers', `${E}[24;2~`],
    ['back-tab', `${E}[Z`],
    ['the mouse', `${E}[<0;10;20M`],
    ['the mouse, let go', `${E}[<0;10;20m`],
    ['the mouse, as it was at first', `${E}[M !!`],
  ])('%s passes', (_what, data) => {
    expect(guardTerminalData(data)).toBe(data);
    expect(isAnswer(data)).toBe(false);
  });

  test.each([
    ['DA1', `${E}[?1;2c`],
    ['DA2', `${E}[>0;276;0c`],
    ['DSR', `${E}[0n`],
    ['cursor position', `${E}[24;80R`],
  ])('an answer that passes: %s', (_what, data) => {
    expect(guardTerminalData(data)).toBe(data);
    expect(isAnswer(data)).toBe(true);
  });

  test.each([
    ['title', `${E}]lrm -rf /${E}\\`],
    ['palette', `${E}]4;1;rgb:ffff/0000/0000${E}\\`],
    ['clipboard', `${E}]52;c;cm0gLXJmIC8NCg==${E}\\`],
    ['settings (DECRQSS)', `${E}P1$r0m${E}\\`],
    ['version', `${E}P>|xterm.js(6)${E}\\`],
    ['modes, by the number that was asked', `${E}[?2026;2$y`],
    ['checksum of the screen', `${E}P1!~ABCD${E}\\`],
    ['the window', `${E}[8;24;80t`],
    ['the focus', `${E}[I`],
    ['an answer with something after it', `${E}[0nreboot\r`],
    ['something before an answer', `reboot\r${E}[0n`],
    ['two answers', `${E}[0n${E}[0n`],
    ['a bracketed paste', `${E}[200~reboot\r${E}[201~`],
    ['C1 controls', '\u009b0n'],
  ])('what does not go back: %s', (_what, data) => {
    expect(guardTerminalData(data)).toBeNull();
  });

  test('nothing with an escape passes that holds a line end, but for Alt and Enter', () => {
    const part = fc.constantFrom(E, '[', ']', 'P', '0', ';', 'n', 'c', 'R', '~', '\r', '\n', 'reboot', '\\', '\u0007', '<', 'M');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const data = parts.join('');
        const passed = guardTerminalData(data);
        if (passed === null || !data.includes(E)) return;
        expect(/[\r\n]/.test(data)).toBe(data === `${E}\r` || data === `${E}\n`);
      }),
      { numRuns: 5_000 },
    );
  });
});
