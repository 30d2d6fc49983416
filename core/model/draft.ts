/** What is led through in steps. */
export const draftKinds = ['connection', 'circuits', 'recovery', 'carrier', 'inventory'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** How far an operator came in one of them: kept until he discards it or it is done. */
export interface Draft {
  readonly id: string;
  readonly kind: DraftKind;
  /** For people: what it is about. */
  readonly title: string;
  /** Where he was last. */
  readonly step: string;
  /** What the wizard keeps: JSON, of a shape that the wizard alone knows. Never a secret. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly by: string;
  readonly savedAtMs: number;
  /** From 1, one more with every saving. */
  readonly revision: number;
}

/** Longest text of the fields, in characters of JSON. */
export const mostOfDraft = 1_000_000;
export const mostDrafts = 500;
