import type { SendOutcome } from '../raw-session';
import { takenDownBy, type TypedLine } from './edited-line';
import type { GatePorts, Held, LineGate } from './line-gate';
import { takingDownOnly } from './taking-down';

const mostWaiting = 1024 * 1024;
/** No command is longer; what is before it is not looked at. */
const longestSeen = 16 * 1024;

export interface TypedGatePorts<Told> extends GatePorts<Told> {
  /** In the brackets of a paste. */
  readonly sendBracketed: (text: string) => SendOutcome;
}

export interface TypedGate extends LineGate {
  /** In brackets, of which the window says that the other side asked for them: where it did not, each end in it carries something out. */
  takeBracketed(text: string): void;
}

interface Typed {
  readonly text: string;
  readonly isBracketed: boolean;
}

/**
 * For a session whose other side echoes and edits what is typed (SSH, telnet), where TL1 may be typed too: everything passes as it comes, but the key that
 * would have a command carried out that takes something down (its semicolon, or Enter) waits for the operator's word. Not sent, the line stands at the other
 * side without its end, and is asked about again. A key that edits in a way that is not followed here (the cursor, words, completion, history) makes the line an
 * edited one, until it ends: all that was typed into it counts then, whatever its order (`edited-line.ts`). What the other side recalls from its own history or
 * completes by itself is not seen here.
 */
export function typedGate<Told>({ send, sendBracketed, ask, onHeld, record, onNote }: TypedGatePorts<Told>): TypedGate {
  /** Since the last Enter, and since the last semicolon: the other side may take either for the end. */
  let line = '';
  let command = '';
  let isEdited = false;
  /** What may come back with Ctrl-Y. */
  let killed = '';
  let waiting: Typed[] = [];
  let isBusy = false;
  let held: (Held<Told> & { readonly end: Typed; readonly undo: () => void }) | null = null;
  let count = 0;

  const pass = ({ text, isBracketed }: Typed): void => {
    if (text === '') return;
    const outcome = isBracketed ? sendBracketed(text) : send(text);
    if (outcome !== 'sent') onNote(outcome);
  };
  const goOn = (): void => {
    isBusy = false;
    const next = waiting;
    waiting = [];
    for (const typed of next) take(typed);
  };
  const add = (text: string): void => {
    [line, command] = [(line + text).slice(-longestSeen), (command + text).slice(-longestSeen)];
  };
  const kill = (): void => {
    killed = `${killed}\n${line}`.slice(-longestSeen);
  };
  const endLine = (): void => {
    if (isEdited) kill();
    [line, isEdited] = ['', false];
  };
  const sendEnd = (end: Typed): void => {
    // To TL1 a line end is none: what follows may belong to it. Of a paste, or of a key that has an end in it, it is not known what it ended.
    if (end.text === ';') [line, command] = ['', ''];
    else if (isEnter(end.text)) endLine();
    pass(end);
    goOn();
  };
  const hold = async ({ text, isUnsure }: TypedLine, end: Typed, undo = (): void => undefined): Promise<void> => {
    isBusy = true;
    const told = await ask(text, isUnsure);
    if (told === null) {
      sendEnd(end);
      return;
    }
    const commands = takingDownOnly(text);
    held = { number: (count += 1), commands: commands.length > 0 ? commands : [editedLine], told, end, undo };
    onHeld(held);
  };
  const type = (character: string): void => {
    if (character === '\u0003') [line, command, isEdited] = ['', '', false];
    else if (character === '\u0008' || character === '\u007f') {
      // Where the cursor may be anywhere, what is rubbed out is not known.
      if (!isEdited) [line, command] = [line.slice(0, -1), command.slice(0, -1)];
    } else if (character === '\u0015') {
      if (isEdited) return;
      kill();
      [line, command] = ['', ''];
    } else if (isPlain(character)) add(character);
    else {
      isEdited = true;
      if (character === '\u0019') add(killed);
    }
  };
  /** All at once: it is not to be cut. */
  const takeWhole = (typed: Typed): void => {
    const { text } = typed;
    const before = [line, command] as const;
    if (!cursorKey.test(text)) add(text);
    if (!typed.isBracketed) isEdited = true;
    const taken = /[;\r\n]/.test(text) ? takenDownBy([command, line, text], isEdited ? line : null) : null;
    if (!taken) {
      pass(typed);
      return;
    }
    void hold(taken, typed, () => {
      [line, command] = before;
    });
  };
  const take = (typed: Typed): void => {
    const { text } = typed;
    if (isBusy) {
      if (waiting.reduce((sum, each) => sum + each.text.length, text.length) > mostWaiting) onNote('busy');
      else waiting.push(typed);
      return;
    }
    if (typed.isBracketed || text.startsWith('\u001b')) {
      takeWhole(typed);
      return;
    }
    for (let index = 0; index < text.length; index += 1) {
      const character = text.charAt(index);
      if (!isEnter(character) && character !== ';') {
        type(character);
        continue;
      }
      const taken = takenDownBy(isEnter(character) ? [line] : [command, line], isEdited ? line : null);
      if (taken) {
        pass({ text: text.slice(0, index), isBracketed: false });
        const rest = text.slice(index + 1);
        if (rest !== '') waiting.push({ text: rest, isBracketed: false });
        void hold(taken, { text: character, isBracketed: false });
        return;
      }
      if (isEnter(character)) endLine();
      else [line, command] = [(line + character).slice(-longestSeen), ''];
    }
    pass(typed);
  };
  return {
    take: (text) => {
      take({ text, isBracketed: false });
    },
    takeBracketed: (text) => {
      take({ text, isBracketed: true });
    },
    answer(number, isSent) {
      const asked = held;
      if (asked?.number !== number) return;
      held = null;
      const giveUp = (): void => {
        asked.undo();
        const isAnyWaiting = waiting.some(({ text }) => text.trim() !== '');
        waiting = [];
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

/** It is not repeated: what stands there is not known, and a password may have been typed into it. */
const editedLine = '(a line that was edited at the other side)';

const isEnter = (text: string): boolean => text === '\r' || text === '\n';
const isPlain = (character: string): boolean => character >= ' ' && !(character >= '\u007f' && character <= '\u009f');

/** Types nothing, whatever the other side makes of it. */
const cursorKey = /^\u001b{1,2}(?:O[A-Za-z]|\[[0-9;]*[A-Za-z~])$/;
