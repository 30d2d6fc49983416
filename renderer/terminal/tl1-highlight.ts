import type { Severity } from '../ui/severity';

/** What is coloured, each with a colour for marks and text, and one for what it stands on; in the order of the palette (`terminal-theme.ts`). */
export const tones = ['critical', 'major', 'minor', 'warning', 'cleared', 'indeterminate'] as const satisfies readonly Severity[];
type Tone = (typeof tones)[number];

/** The first index of xterm's palette that can be given another colour. */
const firstIndex = 16;
const foreground = (tone: Tone): number => firstIndex + tones.indexOf(tone) * 2;
const background = (tone: Tone): number => foreground(tone) + 1;
export const dimIndex = firstIndex + tones.length * 2;

const reset = '\u001b[0m';
const dim = (text: string): string => `\u001b[38;5;${dimIndex}m${text}\u001b[39m`;
const badge = (tone: Tone, text: string): string => `\u001b[1;38;5;${foreground(tone)};48;5;${background(tone)}m${text}${reset}`;

/** A line of TL1 can be no longer: what is beyond it is shown as it is. */
const longestLine = 4096;

/** `   SW-NYC-1 26-11-22 14:05:31`: how every message begins. */
const heading = /^ {0,8}\S{1,22} \d{2}(?:\d{2})?-\d\d-\d\d \d\d:\d\d:\d\d\s*$/;
/** `M  C1 COMPLD`. */
const response = /^(\s*(?:M\s+)?[A-Za-z0-9]{1,6} +)(COMPLD|DENY|PRTL|DELAY|RTRV)\b(.*)$/;
/** `*C 12 REPT ALM OC12`; also `**`, `* ` and `A `. */
const autonomous = /^(\*C|\*\*|\*|A{1,2}) *(\d+)( +[A-Z]+\b.*)$/;
const acknowledgement = /^(IP|PF|OK|RL|NA|NG) +[A-Za-z0-9]{1,6}\s*$/;

const toneOfOutcome: Readonly<Record<string, Tone>> = {
  COMPLD: 'cleared',
  DENY: 'critical',
  PRTL: 'major',
  DELAY: 'warning',
  RTRV: 'warning',
};
const toneOfAlarm: Readonly<Record<string, Tone>> = { '*C': 'critical', '**': 'major', '*': 'minor' };

/**
 * Colours the TL1 that a switch prints: outcomes, messages by themselves, comments. Only attributes are put between what came (SGR), so that what is copied,
 * found and saved is just that. A heading is kept until the line after it says what it heads; `flush` gives out what is kept.
 */
export class Tl1Highlighter {
  private rest = '';
  private head: string | null = null;
  private block: Tone | null = null;

  private readonly onAlarm: (severity: Severity) => void;

  /** `onAlarm`: the switch said so by itself. */
  constructor(onAlarm: (severity: Severity) => void = () => undefined) {
    this.onAlarm = onAlarm;
  }

  take(text: string): string {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    const shown = lines.map((line) => this.line(line)).join('');
    // A message ends without a line end.
    const isOver = this.head === null && /^[;>]$/.test(this.rest);
    return isOver || this.rest.length > longestLine ? shown + this.flush() : shown;
  }

  flush(): string {
    const { head, rest, block } = this;
    this.head = null;
    this.rest = '';
    const isEnd = block !== null && /^[;>]$/.test(rest);
    if (isEnd) this.block = null;
    return (head === null ? '' : `${head}\n`) + (isEnd ? shade(block, rest, '').slice(0, -1) : rest);
  }

  get isHolding(): boolean {
    return this.head !== null || this.rest !== '';
  }

  private line(line: string): string {
    const before = this.head;
    this.head = null;
    if (heading.test(line)) {
      this.head = line;
      return before === null ? '' : `${before}\n`;
    }
    const alarm = autonomous.exec(line.trimEnd());
    if (alarm) {
      const [, mark = '', atag = '', words = ''] = alarm;
      const tone = toneOfAlarm[mark] ?? 'indeterminate';
      this.block = tone;
      if (tone !== 'indeterminate') this.onAlarm(tone);
      const gap = line.slice(mark.length, line.indexOf(atag, mark.length));
      return (
        (before === null ? '' : shade(tone, before)) +
        shade(tone, tone === 'indeterminate' ? line : `\u001b[1;38;5;${foreground(tone)}m${mark}\u001b[22;39m${gap}${atag}${words}`, line)
      );
    }
    const shownBefore = before === null ? '' : `${dim(before.trimEnd())}${lineEnd(before)}`;
    if (this.block !== null) {
      const tone = this.block;
      const isBlank = line.trim() === '';
      if (isBlank || /^\s*[;>]/.test(line)) this.block = null;
      if (!isBlank) return shownBefore + shade(tone, line);
    }
    return shownBefore + this.plain(line);
  }

  private plain(line: string): string {
    const answered = response.exec(line.trimEnd());
    if (answered) {
      const [, start = '', outcome = '', end = ''] = answered;
      return `${start}${badge(toneOfOutcome[outcome] ?? 'warning', outcome)}${end}${lineEnd(line)}`;
    }
    if (acknowledgement.test(line))
      return `${line.startsWith('RL') ? badge('major', line.trimEnd()) : dim(line.trimEnd())}${lineEnd(line)}`;
    return `${line.replace(/\/\*.*?\*\//g, dim)}\n`;
  }
}

/** A line on the tone's ground, to the right edge. `from`: the line as it came, for its end. */
function shade(tone: Tone, line: string, from = line): string {
  // What is no alarm stays in the background.
  if (tone === 'indeterminate') return `${dim(line.trimEnd())}${lineEnd(from)}`;
  return `\u001b[48;5;${background(tone)}m${line.trimEnd()}\u001b[K${reset}${lineEnd(from)}`;
}

/** What stands at its end, carriage return and all. */
const lineEnd = (line: string): string => `${line.slice(line.trimEnd().length)}\n`;

/** What an operator typed, as it stands between the answers. Passwords are not shown. */
export const echoOf = (typed: string): string =>
  typed
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => `${dim('<')} \u001b[1m${hidePasswords(line)}\u001b[22m\r\n`)
    .join('');

/** `ACT-USER:tid:user:ctag::password;` and what changes one (`ED-USER-SECU`, `ED-PID`, `ENT-USER-SECU`): all but the first four blocks. */
export const hidePasswords = (line: string): string =>
  line.replace(/((?:ACT-USER|(?:ED|ENT)-(?:USER|PID)[A-Z-]*)(?::[^:;]*){3}:)[^;]*/gi, (_whole, start: string) => `${start}…`);
