import type { HoldOut, HoldOutCause, HoldOutSubject } from '../model/hold-out';
import type { LatencyDefault, LatencyReading, LatencySubject } from '../model/latency';
import type { LinkHold } from '../model/link-hold';
import type { MaintenanceWindow } from '../model/maintenance-window';
import {
  worseCondition,
  type Carrier,
  type Condition,
  type FileSource,
  type Interconnect,
  type LinkState,
  type NetworkNode,
  type NetworkSubject,
  type Port,
  type Resource,
  type Site,
} from '../model/network';
import type { BookingRecord, NetworkRecord } from '../store/store';
import { BookedSlots } from './booked-slots';
import { RoutesInUse } from './routes-in-use';
import { CarrierPace } from './carrier-pace';
import { FreePorts } from './free-ports';
import { Grouped } from './grouped';
import { PortOwners } from './port-owners';
import { latencyInForce, type LatencyInForce } from './latency-in-force';

/**
 * What the store records of the network, in memory for reading: connection information, latency information and bookings.
 * A projection, never the record: it is loaded from the store at start and follows it after each commit.
 */
export class NetworkView {
  readonly carriers: Map<string, Carrier>;
  readonly linkStates: Map<string, LinkState>;
  /** Carriers that are known only from files. */
  readonly fileSources: Map<string, FileSource>;
  readonly sites: Map<string, Site>;
  /** By site, too. */
  readonly nodes: Grouped<NetworkNode>;
  /** By node, too. */
  readonly ports: Grouped<Port>;
  readonly resources: Map<string, Resource>;
  /** By their origin, too. */
  readonly interconnects: Grouped<Interconnect>;
  /** Slots that segments have booked, by resource and then segment; which segments is read after the start (`UseReader`). */
  readonly slotBookings = new Map<string, BookedSlots>();
  readonly portOwners = new PortOwners(
    (portId) => {
      this.freePorts.taken(portId);
    },
    (portId) => {
      this.freePorts.forget(this.ports.get(portId)?.nodeId ?? '');
    },
  );
  readonly freePorts: FreePorts;
  readonly routes: RoutesInUse;
  /** What no new route may use. */
  private readonly holdOuts = new Map<string, Map<HoldOutCause, HoldOut>>();
  /** Maintenance windows that are not over. */
  readonly windows = new Map<string, MaintenanceWindow>();
  /** Links that an operator keeps from being used, by carrier. */
  readonly linkHolds = new Map<string, LinkHold>();
  /** What carriers' answers were doubted for since the start, by carrier: each is told once. */
  readonly warnings = new Map<string, Set<string>>();
  /** How fast carriers were since the start. */
  readonly pace = new CarrierPace();
  private readonly readings = new Map<string, Map<string, LatencyReading>>();
  private readonly defaults = new Map<string, LatencyDefault>();

  constructor(
    record: NetworkRecord,
    latency: { readonly readings: readonly LatencyReading[]; readonly defaults: readonly LatencyDefault[] },
    bookings: BookingRecord,
    holdOuts: readonly HoldOut[] = [],
    routes = new RoutesInUse(),
  ) {
    this.routes = routes;
    const byId = <T extends { readonly id: string }>(things: readonly T[]) => new Map(things.map((thing) => [thing.id, thing]));
    this.carriers = byId(record.carriers);
    this.linkStates = new Map(record.linkStates.map((state) => [state.carrierId, state]));
    this.fileSources = new Map(record.fileSources.map((source) => [source.carrierId, source]));
    this.sites = byId(record.sites);
    this.nodes = new Grouped(record.nodes, ({ siteId }) => siteId);
    this.ports = new Grouped<Port>(
      [],
      ({ nodeId }) => nodeId,
      (nodeId) => {
        this.freePorts.forget(nodeId);
      },
    );
    this.freePorts = new FreePorts(this.ports, this.portOwners);
    for (const port of record.ports) this.ports.set(port.id, port);
    this.resources = byId(record.resources);
    this.interconnects = new Grouped(record.interconnects, ({ origin }) => origin);
    for (const reading of latency.readings) this.putReading(reading);
    for (const value of latency.defaults) this.putDefault(value);
    for (const { resourceId, segmentId, slots } of bookings.slots) this.putSlotBooking(resourceId, segmentId, slots);
    for (const { portId, orderId, segmentId } of bookings.ports) this.portOwners.set(portId, { orderId, segmentId });
    for (const holdOut of holdOuts) this.putHoldOut(holdOut);
  }

  /**
   * Another view of the same, to suppose changes in: neither follows the other. What routes are judged by is in it; what is only told of links
   * (why one is held, warnings, pace) is not.
   */
  copy(): NetworkView {
    const copy = new NetworkView(
      {
        carriers: [...this.carriers.values()],
        linkStates: [...this.linkStates.values()],
        fileSources: [...this.fileSources.values()],
        sites: [...this.sites.values()],
        nodes: [...this.nodes.values()],
        ports: [...this.ports.values()],
        resources: [...this.resources.values()],
        interconnects: [...this.interconnects.values()],
      },
      { readings: [...this.readings.values()].flatMap((kinds) => [...kinds.values()]), defaults: [...this.defaults.values()] },
      { slots: [], ports: [...this.portOwners].map(([portId, owner]) => ({ portId, ...owner })) },
      this.everyHoldOut(),
      this.routes.copy(),
    );
    for (const [resourceId, booked] of this.slotBookings) copy.slotBookings.set(resourceId, booked.copy());
    for (const window of this.windows.values()) copy.windows.set(window.id, window);
    return copy;
  }

  everyHoldOut(): readonly HoldOut[] {
    return [...this.holdOuts.values()].flatMap((causes) => [...causes.values()]);
  }

  putReading(reading: LatencyReading): void {
    const key = keyOf(reading.subject);
    const kinds = this.readings.get(key) ?? new Map<string, LatencyReading>();
    kinds.set(reading.provenance, reading);
    this.readings.set(key, kinds);
  }

  removeReading(subject: LatencySubject, provenance: string): void {
    this.readings.get(keyOf(subject))?.delete(provenance);
  }

  putDefault(value: LatencyDefault): void {
    this.defaults.set(`${value.scope} ${value.scopeId}`, value);
  }

  removeDefault({ scope, scopeId }: Pick<LatencyDefault, 'scope' | 'scopeId'>): void {
    this.defaults.delete(`${scope} ${scopeId}`);
  }

  /** Of one scope, as they are set. */
  defaultsOf(scope: LatencyDefault['scope']): readonly LatencyDefault[] {
    return [...this.defaults.values()].filter((value) => value.scope === scope);
  }

  putSlotBooking(resourceId: string, segmentId: string, slots: number): void {
    const bySegment = this.slotBookings.get(resourceId) ?? new BookedSlots();
    bySegment.set(segmentId, slots);
    this.slotBookings.set(resourceId, bySegment);
  }

  putHoldOut(holdOut: HoldOut): void {
    const key = keyOf(holdOut.subject);
    this.holdOuts.set(key, (this.holdOuts.get(key) ?? new Map<HoldOutCause, HoldOut>()).set(holdOut.cause, holdOut));
  }

  removeHoldOut(subject: HoldOutSubject, cause: HoldOutCause): void {
    const key = keyOf(subject);
    const causes = this.holdOuts.get(key);
    causes?.delete(cause);
    if (causes?.size === 0) this.holdOuts.delete(key);
  }

  /** What keeps new routes from using the subject, by itself or by what it stands on or belongs to; null: nothing does. */
  heldOut(subject: NetworkSubject): HoldOut | null {
    if (this.holdOuts.size === 0) return null;
    for (const on of this.holdOutSubjects(subject)) {
      for (const holdOut of this.holdOuts.get(keyOf(on))?.values() ?? []) return holdOut;
    }
    return null;
  }

  /** Everything that keeps new routes from using it, as `heldOut`. */
  holdOutsOver(subject: NetworkSubject): readonly HoldOut[] {
    const keys = new Set(this.holdOutSubjects(subject).map(keyOf));
    return [...keys].flatMap((key) => [...(this.holdOuts.get(key)?.values() ?? [])]);
  }

  /** Whether the subject is one of these, or stands on or belongs to one of them. */
  isUnder(subject: NetworkSubject, over: readonly HoldOutSubject[]): boolean {
    return over.length > 0 && this.holdOutSubjects(subject).some((own) => over.some(({ kind, id }) => own.kind === kind && own.id === id));
  }

  /** The reading of one provenance, as last received. */
  reading(subject: LatencySubject, provenance: string): LatencyReading | undefined {
    return this.readings.get(keyOf(subject))?.get(provenance);
  }

  /** As last received, of each provenance. */
  readingsOf(subject: LatencySubject): readonly LatencyReading[] {
    return [...(this.readings.get(keyOf(subject))?.values() ?? [])];
  }

  /** What counts for the subject now; null is unknown. */
  latency(subject: LatencySubject): LatencyInForce | null {
    return latencyInForce(this.readings.get(keyOf(subject))?.values() ?? [], this.defaultFor(subject));
  }

  freeSlots(resource: Resource): number {
    return resource.slots - resource.foreignSlots - this.bookedSlots(resource.id);
  }

  bookedSlots(resourceId: string): number {
    return this.slotBookings.get(resourceId)?.total ?? 0;
  }

  /** Up only while everything that it stands on is: a resource needs its nodes, an interconnect its ports and their nodes. */
  health(subject: NetworkSubject): { readonly condition: Condition; readonly text: string } {
    const parts = this.standsOn(subject);
    const name = this.nameOf(subject);
    let worst: { condition: Condition; text: string } = { condition: 'up', text: '' };
    for (const part of parts) {
      if (worseCondition(part.condition, worst.condition) === worst.condition) continue;
      // What is said of the subject goes on behind "… is down"; of something else it begins with its name.
      const own = part.name === name ? '' : `${part.name} is ${part.condition}`;
      worst = { condition: part.condition, text: [own, part.conditionText].filter((words) => words !== '').join(': ') };
    }
    return parts.length === 0 ? { condition: 'withdrawn', text: `${subject.kind} ${subject.id} is not known` } : worst;
  }

  isStale(carrierId: string): boolean {
    return this.linkStates.get(carrierId)?.isUp !== true;
  }

  /** For people: that a carrier is known only from a file, and the remedy; null where it is known by its link. */
  fileWords(carrierId: string): string | null {
    const source = this.fileSources.get(carrierId);
    if (!source) return null;
    return `known only from a file (${source.files}, ${new Date(source.importedAtMs).toISOString().slice(0, 10)}): connect its manager`;
  }

  /** For people: a name where there is one. */
  nameOf(subject: NetworkSubject): string {
    switch (subject.kind) {
      case 'resource':
        return this.resources.get(subject.id)?.name ?? subject.id;
      case 'node':
        return this.nodes.get(subject.id)?.name ?? subject.id;
      case 'port':
        return this.ports.get(subject.id)?.name ?? subject.id;
      case 'interconnect':
        return `interconnect ${subject.id}`;
    }
  }

  carrierName(carrierId: string): string {
    return this.carriers.get(carrierId)?.name ?? carrierId;
  }

  private standsOn({ kind, id }: NetworkSubject): readonly { name: string; condition: Condition; conditionText: string }[] {
    switch (kind) {
      case 'node':
        return present(this.nodes.get(id));
      case 'resource': {
        const resource = this.resources.get(id);
        return resource ? [resource, ...present(this.nodes.get(resource.aNodeId)), ...present(this.nodes.get(resource.zNodeId))] : [];
      }
      case 'port': {
        const port = this.ports.get(id);
        return port ? [port, ...present(this.nodes.get(port.nodeId))] : [];
      }
      case 'interconnect': {
        const interconnect = this.interconnects.get(id);
        return interconnect
          ? [...this.standsOn({ kind: 'port', id: interconnect.aPortId }), ...this.standsOn({ kind: 'port', id: interconnect.zPortId })]
          : [];
      }
    }
  }

  /** Everything whose being held out holds the subject out too. */
  private holdOutSubjects({ kind, id }: NetworkSubject): readonly HoldOutSubject[] {
    const own = { kind, id };
    switch (kind) {
      case 'node': {
        const node = this.nodes.get(id);
        if (!node) return [own];
        return [
          own,
          { kind: 'carrier', id: node.carrierId },
          ...(node.siteId === null ? [] : [{ kind: 'site', id: node.siteId } as const]),
        ];
      }
      case 'resource': {
        const resource = this.resources.get(id);
        if (!resource) return [own];
        const risks = resource.sharedRisks.map((risk) => ({ kind: 'shared-risk', id: risk }) as const);
        const ends = [resource.aNodeId, resource.zNodeId].flatMap((nodeId) => this.holdOutSubjects({ kind: 'node', id: nodeId }));
        return [own, ...risks, ...ends];
      }
      case 'port': {
        const port = this.ports.get(id);
        return port ? [own, ...this.holdOutSubjects({ kind: 'node', id: port.nodeId })] : [own];
      }
      case 'interconnect': {
        const interconnect = this.interconnects.get(id);
        const ports = interconnect ? [interconnect.aPortId, interconnect.zPortId] : [];
        return [own, ...ports.flatMap((portId) => this.holdOutSubjects({ kind: 'port', id: portId }))];
      }
    }
  }

  /** What the operator set for everything of its kind there. */
  defaultFor({ kind, id }: LatencySubject): LatencyDefault | undefined {
    if (kind === 'node') return this.defaults.get(`carrier-transit ${this.nodes.get(id)?.carrierId ?? ''}`);
    if (kind === 'interconnect') return this.defaults.get(`site-interconnect ${this.interconnects.get(id)?.siteId ?? ''}`);
    return undefined;
  }
}

const keyOf = ({ kind, id }: LatencySubject | HoldOutSubject): string => `${kind} ${id}`;

const present = <T>(thing: T | undefined): readonly T[] => (thing === undefined ? [] : [thing]);
