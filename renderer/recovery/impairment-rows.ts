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

/** What an impairment's severity is judged by (`Severity`): what becomes of whom it hits, whatever the carrier's alarm says. */
export const severityWhy: Readonly<Record<ImpairmentRow['severity'], string>> = {
  critical: 'critical: connections that it hit carry nothing, and no other way is being made for them',
  major: 'major: connections that it hit are being given another way, or still carry and are not as they should be',
  minor: 'minor: all that it hit is restored, or carries again',
  warning: 'warning: it hits no connection',
  cleared: 'cleared: it is repaired',
};

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

/** `held-back`: nothing moves it before somebody decides it, whatever was found for it. */
export type HitStanding = HitOutcome | 'held-back';

/** What needs a person first. */
export const standingOrder = [
  'unrestorable',
  'held-back',
  'pending',
  'restored',
  'cleared',
  'released',
] as const satisfies readonly HitStanding[];

interface HitShown {
  readonly orderId: string;
  readonly outcome: HitOutcome;
}

export const hitStanding = ({ orderId, outcome }: HitShown, heldBackIds: ReadonlySet<string>): HitStanding =>
  heldBackIds.has(orderId) ? 'held-back' : outcome;

const standingWords: Readonly<Record<HitStanding, string>> = { ...outcomeWords, 'held-back': 'waiting for you' };

export const hitWord = (hit: HitShown, heldBackIds: ReadonlySet<string>): string => standingWords[hitStanding(hit, heldBackIds)];

/** `4 being worked on, 7 restored`, in this order. */
export function countWords(hits: readonly HitShown[], heldBackIds: ReadonlySet<string>, order: readonly HitStanding[]): readonly string[] {
  const standings = hits.map((hit) => hitStanding(hit, heldBackIds));
  return order.flatMap((standing) => {
    const count = standings.filter((each) => each === standing).length;
    return count === 0 ? [] : [`${count} ${standingWords[standing]}`];
  });
}

/** `11 hit: 1 waiting for you, 3 being worked on, 7 restored` */
export const hitWords = (hits: readonly HitShown[], heldBackIds: ReadonlySet<string>): string =>
  hits.length === 0 ? 'nothing hit' : `${hits.length} hit: ${countWords(hits, heldBackIds, standingOrder).join(', ')}`;

/** Who has it: `acknowledged by M. Okafor`, `owned by …`; empty: nobody. */
export function handlingWords({ handling: { acknowledgedBy, owner, ticket } }: ImpairmentRow): string {
  const parts = [
    owner !== null ? `owned by ${owner}` : acknowledgedBy !== null && `acknowledged by ${acknowledgedBy}`,
    ticket !== null && ticket,
  ];
  return parts.filter((part) => part !== false).join(', ');
}
