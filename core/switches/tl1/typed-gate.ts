import type { GatePorts, Held, LineGate } from './line-gate';
import { takingDown, takingDownOnly } from './taking-down';

const mostWaiting = 1024 * 1024;
/** No command is longer; what is before it is not looked at. */
const longestSeen = 16 * 1024;

/**
 * For a session whose other side echoes and edits what is typed (SSH, telnet), where TL1 may be typed too: everything passes as it comes, but the key that
 * would have a command carried out that takes something down (its semicolon, or Enter) waits for the operator's word. Not sent, the line stands at the other
 * side without its end, and is asked about again. What it recalls from its own history or completes by itself is not seen here.
 */
export function typedGate<Told>({ send, ask, onHeld, record, onNote }: GatePorts<Told>): LineGate {
  /** Since the last Enter, and since the last semicolon: the other side may take either for the end. */
  let line = '';
  let command = '';
  let waiting = '';
  let isBusy = false;
  let held: (Held<Told> & { readonly end: string }) | null = null;
  let count = 0;

  const pass = (text: string): void => {
    if (text === '') return;
    const outcome = send(text);
    if (outcome !== 'sent') onNote(outcome);
  };
  const goOn = (): void => {
    isBusy = false;
    const text = waiting;
    waiting = '';
    if (text !== '') take(text);
  };
  const sendEnd = (end: string): void => {
    line = '';
    // To TL1 a line end is none: what follows may belong to it.
    if (end === ';') command = '';
    pass(end);
    goOn();
  };
  const hold = async (text: string, end: string): Promise<void> => {
    const told = await ask(text);
    if (told === null) {
      sendEnd(end);
      return;
    }
    held = { number: (count += 1), commands: takingDownOnly(text), told, end };
    onHeld(held);
  };
  const type = (character: string): void => {
    if (character === '\u0008' || character === '\u007f') [line, command] = [line.slice(0, -1), command.slice(0, -1)];
    else if (character === '\u0015' || character === '\u0003') [line, command] = ['', ''];
    else if (character >= ' ') [line, command] = [(line + character).slice(-longestSeen), (command + character).slice(-longestSeen)];
  };
  const take = (text: string): void => {
    if (isBusy) {
      if (waiting.length + text.length > mostWaiting) onNote('busy');
      else waiting += text;
      return;
    }
    // A key with an escape sequence, such as an arrow, by itself.
    if (text.startsWith('\u001b')) {
      pass(text);
      return;
    }
    for (let index = 0; index < text.length; index += 1) {
      const character = text.charAt(index);
      const isEnter = character === '\r' || character === '\n';
      if (!isEnter && character !== ';') {
        type(character);
        continue;
      }
      const taken = (isEnter ? [line] : [command, line]).find((typed) => takingDown(`${typed};`).length > 0);
      if (taken !== undefined) {
        pass(text.slice(0, index));
        waiting = text.slice(index + 1);
        isBusy = true;
        void hold(`${taken};`, character);
        return;
      }
      if (isEnter) line = '';
      else [line, command] = [(line + character).slice(-longestSeen), ''];
    }
    pass(text);
  };
  return {
    take,
    answer(number, isSent) {
      const asked = held;
      if (asked?.number !== number) return;
      held = null;
      const giveUp = (): void => {
        const isAnyWaiting = waiting.trim() !== '';
        waiting = '';
        isBusy = false;
        if (isAnyWaiting) onNote('dropped');
      };
      if (isSent)
        record(asked).then(
          () => {
            sendEnd(asked.end);
          },
          () => {
            onNote('dropped');
            giveUp();
          },
        );
      else giveUp();
    },
  };
}
