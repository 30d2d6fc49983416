/** A message's text block: what it says line by line, and the comments in between. */
export interface TextBlock {
  /** Without blanks at either end, without empty ones. */
  readonly lines: readonly string[];
  /** What stands between `/*` and its end, each as one line. */
  readonly comments: readonly string[];
}

/** Takes comments out, but for those in quotes. A comment or quote that is not closed reaches to the end. Linear in the text. */
export function readTextBlock(text: string): TextBlock {
  const plain: string[] = [];
  const comments: string[] = [];
  let from = 0;
  for (const mark = /\\.|"|\/\*/gs; ;) {
    const found = mark.exec(text);
    if (!found) break;
    if (found[0].startsWith('\\')) continue;
    const isComment = found[0] === '/*';
    const end = isComment ? text.indexOf('*/', mark.lastIndex) : endOfQuote(text, mark.lastIndex);
    if (isComment) {
      plain.push(text.slice(from, found.index));
      comments.push(text.slice(mark.lastIndex, end < 0 ? text.length : end));
    }
    if (end < 0) {
      if (isComment) from = text.length;
      break;
    }
    mark.lastIndex = isComment ? end + 2 : end + 1;
    if (isComment) from = mark.lastIndex;
  }
  plain.push(text.slice(from));
  return {
    lines: plain
      .join(' ')
      .split(/[\r\n]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    comments: comments.map((comment) => comment.replace(/\s+/g, ' ').trim()).filter((comment) => comment !== ''),
  };
}

/** Where the quote ends that is open at `from`; −1: nowhere. */
function endOfQuote(text: string, from: number): number {
  for (const mark = /\\.|"/gs; ;) {
    mark.lastIndex = from;
    const found = mark.exec(text);
    if (!found) return -1;
    if (found[0] === '"') return found.index;
    from = mark.lastIndex;
  }
}

/**
 * A line's fields between colons, quotes taken off: `"NTVCL-3-100::…:IS"`, `NTVCL-3-100:1,1,,:IS`. A colon or comma in an inner quoted text
 * (`\"text\"`) separates nothing.
 */
export function fieldsOf(line: string, separator: ':' | ','): readonly string[] {
  const inner = line.startsWith('"') && line.endsWith('"') && line.length > 1 ? line.slice(1, -1) : line;
  const fields: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < inner.length; at++) {
    const character = inner[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      fields.push(inner.slice(from, at));
      from = at + 1;
    }
  }
  fields.push(inner.slice(from));
  return fields.map((field) => field.trim());
}

/** `\"no signal\"` or `"no signal"`: what stands in the quotes. */
export const unquoted = (field: string): string => field.replace(/^\\?"/, '').replace(/\\?"$/, '').replaceAll('\\"', '"');
