import type { Host } from '../../core/host/create-host';
import type { Segment } from '../../core/model/connection';
import { uuidOf } from '../../core/model/network';
import { isFinal, type Order } from '../../core/model/order';
import type { Audit } from '../../lab/carrier/audit';

/** What the store says beside what the managers really hold: each is a count of faults, and zero where all is well. */
export interface Comparison {
  readonly limitViolations: number;
  readonly doubleProvisioned: number;
  /** Slots and ports booked for nothing, or used without a booking. */
  readonly leakedCapacity: number;
  readonly orphanedServices: number;
  readonly unexplainedOrders: number;
  readonly unexplainedHits: number;
  /** What the engine itself did not expect. */
  readonly engineFailures: number;
  /** One line per fault. */
  readonly faults: readonly string[];
}

/** Compares the store with the managers' own books, which are read past their TAPI side. Nothing may be under way. */
export async function compare(host: Host, audits: readonly Audit[]): Promise<Comparison> {
  const orders = await host.orders();
  const segments = await host.segments();
  const live = new Map(segments.filter(({ state }) => state === 'held').map((segment) => [segment.id, segment]));
  const services = audits.flatMap((audit) => audit.services.map((service) => ({ carrierId: audit.carrier, service })));
  const faults: string[] = [];
  const count = (found: readonly string[]): number => {
    faults.push(...found);
    return found.length;
  };
  return {
    limitViolations: count(await limitViolations(host, orders, audits)),
    doubleProvisioned: count(doubleProvisioned(live, services)),
    leakedCapacity: count(await leakedCapacity(host, orders, segments, audits)),
    orphanedServices: count(orphanedServices(live, services)),
    unexplainedOrders: count(await unexplainedOrders(host, orders)),
    unexplainedHits: count(await unexplainedHits(host)),
    engineFailures: count(await engineFailures(host)),
    faults,
  };
}

interface HeldService {
  readonly carrierId: string;
  readonly service: Audit['services'][number];
}

/** Active orders whose route, as the managers really carry it and at the latency that they themselves have, exceeds the limit. */
async function limitViolations(host: Host, orders: readonly Order[], audits: readonly Audit[]): Promise<string[]> {
  const { view } = host.network;
  const links = new Map(audits.flatMap((audit) => audit.links.map((link) => [`${audit.carrier}/${link.uuid}`, link])));
  const services = new Map(audits.flatMap((audit) => audit.services.map((service) => [service.uuid, service])));
  const found: string[] = [];
  for (const order of orders.filter(({ state }) => state === 'active')) {
    const dossier = await host.dossier(order.id);
    const connection = dossier?.connections.find(({ state }) => state === 'active');
    const own = (dossier?.segments ?? [])
      .filter((segment) => segment.connectionId === connection?.id)
      .sort((a, b) => a.ordinal - b.ordinal);
    let [azNs, zaNs] = [0, 0];
    for (const segment of own) {
      const service = services.get(segment.id);
      let at = view.ports.get(segment.aPortId)?.nodeId ?? '';
      const add = (az: number, za: number) => {
        azNs += az;
        zaNs += za;
      };
      const transit = () => view.latency({ kind: 'node', id: at })?.azNs ?? NaN;
      add(transit(), transit());
      for (const uuid of service?.linkUuids ?? []) {
        const id = `${segment.carrierId}/${uuid}`;
        const { az = NaN, za = NaN } = links.get(id)?.latencyUs ?? {};
        const resource = view.resources.get(id);
        const isAlong = resource?.aNodeId === at;
        add((isAlong ? az : za) * 1000, (isAlong ? za : az) * 1000);
        at = (isAlong ? resource.zNodeId : resource?.aNodeId) ?? '';
        add(transit(), transit());
      }
      if (!service?.isUp) found.push(`order ${order.id} is active, but ${segment.carrierId} does not carry its segment`);
    }
    for (const hop of connection?.route.hops ?? []) {
      if (hop.kind !== 'interconnect') continue;
      const latency = view.latency(hop);
      azNs += latency?.azNs ?? NaN;
      zaNs += latency?.zaNs ?? NaN;
    }
    const oneWayNs = Math.max(azNs, zaNs);
    // A manager states microseconds with three decimals: half a nanosecond a link may be lost in rounding.
    if (!(oneWayNs <= order.limit.oneWayNs + own.length)) {
      found.push(`order ${order.id}: ${oneWayNs} ns really, limit ${order.limit.oneWayNs} ns`);
    }
  }
  return found;
}

/** A segment held twice at its carrier, or a client port that two services use. */
function doubleProvisioned(live: ReadonlyMap<string, Segment>, services: readonly HeldService[]): string[] {
  const found: string[] = [];
  const wanted = new Map<string, number>();
  for (const segment of live.values()) {
    const key = `${segment.carrierId} ${segment.orderId}`;
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
  }
  const held = new Map<string, number>();
  const users = new Map<string, string>();
  for (const { carrierId, service } of services) {
    const key = `${carrierId} ${service.name}`;
    held.set(key, (held.get(key) ?? 0) + 1);
    for (const port of [service.aPort, service.zPort]) {
      const other = users.get(`${carrierId} ${port}`);
      if (other) found.push(`port ${port} of ${carrierId} is used by ${other} and ${service.name}`);
      users.set(`${carrierId} ${port}`, service.name);
    }
  }
  for (const [key, number] of held) if (number > Math.max(1, wanted.get(key) ?? 0)) found.push(`${key} is held ${number} times`);
  return found;
}

/** Slots and ports: what the store has booked beside what its orders need and what the managers have given. */
async function leakedCapacity(
  host: Host,
  orders: readonly Order[],
  segments: readonly Segment[],
  audits: readonly Audit[],
): Promise<string[]> {
  const { slots, ports } = await host.bookings();
  const found: string[] = [];
  const segmentById = new Map(segments.map((segment) => [segment.id, segment]));
  const orderById = new Map(orders.map((order) => [order.id, order]));
  const booked = new Map<string, number>();
  for (const booking of slots) {
    if (!segmentById.has(booking.segmentId))
      found.push(`${booking.slots} slots of ${booking.resourceId} are booked for a segment that has ended`);
    booked.set(booking.resourceId, (booked.get(booking.resourceId) ?? 0) + booking.slots);
  }
  for (const audit of audits) {
    for (const link of audit.links) {
      const inStore = booked.get(`${audit.carrier}/${link.uuid}`) ?? 0;
      if (inStore !== link.providedSlots)
        found.push(`${link.name} of ${audit.carrier}: ${inStore} slots booked, ${link.providedSlots} provided`);
    }
    const usedPorts = new Set(audit.services.flatMap((service) => [service.aSip, service.zSip]));
    for (const { portId, orderId } of ports) {
      const order = orderById.get(orderId);
      if (!portId.startsWith(`${audit.carrier}/`)) continue;
      if (!order || isFinal(order.state)) found.push(`port ${portId} is booked for order ${orderId}, which has ended`);
      else if (order.state === 'active' && !usedPorts.has(uuidOf(portId)))
        found.push(`port ${portId} is booked for order ${orderId}, but not used`);
    }
  }
  return found;
}

/** Services that managers hold and the store does not want, and the other way round. */
function orphanedServices(live: ReadonlyMap<string, Segment>, services: readonly HeldService[]): string[] {
  const held = new Set(services.map(({ service }) => service.uuid));
  return [
    ...services
      .filter(({ service }) => !live.has(service.uuid))
      .map(({ carrierId, service }) => `${carrierId} holds ${service.name} (${service.uuid}), which the store does not want`),
    ...[...live.values()]
      .filter((segment) => !held.has(segment.id))
      .map((segment) => `${segment.carrierId} does not hold the segment ${segment.id} of order ${segment.orderId}`),
  ];
}

/** Orders that did not become active and do not say why. */
async function unexplainedOrders(host: Host, orders: readonly Order[]): Promise<string[]> {
  const found: string[] = [];
  for (const order of orders) {
    const dossier = await host.dossier(order.id);
    const isSettled = order.state === 'active' || isFinal(order.state) || order.state === 'impaired' || order.state === 'planned';
    const needsDecision = order.state === 'rejected' || order.state === 'failed' || order.state === 'planned';
    const [latest] = dossier?.decisions ?? [];
    if (!isSettled) found.push(`order ${order.id} is still ${order.state}`);
    else if (order.cause === '' || (needsDecision && !latest?.summary))
      found.push(`order ${order.id} is ${order.state} without an explanation`);
  }
  return found;
}

async function unexplainedHits(host: Host): Promise<string[]> {
  const { hits } = await host.impairments();
  return hits
    .filter(({ outcome, text }) => outcome === 'pending' || text === '')
    .map(({ orderId, outcome }) => `order ${orderId} was hit and is ${outcome} without an explanation`);
}

async function engineFailures(host: Host): Promise<string[]> {
  const history = await host.history(1_000_000);
  return history.filter(({ event }) => event === 'engine.failed').map(({ subject, text }) => `the engine failed at ${subject}: ${text}`);
}
