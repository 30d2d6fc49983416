export interface Standing<T> {
  readonly siteId: string | null;
  readonly carrierId: string;
  /** Without: the carrier stands there, and that is all. */
  readonly item?: T;
}

/** What stands where, by site and then by carrier, in the order in which it comes; what has no site is left out. */
export function bySiteAndCarrier<T>(standing: Iterable<Standing<T>>): ReadonlyMap<string, ReadonlyMap<string, T[]>> {
  const sites = new Map<string, Map<string, T[]>>();
  for (const { siteId, carrierId, item } of standing) {
    if (siteId === null) continue;
    const carriers = sites.get(siteId) ?? new Map<string, T[]>();
    const items = carriers.get(carrierId) ?? [];
    if (item !== undefined) items.push(item);
    sites.set(siteId, carriers.set(carrierId, items));
  }
  return sites;
}
