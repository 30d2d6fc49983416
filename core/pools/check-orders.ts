import { lineText } from '../model/switch';
import type { CircuitOrderRequest } from '../model/virtual-circuit';
import type { VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { existsAlready, orderAmiss, unknownPath } from './take-order';

/** What would become of an order: `given` an identifier at once, or `waits` until there are more. */
export type CircuitCheck =
  | { readonly kind: 'given' | 'waits'; readonly orderId: string }
  | { readonly kind: 'refused'; readonly orderId: string; readonly message: string };

/** Says of one order after the other what would become of it, were those before it taken. Nothing is entered. */
export function orderChecks(): (tx: Tx, request: CircuitOrderRequest) => Promise<CircuitCheck> {
  const ids = new Set<string>();
  const byUser = new Map<string, string>();
  const byLine = new Map<string, string>();
  const rooms = new Map<string, { taken: number; atOnce: number }>();

  return async (tx, request) => {
    const { id, endUser, pathId, line } = request;
    const refused = (message: string): CircuitCheck => ({ kind: 'refused', orderId: id, message });
    const path = await tx.paths.get(pathId);
    if (!path) return refused(unknownPath(pathId));
    if (ids.has(id) || (await tx.circuits.order(id))) return refused(existsAlready(id));
    const room = rooms.get(pathId) ?? { taken: 0, atOnce: await givenAtOnce(tx, path) };
    rooms.set(pathId, room);
    const amiss = await orderAmiss(tx, request, path, room.taken);
    if (amiss !== null) return refused(amiss);
    const [user, place] = [JSON.stringify([pathId, endUser]), JSON.stringify([path.switchId, lineText(line)])];
    const sameUser = byUser.get(user);
    if (sameUser !== undefined)
      return refused(
        `end user ${endUser} is to have a circuit in path ${pathId} by order ${sameUser} before; order it once, or in another path`,
      );
    const sameLine = byLine.get(place);
    if (sameLine !== undefined)
      return refused(`line ${lineText(line)} of switch ${path.switchId} is to be taken by order ${sameLine} before; correct the line`);
    ids.add(id);
    byUser.set(user, id);
    byLine.set(place, id);
    room.taken += 1;
    return { kind: room.taken <= room.atOnce ? 'given' : 'waits', orderId: id };
  };
}

/** How many orders would have an identifier before more are created. */
async function givenAtOnce(tx: Tx, path: VirtualPath): Promise<number> {
  if ((await tx.circuits.countWaiting(path.id)) > 0) return 0;
  const { free } = await tx.circuits.counts(path.id);
  const foreign = (await tx.circuits.foreign(path.id)).filter((vci) => path.currentVci <= vci && vci <= path.lastVci).length;
  const remaining = path.lastVci - path.currentVci;
  const isHeld = path.isReserveHeld && path.lastVci < path.vcis.last;
  return free + Math.max(0, isHeld ? remaining - path.deltaThreshold - foreign : remaining + 1 - foreign);
}
