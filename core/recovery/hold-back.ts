import type { Engine } from '../engine';
import type { Order } from '../model/order';
import type { RecoveryPause } from '../model/recovery-pause';
import type { Route } from '../model/route';
import type { Hop } from '../network/routes-in-use';
import type { NetworkView } from '../network/network-view';
import type { Tx } from '../store/store';

/** The hops of a route. */
interface Way {
  readonly hops: readonly Hop[];
}

/** Why an order is not moved by the engine: the operator wants it so; empty: nothing is against it (N12). */
export const wordsAgainstMoving = async (view: NetworkView, tx: Tx, order: Order, route: Way | null): Promise<string> =>
  wordsAgainst(view, await tx.interventions.pauses(), order, route);

/** The same, of many orders at once: `pauses` are those that stand. */
export function wordsAgainst(
  view: NetworkView,
  pauses: readonly RecoveryPause[],
  order: Pick<Order, 'isFrozen'>,
  route: Way | null,
): string {
  if (order.isFrozen) return 'the order is frozen: nothing moves it automatically; unfreeze it, or move it by hand';
  const standing = pauses.find((pause) => isOnTheWay(view, pause, route));
  if (!standing) return '';
  const where = standing.carrierId === null ? 'everywhere' : `at ${view.carrierName(standing.carrierId)}`;
  return `automatic recovery is paused ${where}${standing.text === '' ? '' : `: ${standing.text}`}`;
}

const isOnTheWay = (view: NetworkView, { carrierId }: RecoveryPause, route: Way | null): boolean =>
  carrierId === null || (route?.hops.some(({ kind, id }) => kind === 'node' && view.nodes.get(id)?.carrierId === carrierId) ?? false);

/** What keeps an impaired order from being restored at once. */
export type HoldBack =
  | { readonly kind: 'none' }
  /** The carrier's own protection has so long yet. */
  | { readonly kind: 'hold-off'; readonly remainingMs: number }
  | { readonly kind: 'held'; readonly text: string };

/**
 * The hold-off is counted from the first hit that is not settled. It never lasts longer than its length from the moment at which it is looked at,
 * and a clock that was put back ends it. What the operator forces waits for nothing.
 */
export async function holdBackFrom({ network, clock, settings }: Engine, tx: Tx, order: Order, route: Route | null): Promise<HoldBack> {
  if ((await tx.interventions.move(order.id))?.cause === 'forced') return { kind: 'none' };
  const text = await wordsAgainstMoving(network.view, tx, order, route);
  if (text !== '') return { kind: 'held', text };
  const hits = (await tx.impairments.hitsOf(order.id)).filter(({ settledAtMs }) => settledAtMs === null);
  const sinceMs = hits.length > 0 ? Math.min(...hits.map(({ hitAtMs }) => hitAtMs)) : order.stateSinceMs;
  const elapsedMs = clock.now() - sinceMs;
  const isOver = elapsedMs < 0 || elapsedMs >= settings.holdOffMs;
  return isOver ? { kind: 'none' } : { kind: 'hold-off', remainingMs: settings.holdOffMs - elapsedMs };
}
