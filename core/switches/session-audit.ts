import type { SessionEnd } from './session-transport';

/** Where sessions are recorded: who was where, how, when, and how much passed. */
export interface SessionAudit {
  /** Before anything is connected: a session that cannot be recorded is not begun. */
  began(session: SessionFacts): Promise<void>;
  opened(sessionId: string, atMs: number): Promise<void>;
  /** What passed, where that is switched on; the session waits while too much of it is unwritten, and is ended where it cannot be written. */
  content(sessionId: string, chunk: SessionContent): Promise<void>;
  ended(sessionId: string, account: SessionAccount): Promise<void>;
}

export interface SessionFacts {
  readonly sessionId: string;
  readonly who: string;
  /** The switch, as it is called here, and its address. */
  readonly where: string;
  /** Such as `ssh as admin`, or `tl1 over tls`. */
  readonly how: string;
  readonly atMs: number;
  readonly content: ContentRecording;
}

/** `both` holds what is typed too: passwords as well. */
export type ContentRecording = 'none' | 'output' | 'both';

export interface SessionContent {
  readonly direction: 'output' | 'input';
  /** Output as it was shown, without what was left out of it. */
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

export interface SessionAccount {
  readonly atMs: number;
  /** Null: it never was open. */
  readonly openedAtMs: number | null;
  /** As they came, and as they were sent, without what the protocol adds. */
  readonly outputBytes: number;
  readonly inputBytes: number;
  /** Sequences that were left out of the output. */
  readonly removed: number;
  readonly by: SessionEnd['by'];
  readonly text: string;
}
