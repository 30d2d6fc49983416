import type { CarrierInventory } from '../carriers/carrier-link';
import { commit, type Engine } from '../engine';
import { uuidOf } from '../model/network';
import { checkService } from '../recovery/check-service';

/**
 * After a full reading: what the store says that the carrier holds, beside what it holds. What differs is read back one by one,
 * since the reading may be older than what happened meanwhile. Services that this store does not know are told, not touched.
 */
export async function reconcileCarrier(engine: Engine, carrierId: string, inventory: CarrierInventory): Promise<void> {
  const listed = new Map(inventory.services.map((service) => [service.uuid, service]));
  const segments = (await engine.store.transaction((tx) => tx.connections.segmentsInState(['held']))).filter(
    (segment) => segment.carrierId === carrierId,
  );
  for (const segment of segments) {
    const service = listed.get(segment.id);
    const isAsKnown = service?.state === 'up' && service.route?.join() === segment.resourceIds.map(uuidOf).join();
    if (!isAsKnown) await checkService(engine, segment.id);
  }
  for (const service of inventory.services) {
    const segment = await engine.store.transaction((tx) => tx.connections.segment(service.uuid));
    if (!segment) {
      const text = `${carrierId} holds service ${service.uuid} "${service.name}", which is not in this store; adopt or remove it at the carrier`;
      await commit(engine, ({ note }) => note('service.unknown', service.uuid, text, 'carrier'));
    } else if (segment.state === 'ended' || segment.state === 'cleared') await checkService(engine, service.uuid);
  }
}
