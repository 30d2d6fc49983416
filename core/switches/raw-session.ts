import type { Clock } from '../model/clock';
import type { HostKeyQuestion } from './host-keys';
import type { Dial } from './raw-target';
import type { ContentRecording, SessionAudit, SessionContent } from './session-audit';
import type { SessionEnd, SessionTransport, TerminalSize, TransportFailureCode } from './session-transport';
import type { LogInQuestion } from './ssh/log-in';
import { outputFilter } from './terminal/hostile-output';
import { preparePaste, type PreparedPaste } from './terminal/paste';
import { guardTerminalData, isAnswer } from './terminal/terminal-answers';

/** Above so many bytes that are shown to nobody yet, or not recorded yet, the switch is held back; below so many it goes on. */
const holdBackAbove = 1024 * 1024;
const goOnBelow = 256 * 1024;
/** What is typed is not taken while more than this waits for a switch that does not read. */
const mostUnsent = 1024 * 1024;
/** Answers of the terminal, which a switch can ask for without end, wait for less. */
const mostUnsentAnswers = 16 * 1024;
/** Of what a switch shows before the log-in, which comes without being held back. */
const longestBanner = 16 * 1024;

export type RawSessionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'asking-host-key'; readonly question: HostKeyQuestion }
  | { readonly kind: 'asking-log-in'; readonly question: LogInQuestion }
  | { readonly kind: 'open' }
  /** All output has been given out, and the end is recorded. `code`: it never was open. */
  | { readonly kind: 'closed'; readonly by: SessionEnd['by']; readonly text: string; readonly code?: TransportFailureCode };

/** `busy`: the switch does not read what was sent before. `left-out`: an answer of the terminal that does not go back. */
export type SendOutcome = 'sent' | 'busy' | 'left-out' | 'not-open';

/** One operator's terminal at one switch. */
export interface RawSession {
  readonly id: string;
  state(): RawSessionState;
  /** Without effect unless just that is asked. */
  answerHostKey(isAccepted: boolean): void;
  /** Null: gives up. */
  answerLogIn(answers: readonly string[] | null): void;
  /** What the terminal hands out as typed. */
  write(data: string): SendOutcome;
  /** The operator has been told its lines, and wants it. `isBracketed`: a program on the switch asked for brackets. */
  paste(paste: PreparedPaste, isBracketed: boolean): SendOutcome;
  /** So many bytes of the output have been shown. */
  acknowledge(bytes: number): void;
  resize(size: TerminalSize): void;
  close(): void;
}

export interface RawSessionOptions {
  readonly id: string;
  readonly who: string;
  readonly where: string;
  readonly how: string;
  readonly dial: Dial;
  readonly audit: SessionAudit;
  readonly content: ContentRecording;
  readonly clock: Clock;
  readonly terminal: TerminalSize;
  readonly onState: (state: RawSessionState) => void;
  /** Bytes that are harmless for a terminal; each is to be acknowledged once it is shown. */
  readonly onOutput: (bytes: Buffer) => void;
}

/** Begins a session. What can go wrong ends in the state `closed`, with the reason; nothing is thrown. */
export function openRawSession(options: RawSessionOptions): RawSession {
  const { id, audit, clock, content, onOutput } = options;
  const filter = outputFilter();
  const cancelling = new AbortController();
  let state: RawSessionState = { kind: 'connecting' };
  let size = options.terminal;
  let transport: SessionTransport | null = null;
  let openedAtMs: number | null = null;
  let outputBytes = 0;
  let inputBytes = 0;
  let unshown = 0;
  let unrecorded = 0;
  let isHeldBack = false;
  let fault: string | null = null;
  let recording: Promise<void> = Promise.resolve();
  let answerHostKey: ((isAccepted: boolean) => void) | null = null;
  let answerLogIn: ((answers: readonly string[] | null) => void) | null = null;

  const enter = (next: RawSessionState): void => {
    state = next;
    options.onState(next);
  };
  const holdBack = (): void => {
    if (unshown <= holdBackAbove && unrecorded <= holdBackAbove) return;
    isHeldBack = true;
    transport?.stream.pause();
  };
  const goOn = (): void => {
    if (!isHeldBack || unshown >= goOnBelow || unrecorded >= goOnBelow) return;
    isHeldBack = false;
    transport?.stream.resume();
  };
  const record = (direction: SessionContent['direction'], bytes: Uint8Array): void => {
    if (content === 'none' || (content === 'output' && direction === 'input')) return;
    unrecorded += bytes.length;
    const chunk = { direction, bytes, atMs: clock.now() };
    recording = recording.then(async () => {
      if (fault !== null) return;
      try {
        await audit.content(id, chunk);
        unrecorded -= bytes.length;
        goOn();
      } catch (error) {
        fault = `the session was ended, since its content cannot be recorded: ${error instanceof Error ? error.message : String(error)}`;
        transport?.close();
      }
    });
  };
  const show = (bytes: Uint8Array): void => {
    const shown = filter.pass(bytes);
    if (shown.length === 0) return;
    unshown += shown.length;
    record('output', shown);
    onOutput(shown);
  };
  const send = (text: string, most: number): SendOutcome => {
    if (state.kind !== 'open' || transport?.stream.writable !== true) return 'not-open';
    const bytes = Buffer.from(text);
    if (transport.unsentBytes() + unrecorded + bytes.length > most) return 'busy';
    inputBytes += bytes.length;
    record('input', bytes);
    transport.stream.write(bytes);
    return 'sent';
  };
  const finish = async (end: SessionEnd, code?: TransportFailureCode): Promise<void> => {
    let { text } = end;
    const account = { atMs: clock.now(), openedAtMs, outputBytes, inputBytes, removed: filter.removed, by: end.by, text };
    await audit.ended(id, account).catch((error: unknown) => {
      text += `; that it ended could not be recorded: ${String(error)}`;
    });
    enter({ kind: 'closed', by: end.by, text, ...(code === undefined ? {} : { code }) });
  };

  const connect = async () => {
    let banner = 0;
    return options.dial({
      signal: cancelling.signal,
      terminal: size,
      onBanner: (text) => {
        const bytes = Buffer.from(`${text.replace(/\r?\n/g, '\r\n')}\r\n`).subarray(0, longestBanner - banner);
        banner += bytes.length;
        show(bytes);
      },
      confirmHostKey: async (question) => {
        const answered = new Promise<boolean>((resolve) => (answerHostKey = resolve));
        enter({ kind: 'asking-host-key', question });
        return answered.finally(backToConnecting);
      },
      answer: async (question) => {
        const answered = new Promise<readonly string[] | null>((resolve) => (answerLogIn = resolve));
        enter({ kind: 'asking-log-in', question });
        return answered.finally(backToConnecting);
      },
    });
  };
  const backToConnecting = (): void => {
    if (state.kind !== 'closed') enter({ kind: 'connecting' });
  };
  const live = async (open: SessionTransport): Promise<void> => {
    const { stream } = open;
    const isDrained = new Promise<void>((resolve) => {
      if (stream.closed) resolve();
      else stream.once('close', resolve);
    });
    stream.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
      show(chunk);
      holdBack();
    });
    if (size !== options.terminal) open.resize(size.columns, size.rows);
    enter({ kind: 'open' });
    await isDrained;
    const end = await open.ended;
    await recording;
    await finish(fault === null ? end : { by: 'fault', text: fault });
  };
  const run = async (): Promise<void> => {
    try {
      await audit.began({ sessionId: id, who: options.who, where: options.where, how: options.how, atMs: clock.now(), content });
    } catch (error) {
      enter({ kind: 'closed', by: 'fault', text: `the session was not begun, since it cannot be recorded: ${String(error)}` });
      return;
    }
    const outcome = await connect();
    if (outcome.kind === 'failed') {
      await finish({ by: outcome.code === 'cancelled' ? 'us' : 'fault', text: outcome.message }, outcome.code);
      return;
    }
    transport = outcome.transport;
    openedAtMs = clock.now();
    try {
      await audit.opened(id, openedAtMs);
    } catch (error) {
      fault = `the session was ended, since it cannot be recorded: ${String(error)}`;
    }
    if (fault !== null || cancelling.signal.aborted) transport.close();
    await live(transport);
  };

  void run().catch((error: unknown) => {
    transport?.close();
    return finish({ by: 'fault', text: `the session was ended by a fault of this console: ${String(error)}` });
  });

  return {
    id,
    state: () => state,
    answerHostKey: (isAccepted) => {
      if (state.kind === 'asking-host-key') answerHostKey?.(isAccepted);
    },
    answerLogIn: (answers) => {
      if (state.kind === 'asking-log-in') answerLogIn?.(answers);
    },
    write: (data) => {
      const passed = guardTerminalData(data);
      if (passed === null) return 'left-out';
      if (!isAnswer(passed)) return send(passed, mostUnsent);
      const outcome = send(passed, mostUnsentAnswers);
      return outcome === 'busy' ? 'left-out' : outcome;
    },
    paste: (paste, isBracketed) => {
      // Not trusted to be prepared: it may have come from elsewhere.
      const { text } = preparePaste(paste.text);
      return send(isBracketed ? `\u001b[200~${text}\u001b[201~` : text, mostUnsent);
    },
    acknowledge: (bytes) => {
      if (!(bytes > 0)) return;
      unshown = Math.max(0, unshown - bytes);
      goOn();
    },
    resize: (next) => {
      size = next;
      transport?.resize(next.columns, next.rows);
    },
    close: () => {
      cancelling.abort();
      transport?.close();
    },
  };
}
