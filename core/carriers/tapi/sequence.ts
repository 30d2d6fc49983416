import { setBounded } from './bounded-map';

/**
 * The scope of `sequence-number` is not defined: on some managers it counts what this stream carries (a jump is a loss), on others everything
 * that they ever tell anyone (jumps are usual). Learnt per link and kept over reconnects.
 */
export interface SequenceWatch {
  /** Takes the number of a notice; `key` tells a notice that comes again from another one with the same number. */
  note(sequenceNumber: bigint | null, key: string): SequenceFinding;
  /** Whether numbers that were jumped over are missing still. Asked once those that were merely late have had the time to come. */
  hasGap(): boolean;
  /** Everything is read again: what is missing now is missed no more. */
  forgive(): void;
  /** A new stream may count from anywhere. */
  restart(): void;
}

/** `jumped`: numbers before this one have not come, not yet or not at all. `behind`: the manager counts anew. */
export type SequenceFinding = 'next' | 'late' | 'repeated' | 'jumped' | 'behind';

const leastJumps = 3;
/** With more jumps than one in so many steps, the numbers are not contiguous. */
const stepsPerJump = 4;
/** A jump by more is not waited for number by number. */
const maxMissing = 1000;
const maxRecent = 1000;

export function createSequenceWatch(): SequenceWatch {
  let last: bigint | null = null;
  let steps = 0;
  let jumps = 0;
  let isGoneForGood = false;
  const missing = new Set<bigint>();
  const recent = new Map<bigint, string>();
  const jump = (from: bigint, to: bigint): void => {
    jumps += 1;
    if (to <= from || to - from > maxMissing || missing.size > maxMissing) isGoneForGood = true;
    else for (let number = from + 1n; number < to; number += 1n) missing.add(number);
  };
  const forgive = (): void => {
    isGoneForGood = false;
    missing.clear();
  };
  return {
    note(sequenceNumber, key) {
      if (sequenceNumber === null) return 'next';
      if (recent.get(sequenceNumber) === key) return 'repeated';
      setBounded(recent, sequenceNumber, key, maxRecent);
      if (missing.delete(sequenceNumber)) {
        // What only came late was no jump of the manager's.
        if (missing.size === 0 && !isGoneForGood) jumps = Math.max(0, jumps - 1);
        return 'late';
      }
      const before = last;
      last = sequenceNumber;
      if (before === null) return 'next';
      steps += 1;
      if (sequenceNumber === before + 1n) return 'next';
      jump(before, sequenceNumber);
      return sequenceNumber > before ? 'jumped' : 'behind';
    },
    hasGap() {
      const isContiguous = !(jumps > leastJumps && jumps * stepsPerJump > steps);
      return isContiguous && (isGoneForGood || missing.size > 0);
    },
    forgive,
    restart() {
      forgive();
      last = null;
      recent.clear();
    },
  };
}
