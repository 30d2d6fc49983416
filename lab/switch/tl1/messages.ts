/** What the switch answers a command with. */
export type Outcome =
  | { readonly kind: 'COMPLD'; readonly lines: readonly string[] }
  | { readonly kind: 'PRTL'; readonly done: string; readonly failures: readonly Failure[] }
  | { readonly kind: 'DENY'; readonly failures: readonly Failure[] };

export interface Failure {
  readonly code: string;
  readonly words: string;
}

/** `*C` critical, `**` major, `*` minor, `A` no alarm (GR-833 §3). */
export type AlarmMark = '*C' | '**' | '* ' | 'A ';

export interface From {
  readonly tid: string;
  readonly atMs: number;
}

/** GR-831 §2.4: in parts of so many lines, all but the last ending with `>`. */
export function responseText(from: From, ctag: string, outcome: Outcome, linesPerPart: number): string {
  const lines = linesOf(outcome);
  const parts: string[] = [];
  for (let start = 0; start === 0 || start < lines.length; start += linesPerPart) {
    const isLast = start + linesPerPart >= lines.length;
    const text = lines.slice(start, start + linesPerPart).map((line) => `   ${line}\r\n`);
    parts.push(`${header(from)}M  ${ctag} ${outcome.kind}\r\n${text.join('')}${isLast ? ';' : '>'}`);
  }
  return parts.join('');
}

/** In progress, printout follows, okay, repeat later. */
export const acknowledgementText = (code: 'IP' | 'PF' | 'OK' | 'RL', ctag: string): string => `${code} ${ctag}\r\n<`;

/** `what`: such as `REPT ALM NTVCL`. */
export const autonomousText = (from: From, mark: AlarmMark, atag: number, what: string, lines: readonly string[]): string =>
  `${header(from)}${mark} ${atag} ${what}\r\n${lines.map((line) => `   ${line}\r\n`).join('')};`;

/** A string in the quotes of another. */
export const quotedWithin = (text: string): string => `\\"${plain(text).replaceAll('"', "'")}\\"`;

/** `YY-MM-DD` and `HH-MM-SS` of universal time. */
export function dayAndTime(atMs: number): { readonly day: string; readonly time: string } {
  const text = new Date(atMs).toISOString();
  return { day: text.slice(2, 10), time: text.slice(11, 19).replaceAll(':', '-') };
}

function linesOf(outcome: Outcome): readonly string[] {
  if (outcome.kind === 'COMPLD') return outcome.lines;
  const failures = outcome.failures.flatMap(({ code, words }) => [code, `/* ${plain(words)} */`]);
  return outcome.kind === 'PRTL' ? [...(outcome.done === '' ? [] : [`"${outcome.done}"`]), ...failures] : failures;
}

function header({ tid, atMs }: From): string {
  const { day, time } = dayAndTime(atMs);
  return `\r\n\n   ${tid} ${day} ${time.replaceAll('-', ':')}\r\n`;
}

/** Nothing that ends a comment, a line or a message. */
const plain = (text: string): string => text.replaceAll(/[\r\n;>]|\*\//g, ' ');
