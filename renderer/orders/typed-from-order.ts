import type { Order } from '../../core/model/order';
import { endText } from '../../core/model/order-cells';
import type { OrderFields } from '../../core/model/order-fields';

/** An order as it would be typed. */
export function typedFromOrder(order: Order): OrderFields {
  const { oneWayNs, enteredAs } = order.limit;
  const date = (atMs: number | null): string => (atMs === null ? '' : new Date(atMs).toISOString());
  return {
    order: order.id,
    customer: order.customer,
    accessing: order.accessingCarrierId,
    a: endText(order.a),
    z: endText(order.z),
    signal: order.signal,
    limit: `${enteredAs === 'round-trip' ? 2 * oneWayNs : oneWayNs} ns`,
    basis: enteredAs,
    objective: order.objective,
    recovery: order.recovery,
    priority: String(order.priority),
    provenance: order.minimumProvenance,
    start: date(order.startMs),
    end: date(order.endMs),
    revert: order.revert,
    ...(order.diversity
      ? {
          'diverse-from': order.diversity.fromOrderId,
          'diverse-by': order.diversity.by,
          diversity: order.diversity.isRequired ? 'required' : 'preferred',
        }
      : {}),
  };
}
