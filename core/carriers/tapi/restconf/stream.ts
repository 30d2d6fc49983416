import type { Clock } from '../../../model/clock';

/** Of a stream of notices, by whichever protocol. */
export interface StreamOptions {
  /** Nothing for so long, not even a sign of life, means that the stream is dead, milliseconds. */
  readonly idleMs: number;
  /** Of one notice. */
  readonly maxEventBytes: number;
  readonly clock: Clock;
  /** Anything came, a keep-alive too. */
  readonly onSign: () => void;
  readonly onData: (data: string) => void;
  /** The stream is over, and why; called once, and not after `close`. The code is that of the WebSocket's close frame (RFC 6455 §7.4), where one came. */
  readonly onEnd: (reason: string, closeCode: number | null) => void;
}

export type OpenedStream = { readonly kind: 'open'; readonly close: () => void } | { readonly kind: 'failed'; readonly reason: string };

export const silentFor = (idleMs: number): string =>
  `the notice stream was silent for ${idleMs} ms, not even a keep-alive came: check the network`;

export const limitWords = (bytes: number): string => `the limit of ${bytes} bytes: have the carrier send less in one, or raise the limit`;
