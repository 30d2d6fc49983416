import { decisionOf } from '../identification/identify-route';
import { preferOwn } from '../identification/prefer-own';
import type { Segment } from '../model/connection';
import type { Pause } from '../model/clock';
import type { Decision } from '../model/decision';
import type { HoldOutSubject } from '../model/hold-out';
import { symmetric, worseNs, type LatencySubject } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { signalSlots } from '../model/signal';
import type { Network } from '../network/network';
import { NetworkGraph } from '../network/network-graph';
import type { NetworkView } from '../network/network-view';
import { planSegments } from '../provisioning/plan-segments';
import { chooseAlternative } from './choose-alternative';
import { examine, type Finding } from './examine';
import type { OrderInService } from './orders-in-service';

/** What is supposed: something goes down with all that belongs to it, or has become so slow, one way in both directions. */
export type Supposition =
  | { readonly kind: 'fails'; readonly subject: HoldOutSubject }
  | { readonly kind: 'slows'; readonly subject: LatencySubject; readonly oneWayNs: number };

export interface SupposedHit {
  readonly order: Order;
  readonly findings: readonly Finding[];
  /** The route that it would be moved to; null: none, and the decision says why. */
  readonly route: Route | null;
  /** What is left to the order's limit on that route, nanoseconds. */
  readonly marginNs: number | null;
  readonly decision: Decision;
}

export interface WhatIf {
  /** In the order in which they would be restored. */
  readonly hits: readonly SupposedHit[];
  /** Orders in service that would not be hit. */
  readonly unhit: number;
}

/** What there is none of, in words. */
export type WhatIfOutcome = ({ readonly kind: 'supposed' } & WhatIf) | { readonly kind: 'refused'; readonly message: string };

/** Why a thing is down that fails in a rehearsal. */
export const rehearsed = 'in this rehearsal';

/**
 * What would become of the orders in service if things failed or slowed down: the same examination and choice as in earnest, stored
 * alternatives first, on a copy of the network as it is at the beginning. Each alternative that is found takes its capacity from those that come after it, by
 * priority. Others have their turn meanwhile.
 */
export async function supposeFailure(
  network: Network,
  suppositions: readonly Supposition[],
  inService: readonly OrderInService[],
  { atMs, pause, why = rehearsed }: { readonly atMs: number; readonly pause: Pause; readonly why?: string },
): Promise<WhatIfOutcome> {
  const view = network.view.copy();
  await pause();
  for (const supposition of suppositions) {
    const problem = suppose(view, supposition, atMs, why);
    if (problem !== null) return { kind: 'refused', message: problem };
  }
  const copy: Network = { view, graph: new NetworkGraph(view) };
  const hit: HitService[] = [];
  for (const [at, service] of inService.entries()) {
    if (at % examinedAtOnce === 0) await pause();
    const findings = examine(view, service.order, service.connection);
    if (findings.length > 0) hit.push({ ...service, findings });
  }
  hit.sort((one, other) => one.order.priority - other.order.priority);
  const hits: SupposedHit[] = [];
  for (const [at, service] of hit.entries()) {
    if (at % restoredAtOnce === 0) await pause();
    hits.push(restoreOne(copy, service, atMs));
  }
  return { kind: 'supposed', hits, unhit: inService.length - hit.length };
}

/** Some milliseconds' work. */
const examinedAtOnce = 500;
const restoredAtOnce = 5;

/** Applies it to the view; says in words what is not known. */
function suppose(view: NetworkView, supposition: Supposition, atMs: number, why: string): string | null {
  if (supposition.kind === 'slows') return slow(view, supposition, atMs);
  const { kind, id } = supposition.subject;
  const fail = <T extends Part>(things: Map<string, T>, isHit: (thing: T) => boolean): boolean => failAll(things, isHit, why);
  const isKnown = {
    resource: () => fail(view.resources, ({ id: own }) => own === id),
    node: () => fail(view.nodes, (node) => node.id === id),
    port: () => fail(view.ports, (port) => port.id === id),
    interconnect: () => failInterconnect(view, id, why),
    site: () => fail(view.nodes, ({ siteId }) => siteId === id),
    carrier: () => fail(view.nodes, ({ carrierId }) => carrierId === id),
    'shared-risk': () => fail(view.resources, ({ sharedRisks }) => sharedRisks.includes(id)),
  }[kind]();
  return isKnown ? null : `${kind} ${id} is not known, or has nothing in it; check its id`;
}

type Part = { readonly id: string };

/** True where there was something to fail. */
function failAll<T extends Part>(things: Map<string, T>, isHit: (thing: T) => boolean, why: string): boolean {
  const hit = [...things.values()].filter(isHit);
  for (const thing of hit) things.set(thing.id, { ...thing, condition: 'down', conditionText: why });
  return hit.length > 0;
}

function failInterconnect(view: NetworkView, id: string, why: string): boolean {
  const interconnect = view.interconnects.get(id);
  return (
    interconnect !== undefined && failAll(view.ports, (port) => port.id === interconnect.aPortId || port.id === interconnect.zPortId, why)
  );
}

function slow(view: NetworkView, { subject, oneWayNs }: Extract<Supposition, { kind: 'slows' }>, atMs: number): string | null {
  const things = { resource: view.resources, node: view.nodes, interconnect: view.interconnects };
  if (!things[subject.kind].has(subject.id)) return `${subject.kind} ${subject.id} is not known; check its id`;
  // As the operator's word, which counts more than any other.
  view.putReading({ subject, ...symmetric(oneWayNs), provenance: 'operator', readAtMs: atMs });
  return null;
}

type HitService = OrderInService & { readonly findings: readonly Finding[] };

function restoreOne(
  copy: Network,
  { order, connection, segments, alternatives, heldBack, findings }: HitService,
  atMs: number,
): SupposedHit {
  if (heldBack !== '') {
    const decision = decisionOf(order, { atMs, occasion: 'restoration' })('waits', heldBack, null, []);
    return { order, findings, route: null, marginNs: null, decision };
  }
  const held = { order, active: { connection }, segments, connections: [connection] };
  const identified = chooseAlternative(copy, held, alternatives, { refusals: [], atMs, detail: 'brief' });
  const { decision } = identified;
  if (identified.kind !== 'route') return { order, findings, route: null, marginNs: null, decision };
  const route = preferOwn(copy.view, order, identified.route, segments, []);
  exchange(copy, order, segments, route);
  copy.view.routes.put(copy.view, { ...connection, route });
  return { order, findings, route, marginNs: order.limit.oneWayNs - worseNs(route), decision };
}

/** In the copy the order lets go what it held and takes what the route needs. */
export function exchange({ view, graph }: Network, order: Order, segments: readonly Segment[], route: Route): void {
  for (const { id, resourceIds, aPortId, zPortId } of segments) {
    for (const resourceId of resourceIds) {
      view.slotBookings.get(resourceId)?.delete(id);
      graph.touch({ kind: 'resource', id: resourceId });
    }
    for (const portId of [aPortId, zPortId]) {
      if (view.portOwners.get(portId)?.segmentId !== id) continue;
      view.portOwners.delete(portId);
      graph.touch({ kind: 'port', id: portId });
    }
  }
  for (const [ordinal, plan] of planSegments(route, view).entries()) {
    const segmentId = `supposed ${order.id} ${ordinal}`;
    for (const resourceId of plan.resourceIds) {
      view.putSlotBooking(resourceId, segmentId, signalSlots[order.signal]);
      graph.touch({ kind: 'resource', id: resourceId });
    }
    for (const portId of [plan.aPortId, plan.zPortId]) {
      if (view.portOwners.has(portId)) continue;
      view.portOwners.set(portId, { orderId: order.id, segmentId });
      graph.touch({ kind: 'port', id: portId });
    }
  }
  graph.settle();
}
