/** Bounds of one link. Milliseconds unless the name says otherwise. */
export interface TapiLimits {
  /** One request, to the last byte of its answer. */
  readonly requestMs: number;
  readonly maxBodyBytes: number;
  readonly maxNoticeBytes: number;
  /** Notices that wait to be worked off: a full read is cheaper than a longer queue. A whole log of a large carrier fits. */
  readonly maxWaitingNotices: number;
  /** The size of what those notices were read from. */
  readonly maxWaitingBytes: number;
  /** Requests to the manager at a time. */
  readonly connections: number;
  /** The notice stream counts as dead after so long without a byte; managers send keep-alive comments. */
  readonly streamIdleMs: number;
  /** How often a manager that is up is asked for a sign of life, and how long it has for it. */
  readonly lifeMs: number;
  readonly lifeTimeoutMs: number;
  /** Between two polls of a manager without a stream. */
  readonly pollMs: number;
  /** Waiting time after a loss: random up to a bound that begins here, doubles each time … */
  readonly backoffMinMs: number;
  /** … and ends here. A link that was up for so long begins anew. */
  readonly backoffMaxMs: number;
  /** What a notice that is late has to come in, before it counts as lost. */
  readonly lateNoticeMs: number;
  /** Full reads because of lost notices are at least so far apart. */
  readonly resyncGapMs: number;
  /** More changed objects than these are read by one full read. */
  readonly maxObjectReads: number;
  /** Before an object that could not be read is tried again. */
  readonly retryReadMs: number;
}

export const standardLimits: TapiLimits = {
  requestMs: 30_000,
  maxBodyBytes: 64 * 2 ** 20,
  maxNoticeBytes: 4 * 2 ** 20,
  maxWaitingNotices: 50_000,
  maxWaitingBytes: 64 * 2 ** 20,
  connections: 8,
  streamIdleMs: 60_000,
  lifeMs: 10_000,
  lifeTimeoutMs: 8_000,
  pollMs: 30_000,
  backoffMinMs: 500,
  backoffMaxMs: 30_000,
  lateNoticeMs: 1_000,
  resyncGapMs: 30_000,
  maxObjectReads: 50,
  retryReadMs: 5_000,
};
