import type { Applied } from '../circuits/conditions-table';
import type { Engine, Recording } from '../engine';
import type { CircuitOrder } from '../model/virtual-circuit';
import type { VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { consultTable } from './consult-table';

/** As `servePath`, of the path as it is within the transaction. */
export async function serveOrders(engine: Engine, record: Recording, pathId: string): Promise<void> {
  const path = await record.tx.paths.get(pathId);
  if (path) await servePath(engine, record, path);
}

/**
 * Gives the path's waiting orders their circuits, in order, as far as there are any, and asks for more where the conditions table says so (V2–V5, V12):
 * all in the caller's transaction, on the path as it is within it. Writes the path; gives which circuits were given, by order.
 */
export async function servePath(engine: Engine, record: Recording, known: VirtualPath): Promise<ReadonlyMap<string, number>> {
  const { tx, tell } = record;
  const given = new Map<string, number>();
  let path = known;
  await tx.circuits.endQuarantines(path.id, record.atMs);
  let order = await tx.circuits.firstWaiting(path.id);
  do {
    path = await pastForeign(tx, path);
    // For each order, before its circuit is given: `currentVci` is the one that it is to have.
    const consulted = await consultTable(engine, record, path);
    path = consulted.path;
    const vci = order ? await nextAvailable(tx, path, consulted.applied) : null;
    if (!order || vci === null) break;
    await give(record, path, order, vci);
    given.set(order.id, vci);
    if (vci === path.currentVci) path = { ...path, currentVci: vci + 1 };
    order = await tx.circuits.firstWaiting(path.id);
  } while (order);
  await tx.paths.putState(path);
  tell({ kind: 'path.changed', pathId: path.id, switchId: path.switchId, atMs: record.atMs });
  return given;
}

/** What the switch uses for something else is passed over. */
async function pastForeign(tx: Tx, path: VirtualPath): Promise<VirtualPath> {
  let { currentVci } = path;
  while (currentVci <= path.lastVci && (await tx.circuits.circuit(path.id, currentVci))) currentVci += 1;
  return currentVci === path.currentVci ? path : { ...path, currentVci };
}

/** The identifier of the next available circuit (V2): what was released longest ago, else the next of those that were created. */
async function nextAvailable(tx: Tx, path: VirtualPath, applied: Applied): Promise<number | null> {
  const free = await tx.circuits.nextFree(path.id);
  if (free) return free.vci;
  if (path.currentVci > path.lastVci) return null;
  return isHoldingReserve(path, applied) ? null : path.currentVci;
}

/** A reserve is held as long as more is to come (V12): with a table that wants nothing sent for just so many, nobody would ever be served. */
const isHoldingReserve = (path: VirtualPath, { action, remaining, elapsedMs }: Applied): boolean =>
  path.isReserveHeld &&
  remaining <= path.deltaThreshold &&
  path.lastVci < path.vcis.last &&
  (action !== 'do-not-send' || (elapsedMs !== null && elapsedMs <= path.timeThresholdMs));

async function give({ tx, atMs, tell }: Recording, path: VirtualPath, order: CircuitOrder, vci: number): Promise<void> {
  await tx.circuits.putCircuit({ pathId: path.id, vci, state: 'given', orderId: order.id, sinceMs: atMs, freeAtMs: null });
  const cause = `circuit ${path.vpi}/${vci} is given`;
  await tx.circuits.moveOrder({ orderId: order.id, from: 'waiting', to: 'given', atMs, cause, actor: 'engine' }, vci);
  tell({ kind: 'circuit-order.changed', orderId: order.id, switchId: order.switchId, from: 'waiting', to: 'given', cause });
}
