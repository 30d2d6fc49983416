import type { CarrierInventory } from '../carriers/carrier-link';
import { qualify, type Interconnect, type Port } from '../model/network';
import { bySiteAndCarrier, type Standing } from './by-site-and-carrier';
import type { NetworkView } from './network-view';
import type { EnteredChanges } from './receive-inventory';

interface Join {
  readonly id: string;
  /** Of the carrier that would be entered, and of the other. */
  readonly port: string;
  readonly otherPort: string;
  readonly fate: 'new' | 'changed' | 'unchanged';
}

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
  const present = [...view.nodes.values()].filter(
    ({ siteId, carrierId: other, condition }) => siteId !== null && other !== carrierId && condition !== 'withdrawn' && own.has(siteId),
  );
  const joined = ({ id, siteId, aPortId, zPortId }: Interconnect, fate: Join['fate']): readonly Standing<Join>[] => {
    const [a, z] = [portOf(aPortId), portOf(zPortId)];
    const [mine, far] = listed.has(aPortId) ? [a, z] : [z, a];
    if (!mine || !far || mine.carrierId !== carrierId) return [];
    return [{ siteId, carrierId: far.carrierId, item: { id, port: mine.name, otherPort: far.name, fate } }];
  };
  const bySite = bySiteAndCarrier<Join>([
    ...present.map(({ siteId, carrierId: other }) => ({ siteId, carrierId: other })),
    ...standing.flatMap((join) => joined(join, 'unchanged')),
    ...[...put.values()].flatMap((join) => joined(join, view.interconnects.has(join.id) ? 'changed' : 'new')),
  ]);
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
