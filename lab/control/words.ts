/** The schemas are strict: a word too many is a key too many, and is refused with its text. */
export const excess = (words: readonly string[]): Readonly<Record<string, true>> =>
  Object.fromEntries(words.map((word) => [word, true as const]));

export const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

/** What a command's words mean, before it is looked at more closely. */
export type Shapes = Readonly<Partial<Record<string, (words: readonly string[]) => unknown>>>;
