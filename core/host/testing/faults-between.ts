import type { Host } from '../create-host';
import { isFinal } from '../../model/order';
import { latencyRecordFaults } from './latency-record-faults';
import type { SimulatedCarrier } from './simulated-carrier';

/** What must never differ between the store and what the carriers hold, once nothing is under way. Empty when all is well. */
export async function faultsBetween(host: Host, carriers: readonly SimulatedCarrier[]): Promise<string[]> {
  const faults: string[] = [];
  const segments = await host.segments();
  const { slots, ports } = await host.bookings();
  const orders = new Map((await host.orders()).map((order) => [order.id, order]));
  const held = new Map(
    carriers.flatMap((carrier) => [...carrier.services.values()].map((service) => [service.uuid, { carrier, service }] as const)),
  );
  // Its carrier may have lost or moved what it serves, and that is what it is impaired by.
  const isImpaired = (segmentId: string): boolean =>
    segments.some(({ id, orderId }) => id === segmentId && orders.get(orderId)?.state === 'impaired');
  for (const segment of segments) {
    if (segment.state !== 'held') faults.push(`segment ${segment.id} of ${segment.orderId} is ${segment.state}`);
    if (isImpaired(segment.id)) continue;
    if (!held.has(segment.id)) faults.push(`${segment.carrierId} does not hold ${segment.id} of ${segment.orderId}`);
  }
  for (const [uuid, { carrier, service }] of held) {
    if (!segments.some(({ id }) => id === uuid)) faults.push(`${carrier.id} holds an orphan ${uuid} of ${service.name}`);
  }
  for (const carrier of carriers) {
    const users = [...carrier.services.values()].flatMap(({ aPortUuid, zPortUuid }) => [aPortUuid, zPortUuid]);
    if (new Set(users).size !== users.length) faults.push(`${carrier.id}: a port is used twice`);
    for (const { uuid } of carrier.resources.values()) {
      const booked = slots
        .filter(({ resourceId, segmentId }) => resourceId === `${carrier.id}/${uuid}` && !isImpaired(segmentId))
        .reduce((sum, booking) => sum + booking.slots, 0);
      const used = carrier.usedSlots(uuid, (service) => !isImpaired(service.uuid));
      if (booked !== used) faults.push(`${carrier.id}/${uuid}: ${booked} slots booked, ${used} used`);
    }
  }
  for (const { portId, orderId } of ports) {
    const state = orders.get(orderId)?.state;
    if (state === undefined || isFinal(state) || state === 'planned')
      faults.push(`port ${portId} is booked for ${orderId}, which is ${state ?? 'unknown'}`);
  }
  for (const { id, state, cause } of orders.values()) {
    const isAtRest = state === 'active' || state === 'impaired' || state === 'planned' || isFinal(state);
    if (!isAtRest) faults.push(`order ${id} is still ${state}`);
    if (cause === '') faults.push(`order ${id} does not say why it is ${state}`);
  }
  const { view } = host.network;
  for (const order of orders.values()) {
    if (order.state !== 'active') continue;
    const connection = (await host.dossier(order.id))?.connections.find(({ state }) => state === 'active');
    if (!connection) faults.push(`order ${order.id} is active without a connection`);
    for (const hop of connection?.route.hops ?? []) {
      if (view.health(hop).condition !== 'up')
        faults.push(`order ${order.id} is active over ${hop.id}, which is ${view.health(hop).condition}`);
    }
    if (connection && Math.max(connection.route.azNs, connection.route.zaNs) > order.limit.oneWayNs)
      faults.push(`order ${order.id} is over its limit`);
  }
  // The view must be what a fresh reading of the store gives.
  const bookedInView = [...view.slotBookings].flatMap(([resourceId, bySegment]) =>
    [...bySegment].map(([id, count]) => `${resourceId} ${id} ${count}`),
  );
  const bookedInStore = slots.map((booking) => `${booking.resourceId} ${booking.segmentId} ${booking.slots}`);
  if (bookedInView.sort().join() !== bookedInStore.sort().join()) faults.push('the view’s bookings are not the store’s');
  const ownersInView = [...view.portOwners].map(([portId, owner]) => `${portId} ${owner.orderId} ${owner.segmentId ?? ''}`);
  const ownersInStore = ports.map((booking) => `${booking.portId} ${booking.orderId} ${booking.segmentId ?? ''}`);
  if (ownersInView.sort().join() !== ownersInStore.sort().join()) faults.push('the view’s port owners are not the store’s');
  faults.push(...(await latencyRecordFaults(host)));
  // The stores of these tests are not signed.
  for (const { kind, text } of (await host.verifyHistory()).problems) if (kind !== 'unsigned') faults.push(text);
  return faults;
}
