import type { CarrierInventory, CarrierLink, CarrierLinkEvent, ReportedService } from '../../core/carriers/carrier-link';
import type { Segment } from '../../core/model/connection';
import { uuidOf } from '../../core/model/network';
import type { NetworkRecord } from '../../core/store/store';
import type { NetworkView } from '../../core/network/network-view';

/** What a carrier has, told as the store knows it: nothing of it differs. */
export function inventoryAsStored(
  record: NetworkRecord,
  view: Pick<NetworkView, 'reading' | 'sites'>,
  carrierId: string,
  held: readonly Segment[],
): CarrierInventory {
  const services = held.filter((segment) => segment.carrierId === carrierId);
  const ours = new Map<string, number>();
  for (const { resourceIds, slots } of services) for (const id of resourceIds) ours.set(id, (ours.get(id) ?? 0) + slots);
  const own = <T extends { readonly carrierId: string }>(all: readonly T[]): readonly T[] =>
    all.filter((one) => one.carrierId === carrierId);
  return {
    nodes: own(record.nodes).map(({ id, siteId, name, condition, conditionText }) => {
      const site = view.sites.get(siteId ?? '');
      return {
        ...{ uuid: uuidOf(id), name, condition, conditionText, site: site ?? null },
        transitNs: view.reading({ kind: 'node', id }, 'reported')?.azNs ?? null,
      };
    }),
    ports: own(record.ports).map(({ id, nodeId, name, signals, plug, condition, conditionText }) => ({
      ...{ uuid: uuidOf(id), nodeUuid: uuidOf(nodeId), name, signals, plug, condition, conditionText },
    })),
    resources: own(record.resources).map((resource) => {
      const { id, aNodeId, zNodeId, slots, foreignSlots } = resource;
      const latency = view.reading({ kind: 'resource', id }, 'reported');
      return {
        ...resource,
        ...{ uuid: uuidOf(id), aNodeUuid: uuidOf(aNodeId), zNodeUuid: uuidOf(zNodeId) },
        availableSlots: slots - foreignSlots - (ours.get(id) ?? 0),
        latency: latency ? { azNs: latency.azNs, zaNs: latency.zaNs } : null,
      };
    }),
    services: services.map(({ id, orderId, aPortId, zPortId, resourceIds, slots }): ReportedService => ({
      ...{ uuid: id, name: orderId, aPortUuid: uuidOf(aPortId), zPortUuid: uuidOf(zPortId), slots, state: 'up' },
      route: resourceIds.map(uuidOf),
    })),
    warnings: [],
  };
}

export interface ReplayedLink {
  readonly link: CarrierLink;
  /** Resolves once the host has entered the first reading. */
  readonly isEntered: Promise<void>;
  /** Each resolves once the host has entered it. */
  readonly lose: () => Promise<void>;
  readonly comeAgain: (inventory: CarrierInventory) => Promise<void>;
}

/** A carrier's link that is lost and comes again as it is told to; whatever it is asked for it does at once. */
export function replayedLink(carrierId: string, first: CarrierInventory, now: () => number): ReplayedLink {
  let onEvent: (event: CarrierLinkEvent) => Promise<void> = async () => undefined;
  let entered = (): void => undefined;
  const isEntered = new Promise<void>((resolve) => (entered = resolve));
  let services = new Map(first.services.map((service) => [service.uuid, service]));
  const up = (inventory: CarrierInventory): Promise<void> => {
    services = new Map(inventory.services.map((service) => [service.uuid, service]));
    return onEvent({ kind: 'up', inventory, atMs: now() });
  };
  return {
    isEntered,
    lose: () => onEvent({ kind: 'down', reason: 'lost', isOurCertificate: false, atMs: now() }),
    comeAgain: up,
    link: {
      carrierId,
      open(listener) {
        onEvent = listener;
        void up(first).then(entered);
      },
      resynchronise: () => undefined,
      async createService({ uuid, name, aPortUuid, zPortUuid, resourceUuids }) {
        const service: ReportedService = { uuid, name, aPortUuid, zPortUuid, slots: 1, state: 'up', route: resourceUuids };
        services.set(uuid, service);
        return { kind: 'accepted', service };
      },
      async readService(uuid) {
        const service = services.get(uuid);
        return service ? { kind: 'service', service } : { kind: 'absent' };
      },
      async rerouteService({ uuid, resourceUuids }) {
        const known = services.get(uuid);
        if (known) services.set(uuid, { ...known, route: resourceUuids });
        return { kind: 'accepted' };
      },
      async deleteService(uuid) {
        services.delete(uuid);
        return { kind: 'deleted' };
      },
      close: async () => undefined,
    },
  };
}
