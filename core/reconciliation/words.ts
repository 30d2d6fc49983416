import { assertNever } from '../model/assert-never';
import type { Discrepancy, DiscrepancyKind, Remedy } from '../model/discrepancy';

/** What can be done about each kind, and what that means. */
const meanings: Readonly<Record<DiscrepancyKind, Readonly<Partial<Record<Remedy, string>>>>> = {
  orphan: {
    adopt: 'it becomes the part of the order that it fits; where it fits none it is accepted as somebody else’s, its slots counted so',
    remove: 'its carrier deletes it',
  },
  missing: { repair: 'the order is provisioned again', remove: 'the order is given up' },
  'route-drift': {
    adopt: 'what the carrier uses is booked, if that is free and within the limit',
    repair: 'the carrier moves it back; where it cannot, it is made anew',
  },
  'latency-drift': {
    adopt: 'what is in force counts as the order’s total',
    repair: 'the order is moved to a better route, if there is one',
  },
  'state-drift': { repair: 'the order is provisioned again, or moved', remove: 'the order is given up' },
  'capacity-drift': { adopt: 'it is known, and not told again while it stays so' },
};

export interface RemedyMeaning {
  readonly remedy: Remedy;
  readonly text: string;
}

/** What can be done about the discrepancy as it stands. */
export function remediesFor({ kind, state }: Pick<Discrepancy, 'kind' | 'state'>): readonly RemedyMeaning[] {
  const all = Object.entries(meanings[kind]).map(([remedy, text]) => ({ remedy: remedy as Remedy, text }));
  switch (state) {
    case 'open':
      return all;
    case 'accepted':
      return all.filter(({ remedy }) => remedy !== 'adopt');
    case 'under-way':
    case 'closed':
      return [];
    default:
      return assertNever(state);
  }
}

/** "an orphan", for people. */
export const kindWords: Readonly<Record<DiscrepancyKind, readonly [one: string, several: string]>> = {
  orphan: ['an orphan', 'services that no order of this store wants'],
  missing: ['a missing service', 'services of ours that it does not hold'],
  'route-drift': ['a route drift', 'services that use other resources than are booked'],
  'latency-drift': ['a latency drift', 'orders that take another time than they were totalled with'],
  'state-drift': ['a state drift', 'services that are not up'],
  'capacity-drift': ['a capacity drift', 'resources whose free slots do not add up'],
};

/** Subjects that are named where there are many. */
const named = 3;

/** Many of one kind at one carrier as one line, so that nobody drowns in them. */
export function groupText(
  carrierName: string,
  kind: DiscrepancyKind,
  group: readonly Pick<Discrepancy, 'subjectId' | 'text' | 'state'>[],
): string {
  const [first] = group;
  if (group.length === 1 && first) return first.text;
  const names = group.slice(0, named).map(({ subjectId }) => subjectId);
  const more = group.length > named ? ` and ${group.length - named} more` : '';
  const isOurs = kind === 'orphan' && group.every(({ state }) => state === 'under-way');
  return `${carrierName}: ${group.length} ${isOurs ? 'services of ours that are being settled' : kindWords[kind][1]}: ${names.join(', ')}${more}`;
}

/** What a discrepancy says whose repair came to nothing. */
export const notRepaired = 'it was not repaired: the history of the order says why';
