import type { Keyboard } from './keyboard';
import type { Terminal } from './terminal';

/** Reads a line with the keys of a plain terminal; null: the session ended, or Ctrl-D at its beginning. Ctrl-C gives it up: an empty line. */
export async function readLine(
  terminal: Terminal,
  keyboard: Keyboard,
  prompt: string,
  { isHidden }: { readonly isHidden: boolean } = { isHidden: false },
): Promise<string | null> {
  let line = '';
  const show = async (text: string) => {
    if (terminal.isEchoing() && !isHidden) await terminal.write(text);
  };
  await terminal.write(prompt);
  for (;;) {
    const key = await keyboard.next();
    switch (key) {
      case null:
        return null;
      case '\r':
      case '\n':
        if (terminal.isEchoing()) await terminal.write('\r\n');
        return line;
      case '\u0003':
        await show('^C');
        await terminal.write('\r\n');
        return '';
      case '\u0004':
        if (line === '') return null;
        break;
      case '\u007f':
      case '\b':
        if (line !== '') await show('\b \b');
        line = Array.from(line).slice(0, -1).join('');
        break;
      case '\u0015':
        await show('\b \b'.repeat(Array.from(line).length));
        line = '';
        break;
      case '\u001b':
        await skipSequence(keyboard);
        break;
      default:
        if (key < ' ') break;
        line += key;
        await show(key);
    }
  }
}

/** A cursor key, or what a terminal answered: not text (ECMA-48 §5.4). */
async function skipSequence(keyboard: Keyboard): Promise<void> {
  const introducer = await keyboard.next();
  if (introducer === 'O') await keyboard.next();
  if (introducer === '[') for (let key = await keyboard.next(); key !== null && !(key >= '@' && key <= '~');) key = await keyboard.next();
  if (introducer === ']' || introducer === 'P') {
    for (let key = await keyboard.next(); key !== null && key !== '\u0007' && key !== '\r'; key = await keyboard.next()) {
      if (key !== '\u001b') continue;
      await keyboard.next();
      return;
    }
  }
}
