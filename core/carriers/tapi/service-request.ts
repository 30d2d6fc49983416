import type { ReportedService, ServiceRequest } from '../carrier-link';
import { signalSlots } from '../../model/signal';
import { wasAskedFor } from './read-service';
import type { Json, JsonObject } from './json';
import type { Snapshot } from './snapshot';
import type { Terms } from './terms';

/**
 * The body of `POST …/tapi-connectivity:connectivity-context`, and of a PATCH of the service.
 * A link that is not in the snapshot is put into the first topology: the manager then says that it does not know it.
 */
export function serviceBody(request: ServiceRequest, { dialect, mapping }: Terms, snapshot: Snapshot): JsonObject {
  const fallback = snapshot.topologies.keys().next().value ?? '';
  const service = dialect.writeService({
    uuid: request.uuid,
    name: request.name,
    signal: request.signal,
    aPortUuid: request.aPortUuid,
    zPortUuid: request.zPortUuid,
    gbps: signalSlots[request.signal] / mapping.slotsPerGbps,
    maxDelayUs: Math.floor(request.maxDelayNs / 1000),
    links: request.resourceUuids.map((uuid) => ({ topologyUuid: snapshot.links.get(uuid)?.topologyUuid ?? fallback, linkUuid: uuid })),
  });
  return { 'tapi-connectivity:connectivity-service': [service] };
}

/** What differs between a service that exists under our uuid and the request for it; null where it is the same. */
export function differenceFrom(request: ServiceRequest, service: ReportedService, value: Json): string | null {
  const inEnds = differenceInEnds(request, service);
  if (inEnds !== null) return inEnds;
  const isRoute =
    wasAskedFor(value, request.resourceUuids) ?? (!service.route || service.route.join(' ') === request.resourceUuids.join(' '));
  return isRoute ? null : 'its route is another';
}

/** What differs in all but the route. */
export function differenceInEnds(request: ServiceRequest, service: ReportedService): string | null {
  if (service.aPortUuid !== request.aPortUuid || service.zPortUuid !== request.zPortUuid) return 'its ends are others';
  const slots = signalSlots[request.signal];
  return service.slots !== 0 && service.slots !== slots ? `it takes ${service.slots} slots instead of ${slots}` : null;
}
