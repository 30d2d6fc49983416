import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ImpairmentRow, ResourceRow } from '../../core/contract/live';
import type { TableSnapshot } from '../client/live-table';
import { useClient, useTable } from '../client/use-client';
import { eventAt, groupImpairments, type ImpairmentGroup } from './impairment-groups';

/** What is impaired now, as events. */
export function useImpairmentGroups(): readonly ImpairmentGroup[] {
  const client = useClient();
  const impairments = useTable('impairments');
  const isAnyDown = useMemo(
    () => [...impairments.rows.values()].some(({ clearedAtMs, cause }) => clearedAtMs === null && cause === 'down'),
    [impairments],
  );
  // Resources change all the time; they are followed only while they can say what belongs together.
  const listen = useCallback(
    (listener: () => void) => (isAnyDown ? client.listen('resources', listener) : () => undefined),
    [client, isAnyDown],
  );
  const resources = useSyncExternalStore(listen, () => (isAnyDown ? client.snapshot('resources') : null));
  return useMemo(() => groupsOf(impairments, resources), [impairments, resources]);
}

/** The event of the shared risk that the address names, also once it is over; undefined: none is known, or it names none. */
export function useEventAt(risk: string | undefined): ImpairmentGroup | undefined {
  const impairments = useTable('impairments');
  const resources = useTable('resources');
  return useMemo(
    () => (risk === undefined ? undefined : eventAt(risk, { resources: resources.rows }, impairments.rows.values())),
    [risk, impairments, resources],
  );
}

interface Kept {
  readonly resources: TableSnapshot<ResourceRow> | null;
  readonly groups: readonly ImpairmentGroup[];
}

/** Several panels ask for the same at the same time. */
const kept = new WeakMap<TableSnapshot<ImpairmentRow>, Kept>();

function groupsOf(impairments: TableSnapshot<ImpairmentRow>, resources: TableSnapshot<ResourceRow> | null): readonly ImpairmentGroup[] {
  const known = kept.get(impairments);
  if (known?.resources === resources) return known.groups;
  const groups = groupImpairments({ resources: resources?.rows ?? new Map<string, ResourceRow>() }, impairments.rows.values());
  kept.set(impairments, { resources, groups });
  return groups;
}
