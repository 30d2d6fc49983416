import { applyingCondition } from '../circuits/conditions-table';
import type { Engine, Recording } from '../engine';
import type { CircuitOrder } from '../model/virtual-circuit';
import type { VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { conditionsInForce, consultTable, parametersOf } from './consult-table';

/**
 * Gives the path's waiting orders their circuits, in order, as far as there are any, and asks for more where the conditions table says so (V2–V5, V12):
 * all in the caller's transaction, on the path as it is within it. Writes the path.
 */
export async function serveOrders(engine: Engine, record: Recording, pathId: string): Promise<void> {
  const { tx, tell } = record;
  let path = await tx.paths.get(pathId);
  if (!path) return;
  await tx.circuits.endQuarantines(path.id, record.atMs);
  let order = await tx.circuits.firstWaiting(path.id);
  do {
    path = await pastForeign(tx, path);
    // For each order, before its circuit is given: `currentVci` is the one that it is to have.
    path = await consultTable(engine, record, path);
    const vci = order ? await nextAvailable(record, path) : null;
    if (!order || vci === null) break;
    await give(record, path, order, vci);
    if (vci === path.currentVci) path = { ...path, currentVci: vci + 1 };
    order = await tx.circuits.firstWaiting(path.id);
  } while (order);
  await tx.paths.put(path);
  tell({ kind: 'path.changed', pathId, switchId: path.switchId, atMs: record.atMs });
}

/** What the switch uses for something else is passed over. */
async function pastForeign(tx: Tx, path: VirtualPath): Promise<VirtualPath> {
  let { currentVci } = path;
  while (currentVci <= path.lastVci && (await tx.circuits.circuit(path.id, currentVci))) currentVci += 1;
  return currentVci === path.currentVci ? path : { ...path, currentVci };
}

/** The identifier of the next available circuit (V2): what was released longest ago, else the next of those that were created. */
async function nextAvailable({ tx, atMs }: Recording, path: VirtualPath): Promise<number | null> {
  const free = await tx.circuits.nextFree(path.id);
  if (free) return free.vci;
  if (path.currentVci > path.lastVci) return null;
  const isReserve = path.lastVci - path.currentVci <= path.deltaThreshold && path.lastVci < path.vcis.last;
  return path.isReserveHeld && isReserve && (await isMoreToCome(tx, path, atMs)) ? null : path.currentVci;
}

/** A reserve is held as long as more can come (V12): with a table that wants nothing sent for just so many, nobody would ever be served. */
async function isMoreToCome(tx: Tx, path: VirtualPath, atMs: number): Promise<boolean> {
  const { action, elapsedMs } = applyingCondition(await conditionsInForce(tx), parametersOf(path, atMs));
  return action !== 'do-not-send' || (elapsedMs !== null && elapsedMs <= path.timeThresholdMs);
}

async function give({ tx, atMs, tell }: Recording, path: VirtualPath, order: CircuitOrder, vci: number): Promise<void> {
  await tx.circuits.putCircuit({ pathId: path.id, vci, state: 'given', orderId: order.id, sinceMs: atMs, freeAtMs: null });
  const cause = `circuit ${path.vpi}/${vci} is given`;
  await tx.circuits.moveOrder({ orderId: order.id, from: 'waiting', to: 'given', atMs, cause, actor: 'engine' }, vci);
  tell({ kind: 'circuit-order.changed', orderId: order.id, switchId: order.switchId, from: 'waiting', to: 'given', cause });
}
