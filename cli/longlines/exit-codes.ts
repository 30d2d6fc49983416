import type { CallErrorCode } from '../../core/contract/procedure';

/** What the exit status says. The numbers are for scripts: they do not change. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  needsHost: 3,
  storeUnusable: 4,
  partly: 5,
  notInService: 6,
  unanswered: 7,
  internal: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeWords: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done',
  refused: 'refused, or what was named is not known; an order that was waited for is rejected or failed',
  usage: 'wrong usage: an option, an argument, a file that was given, or the configuration',
  needsHost: 'only a running host can do it, or a link that it needs is not up',
  storeUnusable: 'the store cannot be used: damaged, of a newer version, in use, no rights, disk full',
  partly: 'partly done: some of what was asked for is, and it is said what is not',
  notInService: 'done, but not as wished: the order waits or is impaired; the history is not as it was recorded',
  unanswered: 'no answer in time, or the host ended before it: it may have been done, look first',
  internal: 'a fault in Longlines itself',
  interrupted: 'interrupted (Ctrl-C); a host that is ended so, by Ctrl-C or SIGTERM, ends in good order with 0',
};

export const exitCodeOf: Readonly<Record<CallErrorCode | 'unanswered', ExitCode>> = {
  'invalid-input': exitCodes.usage,
  refused: exitCodes.refused,
  'not-found': exitCodes.refused,
  'needs-host': exitCodes.needsHost,
  'store-unusable': exitCodes.storeUnusable,
  ending: exitCodes.unanswered,
  cancelled: exitCodes.unanswered,
  busy: exitCodes.unanswered,
  unanswered: exitCodes.unanswered,
  internal: exitCodes.internal,
};

/** Ends a command; thrown, since commands are left from anywhere. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: CallErrorCode | 'unanswered' | 'usage';
  readonly exitCode: ExitCode;

  constructor(code: CallErrorCode | 'unanswered' | 'usage', message: string) {
    super(message);
    this.code = code;
    this.exitCode = code === 'usage' ? exitCodes.usage : exitCodeOf[code];
  }
}
