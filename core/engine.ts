import type { CarrierLink } from './carriers/carrier-link';
import { defaultSearchBudgets } from './identification/search-routes';
import type { Clock, NewId } from './model/clock';
import type { HistoryEntry } from './model/history';
import { passed, type Actor, type Onward, type OrderState, type Transition } from './model/order';
import type { CircuitOrderState } from './model/virtual-circuit';
import type { Network } from './network/network';
import type { ServiceWatch } from './provisioning/service-watch';
import type { Store, Tx } from './store/store';
import type { CreationSystem } from './switches/creation-system';

/** What every stage works with: the ports, and the network as it is known. Wired by the host alone. */
export interface Engine {
  readonly store: Store;
  readonly network: Network;
  readonly links: ReadonlyMap<string, CarrierLink>;
  /** By the id of the switch. */
  readonly switches: ReadonlyMap<string, ConnectedSwitch>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly serviceWatch: ServiceWatch;
  readonly settings: EngineSettings;
  /** Orders wait to be booked: what is only told, and not decided by, can wait too. */
  readonly areManyWaiting: () => boolean;
  /** History entries are announced by the store that the host gives. */
  readonly announce: (event: EngineEvent) => void;
  /** True once the host is ending: no step is begun any more, and what is under way is left as after a crash, for the next host to resume. */
  readonly isEnding: () => boolean;
}

/** A switch that was connected since the host began. */
export interface ConnectedSwitch {
  readonly system: CreationSystem;
  /** Its creation system answers, and what the switch holds was compared since it does. */
  readonly isUp: boolean;
  /** Paths for which nothing was sent, because it has enough to do: each is consulted about again when there is room. */
  readonly putOff: Set<string>;
  /** Paths whose pending request waits for its turn there: its time does not run yet. */
  readonly unsent: Set<string>;
}

export interface EngineSettings {
  /** Longest that a carrier may take from accepting a service to carrying it. */
  readonly provisionTimeoutMs: number;
  /** How often an accepted service is read while the carrier says nothing. */
  readonly servicePollMs: number;
  /** Refusals after which an order gives up, counted since it was last active. */
  readonly maxRefusals: number;
  /** New orders that are identified and booked at once: what they write is committed together. */
  readonly concurrentBookings: number;
  /** Orders that are with carriers at once. */
  readonly concurrentOrders: number;
  /** Requests under way at one carrier at once. */
  readonly concurrentCallsPerCarrier: number;
  /** How long an order that met an unexpected error, or a carrier that does not confirm, waits before it is tried again: at first, and at most. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
  /** How long after an answer was lost the loss of its link is known at the latest. */
  readonly linkLossNoticeMs: number;
  /** How long a new host waits for the links before it takes up what the last one left. */
  readonly resumeGraceMs: number;
  /** Alternatives that are kept for an order whose recovery policy is `before` or `together`. */
  readonly storedAlternatives: number;
  /** How long an order that could be given none, or too few, waits before they are searched for again. */
  readonly alternativesRetryMs: number;
  /** How long the carrier's own protection has before an impaired order is restored. */
  readonly holdOffMs: number;
  /** How long an order's first route must have been whole before the order returns to it. */
  readonly waitToRestoreMs: number;
  /** What goes down so many times within the window is kept from new routes until it was quiet for so long. */
  readonly flapCount: number;
  readonly flapWindowMs: number;
  readonly flapQuietMs: number;
  /** Partial routes that a search may look at, one after the other while the one before was spent. */
  readonly searchBudgets: readonly number[];
  /** How long an order whose search was cut off waits at least before it is searched for again. */
  readonly searchAgainMs: number;
  /** How long after an order gave something up those that wait are tried again. */
  readonly roomRetryMs: number;
  /** How long before a maintenance window opens orders are moved away from what it works on. */
  readonly windowLeadMs: number;
  /** An order's margin to its limit is warned of when it falls below this share of the limit. */
  readonly marginWarningShare: number;
  /** How many steps of its latency record are kept for an order; the oldest go first. */
  readonly latencyRecordsPerOrder: number;
  /** How many steps are kept of what was in force for a part of the network; the oldest go first. */
  readonly latencyStepsPerPart: number;
  /** By how much a carrier's part of a connection may be slower or faster than it was totalled, before that is told. */
  readonly latencyDriftNs: number;
  /** How long a comparison with a carrier, asked for by an operator, is waited for. */
  readonly comparisonPatienceMs: number;
  /** How long an answer to the operator waits for what was asked for to be done; it is done all the same. */
  readonly remedyPatienceMs: number;
  /** Cross-connections that a switch is asked for at once. */
  readonly concurrentCircuitsPerSwitch: number;
  /** What is kept of the content of one raw session, at most; each piece counts with what it takes beside its bytes. */
  readonly sessionContentBytes: number;
  /** Bulk requests that a switch is sent at once, for different paths: what waits for others would pass its time threshold unsent. */
  readonly concurrentBulksPerSwitch: number;
  /** Circuit orders that are entered in one transaction. */
  readonly circuitOrdersPerTransaction: number;
  /** Over how long a path's rate of use is counted, and how long before its identifiers are used up that is warned of. */
  readonly useWindowMs: number;
  readonly exhaustionWarningMs: number;
}

export const defaultSettings: EngineSettings = {
  provisionTimeoutMs: 60_000,
  servicePollMs: 1_000,
  maxRefusals: 8,
  concurrentBookings: 128,
  concurrentOrders: 16,
  concurrentCallsPerCarrier: 8,
  retryMs: 2_000,
  maxRetryMs: 60_000,
  linkLossNoticeMs: 250,
  resumeGraceMs: 15_000,
  storedAlternatives: 2,
  alternativesRetryMs: 10_000,
  holdOffMs: 100,
  waitToRestoreMs: 300_000,
  flapCount: 3,
  flapWindowMs: 600_000,
  flapQuietMs: 300_000,
  searchBudgets: defaultSearchBudgets,
  searchAgainMs: 60_000,
  roomRetryMs: 10_000,
  windowLeadMs: 15 * 60_000,
  marginWarningShare: 0.05,
  latencyRecordsPerOrder: 5_000,
  latencyStepsPerPart: 500,
  latencyDriftNs: 1_000,
  comparisonPatienceMs: 60_000,
  remedyPatienceMs: 5_000,
  concurrentCircuitsPerSwitch: 64,
  sessionContentBytes: 64 * 1024 * 1024,
  concurrentBulksPerSwitch: 4,
  circuitOrdersPerTransaction: 100,
  useWindowMs: 24 * 3_600_000,
  exhaustionWarningMs: 7 * 24 * 3_600_000,
};

/** What happened, for whoever listens; told after it is durable. */
export type EngineEvent =
  | {
      readonly kind: 'order.changed';
      readonly orderId: string;
      readonly from: OrderState | null;
      readonly to: OrderState;
      readonly cause: string;
    }
  | { readonly kind: 'history.added'; readonly entry: HistoryEntry }
  | {
      readonly kind: 'circuit-order.changed';
      readonly orderId: string;
      readonly switchId: string;
      readonly from: CircuitOrderState | null;
      readonly to: CircuitOrderState;
      readonly cause: string;
    }
  /** Its pool, its parameters, or what is pending for it; at `atMs` the conditions table was consulted. */
  | { readonly kind: 'path.changed'; readonly pathId: string; readonly switchId: string; readonly atMs: number }
  | { readonly kind: 'switch.changed'; readonly switchId: string; readonly isUp: boolean }
  /** For the first time since its session is up. */
  | { readonly kind: 'switch.compared'; readonly switchId: string };

export type OrderChanged = Extract<EngineEvent, { kind: 'order.changed' }>;
export type CircuitOrderChanged = Extract<EngineEvent, { kind: 'circuit-order.changed' }>;

/** The order is not in the state that it was read in, or not asked for as it was then: something else moved it meanwhile. Read it again. */
export class OrderMovedError extends Error {
  override readonly name = 'OrderMovedError';
}

/** The host is ending: whoever is in the middle of something stops here. */
export class HostEndingError extends Error {
  override readonly name = 'HostEndingError';
}

/** One transaction with what belongs to it: transitions, notes, and what follows the commit. */
export interface Recording {
  readonly tx: Tx;
  /** When it is recorded. */
  readonly atMs: number;
  /** Throws OrderMovedError, which undoes the transaction, unless the order is in `from`. */
  readonly move: (orderId: string, from: OrderState, to: OrderState, cause: string, actor?: Actor) => Promise<void>;
  /** The same through several states in one moment: the order is written once, with the last of them. */
  readonly moveThrough: (orderId: string, from: OrderState, steps: readonly Onward[]) => Promise<void>;
  readonly note: (event: string, subject: string, text: string, actor?: HistoryEntry['actor']) => Promise<void>;
  /** Announces the event once everything is durable. */
  readonly tell: (event: EngineEvent) => void;
  /** Runs once everything is durable: the network's view follows the store so. */
  readonly afterCommit: (work: () => void) => void;
}

/** Does the work in one transaction; announces its events once they are durable. Throws HostEndingError while the host ends. */
export async function commit<T>(
  engine: Pick<Engine, 'store' | 'clock' | 'isEnding' | 'announce'>,
  work: (record: Recording) => Promise<T>,
): Promise<T> {
  if (engine.isEnding()) throw new HostEndingError('the host is ending');
  const events: EngineEvent[] = [];
  const followers: (() => void)[] = [];
  const result = await engine.store.transaction((tx) => {
    const atMs = engine.clock.now();
    const moveOn = async (transition: Transition & { readonly from: OrderState }, ...onward: readonly Onward[]): Promise<void> => {
      const { orderId, from } = transition;
      const isMoved = await tx.orders.move(transition, ...onward);
      if (!isMoved) throw new OrderMovedError(`order ${orderId} is no longer ${from}`);
      for (const step of passed(transition, onward))
        events.push({ kind: 'order.changed', orderId, from: step.from, to: step.to, cause: step.cause });
    };
    return work({
      tx,
      atMs,
      move: (orderId, from, to, cause, actor = 'engine') => moveOn({ orderId, from, to, atMs, cause, actor }),
      async moveThrough(orderId, from, [first, ...onward]) {
        if (!first) return;
        await first.before?.();
        await moveOn({ orderId, from, to: first.to, atMs, cause: first.cause, actor: 'engine' }, ...onward);
      },
      async note(event, subject, text, actor = 'engine') {
        const entry: HistoryEntry = { atMs, actor, event, subject, text };
        await tx.history.add(entry);
      },
      tell: (event) => void events.push(event),
      afterCommit: (follow) => void followers.push(follow),
    });
  });
  for (const follow of followers) follow();
  for (const event of events) engine.announce(event);
  return result;
}
