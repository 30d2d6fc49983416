import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import type { Channel } from '../../core/contract/channel';
import { sessionHostFrame, type HeldCommands, type SessionHostFrame, type SessionPeerFrame } from '../../core/contract/session-frames';
import { parsedJson } from '../../core/model/parsed-json';
import { beforeNextPicture } from '../client/before-next-picture';
import { Recording } from './recording';
import { changeTab, tellUnseen, useTerminals, type Tab } from './sessions';
import { onThemeChange, searchColours, terminalTheme } from './terminal-theme';
import { dimIndex, echoOf, Tl1Highlighter } from './tl1-highlight';

export interface SessionPorts {
  readonly connect: () => Channel;
  /** In whose name the session stands in the history. */
  readonly by: () => string;
}

/** How long the beginning of a line of TL1 waits for its end. */
const lineMs = 40;
const scrollback = 10_000;

/** One session with its screen: it lives on while no pane shows it. */
export class LiveSession {
  readonly terminal: Terminal;
  readonly search = new SearchAddon();
  /** What a pane takes in. */
  readonly element = document.createElement('div');
  readonly isTl1: boolean;
  /** Of the editor of TL1: what is being written, and what was sent. */
  draft = '';
  readonly commands: string[] = [];
  private readonly fitting = new FitAddon();
  private readonly dropTheme: () => void;
  private highlighter: Tl1Highlighter;
  private decoder = new TextDecoder();
  private channel: Channel | null = null;
  private isOpened = false;
  private unsaid = 0;
  private isAtLineStart = true;
  private lineTimer: ReturnType<typeof setTimeout> | null = null;
  private recording: Recording | null = null;
  private giveBack: (commands: string) => void = () => undefined;
  private focusElsewhere: (() => void) | null = null;

  private readonly tab: Pick<Tab, 'id' | 'target' | 'content'>;
  private readonly ports: SessionPorts;

  constructor(tab: Pick<Tab, 'id' | 'target' | 'content'>, ports: SessionPorts) {
    this.tab = tab;
    this.ports = ports;
    this.isTl1 = tab.target.kind === 'switch';
    this.highlighter = this.newHighlighter();
    this.element.style.height = '100%';
    this.terminal = new Terminal({
      ...{ allowProposedApi: true, scrollback, minimumContrastRatio: 4.5, macOptionIsMeta: true, logLevel: 'off' },
      ...{ fontFamily: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace', fontSize: 12, lineHeight: 1.08 },
      ...{ fontWeight: 400, fontWeightBold: 700, cursorInactiveStyle: 'outline', disableStdin: this.isTl1 },
      theme: terminalTheme(this.isTl1),
    });
    this.terminal.loadAddon(this.fitting);
    this.terminal.loadAddon(this.search);
    this.terminal.onData((data) => {
      if (!this.isTl1) this.input(data);
    });
    this.terminal.onBinary((data) => {
      if (!this.isTl1) this.input(data);
    });
    if (this.isTl1)
      this.terminal.attachCustomKeyEventHandler(({ key, ctrlKey, altKey, metaKey }) => {
        // Whoever types on the screen writes a command.
        if (key.length === 1 && !ctrlKey && !altKey && !metaKey) this.focus();
        return false;
      });
    this.terminal.onResize(({ cols: columns, rows }) => {
      this.send({ resize: { columns, rows } });
    });
    this.dropTheme = onThemeChange(() => {
      this.terminal.options.theme = terminalTheme(this.isTl1);
    });
  }

  /** Once its element is on the page. */
  show(): void {
    if (!this.isOpened) {
      this.isOpened = true;
      this.terminal.open(this.element);
      // A switch that is sent whole commands has no cursor to show.
      if (this.isTl1) this.terminal.write('\u001b[?25l');
    }
    this.fit();
    if (this.channel === null && useTerminals.getState().tabs.get(this.tab.id)?.state.kind === 'starting') this.begin();
  }

  fit(): void {
    const size = this.fitting.proposeDimensions();
    if (!size || !(size.cols > 1) || !(size.rows > 0)) return;
    this.terminal.resize(Math.min(size.cols, 1_000), Math.min(size.rows, 1_000));
  }

  begin(): void {
    this.channel?.close();
    const channel = this.ports.connect();
    this.channel = channel;
    this.decoder = new TextDecoder();
    this.highlighter = this.newHighlighter();
    this.unsaid = 0;
    changeTab(this.tab.id, { state: { kind: 'connecting' }, held: null, note: null });
    channel.onMessage((message) => {
      if (this.channel !== channel) return;
      if (typeof message === 'string') this.take(message);
      else this.print(message);
    });
    channel.onClose((reason) => {
      if (this.channel === channel) this.lose(reason);
    });
    const { cols: columns, rows } = this.terminal;
    const { target, content } = this.tab;
    this.send({ open: { target, by: this.ports.by(), columns, rows, content } });
  }

  /** After its end: on the same screen, below what stands there. */
  reconnect(): void {
    this.flushLine();
    this.put(`\u001b[0m${this.isTl1 ? '' : '\u001b[?1049l\u001b[?25h\u001b[?2004l\u001b[?1000l'}\r\n`);
    this.begin();
  }

  input(input: string): void {
    this.forgetNote();
    for (let from = 0; from < input.length; from += mostTyped) this.send({ input: input.slice(from, from + mostTyped) });
  }

  /** A command of TL1, or several. */
  command(text: string): void {
    this.echo(text);
    this.input(`${text}\r`);
  }

  paste(paste: string): void {
    this.forgetNote();
    if (this.isTl1) this.echo(paste);
    this.send({ paste, isBracketed: this.terminal.modes.bracketedPasteMode });
  }

  answerHostKey(isAccepted: boolean): void {
    this.send({ hostKey: isAccepted });
  }

  answerLogIn(answers: readonly string[] | null): void {
    this.send({ logIn: answers === null ? null : [...answers] });
  }

  answerHeld({ number, commands }: HeldCommands, isSent: boolean): void {
    changeTab(this.tab.id, { held: null });
    this.send({ held: number, isSent });
    if (isSent) return;
    if (!this.isTl1) {
      changeTab(this.tab.id, {
        note: 'Not sent: the line stands at the other side without its end. Rub it out (Ctrl+U), or end it another way.',
      });
      return;
    }
    this.write(`\u001b[38;5;${dimIndex}m(not sent)\u001b[39m\r\n`);
    this.giveBack(commands.join('\n'));
  }

  /** What was not sent goes back to where it was written. */
  onNotSent(giveBack: (commands: string) => void): () => void {
    this.giveBack = giveBack;
    return () => {
      this.giveBack = () => undefined;
    };
  }

  keepDraft(text: string): void {
    this.draft = text;
  }

  /** Who has the focus instead of the screen. */
  takesFocus(focus: (() => void) | null): void {
    this.focusElsewhere = focus;
  }

  focus(): void {
    if (this.focusElsewhere) this.focusElsewhere();
    else this.terminal.focus();
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

  startRecording(): void {
    this.recording = new Recording();
    changeTab(this.tab.id, { recordedBytes: 0 });
  }

  /** What was printed since it began, as it came. */
  stopRecording(): Uint8Array {
    const whole = this.recording?.whole() ?? new Uint8Array();
    this.recording = null;
    changeTab(this.tab.id, { recordedBytes: null });
    return whole;
  }

  dispose(): void {
    if (this.lineTimer !== null) clearTimeout(this.lineTimer);
    this.send({ close: true });
    this.channel?.close();
    this.channel = null;
    this.dropTheme();
    this.terminal.dispose();
    this.element.remove();
  }

  private newHighlighter(): Tl1Highlighter {
    return new Tl1Highlighter((severity) => {
      tellUnseen(this.tab.id, severity);
    });
  }

  private forgetNote(): void {
    if (useTerminals.getState().tabs.get(this.tab.id)?.note !== null) changeTab(this.tab.id, { note: null });
  }

  private send(frame: SessionPeerFrame): void {
    this.channel?.send(JSON.stringify(frame));
  }

  private take(message: string): void {
    const frame = sessionHostFrame.safeParse(parsedJson(message));
    if (!frame.success) {
      this.channel?.close();
      this.lose('the host said something that this console does not understand: load the console again');
      return;
    }
    this.follow(frame.data);
  }

  private follow(frame: SessionHostFrame): void {
    const { id } = this.tab;
    if ('session' in frame) changeTab(id, { facts: frame.session, ...(frame.session.name !== null && { title: frame.session.name }) });
    else if ('state' in frame) {
      changeTab(id, { state: frame.state, ...(frame.state.kind === 'closed' && { held: null }) });
      if (frame.state.kind === 'closed') this.flushLine();
    } else if ('held' in frame) changeTab(id, { held: frame.held });
    // That a terminal's own answer does not go back is nothing that an operator did.
    else if (frame.note.kind !== 'left-out') changeTab(id, { note: frame.note.text });
  }

  private lose(reason: string): void {
    this.channel = null;
    this.flushLine();
    const state = useTerminals.getState().tabs.get(this.tab.id)?.state;
    if (state?.kind === 'closed') return;
    changeTab(this.tab.id, { held: null, state: { kind: 'lost', text: reason === '' ? 'the host cannot be reached' : reason } });
  }

  private print(bytes: Uint8Array): void {
    this.record(bytes);
    const said = this.channel;
    const shown = (): void => {
      if (this.channel === said) this.tellShown(bytes.length);
    };
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

  /** Only what is drawn is told: a flood never gets ahead of the eye, and leaves the window its time. */
  private tellShown(bytes: number): void {
    const isAsked = this.unsaid > 0;
    this.unsaid += bytes;
    if (isAsked) return;
    beforeNextPicture(() => {
      if (this.unsaid > 0) this.send({ shown: this.unsaid });
      this.unsaid = 0;
    });
  }

  private record(bytes: Uint8Array): void {
    const outcome = this.recording?.add(bytes);
    if (outcome === 'full') changeTab(this.tab.id, { note: 'The recording is full (64 MB): save it, and begin another one.' });
    else if (outcome === 'told') changeTab(this.tab.id, { recordedBytes: this.recording?.bytes ?? 0 });
  }

  private echo(typed: string): void {
    const text = echoOf(typed);
    this.write(text);
    this.record(new TextEncoder().encode(bare(text)));
    this.terminal.scrollToBottom();
  }

  /** Between what the switch prints. */
  private write(text: string): void {
    this.flushLine();
    this.put(this.isAtLineStart ? text : `\r\n${text}`);
  }

  private put(text: string, shown?: () => void): void {
    const words = bare(text);
    if (words !== '') this.isAtLineStart = words.endsWith('\n');
    this.terminal.write(text, shown);
  }

  private flushLine(): void {
    if (this.lineTimer !== null) clearTimeout(this.lineTimer);
    this.lineTimer = null;
    const held = this.highlighter.flush();
    if (held !== '') this.put(held);
  }
}

/** What one frame takes. */
const mostTyped = 60 * 1024;

const bare = (text: string): string => text.replace(/\u001b\[[0-9;]*[mK]/g, '');
