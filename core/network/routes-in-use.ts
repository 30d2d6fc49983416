import type { Connection } from '../model/connection';
import type { Decision } from '../model/decision';
import type { Interconnect, NetworkSubject } from '../model/network';
import type { Route, RouteHop, Way } from '../model/route';
import { SubjectIndex } from './subject-index';

/** The way of a route, without what it adds. */
export type Hop = Pick<RouteHop, 'kind' | 'id'>;

interface RouteInUse {
  readonly orderId: string;
  /** How many; where the route is in the index they come first among what it stands on, and are there once for all routes over them. */
  readonly hops: readonly Hop[] | number;
}

/** By which ports interconnects join carriers. */
interface Junctions {
  readonly interconnects: ReadonlyMap<string, Pick<Interconnect, 'aPortId' | 'zPortId'>>;
}

/** The states of a connection in which its route counts as the order's: in service, or being made. */
export const statesInUse = ['reserved', 'provisioning', 'active'] as const satisfies readonly Connection['state'][];

/**
 * Routes that orders have, are being given, or plan while they wait: what other orders are to be apart from, and whom a change of the network
 * may hit. A projection that follows the store.
 */
export class RoutesInUse {
  private readonly routes = new Map<string, RouteInUse>();
  /** Nearly always one, which is kept by itself. */
  private readonly keysByOrder = new Map<string, string | readonly string[]>();
  private readonly index = new SubjectIndex();
  private readonly alternatives = new SubjectIndex();
  private readonly followers: ((orderId: string) => void)[] = [];
  private areAllRead = true;

  /** Until `allRead` they are being read: whoever asks before is wrong. */
  beginReading(): this {
    this.areAllRead = false;
    return this;
  }

  allRead(): void {
    this.areAllRead = true;
  }

  /** Another record of the same: neither follows the other. */
  copy(): RoutesInUse {
    this.assertRead();
    const copy = new RoutesInUse();
    for (const [key, route] of this.routes) copy.add(key, route, this.index.of(key));
    for (const orderId of this.alternatives.everyUser()) copy.alternatives.put(orderId, this.alternatives.of(orderId));
    return copy;
  }

  put(known: Junctions, { id, orderId, route }: Pick<Connection, 'id' | 'orderId'> & { readonly route: Way }): void {
    this.add(id, { orderId, hops: route.hops.length }, subjectsOf(known, route));
  }

  /** The order's connection on its way, with another route. */
  reroute(known: Junctions, connectionId: string, route: Route): void {
    const former = this.routes.get(connectionId);
    if (former) this.put(known, { id: connectionId, orderId: former.orderId, route });
  }

  remove(connectionId: string): void {
    const known = this.routes.get(connectionId);
    if (!known) return;
    this.routes.delete(connectionId);
    this.index.remove(connectionId);
    const left = this.keysOf(known.orderId).filter((key) => key !== connectionId);
    if (left.length === 0) this.keysByOrder.delete(known.orderId);
    else this.keysByOrder.set(known.orderId, left);
    for (const follower of this.followers) follower(known.orderId);
  }

  /** What an order that waits would be given, as its decision says. */
  putPlanned({ orderId, outcome, candidates }: Decision): void {
    const planned = outcome === 'waits' ? candidates.find(({ isChosen }) => isChosen) : undefined;
    if (planned) this.add(plannedKey(orderId), { orderId, hops: planned.hops }, []);
    else this.removePlanned(orderId);
  }

  removePlanned(orderId: string): void {
    this.remove(plannedKey(orderId));
  }

  /** While an order moves it has two. */
  ofOrder(orderId: string): readonly (readonly Hop[])[] {
    this.assertRead();
    return this.keysOf(orderId).map((key) => {
      const route = this.routes.get(key);
      return route ? this.hopsOf(key, route) : [];
    });
  }

  /** Orders that have a route, or plan one. */
  orders(): readonly string[] {
    return [...this.keysByOrder.keys()];
  }

  /** Orders whose connections use one of the subjects. */
  ordersUsing(subjects: readonly NetworkSubject[]): readonly string[] {
    this.assertRead();
    return [...new Set(this.index.using(subjects).flatMap((key) => this.routes.get(key)?.orderId ?? []))];
  }

  /** Whether an order's connection does. */
  isUsed(subject: NetworkSubject): boolean {
    this.assertRead();
    return this.index.isUsed(subject);
  }

  /** What is kept in store for the order, in place of what was. */
  putAlternatives(known: Junctions, orderId: string, alternatives: readonly Route[]): void {
    this.alternatives.put(
      orderId,
      alternatives.flatMap((route) => subjectsOf(known, route)),
    );
  }

  /** Orders whose stored alternatives use one of the subjects. */
  ordersWithAlternativesOver(subjects: readonly NetworkSubject[]): readonly string[] {
    this.assertRead();
    return this.alternatives.using(subjects);
  }

  /** Tells of each order whose routes change. */
  follow(follower: (orderId: string) => void): void {
    this.followers.push(follower);
  }

  private assertRead(): void {
    if (!this.areAllRead) throw new Error('routes are asked for that are not all read yet: wait until they are');
  }

  private keysOf(orderId: string): readonly string[] {
    const keys = this.keysByOrder.get(orderId) ?? [];
    return typeof keys === 'string' ? [keys] : keys;
  }

  private hopsOf(key: string, { hops }: RouteInUse): readonly Hop[] {
    return typeof hops === 'number' ? (this.index.of(key, hops) as readonly Hop[]) : hops;
  }

  private add(key: string, route: RouteInUse, subjects: readonly NetworkSubject[]): void {
    this.index.put(key, subjects);
    this.routes.set(key, route);
    const keys = this.keysByOrder.get(route.orderId);
    if (keys === undefined) this.keysByOrder.set(route.orderId, key);
    else if (keys !== key && !this.keysOf(route.orderId).includes(key))
      this.keysByOrder.set(route.orderId, [...this.keysOf(route.orderId), key]);
    for (const follower of this.followers) follower(route.orderId);
  }
}

const plannedKey = (orderId: string): string => `planned ${orderId}`;

/** Everything that a route stands on: nodes, resources, interconnects, and all ports on the way. */
export function subjectsOf(known: Junctions, { hops, aPortId, zPortId }: Way): readonly NetworkSubject[] {
  const subjects: NetworkSubject[] = [];
  for (const { kind, id } of hops) subjects.push({ kind, id });
  subjects.push({ kind: 'port', id: aPortId });
  for (const { kind, id } of hops) {
    const interconnect = kind === 'interconnect' ? known.interconnects.get(id) : undefined;
    if (interconnect) subjects.push({ kind: 'port', id: interconnect.aPortId }, { kind: 'port', id: interconnect.zPortId });
  }
  subjects.push({ kind: 'port', id: zPortId });
  return subjects;
}
