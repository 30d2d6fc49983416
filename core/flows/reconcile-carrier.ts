import type { CarrierInventory } from '../carriers/carrier-link';
import { commit, type Engine } from '../engine';
import { isAsBooked } from '../provisioning/read-back';
import { checkService } from '../recovery/check-service';

/**
 * After a full reading: what the store says that the carrier holds, beside what it holds. What differs is read back one by one,
 * since the reading may be older than what happened meanwhile. Services that this store does not know are told once, not touched.
 */
export async function reconcileCarrier(engine: Engine, carrierId: string, inventory: CarrierInventory): Promise<void> {
  const listed = new Map(inventory.services.map((service) => [service.uuid, service]));
  const toCheck = await commit(engine, async ({ tx, note, afterCommit }) => {
    const differing = new Set<string>();
    for (const segment of await tx.connections.segmentsInState(['held'])) {
      const service = listed.get(segment.id);
      const isAsKnown = service?.state === 'up' && isAsBooked(segment, service.route);
      if (segment.carrierId === carrierId && !isAsKnown) differing.add(segment.id);
    }
    const told = engine.network.view.warnings.get(carrierId) ?? new Set<string>();
    for (const service of inventory.services) {
      const segment = await tx.connections.segment(service.uuid);
      if (segment?.state === 'ended' || segment?.state === 'cleared') differing.add(service.uuid);
      if (segment || told.has(service.uuid)) continue;
      const text = `${carrierId} holds service ${service.uuid} "${service.name}", which is not in this store; adopt or remove it at the carrier`;
      await note('service.unknown', service.uuid, text, 'carrier');
      afterCommit(() => engine.network.view.warnings.set(carrierId, told.add(service.uuid)));
    }
    return [...differing];
  });
  for (const uuid of toCheck) await checkService(engine, uuid);
}
