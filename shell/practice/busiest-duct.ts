import type { Host } from '../../core/host/create-host';

export interface Duct {
  readonly id: string;
  /** Segments of connections that run through it. */
  readonly segments: number;
}

/** The duct through which most runs; null: nothing runs through any. */
export async function busiestDuct(host: Host): Promise<Duct | null> {
  const { view } = host.network;
  const load = new Map<string, number>();
  for (const { resourceIds } of (await host.segments()).filter(({ state }) => state === 'held')) {
    const ducts = new Set(resourceIds.flatMap((id) => view.resources.get(id)?.sharedRisks ?? []));
    for (const duct of ducts) load.set(duct, (load.get(duct) ?? 0) + 1);
  }
  const [first] = [...load].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return first ? { id: first[0], segments: first[1] } : null;
}
