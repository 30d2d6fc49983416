import type { CarrierInventory, CarrierLink, ReportedService, ServiceRequest } from '../../core/carriers/carrier-link';

/** Keeps what carriers are asked for from being answered until it is opened. */
export interface Gate {
  readonly passed: () => Promise<void>;
  open(): void;
  shut(): void;
}

export function gate(): Gate {
  let waiting: (() => void)[] = [];
  let isShut = false;
  return {
    passed: () => (isShut ? new Promise<void>((pass) => waiting.push(pass)) : Promise.resolve()),
    shut: () => {
      isShut = true;
    },
    open: () => {
      isShut = false;
      const passing = waiting;
      waiting = [];
      for (const pass of passing) pass();
    },
  };
}

/** A carrier in this very process, which does at once whatever it is asked for. */
export function quickCarrier(carrierId: string, inventory: CarrierInventory, before: Gate, now: () => number) {
  let entered = (): void => undefined;
  const isEntered = new Promise<void>((resolve) => (entered = resolve));
  const services = new Map(inventory.services.map((service) => [service.uuid, service]));
  const create = ({ uuid, name, aPortUuid, zPortUuid, resourceUuids }: ServiceRequest): ReportedService => {
    const service: ReportedService = { uuid, name, aPortUuid, zPortUuid, slots: 1, state: 'up', route: resourceUuids };
    services.set(uuid, service);
    return service;
  };
  const link: CarrierLink = {
    carrierId,
    open(onEvent) {
      void onEvent({ kind: 'up', inventory, atMs: now() }).then(entered);
    },
    resynchronise: () => undefined,
    createService: async (request) => {
      await before.passed();
      return { kind: 'accepted', service: create(request) };
    },
    readService: async (uuid) => {
      const service = services.get(uuid);
      return service ? { kind: 'service', service } : { kind: 'absent' };
    },
    rerouteService: async (request) => {
      create(request);
      return { kind: 'accepted' };
    },
    deleteService: async (uuid) => {
      services.delete(uuid);
      return { kind: 'deleted' };
    },
    close: async () => undefined,
  };
  return { link, isEntered };
}
