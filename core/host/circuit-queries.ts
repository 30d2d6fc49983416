import { applyingCondition, defaultConditions, type Applied } from '../circuits/conditions-table';
import type { Engine } from '../engine';
import type { ConditionsTable } from '../model/condition';
import type { OrderState } from '../model/order';
import type { Switch, SwitchLink } from '../model/switch';
import type { CircuitOrder, CircuitOrderState, CircuitTransition, VirtualCircuit } from '../model/virtual-circuit';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import { conditionsInForce, parametersOf } from '../pools/consult-table';
import { isCarryingState } from '../pools/carriage';
import type { Tx } from '../store/store';

/** The connection that a path rides on. */
export interface Carriage {
  readonly orderId: string;
  readonly state: OrderState;
  readonly isCarrying: boolean;
}

export interface PathStatus {
  readonly path: VirtualPath;
  /** Rows of its identifiers that are not simply unused. */
  readonly circuits: readonly VirtualCircuit[];
  /** Ids of the orders that wait, the first first. */
  readonly waiting: readonly string[];
  readonly pending: BulkRequest | null;
  /** The row of the conditions table that applies at this moment. */
  readonly applied: Applied;
  readonly isSwitchUp: boolean;
  /** null: none of ours. */
  readonly carriage: Carriage | null;
}

export interface CircuitDossier {
  readonly order: CircuitOrder;
  readonly transitions: readonly CircuitTransition[];
  readonly path: VirtualPath;
  readonly carriage: Carriage | null;
}

export interface CircuitQueries {
  switches(): Promise<readonly (Switch & { readonly link: SwitchLink })[]>;
  virtualPaths(): Promise<readonly PathStatus[]>;
  virtualPath(id: string): Promise<PathStatus | null>;
  circuitOrders(filter: { readonly pathId?: string; readonly states?: readonly CircuitOrderState[] }): Promise<readonly CircuitOrder[]>;
  circuitOrder(id: string): Promise<CircuitDossier | null>;
  /** Newest first; without a path: of all. */
  bulkRequests(filter: { readonly pathId?: string; readonly count: number }): Promise<readonly BulkRequest[]>;
  /** The table in force. */
  conditions(): Promise<ConditionsTable>;
}

export function circuitQueries(engine: Engine): CircuitQueries {
  const { store, clock } = engine;
  const statusOf = async (tx: Tx, path: VirtualPath): Promise<PathStatus> => ({
    path,
    circuits: await tx.circuits.circuits(path.id),
    waiting: (await tx.circuits.orders(path.id, ['waiting'])).map(({ id }) => id),
    pending: (await tx.paths.pendingRequest(path.id)) ?? null,
    applied: applyingCondition(await conditionsInForce(tx), parametersOf(path, clock.now())),
    isSwitchUp: engine.switches.get(path.switchId)?.isUp ?? false,
    carriage: await carriageOf(tx, path),
  });
  return {
    switches: () =>
      store.transaction(async (tx) => {
        const links = new Map((await tx.switches.links()).map((link) => [link.switchId, link]));
        return (await tx.switches.list()).flatMap((known) => {
          const link = links.get(known.id);
          return link ? [{ ...known, link }] : [];
        });
      }),
    virtualPaths: () =>
      store.transaction(async (tx) => {
        const each: PathStatus[] = [];
        for (const path of await tx.paths.list()) each.push(await statusOf(tx, path));
        return each;
      }),
    virtualPath: (id) =>
      store.transaction(async (tx) => {
        const path = await tx.paths.get(id);
        return path ? statusOf(tx, path) : null;
      }),
    circuitOrders: ({ pathId, states }) => store.transaction((tx) => tx.circuits.orders(pathId ?? null, states)),
    circuitOrder: (id) =>
      store.transaction(async (tx) => {
        const order = await tx.circuits.order(id);
        const path = order && (await tx.paths.get(order.pathId));
        if (!order || !path) return null;
        return { order, transitions: await tx.circuits.transitions(id), path, carriage: await carriageOf(tx, path) };
      }),
    bulkRequests: ({ pathId, count }) => store.transaction((tx) => tx.paths.requests(pathId ?? null, count)),
    conditions: () =>
      store.transaction(async (tx) => (await tx.paths.conditions()) ?? { rows: defaultConditions, savedAtMs: 0, savedBy: '' }),
  };
}

async function carriageOf(tx: Tx, { carriedByOrderId }: VirtualPath): Promise<Carriage | null> {
  const order = carriedByOrderId === null ? undefined : await tx.orders.get(carriedByOrderId);
  return order ? { orderId: order.id, state: order.state, isCarrying: isCarryingState(order.state) } : null;
}
