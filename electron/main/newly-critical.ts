import type { ImpairmentRow } from '../../core/contract/live';

/** Which impairments the operator need not be told of any more; null: what stood at the start is not known yet. */
export interface Told {
  readonly ids: ReadonlySet<string>;
}

export const toldOf = (ids: readonly string[]): Told => ({ ids: new Set(ids) });

type Row = Pick<ImpairmentRow, 'id' | 'severity'>;

/** Those that are critical and were not before. One that got better and is critical again is told of again; one that has gone is forgotten. */
export function newlyCritical<Each extends Row>(
  rows: readonly Each[],
  { ids }: Told,
): { readonly fresh: readonly Each[]; readonly told: Told } {
  const critical = rows.filter(({ severity }) => severity === 'critical');
  return { fresh: critical.filter(({ id }) => !ids.has(id)), told: toldOf(critical.map(({ id }) => id)) };
}
