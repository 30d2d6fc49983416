import type { Channel } from '../../core/contract/channel';
import { sessionHostFrame, type HeldCommands, type SessionHostFrame, type SessionPeerFrame } from '../../core/contract/session-frames';
import { parsedJson } from '../../core/model/parsed-json';
import { beforeNextPicture } from '../client/before-next-picture';
import { Recording } from './recording';
import { bare, SessionScreen } from './session-screen';
import { changeTab, tellUnseen, useTerminals, type Tab } from './sessions';
import { dimIndex, echoOf } from './tl1-highlight';

export interface SessionPorts {
  readonly connect: () => Channel;
  /** In whose name the session stands in the history. */
  readonly by: () => string;
}

/** What one frame takes. */
const mostTyped = 60 * 1024;

/** One session with the host, and its screen: it lives on while no pane shows it. */
export class LiveSession {
  readonly screen: SessionScreen;
  readonly isTl1: boolean;
  /** Of the editor of TL1: what is being written, and what was sent. */
  draft = '';
  readonly commands: string[] = [];
  private channel: Channel | null = null;
  private unsaid = 0;
  private recording: Recording | null = null;
  private giveBack: (commands: string) => void = () => undefined;
  private focusElsewhere: (() => void) | null = null;

  private readonly tab: Pick<Tab, 'id' | 'target' | 'content'>;
  private readonly ports: SessionPorts;

  constructor(tab: Pick<Tab, 'id' | 'target' | 'content'>, ports: SessionPorts) {
    this.tab = tab;
    this.ports = ports;
    this.isTl1 = tab.target.kind === 'switch';
    this.screen = new SessionScreen(this.isTl1, {
      onInput: (input) => {
        this.input(input);
      },
      onTyping: () => {
        this.focus();
      },
      onResize: (size) => {
        this.send({ resize: size });
      },
      onAlarm: (severity) => {
        tellUnseen(tab.id, severity);
      },
    });
  }

  /** Once the screen's element is on the page. */
  show(): void {
    this.screen.open();
    if (this.channel === null && useTerminals.getState().tabs.get(this.tab.id)?.state.kind === 'starting') this.begin();
  }

  begin(): void {
    this.channel?.close();
    const channel = this.ports.connect();
    this.channel = channel;
    this.screen.begin();
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
    const { cols: columns, rows } = this.screen.terminal;
    const { target, content } = this.tab;
    this.send({ open: { target, by: this.ports.by(), columns, rows, content } });
  }

  /** After its end: on the same screen, below what stands there. */
  reconnect(): void {
    this.screen.leaveModes();
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
    this.send({ paste, isBracketed: this.screen.terminal.modes.bracketedPasteMode });
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
    this.screen.write(`\u001b[38;5;${dimIndex}m(not sent)\u001b[39m\r\n`);
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
    else this.screen.terminal.focus();
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
    this.send({ close: true });
    this.channel?.close();
    this.channel = null;
    this.screen.dispose();
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
      if (frame.state.kind === 'closed') this.screen.flushLine();
    } else if ('held' in frame) changeTab(id, { held: frame.held });
    // That a terminal's own answer does not go back is nothing that an operator did.
    else if (frame.note.kind !== 'left-out') changeTab(id, { note: frame.note.text });
  }

  private lose(reason: string): void {
    this.channel = null;
    this.screen.flushLine();
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
    this.screen.print(bytes, shown);
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
    this.screen.write(text);
    this.record(new TextEncoder().encode(bare(text)));
    this.screen.terminal.scrollToBottom();
  }
}
