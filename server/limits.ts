import { maxRequestBytes } from '../core/contract/frames';

/** How much one browser, or whoever says that it is one, may ask for. */
export const webLimits = {
  maxUrlLength: 2_048,
  maxHeaderBytes: 16 * 1024,
  /** Of a request to `/session`; no other takes a body. */
  maxBodyBytes: 4 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  maxConnections: 256,
  /** WebSockets of all browsers together: each window has one, and one for each terminal. */
  maxSockets: 64,
  /** The files of an inventory fit in one message; nobody without the token gets to send a message at all. */
  maxConsoleMessageBytes: maxRequestBytes,
  /** The longest paste fits. */
  maxTerminalMessageBytes: 8 * 2 ** 20,
  /** A console says little: calls, and what it has shown of each table, at most once a picture. */
  maxMessagesPerSecond: 2_000,
  /** Who leaves more than this unread is not listened to, and after `unreadMs` left. */
  maxUnreadBytes: 64 * 2 ** 20,
  unreadMs: 30_000,
  /** Between two questions whether a browser is still there; who has not answered the last one is not. */
  heartbeatMs: 30_000,
  /** Wrong tokens or passwords of one address within `triesMs`. */
  maxFailedTries: 10,
  /** Wrong passwords of one account from all addresses within `triesMs`: above what one address may, so that one alone keeps nobody out. */
  maxFailedTriesOfAccount: 50,
  triesMs: 60_000,
  /** How long a code that opens the console once is good. */
  onceMs: 60_000,
  /** Sign-ins by password that last at the same time, and how long. */
  maxSignIns: 64,
  maxSignInsOfAccount: 16,
  signInMs: 12 * 3_600_000,
} as const;
export type WebLimits = { readonly [Name in keyof typeof webLimits]: number };
