/** Characters of what was typed that a message quotes. */
const quotedLength = 30;

/** What was typed, as a message quotes it: nobody reads a page of it. */
export function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= quotedLength ? text : `${characters.slice(0, quotedLength - 1).join('')}…`;
}
