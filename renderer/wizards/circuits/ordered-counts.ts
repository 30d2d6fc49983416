import type { CircuitOrderShown } from '../../../core/contract/circuit-shapes';
import type { CircuitOrderState } from '../../../core/model/virtual-circuit';

export interface OrderedCounts {
  readonly active: number;
  readonly underWay: number;
  readonly waiting: number;
  readonly failed: number;
  readonly released: number;
  /** Not entered: refused, or never asked for. */
  readonly absent: number;
}

const countOf: Readonly<Record<CircuitOrderState, keyof OrderedCounts>> = {
  waiting: 'waiting',
  given: 'underWay',
  connecting: 'underWay',
  active: 'active',
  releasing: 'underWay',
  released: 'released',
  failed: 'failed',
};

export function countOrdered(
  ids: readonly string[],
  orders: ReadonlyMap<string, Pick<CircuitOrderShown, 'state' | 'pathId'>>,
  pathId: string,
): OrderedCounts {
  const counts = { active: 0, underWay: 0, waiting: 0, failed: 0, released: 0, absent: 0 };
  for (const id of ids) {
    const order = orders.get(id);
    // One of another path has the same id by chance: it is not of these.
    counts[order?.pathId === pathId ? countOf[order.state] : 'absent'] += 1;
  }
  return counts;
}

/** Nothing changes any more unless somebody acts: those that wait do so for circuits that are yet to be made. */
export const isAtRest = ({ underWay }: OrderedCounts): boolean => underWay === 0;
