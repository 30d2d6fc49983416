import { lineAmiss } from '../circuits/circuit-order-intake';
import type { Engine, Recording } from '../engine';
import { lineText } from '../model/switch';
import type { CircuitOrder, CircuitOrderRequest } from '../model/virtual-circuit';
import type { VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { serveOrders } from './serve-orders';

/** What became of a work order at once: `waiting` without an identifier, or `given` one. */
export type CircuitAnswer =
  | { readonly kind: 'received'; readonly orderId: string; readonly vci: number | null; readonly cause: string }
  | { readonly kind: 'refused'; readonly orderId: string; readonly message: string };

/** Enters the order and serves its path, in the caller's transaction. What is refused has changed nothing. */
export async function takeOrder(engine: Engine, record: Recording, request: CircuitOrderRequest, by: string): Promise<CircuitAnswer> {
  const { tx, atMs, tell } = record;
  const path = await tx.paths.get(request.pathId);
  const message = path
    ? await orderAmiss(tx, request, path)
    : `virtual path ${request.pathId} is not known; correct its id, or add the path first`;
  if (!path || message !== null) return { kind: 'refused', orderId: request.id, message: message ?? '' };
  const order: Omit<CircuitOrder, 'number'> = {
    ...request,
    ...{ switchId: path.switchId, state: 'waiting', cause: `ordered by ${by}`, vci: null, receivedAtMs: atMs, stateSinceMs: atMs },
  };
  await tx.circuits.insertOrder(order, 'operator');
  tell({ kind: 'circuit-order.changed', orderId: order.id, switchId: order.switchId, from: null, to: 'waiting', cause: order.cause });
  await serveOrders(engine, record, path.id);
  const now = await tx.circuits.order(order.id);
  return { kind: 'received', orderId: order.id, vci: now?.vci ?? null, cause: now?.cause ?? '' };
}

/** Why the order is not taken, in words; null: it is. */
async function orderAmiss(tx: Tx, { id, endUser, line }: CircuitOrderRequest, path: VirtualPath): Promise<string | null> {
  if (await tx.circuits.order(id)) return `circuit order ${id} exists already; give the new one another id`;
  const { limits } = (await tx.switches.get(path.switchId)) ?? {};
  const amiss = limits ? lineAmiss(line, limits) : null;
  if (amiss !== null) return amiss;
  const sameUser = await tx.circuits.ofEndUser(path.id, endUser);
  if (sameUser)
    return `end user ${endUser} has a circuit in path ${path.id} already, by order ${sameUser.id}; release it first, or order in another path`;
  const sameLine = await tx.circuits.onLine(path.switchId, line);
  if (sameLine)
    return `line ${lineText(line)} of switch ${path.switchId} is taken by order ${sameLine.id} of ${sameLine.endUser}; correct the line, or release that order first`;
  return fullAmiss(tx, path);
}

/** What is created, to be created, free or in quarantine is counted against those who wait already (V12). */
async function fullAmiss(tx: Tx, path: VirtualPath): Promise<string | null> {
  const waiting = await tx.circuits.countWaiting(path.id);
  if (path.vcis.last - path.currentVci + 1 > waiting + foreignAllowance) return null;
  const circuits = await tx.circuits.circuits(path.id);
  const foreign = circuits.filter(({ vci, state }) => state === 'foreign' && vci >= path.currentVci).length;
  const toCome = circuits.filter(({ state }) => state === 'free' || state === 'quarantined').length;
  if (path.vcis.last - path.currentVci + 1 - foreign + toCome > waiting) return null;
  const total = path.vcis.last - path.vcis.first + 1;
  return `path full: all ${total} identifiers of path ${path.id} are used${waiting === 0 ? '' : ` or promised to ${waiting} orders that wait`}; extend its range, release circuits, or order in another path`;
}

/** So many identifiers may be taken by others before it is counted exactly. */
const foreignAllowance = 1024;
