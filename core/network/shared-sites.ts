import type { CarrierInventory } from '../carriers/carrier-link';
import { qualify, type Interconnect, type Port } from '../model/network';
import type { NetworkView } from './network-view';
import type { EnteredChanges } from './receive-inventory';

/**
 * Where a carrier that would be entered meets others, and which interconnects their plugs make there. A site where both stand and no plugs pair is listed with none:
 * people have to say what leads where. Pure; the view has not followed yet.
 */
export function sharedSites(view: NetworkView, carrierId: string, inventory: CarrierInventory, { ports, interconnects }: EnteredChanges) {
  const written = new Map(ports.map((port) => [port.id, port]));
  const portOf = (id: string): Port | undefined => written.get(id) ?? view.ports.get(id);
  const removed = new Set(interconnects.removed);
  const put = new Map(interconnects.put.map((join) => [join.id, join]));
  const standing = [...view.interconnects.values()].filter(({ id }) => !removed.has(id) && !put.has(id));
  const own = new Map(inventory.nodes.flatMap(({ site }) => (site ? [[site.id, site.name] as const] : [])));
  const listed = new Set(inventory.ports.map(({ uuid }) => qualify(carrierId, uuid)));
  const bySite = new Map<string, Map<string, { id: string; port: string; otherPort: string; fate: 'new' | 'changed' | 'unchanged' }[]>>();
  const at = (siteId: string, other: string) => {
    const carriers =
      bySite.get(siteId) ?? new Map<string, { id: string; port: string; otherPort: string; fate: 'new' | 'changed' | 'unchanged' }[]>();
    bySite.set(siteId, carriers);
    const joins = carriers.get(other) ?? [];
    carriers.set(other, joins);
    return joins;
  };
  for (const { siteId, carrierId: other, condition } of view.nodes.values())
    if (siteId !== null && other !== carrierId && condition !== 'withdrawn' && own.has(siteId)) at(siteId, other);
  const enter = (join: Interconnect, fate: 'new' | 'changed' | 'unchanged'): void => {
    const [a, z] = [portOf(join.aPortId), portOf(join.zPortId)];
    const [mine, far] = listed.has(join.aPortId) ? [a, z] : [z, a];
    if (!mine || !far || mine.carrierId !== carrierId || join.siteId === null) return;
    at(join.siteId, far.carrierId).push({ id: join.id, port: mine.name, otherPort: far.name, fate });
  };
  for (const join of standing) enter(join, 'unchanged');
  for (const join of put.values()) enter(join, view.interconnects.has(join.id) ? 'changed' : 'new');
  return [...bySite]
    .map(([siteId, carriers]) => ({
      siteId,
      siteName: view.sites.get(siteId)?.name ?? own.get(siteId) ?? siteId,
      carriers: [...carriers]
        .map(([other, joins]) => ({
          carrierId: other,
          carrierName: view.carrierName(other),
          interconnects: joins.sort((one, two) => (one.id < two.id ? -1 : 1)),
        }))
        .sort((one, two) => (one.carrierName < two.carrierName ? -1 : 1)),
    }))
    .sort((one, two) => (one.siteName < two.siteName ? -1 : 1));
}
