import { Denial } from '../denial';

/** `VERB-MOD1-MOD2:TID:AID:CTAG:GENERAL:POSITIONAL:NAMED:STATE;` (GR-831 §2). */
export interface Tl1Command {
  /** `ENT-CRS-VC`. */
  readonly code: string;
  readonly tid: string;
  readonly aid: string;
  readonly ctag: string;
  /** The blocks after the CTAG; what is missing is empty. */
  readonly general: string;
  readonly positional: string;
  readonly named: string;
  readonly state: string;
  /** Beyond what there can be. */
  readonly excess: readonly string[];
}

/** `text` is without its semicolon. A command without a usable CTAG is thrown as a `Denial`. */
export function readCommand(text: string): Tl1Command {
  const blocks = splitOutsideQuotes(text.trim(), ':').map((block) => block.trim());
  const [code = '', tid = '', aid = '', ctag = '', general = '', positional = '', named = '', state = '', ...excess] = blocks;
  if (blocks.length < 4) throw new Denial('IISP', 'a command is VERB:TID:AID:CTAG and what it needs');
  if (!/^[A-Za-z0-9]{1,6}$/.test(ctag) || /^0+$/.test(ctag))
    throw new Denial('IICT', 'a correlation tag is one to six letters and digits, and not 0');
  return { code: code.toUpperCase(), tid, aid: aid.toUpperCase(), ctag, general, positional, named, state: state.toUpperCase(), excess };
}

/** The text in quotes without them; other text as it is. */
export function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : text;
}

function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"' && text[index - 1] !== '\\') isQuoted = !isQuoted;
    if (text[index] !== separator || isQuoted) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return [...parts, text.slice(start)];
}
