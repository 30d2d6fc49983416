import type { ReportedService } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import type { Connectivity } from './connectivity';
import { clip, entries, leaf, member, memberAt } from './json';
import type { Json } from './json';
import type { NetworkIndex } from './network-index';
import { readCapacity, slotsFor } from './read-capacity';
import { realisedRoute } from './route';
import type { ConnectionReader } from './route';
import { entryNamed, nameOf } from './names';
import { uuidOf } from './snapshot';
import type { Snapshot } from './snapshot';
import type { Warnings } from './warnings';

export interface ServiceSurroundings {
  readonly snapshot: Snapshot;
  readonly index: NetworkIndex;
  readonly mapping: CarrierMapping;
  readonly connectionOf: ConnectionReader;
}

/** A connectivity service; null where it has no uuid or not two ends on ports. */
export function readService(service: Json, { snapshot, index, mapping, connectionOf }: ServiceSurroundings): ReportedService | null {
  const uuid = uuidOf(service);
  const ends = endsOfService(service);
  if (uuid === null || ends === null) return null;
  return {
    uuid,
    name: clip(entryNamed(service, 'order-id') ?? nameOf(service, 'service-name'), 200),
    ...ends,
    slots: slotsOf(service, mapping),
    state: stateOf(service),
    route: realisedRoute(service, ends.aPortUuid, ends.zPortUuid, connectionOf, snapshot, index),
  };
}

/** All services; one that cannot be read is left out with a warning. */
export function readServices(
  connectivity: Connectivity,
  around: Omit<ServiceSurroundings, 'connectionOf'>,
  warnings: Warnings,
): readonly ReportedService[] {
  const services = new Map<string, ReportedService>();
  for (const value of connectivity.services) {
    const service = readService(value, { ...around, connectionOf: (uuid) => connectivity.connections.get(uuid) });
    if (!service) {
      const subject = uuidOf(value) ?? 'connectivity-service';
      warnings.add(
        subject,
        `service ${clip(nameOf(value, 'order-id'), 60) || '(without a name)'}: it has no usable uuid or not two ends on ports: left out; it cannot be compared with our orders`,
      );
    } else if (services.has(service.uuid))
      warnings.add(service.uuid, 'the service is listed more than once: the first is kept; the carrier has to give each a uuid of its own');
    else services.set(service.uuid, service);
  }
  return [...services.values()];
}

/** Whether the service was asked to take these links: in this order where the route was to be explicit; null where it was asked for none. */
export function wasAskedFor(service: Json, resourceUuids: readonly string[]): boolean | null {
  const constraints = entries(member(service, 'topology-constraint'));
  const asked = constraints.flatMap((constraint) =>
    entries(member(constraint, 'include-link')).flatMap((link) => leaf(memberAt(link, 'link-uuid')) ?? []),
  );
  if (asked.length === 0) return null;
  const isLoose = constraints.some((constraint) => leaf(member(constraint, 'explicit-route')) === 'false');
  const asText = (links: readonly string[]): string => (isLoose ? [...links].sort() : links).join(' ');
  return asText(asked) === asText(resourceUuids);
}

function endsOfService(service: Json): Pick<ReportedService, 'aPortUuid' | 'zPortUuid'> | null {
  const ends = entries(member(service, 'end-point'));
  const a = ends.find((end) => leaf(member(end, 'local-id')) === 'A') ?? ends[0];
  const z = ends.find((end) => leaf(member(end, 'local-id')) === 'Z' && end !== a) ?? ends.find((end) => end !== a);
  const [aPortUuid, zPortUuid] = [a, z].map((end) => leaf(memberAt(end, 'service-interface-point', 'service-interface-point-uuid')));
  return aPortUuid && zPortUuid && ends.length === 2 ? { aPortUuid, zPortUuid } : null;
}

function slotsOf(service: Json, mapping: CarrierMapping): number {
  const requested = readCapacity(memberAt(service, 'connectivity-constraint', 'requested-capacity'));
  if (requested.kind === 'bitrate') return slotsFor(requested.bps, mapping.slotsPerGbps);
  const ofEnds = entries(member(service, 'end-point')).map((end) => readCapacity(member(end, 'capacity')));
  return ofEnds.reduce((most, end) => Math.max(most, end.kind === 'bitrate' ? slotsFor(end.bps, mapping.slotsPerGbps) : 0), 0);
}

/** Up means ENABLED and INSTALLED; what is installed but not enabled, locked or about to be removed is down; the rest is still being set up. */
function stateOf(service: Json): ReportedService['state'] {
  const [administrative, operational, lifecycle] = ['administrative-state', 'operational-state', 'lifecycle-state'].map((name) =>
    leaf(member(service, name)),
  );
  if (administrative === 'LOCKED' || lifecycle === 'PENDING_REMOVAL') return 'down';
  if (lifecycle !== 'INSTALLED') return 'pending';
  return operational === 'ENABLED' ? 'up' : 'down';
}
