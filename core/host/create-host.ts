import type { CarrierLink, CarrierLinkEvent } from '../carriers/carrier-link';
import { boundCalls } from '../carriers/bound-calls';
import { commit, defaultSettings, OrderMovedError, type Engine, type EngineEvent, type EngineSettings } from '../engine';
import { advanceOrder } from '../flows/advance-order';
import { reconcileCarrier } from '../flows/reconcile-carrier';
import { assertNever } from '../model/assert-never';
import { sleep, type Clock, type NewId } from '../model/clock';
import type { Connection, Segment } from '../model/connection';
import type { Decision } from '../model/decision';
import type { HistoryEntry } from '../model/history';
import type { Impairment, ImpairmentHit } from '../model/impairment';
import type { LatencyReading } from '../model/latency';
import type { Carrier } from '../model/network';
import { isFinal, type Order, type OrderRequest, type Transition } from '../model/order';
import { enterDefault, enterReading, type LatencyEntry } from '../network/enter-latency';
import { enterCarrier, markLink } from '../network/link-state';
import { loadNetwork, type Network } from '../network/network';
import { receiveChange, receiveInventory } from '../network/receive-inventory';
import { ServiceWatch } from '../provisioning/service-watch';
import { assess } from '../recovery/assess';
import { checkService } from '../recovery/check-service';
import type { BookingRecord, LatencyDefault, Store } from '../store/store';
import { OrderWork } from './order-work';
import { TurnTaking } from './turn-taking';

export interface HostPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly settings?: Partial<EngineSettings>;
}

export type Submission =
  | { readonly kind: 'received' }
  /** Nothing was entered, and why. */
  | { readonly kind: 'refused'; readonly message: string };

/** Everything that is known of one order. */
export interface OrderDossier {
  readonly order: Order;
  readonly transitions: readonly Transition[];
  /** Newest first. */
  readonly decisions: readonly Decision[];
  readonly connections: readonly Connection[];
  readonly segments: readonly Segment[];
}

/** The engine at work on one store. */
export interface Host {
  readonly network: Network;
  /** Adds a carrier with its dedicated link, or connects one again that the store knows. */
  connectCarrier(carrier: Carrier, link: CarrierLink): Promise<void>;
  submitOrder(request: OrderRequest): Promise<Submission>;
  cancelOrder(id: string): Promise<Submission>;
  enterReading(reading: LatencyReading): Promise<LatencyEntry>;
  enterDefault(value: Omit<LatencyDefault, 'setAtMs'>): Promise<LatencyEntry>;
  resynchronise(carrierId: string): void;
  orders(): Promise<readonly Order[]>;
  dossier(orderId: string): Promise<OrderDossier | null>;
  impairments(): Promise<{ readonly impairments: readonly Impairment[]; readonly hits: readonly ImpairmentHit[] }>;
  segments(): Promise<readonly Segment[]>;
  bookings(): Promise<BookingRecord>;
  history(count: number): Promise<readonly HistoryEntry[]>;
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /**
   * Takes up what was under way when the last host on this store ended; called once its carriers are connected. It waits for their links for a while,
   * since what a carrier holds can only be asked of one that answers.
   */
  resume(): Promise<void>;
  /** Resolves when no order is being worked on and no notice is being entered. */
  settled(): Promise<void>;
  /** Ends links and work; what is under way is resumed by the next host on the store. Does not close the store. */
  close(): Promise<void>;
}

/** Clocks that differ by less are not worth a word. */
const futureToleranceMs = 60_000;

/** Longest that a timer can run (2^31 ms); who waits longer looks at the clock in between, which also finds a clock that jumped. */
const maxTimerMs = 3_600_000;

/** How long after a carrier's word about a service it is read: by then the notice of what caused it has come as well. */
const serviceCheckDelayMs = 300;

/** The store, telling of each history entry once it is durable. */
function announcing(store: Store, announce: (entry: HistoryEntry) => void): Store {
  return {
    async transaction(work) {
      const entries: HistoryEntry[] = [];
      const result = await store.transaction((tx) =>
        work({
          ...tx,
          history: {
            ...tx.history,
            async add(entry) {
              await tx.history.add(entry);
              entries.push(entry);
            },
          },
        }),
      );
      for (const entry of entries) announce(entry);
      return result;
    },
    close: () => store.close(),
  };
}

/** Wires the engine: ports to stages, links to the network, notices to recovery, orders to their flows. `resume` takes up what was under way. */
export async function createHost({ store: given, clock, newId, settings: chosen = {} }: HostPorts): Promise<Host> {
  const settings = { ...defaultSettings, ...chosen };
  const links = new Map<string, CarrierLink>();
  const linkWatchers = new Set<() => void>();
  const retries = new Map<string, number>();
  const alarms = new Map<string, () => void>();
  const toCheck = new Set<string>();
  const listeners = new Set<(event: EngineEvent) => void>();
  const store = announcing(given, (entry) => {
    engine.announce({ kind: 'history.added', entry });
  });
  const network = await loadNetwork(store);
  let isEnding = false;
  const engine: Engine = {
    store,
    network,
    links,
    clock,
    newId,
    settings,
    serviceWatch: new ServiceWatch(),
    isEnding: () => isEnding,
    announce: (event) => {
      for (const listener of listeners) tell(listener, event);
    },
  };
  const work = new OrderWork(settings.concurrentOrders, workOn);
  /** Notices are entered one at a time: each is judged by what the one before has entered. */
  const notices = new TurnTaking();

  async function workOn(orderId: string): Promise<void> {
    try {
      const end = await advanceOrder(engine, orderId);
      if (end === 'try-again') callLater(orderId);
      else retries.delete(orderId);
      if (typeof end === 'object') callAt(orderId, end.restsUntilMs);
    } catch (error) {
      if (isEnding) return;
      if (error instanceof OrderMovedError) {
        call(orderId, 1);
        return;
      }
      await engineFailed(`order ${orderId}`, error);
      callLater(orderId);
    }
  }

  /** Each time twice as late, so that what cannot be done for long does not fill the history. */
  function callLater(orderId: string): void {
    const retry = retries.get(orderId) ?? 0;
    retries.set(orderId, retry + 1);
    clock.after(Math.min(settings.retryMs * 2 ** retry, settings.maxRetryMs), () => {
      call(orderId, 5);
    });
  }

  /** One alarm per order: what it waits for is judged anew whenever it is taken up. */
  function callAt(orderId: string, atMs: number): void {
    alarms.get(orderId)?.();
    alarms.set(
      orderId,
      clock.after(Math.min(maxTimerMs, Math.max(0, atMs - clock.now())), () => {
        alarms.delete(orderId);
        call(orderId, 5);
      }),
    );
  }

  function call(orderId: string, priority: number): void {
    work.call(orderId, priority);
  }

  /** A listener that throws is told no more, and stops nothing. */
  function tell(listener: (event: EngineEvent) => void, event: EngineEvent): void {
    try {
      listener(event);
    } catch (error) {
      listeners.delete(listener);
      void engineFailed('a listener', error);
    }
  }

  /** One thing that fails never stops the others; it is told, and tried again. */
  async function engineFailed(subject: string, error: unknown): Promise<void> {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await commit(engine, ({ note }) => note('engine.failed', subject, text)).catch((reason: unknown) => {
      const entry = { atMs: clock.now(), actor: 'engine', event: 'engine.failed', subject, text: `${text}\n${String(reason)}` } as const;
      if (!isEnding) for (const listener of listeners) tell(listener, { kind: 'history.added', entry });
    });
  }

  async function callOrders(isDue: (order: Order) => boolean): Promise<void> {
    const orders = await store.transaction((tx) => tx.orders.list());
    for (const order of orders) if (isDue(order)) call(order.id, order.priority);
  }

  async function everyLinkUp(): Promise<void> {
    if ([...links.keys()].every((carrierId) => !network.view.isStale(carrierId))) return;
    await new Promise<void>((resolve) => linkWatchers.add(resolve));
    await everyLinkUp();
  }

  /** The network has changed: what is hit is marked; what is impaired or waits is tried again, with an open mind about what carriers refused. */
  async function onNews(): Promise<void> {
    await assessAndRestore();
    await commit(engine, async ({ tx }) => {
      for (const { id } of await tx.orders.inState(['impaired'])) await tx.connections.forgetRefusals(id);
    });
    await callOrders((order) => order.state === 'planned');
  }

  /** What is hit is marked, and everything impaired is taken up, the most urgent first. */
  async function assessAndRestore(): Promise<void> {
    const { toRestore } = await assess(engine);
    for (const [index, orderId] of toRestore.entries()) call(orderId, 1 + index / (toRestore.length + 1));
  }

  async function onLinkEvent(carrierId: string, event: CarrierLinkEvent): Promise<void> {
    if (isEnding) return;
    switch (event.kind) {
      case 'up': {
        await notices.take(async () => {
          await receiveInventory(store, network, carrierId, event.inventory, event.atMs);
          await markLink(store, network, carrierId, true, '', event.atMs);
        });
        for (const wake of linkWatchers) wake();
        linkWatchers.clear();
        await reconcileCarrier(engine, carrierId, event.inventory);
        await notices.take(onNews);
        const unsettled = await store.transaction((tx) => tx.connections.segmentsInState(['deleting']));
        const withDeletions = new Set(unsettled.filter((segment) => segment.carrierId === carrierId).map((segment) => segment.orderId));
        await callOrders((order) => withDeletions.has(order.id));
        return;
      }
      case 'down':
        return notices.take(() => markLink(store, network, carrierId, false, event.reason, event.atMs));
      case 'changed':
        return notices.take(async () => {
          const changed = await receiveChange(store, network, carrierId, event.change, event.atMs);
          await markLink(store, network, carrierId, true, '', event.atMs);
          if (changed.length > 0) await onNews();
        });
      case 'service-changed':
        engine.serviceWatch.changed(event.serviceUuid);
        // Several words about one service are looked at once.
        if (toCheck.has(event.serviceUuid)) return;
        toCheck.add(event.serviceUuid);
        clock.after(serviceCheckDelayMs, () => {
          toCheck.delete(event.serviceUuid);
          void checkAndRestore(event.serviceUuid);
        });
        return;
      default:
        assertNever(event);
    }
  }

  async function checkAndRestore(serviceUuid: string): Promise<void> {
    if (isEnding) return;
    try {
      const check = await checkService(engine, serviceUuid);
      if (check.kind === 'entered') await notices.take(assessAndRestore);
      if (check.kind === 'deletion-owed') callLater(check.orderId);
    } catch (error) {
      if (!engine.isEnding() && !(error instanceof OrderMovedError)) await engineFailed(`service ${serviceUuid}`, error);
    }
  }

  // Until its link is up again, what a carrier told the last time is stale.
  for (const { carrierId, isUp } of network.view.linkStates.values()) {
    if (isUp) await markLink(store, network, carrierId, false, 'not connected since the start', clock.now());
  }

  return {
    network,
    async connectCarrier(carrier, link) {
      await notices.take(() => enterCarrier(store, network, carrier, clock.now()));
      await links.get(carrier.id)?.close();
      links.set(carrier.id, boundCalls(link, settings.concurrentCallsPerCarrier));
      link.open(async (event) => {
        try {
          await onLinkEvent(carrier.id, event);
        } catch (error) {
          if (!isEnding) await engineFailed(`link to ${carrier.id}`, error);
        }
      });
    },
    async submitOrder(request) {
      const carrier = network.view.carriers.get(request.accessingCarrierId);
      if (!carrier)
        return {
          kind: 'refused',
          message: `accessing carrier ${request.accessingCarrierId} is not known; connect it first, or correct its id`,
        };
      if (carrier.role === 'dedicating') {
        return { kind: 'refused', message: `${carrier.name} dedicates resources but may not order; name an accessing carrier` };
      }
      const atMs = clock.now();
      const order: Order = {
        ...request,
        state: 'received',
        cause: 'submitted',
        receivedAtMs: atMs,
        stateSinceMs: atMs,
        isCancelRequested: false,
        isFrozen: false,
      };
      const isNew = await store.transaction((tx) => tx.orders.insert(order));
      if (!isNew) return { kind: 'refused', message: `order ${request.id} exists already; give the new one another id` };
      engine.announce({ kind: 'order.changed', orderId: order.id, from: null, to: 'received', cause: order.cause });
      call(order.id, order.priority);
      return { kind: 'received' };
    },
    async cancelOrder(id) {
      const order = await store.transaction(async (tx) => {
        const known = await tx.orders.get(id);
        if (known && !isFinal(known.state)) await tx.orders.requestCancel(id);
        return known;
      });
      if (!order) return { kind: 'refused', message: `order ${id} is not known; check its id` };
      if (isFinal(order.state)) return { kind: 'refused', message: `order ${id} is ${order.state} already; nothing is held for it` };
      call(id, 1);
      return { kind: 'received' };
    },
    async enterReading(reading) {
      // It would stand in the way of every later one.
      if (reading.readAtMs > clock.now() + futureToleranceMs) {
        return { kind: 'refused', message: 'the reading is from the future; check the clock of what measured it' };
      }
      return notices.take(async () => {
        const entry = await enterReading(store, network, reading);
        if (entry.kind === 'entered' && entry.changed.length > 0) await onNews();
        return entry;
      });
    },
    async enterDefault(value) {
      return notices.take(async () => {
        const entry = await enterDefault(store, network, { ...value, setAtMs: clock.now() });
        if (entry.kind === 'entered' && entry.changed.length > 0) await onNews();
        return entry;
      });
    },
    resynchronise: (carrierId) => links.get(carrierId)?.resynchronise(),
    orders: () => store.transaction((tx) => tx.orders.list()),
    dossier: (orderId) =>
      store.transaction(async (tx) => {
        const order = await tx.orders.get(orderId);
        if (!order) return null;
        return {
          order,
          transitions: await tx.orders.transitions(orderId),
          decisions: await tx.orders.decisions(orderId),
          connections: await tx.connections.ofOrder(orderId),
          segments: await tx.connections.segmentsOfOrder(orderId),
        };
      }),
    impairments: () => store.transaction(async (tx) => ({ impairments: await tx.impairments.list(), hits: await tx.impairments.hits() })),
    segments: () => store.transaction((tx) => tx.connections.segmentsInState(['booked', 'creating', 'held', 'deleting', 'cleared'])),
    bookings: () => store.transaction((tx) => tx.connections.bookings()),
    history: (count) => store.transaction((tx) => tx.history.tail(count)),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async resume() {
      await Promise.race([everyLinkUp(), sleep(clock, settings.resumeGraceMs)]);
      if (!isEnding) await callOrders((order) => !isFinal(order.state) && order.state !== 'active');
    },
    async settled() {
      await notices.settled();
      await work.settled();
    },
    async close() {
      isEnding = true;
      for (const cancel of alarms.values()) cancel();
      await Promise.all([...links.values()].map((link) => link.close()));
      await work.close();
      await notices.settled();
    },
  };
}
