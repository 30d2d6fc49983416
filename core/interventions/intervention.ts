/** Who intervenes, and why: both are told in the history, and to whoever meets the intervention. */
export interface Intervention {
  /** The operator, by name. */
  readonly by: string;
  readonly reason: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly message: string;
}

export const refused = (message: string): Refused => ({ kind: 'refused', message });

/** What is missing, in words; null: nothing. */
export function whatIsMissing({ by, reason }: Intervention): string | null {
  if (by.trim() === '') return 'name the operator who does this';
  return reason.trim() === '' ? 'give a reason; it is told to whoever meets this later' : null;
}

/** "Ann: splicing" */
export const wordsOf = ({ by, reason }: Intervention): string => `${by.trim()}: ${reason.trim()}`;
