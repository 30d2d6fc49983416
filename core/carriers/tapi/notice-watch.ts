import type { LinkWarning } from '../carrier-link';
import type { Notice } from './notices';
import type { SequenceFinding, SequenceWatch } from './sequence';

/** What is odd about the order of some notices. */
export interface OddNotices {
  /** Some have not come, not yet or not at all. */
  readonly hasJumped: boolean;
  readonly isRenumbered: boolean;
  readonly warnings: readonly LinkWarning[];
}

/** Watches the numbers of notices during one session; what is wrong with them is told once. */
export function createNoticeWatch(sequence: SequenceWatch): (notices: readonly Notice[]) => OddNotices {
  const told = new Set<SequenceFinding>();
  return (notices) => {
    const findings = new Set(notices.map(({ sequenceNumber, key }) => sequence.note(sequenceNumber, key)));
    const isNew = (finding: SequenceFinding): boolean => findings.has(finding) && !told.has(finding);
    const warnings = (['repeated', 'late'] as const).filter(isNew).map((finding) => ({ subject: 'notices', message: words[finding] }));
    findings.forEach((finding) => told.add(finding));
    return { hasJumped: findings.has('jumped') || findings.has('behind'), isRenumbered: findings.has('behind'), warnings };
  };
}

const words = {
  repeated: 'the manager sends notices twice: each counts once; the carrier should look into it',
  late: 'the manager sends notices out of order: what they are about is read as it is now, so nothing is wrong; the carrier should look into it',
};
