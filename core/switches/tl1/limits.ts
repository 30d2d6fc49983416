/** Bounds of one session with a switch. Milliseconds unless the name says otherwise. */
export interface Tl1Limits {
  /** From a command to the first word about it; each further part of an answer has as long. */
  readonly answerMs: number;
  /** From an acknowledgement (in progress, printout follows) to the answer. */
  readonly inProgressMs: number;
  /** From a command to the end of its answer, however often it is acknowledged and in however many parts it comes. */
  readonly longestMs: number;
  /** After an answer under a correlation tag that no command of ours has: what the right one has left to come. */
  readonly strayMs: number;
  /** A session without a byte is tried out after so long … */
  readonly keepAliveMs: number;
  /** … and given up when the answer takes longer than this. */
  readonly probeMs: number;
  /** To say goodbye in when the session is closed. */
  readonly farewellMs: number;
  readonly maxAnswerBytes: number;
  /** Alarms that wait to be delivered, one per thing and condition. */
  readonly maxWaitingAlarms: number;
  /** Between two events of the kind `changed`. */
  readonly changedGapMs: number;
  /** Waiting time after a loss: random up to a bound that begins here, doubles each time … */
  readonly backoffMinMs: number;
  /** … and ends here. A session that was up for so long begins anew. After a refused log-in at least half of this: switches lock users out. */
  readonly backoffMaxMs: number;
  /** How often a command is sent that the switch puts off … */
  readonly busyAttempts: number;
  /** … with waiting times in between as after a loss, between these bounds. */
  readonly busyMinMs: number;
  readonly busyMaxMs: number;
}

export const standardLimits: Tl1Limits = {
  answerMs: 20_000,
  inProgressMs: 60_000,
  longestMs: 600_000,
  strayMs: 2_000,
  keepAliveMs: 60_000,
  probeMs: 10_000,
  farewellMs: 1_000,
  maxAnswerBytes: 16 * 2 ** 20,
  maxWaitingAlarms: 1_000,
  changedGapMs: 5_000,
  backoffMinMs: 500,
  backoffMaxMs: 30_000,
  busyAttempts: 5,
  busyMinMs: 500,
  busyMaxMs: 4_000,
};
