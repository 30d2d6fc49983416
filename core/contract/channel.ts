/**
 * A way for messages between the host and one peer, both ways and in order: text is a frame, bytes are a terminal's output. What is sent after it closed
 * is lost; `onClose` tells, once. One listener each.
 */
export interface Channel {
  send(message: string | Uint8Array): void;
  onMessage(listener: (message: string | Uint8Array) => void): void;
  /** `reason`: in words, or empty. */
  onClose(listener: (reason: string) => void): void;
  close(reason?: string): void;
  /** What was sent and has not left yet, in bytes; absent: cannot be told. */
  readonly unsentBytes?: () => number;
}

/** What a channel is for: `console` has calls and watches (`frames.ts`), `terminal` is one raw session (`session-frames.ts`). */
export const purposes = ['console', 'terminal'] as const;
export type Purpose = (typeof purposes)[number];

/** Of which network: the operator's own, the one to practise on, or the one of a field pack. */
export const networkKinds = ['live', 'practice', 'field'] as const;
export type NetworkKind = (typeof networkKinds)[number];
