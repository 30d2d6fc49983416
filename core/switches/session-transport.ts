import type { Duplex } from 'node:stream';

/** A way to a switch that is open: bytes both ways, unread bytes held back at the switch. */
export interface SessionTransport {
  /** Never fails: after a fault it ends once what had come in is read, and `ended` says why. Destroying it closes the session. */
  readonly stream: Duplex;
  /** The size of the terminal on which it is shown; without effect where there is none. */
  resize(columns: number, rows: number): void;
  close(): void;
  /** Written, but not yet handed to the network. */
  unsentBytes(): number;
  /** Resolves when nothing more comes in or goes out; what had come in before may still be unread. */
  readonly ended: Promise<SessionEnd>;
}

export interface SessionEnd {
  /** `us`: closed on this side; `switch`: the switch ended it; `fault`: the connection broke. */
  readonly by: 'us' | 'switch' | 'fault';
  /** For an operator. */
  readonly text: string;
}

export type TransportOutcome = { readonly kind: 'open'; readonly transport: SessionTransport } | TransportFailure;

export interface TransportFailure {
  readonly kind: 'failed';
  readonly code: TransportFailureCode;
  /** Names the switch and the remedy. */
  readonly message: string;
}

export type TransportFailureCode =
  | 'unreachable'
  | 'timed-out'
  | 'lost'
  | 'cancelled'
  | 'wrong-protocol'
  | 'no-common-algorithm'
  | 'host-key-changed'
  | 'host-key-declined'
  | 'host-keys-unreadable'
  | 'key-unreadable'
  | 'authentication-failed'
  | 'no-shell'
  | 'certificate-refused';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** `host:port`, with the brackets of an IPv6 address (RFC 3986 §3.2.2). */
export const hostAndPort = (host: string, port: number): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
