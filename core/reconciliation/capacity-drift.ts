import type { CarrierInventory } from '../carriers/carrier-link';
import { qualify } from '../model/network';
import type { NetworkView } from '../network/network-view';
import type { Tx } from '../store/store';
import type { Observation } from './observation';

/**
 * Resources whose free slots, as the carrier counts them, cannot be: more than our own services leave, or fewer than are booked for ours.
 * What is on its way to or from a resource is not settled there, so nothing is said of it. `ours`: `slotsOfOurs`.
 */
export async function capacityDrifts(
  view: NetworkView,
  tx: Tx,
  carrierId: string,
  { resources }: Pick<CarrierInventory, 'resources'>,
  ours: ReadonlyMap<string, number>,
): Promise<readonly Observation[]> {
  const unsettled = await unsettledResources(tx);
  return resources.flatMap(({ uuid, name, slots, availableSlots }): readonly Observation[] => {
    const id = qualify(carrierId, uuid);
    const resource = view.resources.get(id);
    if (!resource || unsettled.has(id)) return [];
    const ourSlots = ours.get(uuid) ?? 0;
    const booked = view.bookedSlots(id);
    const common: Omit<Observation, 'text'> = {
      ...({ kind: 'capacity-drift', carrierId, subjectId: id, orderId: null, done: null } as const),
      evidence: { kind: 'capacity', slots, availableSlots, ourSlots: Math.max(ourSlots, booked), foreignSlots: resource.foreignSlots },
    };
    const carrier = view.carrierName(carrierId);
    if (availableSlots + ourSlots > slots) {
      const text = `${carrier} counts ${availableSlots} of ${slots} slots of ${name} as free, although it lists services of ours that take ${ourSlots} there`;
      return [{ ...common, text }];
    }
    const lacking = booked + resource.foreignSlots - slots;
    if (lacking <= 0) return [];
    const text = `others take ${resource.foreignSlots} of ${slots} slots of ${name} at ${carrier}, and ${booked} are booked for ours: ${lacking} more than there are`;
    return [{ ...common, text }];
  });
}

async function unsettledResources({ connections }: Tx): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const segment of await connections.segmentsInState(['booked', 'creating', 'deleting'])) {
    for (const id of segment.resourceIds) ids.add(id);
  }
  for (const { id, route } of await connections.inState(['reserved', 'provisioning', 'releasing'])) {
    for (const hop of route.hops) if (hop.kind === 'resource') ids.add(hop.id);
    for (const { resourceIds } of await connections.carryOvers(id)) for (const resourceId of resourceIds) ids.add(resourceId);
  }
  return ids;
}
