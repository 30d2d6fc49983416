import type { ReportedService } from '../core/carriers/carrier-link';
import { uuidOf } from '../core/model/network';
import type { Discrepancy } from '../core/model/discrepancy';
import type { CarryOver, Connection, Segment, SegmentState } from '../core/model/connection';
import type { Route } from '../core/model/route';
import { isFinal, type Order, type Transition } from '../core/model/order';
import { CircuitLedger } from './circuit-ledger';
import type { DrawnWorld } from './draw-world';
import { heldOutIn, partsOf } from './held-out';
import { isLegalTransition } from '../core/orders/life-cycle';
import type { Tx } from '../core/store/store';

/**
 * Watches what the engine writes of orders and connections. Each transaction that touches them is checked before it is committed, from the
 * record itself; what a carrier is asked must have been recorded before, and what is called active read back before.
 */
export class Ledger {
  readonly fault: (text: string) => void;
  readonly circuits: CircuitLedger;
  private readonly heldOut: ReturnType<typeof heldOutIn>;
  private readonly segments = new Map<string, SegmentState>();
  /** Active orders, as they are to be served. */
  readonly inService = new Map<string, { readonly route: Route; readonly limitNs: number }>();
  private readonly returned = new Set<string>();
  /** Services that were never ours and that an operator wants gone. */
  private readonly unwanted = new Set<string>();
  /** The transaction under way: there is one at a time. */
  private page = newPage();
  /** Services that were read back, with what their carriers said. */
  private readonly readBack = new Map<string, Reading>();
  private readonly now: () => number;

  /** `now`: the time that has really passed, whatever the engine's clock shows. */
  constructor(world: DrawnWorld, now: () => number, fault: (text: string) => void) {
    this.now = now;
    this.fault = fault;
    this.heldOut = heldOutIn(world);
    this.circuits = new CircuitLedger(fault);
  }

  /** A new process has opened the store: what it read of carriers is yet to come. */
  async load(tx: Tx): Promise<void> {
    const live = await tx.connections.segmentsInState(['booked', 'creating', 'held', 'deleting', 'cleared']);
    for (const id of this.segments.keys()) this.segments.set(id, 'ended');
    for (const { id, state } of live) this.segments.set(id, state);
    this.readBack.clear();
    this.page = newPage();
    await this.checkRecord(tx);
    await this.circuits.load(tx);
  }

  /** A transaction begins; `commit` makes what it wrote count. */
  begin(): { readonly commit: () => void } {
    const page = newPage();
    this.page = page;
    const commitCircuits = this.circuits.begin();
    return {
      commit: () => {
        commitCircuits();
        for (const [id, state] of page.written) this.segments.set(id, state);
        for (const id of page.unwanted) this.unwanted.add(id);
      },
    };
  }

  hear(method: string, args: readonly unknown[]): void {
    if (method === 'put') {
      const { kind, subjectId, state, asked } = args[0] as Discrepancy;
      if (kind === 'orphan' && state === 'under-way' && asked?.remedy === 'remove') this.page.unwanted.push(subjectId);
      return;
    }
    this.page.isTouched = true;
    if (method === 'insert' && 'hops' in ((args[0] as Partial<Connection>).route ?? {})) this.page.inserted.push(args[0] as Connection);
    if (method === 'insertSegment') {
      const { id, state } = args[0] as Segment;
      this.page.written.set(id, state);
    }
    if (method === 'setSegment') {
      const [id, state] = args as [string, SegmentState];
      if (this.segments.get(id) === 'ended') this.returned.add(id);
      this.page.written.set(id, state);
    }
    if (method === 'setState' && args[1] === 'active') this.page.activated.push(args[0] as string);
    if (method === 'move') this.hearTransition(args[0] as Transition);
  }

  /** A request is on its way to a carrier. */
  hearRequest(kind: 'create' | 'reroute' | 'delete', uuid: string): void {
    const state = this.segments.get(uuid);
    const isRecorded =
      kind === 'create'
        ? state === 'creating'
        : kind === 'reroute'
          ? state === 'held' || state === 'deleting'
          : isLeaving(state) || this.unwanted.has(uuid);
    if (!isRecorded) this.fault(`a carrier is asked to ${kind} ${uuid}, which is recorded as ${state ?? 'nothing'}`);
    // What it will do to the service is to be read anew.
    this.readBack.delete(uuid);
  }

  /** A carrier said how a service is. */
  hearAnswer(service: ReportedService, askedAtMs: number, heardAtMs: number): void {
    this.readBack.set(service.uuid, { service, askedAtMs, heardAtMs });
  }

  async check(tx: Tx): Promise<void> {
    if (this.page.isTouched) await this.checkRecord(tx);
    if (this.page.inserted.length > 0) await this.checkNewRoutes(tx);
    await this.circuits.check(tx);
  }

  private hearTransition({ orderId, from, to, cause }: Transition): void {
    if (from !== null && !isLegalTransition(from, to)) this.fault(`${orderId} goes from ${from} to ${to}`);
    if (cause === '') this.fault(`${orderId} becomes ${to} without a cause`);
  }

  private async checkRecord(tx: Tx): Promise<void> {
    const { slots, ports } = await tx.connections.bookings();
    const live = new Map(
      (await tx.connections.segmentsInState(['booked', 'creating', 'held', 'deleting', 'cleared'])).map((segment) => [segment.id, segment]),
    );
    const orders = new Map((await tx.orders.list()).map((order) => [order.id, order]));
    const booked = new Set(slots.map(({ resourceId, segmentId }) => `${resourceId} ${segmentId}`));
    for (const { resourceId, segmentId } of slots)
      if (!live.has(segmentId)) this.fault(`slots of ${resourceId} are leaked: booked for ${segmentId}, which has ended`);
    const owners = new Map(ports.map(({ portId, orderId }) => [portId, orderId]));
    if (owners.size !== ports.length) this.fault('a port has two owners');
    for (const { portId, orderId, segmentId } of ports) {
      if (segmentId !== null && !live.has(segmentId)) this.fault(`port ${portId} is leaked: booked for ${segmentId}, which has ended`);
      const order = orders.get(orderId);
      if (!order || isFinal(order.state))
        this.fault(`port ${portId} is leaked: booked for ${orderId}, which is ${order?.state ?? 'unknown'}`);
    }
    for (const { id, orderId, aPortId, zPortId, resourceIds, state } of live.values()) {
      // A service that had gone and turned up again is deleted with nothing booked for it any more.
      if (this.returned.has(id)) continue;
      for (const portId of [aPortId, zPortId])
        if (owners.get(portId) !== orderId)
          this.fault(`${state} segment ${id} of ${orderId} uses port ${portId}, which is not booked for it`);
      // What lacks room until something is broken off is booked later.
      if (state === 'booked' || state === 'cleared') continue;
      for (const resourceId of resourceIds)
        if (!booked.has(`${resourceId} ${id}`)) this.fault(`${state} segment ${id} of ${orderId} uses ${resourceId} unbooked`);
    }
    await this.checkConnections(tx, orders, [...live.values()]);
  }

  /** What is held out no new route takes; what runs over it already goes on. */
  private async checkNewRoutes(tx: Tx): Promise<void> {
    const holdOuts = await tx.interventions.holdOuts();
    for (const { id, orderId, route } of this.page.inserted) {
      const former = new Set(
        (await tx.connections.ofOrder(orderId)).filter((other) => other.id !== id).flatMap((other) => partsOf(other.route)),
      );
      for (const part of partsOf(route)) {
        const holdOut = former.has(part) ? undefined : this.heldOut(part, holdOuts);
        if (holdOut) this.fault(`a new route of ${orderId} takes ${part}, which is held out: ${holdOut.text}`);
      }
    }
  }

  /** What is put in service is what its carrier said last that it holds, and none said so long before the others. */
  private checkReadBack(segments: readonly Segment[], carryOvers: readonly CarryOver[]): void {
    const longestMs = Math.max(
      ...segments.map(({ id }) => {
        const read = this.readBack.get(id);
        return read ? read.heardAtMs - read.askedAtMs : 0;
      }),
    );
    for (const { id, orderId, resourceIds } of segments) {
      const read = this.readBack.get(id);
      if (read?.service.state !== 'up') {
        this.fault(`${orderId} is put in service and segment ${id} was not read back as up`);
        continue;
      }
      const realised = read.service.route ?? [];
      const moved = carryOvers.find(({ segmentId }) => segmentId === id)?.resourceIds;
      if (![resourceIds, moved].some((way) => way && isSameWay(realised, way.map(uuidOf))))
        this.fault(`${orderId} is put in service over ${resourceIds.join()}, and segment ${id} was read back over ${realised.join()}`);
      const ageMs = this.now() - read.heardAtMs;
      if (ageMs > longestMs + longAgoMs) this.fault(`${orderId} is put in service and segment ${id} was read back ${ageMs} ms ago`);
    }
  }

  private async checkConnections(tx: Tx, orders: ReadonlyMap<string, Order>, live: readonly Segment[]): Promise<void> {
    const connections = await tx.connections.inState(['reserved', 'provisioning', 'active', 'releasing']);
    const active = new Set<string>();
    this.inService.clear();
    for (const { id, orderId, state, route } of connections) {
      if (state !== 'active') continue;
      const order = orders.get(orderId);
      if (order?.state === 'active') this.inService.set(orderId, { route, limitNs: order.limit.oneWayNs });
      if (active.has(orderId)) this.fault(`${orderId} has two active connections`);
      active.add(orderId);
      const own = live.filter(({ connectionId }) => connectionId === id);
      const lost = own.filter((segment) => segment.state !== 'held');
      if (own.length === 0) this.fault(`connection ${id} of ${orderId} is active and has no segment`);
      for (const segment of lost) this.fault(`connection ${id} of ${orderId} is active, and its segment ${segment.id} is ${segment.state}`);
      if (!this.page.activated.includes(id)) continue;
      // An order on the move that stays where it was may have moved a part of it in place already.
      const making = order?.state === 'moving' ? connections.filter((other) => other.orderId === orderId && other.id !== id) : [];
      this.checkReadBack(own, (await Promise.all(making.map((other) => tx.connections.carryOvers(other.id)))).flat());
    }
    for (const { id, state } of orders.values()) {
      if (state === 'active' && !active.has(id)) this.fault(`${id} is active without a connection`);
      const owns = live.some((segment) => segment.orderId === id && !this.returned.has(segment.id));
      if (isFinal(state) && owns) this.fault(`${id} is ${state} and still has segments`);
      const mayBeActive =
        state === 'active' || state === 'impaired' || state === 'restoring' || state === 'moving' || state === 'releasing';
      if (active.has(id) && !mayBeActive) this.fault(`${id} is ${state} and has an active connection`);
    }
  }
}

/** What was read longer ago than the last answer took, and this, is to be read again. */
const longAgoMs = 6_000;

interface Reading {
  readonly service: ReportedService;
  readonly askedAtMs: number;
  readonly heardAtMs: number;
}

/** A deletion is asked for what is to go; once more for what was gone already and turned up again. */
const isLeaving = (state: SegmentState | undefined): boolean => state === 'deleting' || state === 'ended' || state === 'cleared';

const isSameWay = (one: readonly string[], other: readonly string[]): boolean =>
  one.join() === other.join() || one.join() === [...other].reverse().join();

interface Page {
  isTouched: boolean;
  readonly written: Map<string, SegmentState>;
  readonly inserted: Connection[];
  /** Connections that are put in service. */
  readonly activated: string[];
  readonly unwanted: string[];
}

const newPage = (): Page => ({ isTouched: false, written: new Map(), inserted: [], activated: [], unwanted: [] });
