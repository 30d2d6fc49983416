import type {
  CarrierInventory,
  CarrierLink,
  CarrierLinkEvent,
  CreateOutcome,
  DeleteOutcome,
  InventoryChange,
  ReadOutcome,
  ReportedNode,
  ReportedPort,
  ReportedResource,
  ReportedService,
  RerouteOutcome,
  ServiceRequest,
} from '../../carriers/carrier-link';
import { sleep, type Clock } from '../../model/clock';
import { symmetric } from '../../model/latency';
import type { Condition } from '../../model/network';
import { signalSlots } from '../../model/signal';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** How a carrier treats requests: each may be set by a test at any time. */
export interface Behaviour {
  callMs: number;
  provisionMs: number;
  /** Words to refuse a request with, or null. */
  refuses: (request: ServiceRequest) => string | null;
  /** The request is carried out, but its answer is lost. */
  losesAnswer: (request: ServiceRequest) => boolean;
  /** The request is carried out only so much later, its answer lost. */
  delaysMs: (request: ServiceRequest) => number;
  /** Moves services in place: it does, it cannot, or it refuses in these words. */
  reroutes: 'yes' | 'no' | { readonly refuses: string };
  /** Words to refuse a deletion with, or null. */
  refusesDeletion: (service: ReportedService) => string | null;
  /** Resources that are really used for a request. */
  realises: (request: ServiceRequest) => readonly string[];
  /** Whether what it has accepted comes to carry. */
  establishes: (request: ServiceRequest) => boolean;
}

/** A carrier and its manager, in memory: it outlives the engine that is linked to it, as a real one does. */
export class SimulatedCarrier {
  readonly nodes = new Map<string, Mutable<ReportedNode>>();
  readonly ports = new Map<string, Mutable<ReportedPort>>();
  readonly resources = new Map<string, Mutable<ReportedResource>>();
  readonly services = new Map<string, Mutable<ReportedService>>();
  /** Services that are changing over, with the route to which; they hold both routes meanwhile. */
  readonly moving = new Map<string, readonly string[]>();
  readonly created: string[] = [];
  /** Every request that reached it and was to change something, such as `create <uuid>`. */
  readonly asked: string[] = [];
  readonly behaviour: Behaviour = {
    callMs: 2,
    provisionMs: 20,
    refuses: () => null,
    losesAnswer: () => false,
    delaysMs: () => 0,
    reroutes: 'yes',
    refusesDeletion: () => null,
    realises: (request) => request.resourceUuids,
    establishes: () => true,
  };
  isUp = true;
  readonly id: string;
  private readonly clock: Clock;
  private links = new Set<SimulatedLink>();

  constructor(id: string, clock: Clock) {
    this.id = id;
    this.clock = clock;
  }

  /** A dedicated link for one engine. */
  link(): CarrierLink {
    const link = new SimulatedLink(this, this.clock, () => this.links.delete(link));
    this.links.add(link);
    return link;
  }

  setResource(uuid: string, change: Partial<Mutable<ReportedResource>>): void {
    const resource = this.resources.get(uuid);
    if (!resource) throw new Error(`${this.id} has no resource ${uuid}`);
    Object.assign(resource, change);
    this.tell({ kind: 'changed', change: changeOf({ resources: [{ ...resource }] }), atMs: this.clock.now() });
    for (const service of this.services.values()) if (service.route?.includes(uuid)) this.refreshService(service);
  }

  setNode(uuid: string, change: Partial<Mutable<ReportedNode>>): void {
    const node = this.nodes.get(uuid);
    if (!node) throw new Error(`${this.id} has no node ${uuid}`);
    this.nodes.set(uuid, { ...node, ...change });
    this.tell({ kind: 'changed', change: changeOf({ nodes: [{ ...node, ...change }] }), atMs: this.clock.now() });
  }

  withdrawResource(uuid: string): void {
    this.resources.delete(uuid);
    this.tell({ kind: 'changed', change: changeOf({ withdrawn: [{ kind: 'resource', uuid }] }), atMs: this.clock.now() });
  }

  goDown(): void {
    this.isUp = false;
    this.tell({ kind: 'down', reason: 'the manager does not answer', atMs: this.clock.now() });
  }

  comeBack(): void {
    this.isUp = true;
    for (const link of this.links) link.resynchronise();
  }

  /** The engine has died: nobody hears notices any more. */
  loseLinks(): void {
    this.links.clear();
  }

  /** The carrier moves a service to other resources by itself. */
  reroute(serviceUuid: string, route: readonly string[]): void {
    const service = this.services.get(serviceUuid);
    if (service) this.tellService({ ...service, route });
  }

  /** Somebody has it make a service by hand, over these resources; nobody asks whether there is room. */
  makeByHand(uuid: string, aPortUuid: string, zPortUuid: string, route: readonly string[], name = ''): void {
    this.services.set(uuid, { uuid, name, aPortUuid, zPortUuid, slots: 8, state: 'up', route });
  }

  /** It comes back from a backup: what it holds goes by other UUIDs, perhaps over other resources, and nobody is told. */
  renameServices(route?: readonly string[]): void {
    const held = [...this.services.values()];
    this.services.clear();
    for (const service of held) {
      const uuid = `again-${service.uuid}`;
      this.services.set(uuid, { ...service, uuid, route: route ?? service.route });
    }
  }

  tellService(service: ReportedService): void {
    this.services.set(service.uuid, { ...service });
    this.tell({ kind: 'service-changed', serviceUuid: service.uuid, atMs: this.clock.now() });
  }

  inventory(): CarrierInventory {
    const copy = <T extends object>(things: ReadonlyMap<string, T>) => [...things.values()].map((thing) => ({ ...thing }));
    return {
      nodes: copy(this.nodes),
      ports: copy(this.ports),
      resources: copy(this.resources).map((resource) => ({ ...resource, availableSlots: this.freeSlots(resource.uuid) })),
      services: copy(this.services),
      warnings: [],
    };
  }

  freeSlots(uuid: string): number {
    return (this.resources.get(uuid)?.slots ?? 0) - this.usedSlots(uuid);
  }

  usedSlots(uuid: string, counts: (service: ReportedService) => boolean = () => true): number {
    const using = [...this.services.values()].filter((service) => this.holds(service, uuid) && counts(service));
    return using.reduce((sum, { slots }) => sum + slots, 0);
  }

  create(request: ServiceRequest): CreateOutcome {
    const words = this.behaviour.refuses(request) ?? this.reasonAgainst(request);
    const known = this.services.get(request.uuid);
    if (known) {
      const isAsAsked = known.route?.join() === request.resourceUuids.join();
      return { kind: isAsAsked ? 'accepted' : 'conflict', service: { ...known } };
    }
    if (words !== null) return { kind: 'refused', tag: 'resource-denied', message: words };
    const service: ReportedService = {
      uuid: request.uuid,
      name: request.name,
      aPortUuid: request.aPortUuid,
      zPortUuid: request.zPortUuid,
      slots: signalSlots[request.signal],
      state: 'pending',
      route: this.behaviour.realises(request),
    };
    this.moving.delete(service.uuid);
    this.services.set(service.uuid, { ...service });
    this.created.push(request.uuid);
    this.clock.after(this.behaviour.provisionMs, () => {
      const held = this.services.get(service.uuid);
      if (!held) return;
      if (this.behaviour.establishes(request)) this.refreshService(held);
      else this.tellService({ ...held, state: 'down' });
    });
    return { kind: 'accepted', service };
  }

  move(request: ServiceRequest): RerouteOutcome {
    const { reroutes, provisionMs, realises } = this.behaviour;
    if (reroutes === 'no') return { kind: 'unsupported', reason: `${this.id} moves no service in place` };
    const service = this.services.get(request.uuid);
    if (!service) return { kind: 'absent' };
    const asked = request.resourceUuids.join();
    if ((this.moving.get(service.uuid) ?? service.route)?.join() === asked) return { kind: 'accepted' };
    const words = reroutes === 'yes' ? (this.behaviour.refuses(request) ?? this.reasonAgainst(request)) : reroutes.refuses;
    if (words !== null) return { kind: 'refused', tag: 'resource-denied', message: words };
    const route = realises(request);
    this.moving.set(service.uuid, route);
    this.clock.after(provisionMs, () => {
      const held = this.services.get(service.uuid);
      // Deleted, or sent elsewhere meanwhile.
      if (!held || this.moving.get(service.uuid) !== route) return;
      this.moving.delete(service.uuid);
      this.refreshService({ ...held, route });
    });
    return { kind: 'accepted' };
  }

  delete(uuid: string): void {
    this.services.delete(uuid);
    this.moving.delete(uuid);
  }

  private holds({ uuid, route }: ReportedService, resourceUuid: string): boolean {
    return [...(route ?? []), ...(this.moving.get(uuid) ?? [])].includes(resourceUuid);
  }

  private reasonAgainst(request: ServiceRequest): string | null {
    const own = this.services.get(request.uuid);
    for (const { uuid, aPortUuid, zPortUuid, name } of this.services.values()) {
      if (uuid === request.uuid) continue;
      if ([aPortUuid, zPortUuid].some((port) => port === request.aPortUuid || port === request.zPortUuid))
        return `a port is in use by ${name}`;
    }
    for (const uuid of request.resourceUuids) {
      const resource = this.resources.get(uuid);
      if (!resource || resource.condition !== 'up') return `${uuid} is not in service`;
      if (own && this.holds(own, uuid)) continue;
      if (this.freeSlots(uuid) < signalSlots[request.signal]) return `${uuid} has no capacity left`;
    }
    return null;
  }

  private refreshService(service: Mutable<ReportedService>): void {
    const isCarried = (service.route ?? []).every((uuid) => this.resources.get(uuid)?.condition === 'up');
    this.tellService({ ...service, state: isCarried ? 'up' : 'down' });
  }

  private tell(event: CarrierLinkEvent): void {
    for (const link of this.links) link.deliver(event);
  }
}

class SimulatedLink implements CarrierLink {
  readonly carrierId: string;
  private readonly carrier: SimulatedCarrier;
  private readonly clock: Clock;
  private readonly detach: () => void;
  private onEvent: ((event: CarrierLinkEvent) => Promise<void>) | null = null;
  private last: Promise<void> = Promise.resolve();

  constructor(carrier: SimulatedCarrier, clock: Clock, detach: () => void) {
    this.carrierId = carrier.id;
    this.carrier = carrier;
    this.clock = clock;
    this.detach = detach;
  }

  open(onEvent: (event: CarrierLinkEvent) => Promise<void>): void {
    this.onEvent = onEvent;
    this.resynchronise();
  }

  resynchronise(): void {
    if (this.carrier.isUp) this.deliver({ kind: 'up', inventory: this.carrier.inventory(), atMs: this.clock.now() });
  }

  deliver(event: CarrierLinkEvent): void {
    this.last = this.last.then(() => this.onEvent?.(event));
  }

  async createService(request: ServiceRequest): Promise<CreateOutcome> {
    await sleep(this.clock, this.carrier.behaviour.callMs);
    if (!this.carrier.isUp) return { kind: 'unsettled', reason: `${this.carrierId} does not answer`, isLinkLost: true };
    this.carrier.asked.push(`create ${request.uuid}`);
    const delayMs = this.carrier.behaviour.delaysMs(request);
    if (delayMs > 0) {
      this.clock.after(delayMs, () => this.carrier.create(request));
      return { kind: 'unsettled', reason: `${this.carrierId} did not answer in time` };
    }
    const outcome = this.carrier.create(request);
    await sleep(this.clock, this.carrier.behaviour.callMs);
    return this.carrier.behaviour.losesAnswer(request) ? { kind: 'unsettled', reason: `${this.carrierId} hung up` } : outcome;
  }

  async readService(uuid: string): Promise<ReadOutcome> {
    await sleep(this.clock, this.carrier.behaviour.callMs);
    if (!this.carrier.isUp) return { kind: 'unsettled', reason: `${this.carrierId} does not answer`, isLinkLost: true };
    const service = this.carrier.services.get(uuid);
    return service ? { kind: 'service', service: { ...service } } : { kind: 'absent' };
  }

  async rerouteService(request: ServiceRequest): Promise<RerouteOutcome> {
    await sleep(this.clock, this.carrier.behaviour.callMs);
    if (!this.carrier.isUp) return { kind: 'unsettled', reason: `${this.carrierId} does not answer`, isLinkLost: true };
    this.carrier.asked.push(`reroute ${request.uuid}`);
    const outcome = this.carrier.move(request);
    await sleep(this.clock, this.carrier.behaviour.callMs);
    return this.carrier.behaviour.losesAnswer(request) ? { kind: 'unsettled', reason: `${this.carrierId} hung up` } : outcome;
  }

  async deleteService(uuid: string): Promise<DeleteOutcome> {
    await sleep(this.clock, this.carrier.behaviour.callMs);
    if (!this.carrier.isUp) return { kind: 'unsettled', reason: `${this.carrierId} does not answer`, isLinkLost: true };
    this.carrier.asked.push(`delete ${uuid}`);
    const held = this.carrier.services.get(uuid);
    const words = held ? this.carrier.behaviour.refusesDeletion(held) : null;
    if (words !== null) return { kind: 'refused', tag: 'operation-failed', message: words };
    this.carrier.delete(uuid);
    await sleep(this.clock, this.carrier.behaviour.callMs);
    return { kind: 'deleted' };
  }

  async close(): Promise<void> {
    this.onEvent = null;
    this.detach();
  }
}

const changeOf = (change: Partial<InventoryChange>): InventoryChange => ({
  nodes: [],
  ports: [],
  resources: [],
  withdrawn: [],
  warnings: [],
  ...change,
});

export const node = (uuid: string, site: string, transitNs = 10_000): ReportedNode => ({
  uuid,
  name: uuid,
  site: { id: site, name: site, latitudeDeg: null, longitudeDeg: null },
  condition: 'up',
  conditionText: '',
  transitNs,
});

export const port = (uuid: string, nodeUuid: string, plug: ReportedPort['plug'] = null): ReportedPort => ({
  uuid,
  nodeUuid,
  name: uuid,
  signals: ['10GE-LAN', '1GE'],
  plug,
  condition: 'up',
  conditionText: '',
});

export const resource = (
  uuid: string,
  aNodeUuid: string,
  zNodeUuid: string,
  latencyNs: number,
  slots = 16,
  condition: Condition = 'up',
): ReportedResource => ({
  uuid,
  name: uuid,
  aNodeUuid,
  zNodeUuid,
  slots,
  availableSlots: slots,
  signals: ['10GE-LAN', '1GE'],
  pricePerSlot: 100,
  sharedRisks: [],
  isDedicated: true,
  condition,
  conditionText: '',
  latency: symmetric(latencyNs),
});
