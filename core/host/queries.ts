import { impairmentsInView } from '../contract/live';
import type { Engine } from '../engine';
import { identifyAlternatives } from '../identification/identify-alternatives';
import { toldAlternatives } from '../identification/search-routes';
import { formatTime, type Pause } from '../model/clock';
import type { Alternative } from '../model/alternative';
import type { Connection, Segment } from '../model/connection';
import type { Candidate, Decision } from '../model/decision';
import type { HistoryEntry } from '../model/history';
import type { Impairment, ImpairmentHit } from '../model/impairment';
import type { Latency } from '../model/latency';
import type { Order, OrderState, Transition } from '../model/order';
import type { RecoveryPause } from '../model/recovery-pause';
import { handOver, type HandOverAnswer } from '../interventions/hand-over';
import type { Route } from '../model/route';
import type { RouteChoice } from '../model/route-choice';
import { diversityKept, type DiversityKept } from '../recovery/diversity-kept';
import { ordersInService } from '../recovery/orders-in-service';
import { supposeFailure, type Supposition, type WhatIfOutcome } from '../recovery/what-if';
import type { NetworkSubject } from '../model/network';
import { readOrders, readRoutes } from '../read-orders';
import type { BookingRecord, Store } from '../store/store';

/** Everything that is known of one order. */
export interface OrderDossier {
  readonly order: Order;
  readonly transitions: readonly Transition[];
  /** Newest first. */
  readonly decisions: readonly Decision[];
  readonly connections: readonly Connection[];
  readonly segments: readonly Segment[];
  /** Stored alternatives, the first to be taken first. */
  readonly alternatives: readonly Alternative[];
  /** The route that it was first given. */
  readonly homeRoute: Route | null;
  /** The route that an operator chose for it, until it carries; null: the engine chooses. */
  readonly choice: RouteChoice | null;
  /** Whether it is apart from the order that it is to be apart from; null: it is from none, or one of the two is not in service. */
  readonly diversity: DiversityKept | null;
}

export interface Queries {
  /** For long answers, between their parts: others have their turn. */
  readonly pause: Pause;
  orders(): Promise<readonly Order[]>;
  /** How many are in each state, of those where any are. */
  orderCounts(): Promise<Readonly<Partial<Record<OrderState, number>>>>;
  /** These alone, with what the routes of their active connections add, by order. */
  someOrders(ids: readonly string[]): Promise<{ readonly orders: readonly Order[]; readonly latencies: ReadonlyMap<string, Latency> }>;
  /** The routes that carry orders, or did until they were impaired, by order. */
  routes(): Promise<ReadonlyMap<string, Route>>;
  dossier(orderId: string): Promise<OrderDossier | null>;
  impairments(): Promise<{ readonly impairments: readonly Impairment[]; readonly hits: readonly ImpairmentHit[] }>;
  openImpairments(): Promise<readonly Impairment[]>;
  /** Those that are open, and the latest that are over: what events are told from (`openEvents`). */
  impairmentsInView(): Promise<readonly Impairment[]>;
  /** Those that have not ended. */
  segments(): Promise<readonly Segment[]>;
  bookings(): Promise<BookingRecord>;
  /** Orders that run over one of the subjects now, and whose stored alternatives do. */
  ordersUsing(subjects: readonly NetworkSubject[]): Promise<{ readonly now: readonly string[]; readonly byAlternative: readonly string[] }>;
  pauses(): Promise<readonly RecoveryPause[]>;
  /** What would become of the orders in service if this came together. Nothing is changed. */
  whatIf(suppositions: readonly Supposition[]): Promise<WhatIfOutcome>;
  /** What the shift from–to hands to the next, milliseconds since the epoch; `handOverText` makes text of it. */
  handOver(fromMs: number, toMs: number): Promise<HandOverAnswer>;
  /** Other ways that an order in service could be moved to, the limit aside, best first; null: it is not in service. */
  otherRoutes(orderId: string, count: number): Promise<readonly Candidate[] | null>;
  /** The latest `count` entries, oldest first. */
  history(count: number): Promise<readonly HistoryEntry[]>;
}

/** `atOnce`: the store for whoever asks nothing of who uses the network, which may not be read yet. */
export function queries(engine: Engine, atOnce: Store): Queries {
  const { network, clock } = engine;
  return {
    pause: atOnce.pause,
    orders: () => readOrders(atOnce, 'all'),
    orderCounts: () => atOnce.transaction((tx) => tx.orders.counts()),
    someOrders: (ids) =>
      atOnce.transaction(async (tx) => ({
        orders: await tx.orders.some(ids),
        latencies: new Map((await tx.connections.activeLatencies(ids)).map((latency) => [latency.orderId, latency])),
      })),
    routes: () => readRoutes(atOnce),
    async dossier(orderId) {
      const found = await atOnce.transaction(async (tx): Promise<OrderDossier | null> => {
        const order = await tx.orders.get(orderId);
        if (!order) return null;
        return {
          order,
          transitions: await tx.orders.transitions(orderId),
          decisions: await tx.orders.decisions(orderId),
          connections: await tx.connections.ofOrder(orderId),
          segments: await tx.connections.segmentsOfOrder(orderId),
          alternatives: await tx.alternatives.ofOrder(orderId),
          homeRoute: await tx.orders.homeRoute(orderId),
          choice: await tx.orders.choice(orderId),
          diversity: await diversityKept(network.view, tx, order),
        };
      });
      return found && { ...found, decisions: await withOthers(engine, found) };
    },
    impairments: () => atOnce.transaction(async (tx) => ({ impairments: await tx.impairments.list(), hits: await tx.impairments.hits() })),
    openImpairments: () => atOnce.transaction((tx) => tx.impairments.open()),
    impairmentsInView: () =>
      atOnce.transaction(async ({ impairments }) => impairments.inView(await impairments.idsInView(impairmentsInView), impairmentsInView)),
    segments: () => atOnce.transaction((tx) => tx.connections.segmentsInState(['booked', 'creating', 'held', 'deleting', 'cleared'])),
    bookings: () => atOnce.transaction((tx) => tx.connections.bookings()),
    ordersUsing: (subjects) =>
      engine.store.transaction(async () => ({
        now: network.view.routes.ordersUsing(subjects),
        byAlternative: network.view.routes.ordersWithAlternativesOver(subjects),
      })),
    pauses: () => atOnce.transaction((tx) => tx.interventions.pauses()),
    async whatIf(suppositions) {
      const services = await ordersInService(network.view, engine.store);
      return supposeFailure(network, suppositions, services, { atMs: clock.now(), pause: engine.store.pause });
    },
    handOver: (fromMs, toMs) => handOver(engine, fromMs, toMs),
    async otherRoutes(orderId, count) {
      const served = await engine.store.transaction(async (tx) => {
        const order = await tx.orders.get(orderId);
        const active = (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active');
        return order && active && { order, route: active.route, segments: await tx.connections.segmentsOfOrder(orderId) };
      });
      if (!served) return null;
      const ownSegments = served.segments.filter(({ state }) => state === 'held');
      return identifyAlternatives(network, served.order, served.route, count, { ownSegments, refusals: [], atMs: clock.now() });
    },
    history: (count) => atOnce.transaction((tx) => tx.history.tail(count)),
  };
}

/** Of the latest decision, where nothing was compared when it was taken: what else there is now, beside the route that the order has by it. */
async function withOthers(
  { store, network, clock }: Engine,
  { order, decisions, connections, segments }: OrderDossier,
): Promise<readonly Decision[]> {
  const [latest, ...earlier] = decisions;
  const connection = connections.findLast(({ state }) => state === 'active' || state === 'provisioning' || state === 'reserved');
  if (!latest?.isBrief || !connection) return decisions;
  // What there is now depends on which way others are led.
  await store.transaction(() => Promise.resolve());
  const atMs = clock.now();
  const ownSegments = segments.filter(({ connectionId }) => connectionId === connection.id);
  const others = identifyAlternatives(network, order, connection.route, toldAlternatives, { ownSegments, refusals: [], atMs });
  const summary = `${latest.summary}; many were decided at once, and other ways are compared as they are now, ${formatTime(atMs)}`;
  return [{ ...latest, summary, candidates: [...latest.candidates, ...others] }, ...earlier];
}
