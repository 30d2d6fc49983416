import type { CircuitOrderShown } from '../../contract/circuit-shapes';
import type { CircuitOrder } from '../../model/virtual-circuit';
import type { VirtualPath } from '../../model/virtual-path';
import type { Carriage } from '../circuit-queries';

/** `path`: present or removed; `carriage`: of a present one. */
export const showCircuitOrder = (
  order: CircuitOrder,
  switchName: string | undefined,
  path: VirtualPath | undefined,
  carriage: Carriage | null,
): CircuitOrderShown => ({
  ...order,
  switchName: switchName ?? order.switchId,
  provider: path?.provider ?? '',
  vpi: path?.vpi ?? 0,
  // It has a circuit, and what is to carry it does not.
  isImpaired: order.vci !== null && carriage !== null && !carriage.isCarrying,
});
