import type { Recording } from '../engine';
import type { Actor } from '../model/order';
import type { CircuitOrder, CircuitOrderState, CircuitState } from '../model/virtual-circuit';

/** The order in its new state, with its circuit or (null) without; false: something else moved it meanwhile. */
export async function moveCircuitOrder(
  { tx, atMs, tell }: Recording,
  order: CircuitOrder,
  to: CircuitOrderState,
  cause: string,
  { vci = order.vci, actor = 'engine' }: { readonly vci?: number | null; readonly actor?: Actor } = {},
): Promise<boolean> {
  const { id: orderId, state: from, switchId } = order;
  const isMoved = await tx.circuits.moveOrder({ orderId, from, to, atMs, cause, actor }, vci);
  if (isMoved) tell({ kind: 'circuit-order.changed', orderId, switchId, from, to, cause });
  return isMoved;
}

/** The order's circuit, which is not its own any more. */
export async function takeBack(
  { tx, atMs }: Recording,
  order: CircuitOrder,
  as: Exclude<CircuitState, 'given'>,
  quarantineMs = 0,
): Promise<void> {
  if (order.vci === null) return;
  const circuit = await tx.circuits.circuit(order.pathId, order.vci);
  if (circuit?.orderId !== order.id) return;
  const freeAtMs = as === 'quarantined' ? atMs + quarantineMs : null;
  await tx.circuits.putCircuit({ ...circuit, state: as, orderId: null, sinceMs: atMs, freeAtMs });
}
