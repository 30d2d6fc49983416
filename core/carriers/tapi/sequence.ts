/**
 * The scope of `sequence-number` is not defined: on some managers it counts what this stream carries (a jump is a loss), on others everything
 * that they ever tell anyone (jumps are usual). Learnt per link and kept over reconnects.
 */
export interface SequenceWatch {
  /** True where the number shows that a notice was lost. */
  isGap(sequenceNumber: bigint | null): boolean;
  /** A new stream may count from anywhere. */
  restart(): void;
}

const leastJumps = 3;
/** With more jumps than one in so many steps, the numbers are not contiguous. */
const stepsPerJump = 4;

export function createSequenceWatch(): SequenceWatch {
  let last: bigint | null = null;
  let steps = 0;
  let jumps = 0;
  return {
    isGap(sequenceNumber) {
      const before = last;
      if (sequenceNumber === null) return false;
      last = sequenceNumber;
      if (before === null) return false;
      steps += 1;
      if (sequenceNumber === before + 1n) return false;
      jumps += 1;
      return !(jumps > leastJumps && jumps * stepsPerJump > steps);
    },
    restart() {
      last = null;
    },
  };
}
