import type { ReportedService } from '../carriers/carrier-link';
import { uuidOf } from '../model/network';
import type { Store, Tx } from '../store/store';

/** Read in one transaction: some milliseconds' work. */
const servicesAtOnce = 250;

/** Slots that the carrier counts as taken by services that the store knows, by the UUID of the resource; read in slices, others have their turn between. */
export async function slotsOfOurs(
  store: Store,
  carrierId: string,
  services: readonly ReportedService[],
): Promise<ReadonlyMap<string, number>> {
  const slots = new Map<string, number>();
  for (let from = 0; from < services.length; from += servicesAtOnce) {
    await store.transaction((tx) => addSlotsOfOurs(tx, carrierId, services.slice(from, from + servicesAtOnce), slots));
  }
  return slots;
}

/** Adds those of some services. */
export async function addSlotsOfOurs(
  tx: Tx,
  carrierId: string,
  services: readonly ReportedService[],
  slots: Map<string, number>,
): Promise<void> {
  const segments = new Map((await tx.connections.someSegments(services.map(({ uuid }) => uuid))).map((segment) => [segment.id, segment]));
  for (const service of services) {
    const segment = segments.get(service.uuid);
    if (segment?.carrierId !== carrierId) continue;
    const route = service.route ?? segment.resourceIds.map(uuidOf);
    for (const uuid of route) slots.set(uuid, (slots.get(uuid) ?? 0) + service.slots);
  }
}
