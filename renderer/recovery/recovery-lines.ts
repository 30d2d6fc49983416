import type { ImpairmentRow } from '../../core/contract/live';
import type { ImpairmentGroup } from './impairment-groups';
import { groupOfOne } from './impairment-groups';

/** A row of the table: an event, or one impairment of the event above it. */
export interface RecoveryLine {
  readonly group: ImpairmentGroup;
  /** What it is sorted by: a member stays below its event. */
  readonly under: ImpairmentGroup;
  readonly isMember: boolean;
}

/** An event's shared risk, or the impairment's id: each stands in an address. Of a risk there may be several events that are over. */
export const keyOfLine = ({ group: { risk, id, severity, sinceMs } }: RecoveryLine): string =>
  risk === null ? id : severity === 'cleared' ? `${risk} ${new Date(sinceMs).toISOString()}` : risk;

/** How many events these are of: what broke together counts once, everywhere. */
export const countOfEvents = (rows: readonly ImpairmentRow[], groups: readonly ImpairmentGroup[]): number =>
  linesOf(rows, groups).filter(({ isMember }) => !isMember).length;

/** The impairments in their order; those of one shared risk together, below a line that tells the whole of it. */
export function linesOf(rows: readonly ImpairmentRow[], groups: readonly ImpairmentGroup[]): RecoveryLine[] {
  const groupOf = new Map<string, ImpairmentGroup>();
  for (const group of groups) if (group.risk !== null) for (const { id } of group.members) groupOf.set(id, group);
  const isShown = new Set(rows.map(({ id }) => id));
  const told = new Set<ImpairmentGroup>();
  return rows.flatMap((row) => {
    const under = groupOf.get(row.id);
    if (!under) {
      const group = groupOfOne(row);
      return [{ group, under: group, isMember: false }];
    }
    if (told.has(under)) return [];
    told.add(under);
    const members = under.members
      .filter(({ id }) => isShown.has(id))
      .map((member) => ({ group: groupOfOne(member), under, isMember: true }));
    return [{ group: under, under, isMember: false }, ...members];
  });
}
