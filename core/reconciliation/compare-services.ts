import type { CarrierInventory, ReportedService } from '../carriers/carrier-link';
import type { Evidence } from '../model/discrepancy';
import { qualify } from '../model/network';
import type { NetworkView } from '../network/network-view';
import { isAsBooked } from '../provisioning/read-back';
import type { ServiceCheck, ServiceDifference } from '../recovery/check-service';
import type { Store, Tx } from '../store/store';
import type { Observation } from './observation';
import { placeFor } from './place-for';

/** What a full reading shows beside what the store says of services. */
export interface ServicesBeside {
  /** To be read back one by one: the reading may be older than what happened meanwhile. */
  readonly toCheck: readonly string[];
  readonly unknown: readonly ReportedService[];
}

/** Segments or services, read in one transaction: some milliseconds' work. */
const servicesAtOnce = 250;

/** In slices: what changes between them is read back, or was not there when the carrier was read. */
export async function servicesBeside(store: Store, carrierId: string, { services }: CarrierInventory): Promise<ServicesBeside> {
  const listed = new Map(services.map((service) => [service.uuid, service]));
  const toCheck = new Set<string>();
  // What was wrong with a service may have passed while its carrier was not heard.
  const open = await store.transaction((tx) => tx.impairments.open());
  const faulty = new Set(open.flatMap(({ subject }) => (subject.kind === 'service' ? [subject.id] : [])));
  for (let after: number | null = 0; after !== null;) {
    const place: number = after;
    const { segments, upTo } = await store.transaction((tx) => tx.connections.heldAmong(carrierId, place, 2 * servicesAtOnce));
    for (const segment of segments) {
      const service = listed.get(segment.id);
      const isAsKnown = service?.state === 'up' && isAsBooked(segment, service.route) && !faulty.has(segment.id);
      if (!isAsKnown) toCheck.add(segment.id);
    }
    after = upTo;
  }
  const unknown: ReportedService[] = [];
  for (let from = 0; from < services.length; from += servicesAtOnce) {
    const some = services.slice(from, from + servicesAtOnce);
    const known = await store.transaction((tx) => tx.connections.someSegments(some.map(({ uuid }) => uuid)));
    const segments = new Map(known.map((segment) => [segment.id, segment]));
    for (const service of some) {
      const segment = segments.get(service.uuid);
      // Two carriers may use the same UUID.
      if (segment?.carrierId !== carrierId) unknown.push(service);
      else if (segment.state === 'ended' || segment.state === 'cleared') toCheck.add(service.uuid);
    }
  }
  return { toCheck: [...toCheck], unknown };
}

/** Whether a check says nothing about its service: what is known of it stays. */
export const isUndecided = ({ kind }: ServiceCheck): boolean => kind === 'unclear' || kind === 'under-way';

export function observedBy(check: ServiceCheck): readonly Observation[] {
  if (check.kind === 'unclear' || check.kind === 'under-way' || !check.difference) return [];
  const { kind, segment, text, settled } = check.difference;
  return [
    {
      ...{ kind, carrierId: segment.carrierId, subjectId: segment.id, orderId: segment.orderId, text },
      evidence: evidenceOf(check.difference),
      done:
        settled !== null
          ? { remedy: kind === 'orphan' ? 'remove' : 'adopt', text: settled, isSettled: true }
          : kind === 'orphan'
            ? { remedy: 'remove', text: 'the carrier was told to delete it and has not confirmed', isSettled: false }
            : null,
    },
  ];
}

function evidenceOf({ kind, segment, service }: ServiceDifference): Evidence {
  if (kind === 'orphan' && service) return evidenceOfService(segment.carrierId, service);
  const realised = service?.route?.map((uuid) => qualify(segment.carrierId, uuid)) ?? null;
  return { kind: 'route', booked: segment.resourceIds, realised };
}

export const evidenceOfService = (carrierId: string, service: ReportedService): Extract<Evidence, { kind: 'service' }> => ({
  kind: 'service',
  name: service.name,
  aPortId: qualify(carrierId, service.aPortUuid),
  zPortId: qualify(carrierId, service.zPortUuid),
  slots: service.slots,
  resourceIds: service.route?.map((uuid) => qualify(carrierId, uuid)) ?? null,
});

/** A service that this store does not know, and the order's own part that it is by another UUID, if it is that. */
export interface UnknownService {
  readonly observation: Observation;
  /** A segment's id; null: it is no service of ours. */
  readonly isReally: string | null;
}

/** One that is named, ends and runs as the part of an order that its carrier does not list is that part by another UUID; others may be of anybody. */
export async function observeUnknown(
  view: NetworkView,
  tx: Tx,
  carrierId: string,
  service: ReportedService,
  missing: ReadonlySet<string>,
): Promise<UnknownService> {
  const evidence = evidenceOfService(carrierId, service);
  const { aPortId, zPortId, slots, resourceIds } = evidence;
  const place = await placeFor(view, tx, carrierId, evidence);
  const carrier = view.carrierName(carrierId);
  const common = { kind: 'orphan', carrierId, subjectId: service.uuid, evidence } as const;
  const own = place?.standing;
  const way = place?.isReversed === true ? resourceIds?.toReversed() : resourceIds;
  if (own && missing.has(own.id) && service.name === place.order.id && service.state === 'up' && way?.join() === own.resourceIds.join()) {
    const text = `${carrier} holds its part of order ${place.order.id} as ${service.uuid} instead of ${own.id}`;
    const done = { remedy: 'adopt', text: '', isSettled: false } as const;
    return { observation: { ...common, orderId: place.order.id, text, done }, isReally: own.id };
  }
  const port = (id: string): string => view.nameOf({ kind: 'port', id });
  const over =
    resourceIds === null ? '' : ` over ${resourceIds.map((id) => view.nameOf({ kind: 'resource', id })).join(', ') || 'no resource'}`;
  const fits = place ? `; it fits where order ${place.order.id} has its part there` : '';
  const named = service.name === '' || service.name === service.uuid ? '' : ` "${service.name}"`;
  const text = `${carrier} holds service ${service.uuid}${named} from ${port(aPortId)} to ${port(zPortId)}, ${slots} slots${over}, which no order of this store wants${fits}`;
  return { observation: { ...common, orderId: null, text, done: null }, isReally: null };
}
