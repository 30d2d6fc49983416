/** The answer to an operator's command. */
export type Submission =
  | { readonly kind: 'received' }
  /** Nothing was entered, and why. */
  | { readonly kind: 'refused'; readonly message: string };

export const refused = (message: string): Submission => ({ kind: 'refused', message });
