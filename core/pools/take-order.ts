import { lineAmiss } from '../circuits/circuit-order-intake';
import type { Engine, Recording } from '../engine';
import { lineText } from '../model/switch';
import type { CircuitOrderRequest } from '../model/virtual-circuit';
import type { VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { servePath } from './serve-orders';

/** What became of a work order at once: it has its identifier, or (null) waits for one. */
export type CircuitAnswer =
  | { readonly kind: 'received'; readonly orderId: string; readonly vci: number | null }
  | { readonly kind: 'refused'; readonly orderId: string; readonly message: string };

/** Enters the order and serves its path, in the caller's transaction. What is refused has changed nothing. */
export async function takeOrder(engine: Engine, record: Recording, request: CircuitOrderRequest, by: string): Promise<CircuitAnswer> {
  const { tx, atMs, tell } = record;
  const orderId = request.id;
  const refused = (message: string): CircuitAnswer => ({ kind: 'refused', orderId, message });
  const path = await tx.paths.get(request.pathId);
  if (!path) return refused(unknownPath(request.pathId));
  const amiss = await orderAmiss(tx, request, path);
  if (amiss !== null) return refused(amiss);
  const cause = `ordered by ${by}`;
  const order = {
    ...request,
    switchId: path.switchId,
    state: 'waiting',
    cause,
    vci: null,
    receivedAtMs: atMs,
    stateSinceMs: atMs,
  } as const;
  if (!(await tx.circuits.insertOrder(order, 'operator'))) return refused(existsAlready(orderId));
  tell({ kind: 'circuit-order.changed', orderId, switchId: path.switchId, from: null, to: 'waiting', cause });
  const given = await servePath(engine, record, path);
  return { kind: 'received', orderId, vci: given.get(orderId) ?? null };
}

export const unknownPath = (id: string): string => `virtual path ${id} is not known; correct its id, or add the path first`;
export const existsAlready = (id: string): string => `circuit order ${id} exists already; give the new one another id`;

/** Why the order is not taken, in words; null: it is. `promised`: so many others are to be taken before it. */
export async function orderAmiss(
  tx: Tx,
  { id, endUser, line }: CircuitOrderRequest,
  path: VirtualPath,
  promised = 0,
): Promise<string | null> {
  const { limits } = (await tx.switches.get(path.switchId)) ?? {};
  const amiss = limits ? lineAmiss(line, limits) : null;
  if (amiss !== null) return amiss;
  const sameUser = await tx.circuits.ofEndUser(path.id, endUser);
  const sameLine = await tx.circuits.onLine(path.switchId, line);
  if (sameUser?.id === id || sameLine?.id === id) return existsAlready(id);
  if (sameUser)
    return `end user ${endUser} has a circuit in path ${path.id} already, by order ${sameUser.id}; release it first, or order in another path`;
  if (sameLine)
    return `line ${lineText(line)} of switch ${path.switchId} is taken by order ${sameLine.id} of ${sameLine.endUser}; correct the line, or release that order first`;
  return fullAmiss(tx, path, promised);
}

/** What is created, to be created, free or in quarantine is counted against those who wait already (V12). */
async function fullAmiss(tx: Tx, path: VirtualPath, before: number): Promise<string | null> {
  const waiting = before + (await tx.circuits.countWaiting(path.id));
  // From the next one on, no row stands for anything but what is not ours.
  const ahead = path.vcis.last - path.currentVci + 1 - (await tx.circuits.countFrom(path.id, path.currentVci));
  if (ahead > waiting) return null;
  const { free, quarantined } = await tx.circuits.counts(path.id);
  if (ahead + free + quarantined > waiting) return null;
  const total = path.vcis.last - path.vcis.first + 1;
  const promised = waiting === 0 ? '' : `, or promised to ${waiting} orders that wait`;
  return `path full: all ${total} identifiers of path ${path.id} are used${promised}; extend its range, release circuits, or order in another path`;
}
