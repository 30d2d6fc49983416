import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import type { Severity } from '../ui/severity';
import { onThemeChange, searchColours, terminalTheme } from './terminal-theme';
import { Tl1Highlighter } from './tl1-highlight';

export interface ScreenPorts {
  /** Of a session that is typed into: what was typed. */
  readonly onInput: (input: string) => void;
  /** Of TL1, which is sent whole commands: somebody types where nothing is typed. */
  readonly onTyping: () => void;
  readonly onResize: (size: { readonly columns: number; readonly rows: number }) => void;
  /** A switch said so by itself. */
  readonly onAlarm: (severity: Severity) => void;
}

/** How long the beginning of a line of TL1 waits for its end. */
const lineMs = 40;
const scrollback = 10_000;

/** What a session is shown on: what is printed, found, copied, and how it looks. */
export class SessionScreen {
  readonly terminal: Terminal;
  readonly search = new SearchAddon();
  /** What a pane takes in. */
  readonly element = document.createElement('div');
  private readonly isTl1: boolean;
  private readonly ports: ScreenPorts;
  private readonly fitting = new FitAddon();
  private readonly dropTheme: () => void;
  private highlighter: Tl1Highlighter;
  private decoder = new TextDecoder();
  private isOpened = false;
  private isAtLineStart = true;
  private lineTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(isTl1: boolean, ports: ScreenPorts) {
    this.isTl1 = isTl1;
    this.ports = ports;
    this.highlighter = new Tl1Highlighter(ports.onAlarm);
    this.element.style.height = '100%';
    this.terminal = new Terminal({
      ...{ allowProposedApi: true, scrollback, minimumContrastRatio: 4.5, macOptionIsMeta: true, logLevel: 'off' },
      ...{ fontFamily: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace', fontSize: 12, lineHeight: 1.08 },
      ...{ fontWeight: 400, fontWeightBold: 700, cursorInactiveStyle: 'outline', disableStdin: isTl1 },
      theme: terminalTheme(isTl1),
    });
    this.terminal.loadAddon(this.fitting);
    this.terminal.loadAddon(this.search);
    if (isTl1)
      this.terminal.attachCustomKeyEventHandler(({ key, ctrlKey, altKey, metaKey }) => {
        // Whoever types on the screen writes a command.
        if (key.length === 1 && !ctrlKey && !altKey && !metaKey) ports.onTyping();
        return false;
      });
    else {
      this.terminal.onData(ports.onInput);
      this.terminal.onBinary(ports.onInput);
    }
    this.terminal.onResize(({ cols: columns, rows }) => {
      ports.onResize({ columns, rows });
    });
    this.dropTheme = onThemeChange(() => {
      this.terminal.options.theme = terminalTheme(isTl1);
    });
  }

  /** Once its element is on the page. */
  open(): void {
    if (!this.isOpened) {
      this.isOpened = true;
      this.terminal.open(this.element);
      // A switch that is sent whole commands has no cursor to show.
      if (this.isTl1) this.terminal.write('\u001b[?25l');
    }
    this.fit();
  }

  fit(): void {
    const size = this.fitting.proposeDimensions();
    if (!size || !(size.cols > 1) || !(size.rows > 0)) return;
    this.terminal.resize(Math.min(size.cols, 1_000), Math.min(size.rows, 1_000));
  }

  /** Another session begins on it, below what stands there. */
  begin(): void {
    this.decoder = new TextDecoder();
    this.highlighter = new Tl1Highlighter(this.ports.onAlarm);
  }

  /** After a session's end: its colours and modes are not those of the next. */
  leaveModes(): void {
    this.flushLine();
    this.put(`\u001b[0m${this.isTl1 ? '' : '\u001b[?1047l\u001b[?25h\u001b[?2004l\u001b[?1000l'}\r\n`);
  }

  /** What came from the other side; `shown` once it is on the screen. */
  print(bytes: Uint8Array, shown: () => void): void {
    if (!this.isTl1) {
      this.terminal.write(bytes, shown);
      return;
    }
    this.put(this.highlighter.take(this.decoder.decode(bytes, { stream: true })), shown);
    if (this.highlighter.isHolding)
      this.lineTimer ??= setTimeout(() => {
        this.flushLine();
      }, lineMs);
  }

  /** Between what the switch prints. */
  write(text: string): void {
    this.flushLine();
    this.put(this.isAtLineStart ? text : `\r\n${text}`);
  }

  flushLine(): void {
    if (this.lineTimer !== null) clearTimeout(this.lineTimer);
    this.lineTimer = null;
    const held = this.highlighter.flush();
    if (held !== '') this.put(held);
  }

  /** What is selected, as it came; throws where the window may not write the clipboard. */
  async copy(): Promise<void> {
    const text = this.terminal.getSelection();
    if (text !== '') await navigator.clipboard.writeText(text);
  }

  /** Says how many there are by `onDidChangeResults`. */
  find(text: string, direction: 'next' | 'previous', isIncremental = false): void {
    const options = { decorations: searchColours(), incremental: isIncremental };
    if (text === '') this.search.clearDecorations();
    else if (direction === 'next') this.search.findNext(text, options);
    else this.search.findPrevious(text, options);
  }

  /** All that can be scrolled to, without colours. */
  text(): string {
    const { active } = this.terminal.buffer;
    let text = '';
    for (let index = 0; index < active.length; index += 1) {
      const line = active.getLine(index);
      if (!line) continue;
      if (index > 0 && !line.isWrapped) text += '\n';
      text += line.translateToString(!active.getLine(index + 1)?.isWrapped);
    }
    return `${text.trimEnd()}\n`;
  }

  dispose(): void {
    if (this.lineTimer !== null) clearTimeout(this.lineTimer);
    this.dropTheme();
    this.terminal.dispose();
    this.element.remove();
  }

  private put(text: string, shown?: () => void): void {
    const words = bare(text);
    if (words !== '') this.isAtLineStart = words.endsWith('\n');
    this.terminal.write(text, shown);
  }
}

/** Without its colours. */
export const bare = (text: string): string => text.replace(/\u001b\[[0-9;]*[mK]/g, '');
