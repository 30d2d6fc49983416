import { applyingCondition, defaultConditions, type Applied } from '../circuits/conditions-table';
import type { Engine } from '../engine';
import type { ConditionsTable } from '../model/condition';
import type { OrderState } from '../model/order';
import type { Switch, SwitchLink } from '../model/switch';
import type { CircuitOrder, CircuitOrderRequest, CircuitOrderState, CircuitTransition, VirtualCircuit } from '../model/virtual-circuit';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import { isCarryingState } from '../pools/carriage';
import { orderChecks, type CircuitCheck } from '../pools/check-orders';
import { conditionsInForce, parametersOf } from '../pools/consult-table';
import { pathOutlook, type PathAhead } from '../pools/path-outlook';
import { waitsFor } from '../pools/waits-for';
import type { Tx } from '../store/store';
import { inSlices, inTurn } from './in-slices';

/** The connection that a path rides on. */
export interface Carriage {
  readonly orderId: string;
  readonly customer: string;
  readonly state: OrderState;
  readonly isCarrying: boolean;
}

export interface PathStatus extends PathAhead {
  readonly path: VirtualPath;
  /** The row of the conditions table that applies at this moment. */
  readonly applied: Applied;
  readonly isSwitchUp: boolean;
  /** null: none of ours. */
  readonly carriage: Carriage | null;
}

export interface PathDossier extends PathStatus {
  /** Rows of its identifiers that are not simply unused. */
  readonly circuits: readonly VirtualCircuit[];
}

export interface CircuitDossier {
  readonly order: CircuitOrder;
  readonly transitions: readonly CircuitTransition[];
  /** Null also where its path was removed. */
  readonly carriage: Carriage | null;
  /** While it waits: what for, and what an operator can do; null: it does not. */
  readonly waitsFor: string | null;
}

export interface SwitchStatus extends Switch {
  readonly link: SwitchLink;
  readonly paths: number;
  /** How many circuit orders that have not ended are in each state. */
  readonly orders: Readonly<Record<CircuitOrderState, number>>;
}

export interface CircuitQueries {
  switches(): Promise<readonly SwitchStatus[]>;
  paths(): Promise<readonly VirtualPath[]>;
  /** Each path by its id, with what carries it. */
  carriedPaths(): Promise<ReadonlyMap<string, { readonly path: VirtualPath; readonly carriage: Carriage | null }>>;
  /** Those that were removed, and that ended orders name. */
  removedPaths(): Promise<readonly VirtualPath[]>;
  /** Each as it is at its moment: others have their turn between them. */
  virtualPaths(): Promise<readonly PathStatus[]>;
  /** Null: there is none. */
  pathStatus(id: string): Promise<PathStatus | null>;
  virtualPath(id: string): Promise<PathDossier | null>;
  circuitOrders(filter: { readonly pathId?: string; readonly states?: readonly CircuitOrderState[] }): Promise<readonly CircuitOrder[]>;
  /** How many circuit orders are in each state. */
  circuitOrderCounts(): Promise<Readonly<Record<CircuitOrderState, number>>>;
  /** How many orders of each path wait, of those where any do. */
  waitingByPath(): Promise<readonly { readonly pathId: string; readonly count: number }[]>;
  circuitOrder(id: string): Promise<CircuitDossier | null>;
  /** What would become of each, in this order, were it ordered now; nothing is entered. */
  checkCircuits(requests: readonly CircuitOrderRequest[], onProgress?: (done: number) => void): Promise<readonly CircuitCheck[]>;
  /** Newest first; without a path: of all. */
  bulkRequests(filter: { readonly pathId?: string; readonly count: number }): Promise<readonly BulkRequest[]>;
  /** The table in force. */
  conditions(): Promise<ConditionsTable>;
}

export function circuitQueries(engine: Engine): CircuitQueries {
  const { store, clock, settings } = engine;
  const statusOf = async (tx: Tx, path: VirtualPath): Promise<PathStatus> => ({
    path,
    ...(await pathOutlook(tx, path, settings, clock.now())),
    applied: applyingCondition(await conditionsInForce(tx), parametersOf(path, clock.now())),
    isSwitchUp: engine.switches.get(path.switchId)?.isUp ?? false,
    carriage: await carriageOf(tx, path),
  });
  const pathStatus = (id: string): Promise<PathStatus | null> =>
    store.transaction(async (tx) => {
      const path = await tx.paths.get(id);
      return path ? statusOf(tx, path) : null;
    });
  const waitedFor = async (tx: Tx, path: VirtualPath): Promise<string> => {
    const atMs = clock.now();
    const applied = applyingCondition(await conditionsInForce(tx), parametersOf(path, atMs));
    const isSwitchUp = engine.switches.get(path.switchId)?.isUp ?? false;
    const [last = null] = await tx.paths.requests(path.id, 1);
    return waitsFor({ path, applied, isSwitchUp, last, quarantineEndMs: await tx.circuits.nextQuarantineEnd(path.id) }, atMs);
  };
  return {
    switches: () =>
      store.transaction(async (tx) => {
        const links = new Map((await tx.switches.links()).map((link) => [link.switchId, link]));
        const each: SwitchStatus[] = [];
        for (const known of await tx.switches.list()) {
          const link = links.get(known.id);
          if (!link) continue;
          const [paths, orders] = [await tx.paths.ofSwitch(known.id), await tx.circuits.standingCounts(known.id)];
          each.push({ ...known, link, paths: paths.length, orders });
        }
        return each;
      }),
    paths: () => store.transaction((tx) => tx.paths.list()),
    carriedPaths: () =>
      store.transaction(async (tx) => {
        const each = new Map<string, { readonly path: VirtualPath; readonly carriage: Carriage | null }>();
        for (const path of await tx.paths.list()) each.set(path.id, { path, carriage: await carriageOf(tx, path) });
        return each;
      }),
    removedPaths: () => store.transaction((tx) => tx.paths.withdrawn()),
    async virtualPaths() {
      const each: PathStatus[] = [];
      for (const { id } of await store.transaction((tx) => tx.paths.list())) {
        const status = await pathStatus(id);
        if (status) each.push(status);
        await store.pause();
      }
      return each;
    },
    pathStatus,
    virtualPath: (id) =>
      store.transaction(async (tx) => {
        const path = await tx.paths.get(id);
        return path ? { ...(await statusOf(tx, path)), circuits: await tx.circuits.circuits(id) } : null;
      }),
    circuitOrders: ({ pathId, states }) => store.transaction((tx) => tx.circuits.orders(pathId ?? null, states)),
    circuitOrderCounts: () => store.transaction((tx) => tx.circuits.orderCounts(null)),
    waitingByPath: () => store.transaction((tx) => tx.circuits.waitingCounts()),
    circuitOrder: (id) =>
      store.transaction(async (tx) => {
        const order = await tx.circuits.order(id);
        const path = order && (await tx.paths.get(order.pathId));
        if (!order) return null;
        return {
          order,
          transitions: await tx.circuits.transitions(id),
          carriage: path ? await carriageOf(tx, path) : null,
          waitsFor: path && order.state === 'waiting' ? await waitedFor(tx, path) : null,
        };
      }),
    async checkCircuits(requests, onProgress) {
      const check = orderChecks();
      return inSlices(engine, requests, (slice) => store.transaction((tx) => inTurn(slice, (request) => check(tx, request))), onProgress);
    },
    bulkRequests: ({ pathId, count }) => store.transaction((tx) => tx.paths.requests(pathId ?? null, count)),
    conditions: () =>
      store.transaction(async (tx) => (await tx.paths.conditions()) ?? { rows: defaultConditions, savedAtMs: 0, savedBy: '' }),
  };
}

export async function carriageOf(tx: Tx, { carriedByOrderId }: VirtualPath): Promise<Carriage | null> {
  const order = carriedByOrderId === null ? undefined : await tx.orders.get(carriedByOrderId);
  return order ? { orderId: order.id, customer: order.customer, state: order.state, isCarrying: isCarryingState(order.state) } : null;
}
