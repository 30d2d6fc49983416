import type { Unsettled } from '../creation-system';

/** What became of one command. */
export type CommandOutcome =
  /** `completion`: `COMPLD`, `PRTL`, `DENY` or another; `text` is of all parts of the answer. */
  | { readonly kind: 'answered'; readonly completion: string; readonly text: string }
  /** Acknowledged with RL: it was not carried out. */
  | { readonly kind: 'repeat-later' }
  | Unsettled;
