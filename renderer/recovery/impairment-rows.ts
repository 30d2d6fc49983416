import type { ImpairmentRow } from '../../core/contract/live';
import type { HitOutcome } from '../../core/model/impairment';

export const impairmentViews = ['open', 'new', 'mine', 'shelved', 'cleared'] as const;
export type ImpairmentView = (typeof impairmentViews)[number];

const isOpen = ({ clearedAtMs }: ImpairmentRow): boolean => clearedAtMs === null;
const isShelved = ({ handling: { shelvedUntilMs } }: ImpairmentRow, nowMs: number): boolean =>
  shelvedUntilMs !== null && shelvedUntilMs > nowMs;

/** Shelved ones ask for no attention until their time: they are only in their own view. */
export function isInView(row: ImpairmentRow, view: ImpairmentView, operator: string, nowMs: number): boolean {
  switch (view) {
    case 'open':
      return isOpen(row) && !isShelved(row, nowMs);
    case 'new':
      return isOpen(row) && !isShelved(row, nowMs) && row.handling.acknowledgedBy === null;
    case 'mine':
      return isOpen(row) && row.handling.owner === operator;
    case 'shelved':
      return isOpen(row) && isShelved(row, nowMs);
    case 'cleared':
      return !isOpen(row);
  }
}

export const severityOrder = { critical: 0, major: 1, minor: 2, warning: 3, cleared: 4 } as const;

/** The worst first, of those the longest first; cleared ones by when they cleared, the latest first. */
export const bySeverity = (a: ImpairmentRow, b: ImpairmentRow): number =>
  severityOrder[a.severity] - severityOrder[b.severity] ||
  (a.clearedAtMs !== null && b.clearedAtMs !== null ? b.clearedAtMs - a.clearedAtMs : a.raisedAtMs - b.raisedAtMs);

const outcomeWords: Readonly<Record<HitOutcome, string>> = {
  unrestorable: 'without a route',
  pending: 'being worked on',
  restored: 'restored',
  cleared: 'cleared',
  released: 'released',
};

/** The most pressing first. */
export const outcomeOrder = Object.keys(outcomeWords) as readonly HitOutcome[];

interface HitShown {
  readonly orderId: string;
  readonly outcome: HitOutcome;
}

/** Of one that nothing moves before somebody decides it, whatever was found for it. */
const heldBackWord = 'waiting for you';

export const hitWord = ({ orderId, outcome }: HitShown, heldBackIds: ReadonlySet<string>): string =>
  heldBackIds.has(orderId) ? heldBackWord : outcomeWords[outcome];

/** `4 being worked on, 7 restored`, in the order of `outcomes`, and last those that wait for somebody. */
export function countWords(
  hits: readonly HitShown[],
  heldBackIds: ReadonlySet<string>,
  outcomes: readonly HitOutcome[],
): readonly string[] {
  const words = hits.map((hit) => hitWord(hit, heldBackIds));
  return [...outcomes.map((outcome) => outcomeWords[outcome]), heldBackWord].flatMap((word) => {
    const count = words.filter((each) => each === word).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
}

/** `11 hit: 4 being worked on, 7 restored` */
export const hitWords = (hits: readonly HitShown[], heldBackIds: ReadonlySet<string>): string =>
  hits.length === 0 ? 'nothing hit' : `${hits.length} hit: ${countWords(hits, heldBackIds, outcomeOrder).join(', ')}`;

/** Who has it: `acknowledged by M. Okafor`, `owned by …`; empty: nobody. */
export function handlingWords({ handling: { acknowledgedBy, owner, ticket } }: ImpairmentRow): string {
  const parts = [
    owner !== null ? `owned by ${owner}` : acknowledgedBy !== null && `acknowledged by ${acknowledgedBy}`,
    ticket !== null && ticket,
  ];
  return parts.filter((part) => part !== false).join(', ');
}
