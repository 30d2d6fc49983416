import type { SendOutcome } from '../raw-session';
import { takingDown } from './taking-down';

/** Commands that wait for the operator's word. */
export interface Held<Told> {
  readonly number: number;
  readonly commands: readonly string[];
  readonly told: Told;
}

export type GateNote = Exclude<SendOutcome, 'sent'> | 'dropped';

export interface GatePorts<Told> {
  readonly send: (text: string) => SendOutcome;
  /** Says what the commands would take down, so that the operator can be asked; null: nothing, which is never said where `isUnsure`. It never fails. */
  readonly ask: (commands: string, isUnsure: boolean) => Promise<Told | null>;
  readonly onHeld: (held: Held<Told>) => void;
  /** Before held commands go out. Rejected: they do not. */
  readonly record: (held: Held<Told>) => Promise<void>;
  readonly onNote: (note: GateNote) => void;
}

/** What is typed into a session of TL1, on its way to the switch. */
export interface LineGate {
  take(text: string): void;
  /** The operator's word; without effect unless just that is held. */
  answer(number: number, isSent: boolean): void;
}

const mostWaiting = 1024 * 1024;

/**
 * Lets whole commands pass, each with its semicolon; what is begun stays here, and is edited here: rub-out, and Ctrl-U for all of it. A command that would take
 * something down waits for the operator's word, and with it all that comes after it. Where it is not to be sent, what came with or after it is given up too: it
 * was meant for a switch on which that had been done.
 */
export function lineGate<Told>({ send, ask, onHeld, record, onNote }: GatePorts<Told>): LineGate {
  let begun = '';
  let waiting = '';
  let held: Held<Told> | null = null;
  let isBusy = false;
  let count = 0;

  const pass = (text: string): void => {
    const outcome = send(text);
    if (outcome !== 'sent') onNote(outcome);
  };
  const goOn = (): void => {
    isBusy = false;
    held = null;
    const text = waiting;
    waiting = '';
    if (text !== '') take(text);
  };
  /** What is waiting came after what was not sent. */
  const giveUp = (): void => {
    const isAnyWaiting = (begun + waiting).trim() !== '';
    begun = '';
    waiting = '';
    isBusy = false;
    held = null;
    if (isAnyWaiting) onNote('dropped');
  };
  const hold = async (commands: readonly string[]): Promise<void> => {
    const told = await ask(commands.join(''), false);
    if (told === null) {
      pass(commands.join(''));
      goOn();
      return;
    }
    held = { number: (count += 1), commands: commands.map((command) => command.trim()).filter((command) => command !== ''), told };
    onHeld(held);
  };
  const take = (text: string): void => {
    if (isBusy) {
      if (waiting.length + text.length > mostWaiting) onNote('busy');
      else waiting += text;
      return;
    }
    const { commands, rest } = edit(begun, text);
    const isTooLong = rest.length > longestCommand;
    begun = isTooLong ? '' : rest;
    if (isTooLong) onNote('dropped');
    const first = commands.findIndex((command) => takingDown(command).length > 0);
    const harmless = first === -1 ? commands : commands.slice(0, first);
    if (harmless.length > 0) pass(harmless.join(''));
    if (first === -1) return;
    isBusy = true;
    void hold(commands.slice(first));
  };
  return {
    take,
    answer(number, isSent) {
      const asked = held;
      if (asked?.number !== number) return;
      held = null;
      if (!isSent) {
        giveUp();
        return;
      }
      record(asked).then(
        () => {
          pass(asked.commands.join('\r\n'));
          goOn();
        },
        () => {
          onNote('dropped');
          giveUp();
        },
      );
    },
  };
}

const longestCommand = 64 * 1024;

/** What was typed, with what it rubs out; the keys that say nothing in TL1 are left out, but for Ctrl-C and Ctrl-D, which go on their own. */
function edit(begun: string, typed: string): { readonly commands: readonly string[]; readonly rest: string } {
  const commands: string[] = [];
  let rest = begun;
  let isQuoted = quotesOpen(begun);
  for (const character of typed) {
    if (character === '\u0008' || character === '\u007f') {
      rest = rest.slice(0, -1);
      isQuoted = quotesOpen(rest);
    } else if (character === '\u0015') {
      rest = '';
      isQuoted = false;
    } else if (character === '\u0003' || character === '\u0004') {
      rest = '';
      isQuoted = false;
      commands.push(character);
    } else if (character === '\r' || character === '\n') {
      // An Enter by itself may be what a switch waits for; a quote does not go over it.
      if (rest === '') commands.push(character);
      else rest += character;
      isQuoted = false;
    } else if (character >= ' ' && !(character >= '\u0080' && character <= '\u009f')) {
      rest += character;
      if (character === '"' && rest.at(-2) !== '\\') isQuoted = !isQuoted;
      if (character !== ';' || isQuoted) continue;
      commands.push(rest);
      rest = '';
    }
  }
  return { commands, rest };
}

/** After the last line end. */
const quotesOpen = (text: string): boolean => {
  const line = text.slice(Math.max(text.lastIndexOf('\r'), text.lastIndexOf('\n')) + 1);
  return (line.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
};
