import type { Recording } from '../engine';
import { conflicts, whatIsShared } from '../identification/sharing';
import type { NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { NetworkView } from '../network/network-view';
import { statesInUse, type Hop } from '../network/routes-in-use';

/**
 * What the route shares with the order that it must be apart from, as the store says in this very transaction: of two orders that are restored
 * at the same moment one finds the other's booking. null: nothing.
 */
export async function sharedInStore(
  view: NetworkView,
  { tx }: Pick<Recording, 'tx'>,
  { diversity }: Order,
  route: Route,
): Promise<NetworkSubject | null> {
  if (!diversity?.isRequired) return null;
  const others = (await tx.connections.ofOrder(diversity.fromOrderId))
    .filter(({ state }) => statesInUse.some((inUse) => inUse === state))
    .map(({ route: other }) => other.hops);
  const isShared = (hops: readonly Hop[]): boolean =>
    conflicts(view, whatIsShared(view, hops, others, route.hops), diversity.by).length > 0;
  if (!isShared(route.hops)) return null;
  const between = route.hops.slice(1, -1);
  const { kind, id } = between.find((hop) => isShared([hop])) ?? between[0] ?? { kind: 'node', id: '' };
  return { kind, id };
}
