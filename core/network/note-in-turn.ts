import type { Tx } from '../store/store';

/**
 * Repositories that note what is written, made once: transactions are carried out one after the other, so that what they note goes to the one whose turn it is.
 * `noting` makes them; `noted` gives what that one notes into.
 */
export function noteInTurn<Noted>(noting: (tx: Tx, noted: () => Noted) => Tx): (tx: Tx, into: Noted) => Tx {
  let made: { readonly of: Tx; readonly notes: Tx; readonly turn: { into: Noted } } | undefined;
  return (tx, into) => {
    if (made?.of === tx) {
      made.turn.into = into;
      return made.notes;
    }
    const turn = { into };
    const notes = noting(tx, () => turn.into);
    made = { of: tx, notes, turn };
    return notes;
  };
}
