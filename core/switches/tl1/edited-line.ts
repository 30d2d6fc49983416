import { takingDown } from './taking-down';

/** A line that takes something down. `isUnsure`: it may, but which command it is in the end is not known. */
export interface TypedLine {
  readonly text: string;
  readonly isUnsure: boolean;
}

/**
 * Whether one of the texts, as they were typed, takes something down; null: none. `edited`: what was typed into a line whose cursor and whose words were moved
 * by keys, so that it may stand there in any order and with anything left out.
 */
export function takenDownBy(texts: readonly string[], edited: string | null): TypedLine | null {
  // A line end that was pasted may be one, or none.
  const text = texts
    .flatMap((typed) => [typed, ...typed.split(/[\r\n]/)])
    .map((typed) => `${typed};`)
    .find((typed) => takingDown(typed).length > 0);
  if (text !== undefined) return { text, isUnsure: false };
  return edited === null ? null : takenDownByEdited(edited);
}

/** A line is not looked through more often; one with more verbs is asked about anyway. */
const mostVerbs = 50;

function takenDownByEdited(edited: string): TypedLine | null {
  const verbs = [...edited.matchAll(/DLT|RMV|OPR|INIT-SYS|ED-/gi)];
  if (verbs.length > mostVerbs) return { text: '', isUnsure: true };
  for (const { index } of verbs) {
    const text = `${edited.slice(index)};`;
    if (takingDown(text).length > 0) return { text, isUnsure: true };
  }
  return mayBecomeOne(edited) ? { text: '', isUnsure: true } : null;
}

/** It has the form of TL1, and the letters of a command that takes something down, wherever they stand. */
function mayBecomeOne(edited: string): boolean {
  const upper = edited.toUpperCase();
  if (!upper.includes('-') || upper.split(':').length <= 2) return false;
  return ['DLT', 'RMV', 'OPR', 'INITSYS', 'EDOOS'].some((letters) =>
    Array.from(letters).every((letter) => countOf(upper, letter) >= countOf(letters, letter)),
  );
}

const countOf = (text: string, letter: string): number => text.split(letter).length - 1;
