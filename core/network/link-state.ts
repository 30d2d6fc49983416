import type { Carrier, LinkState } from '../model/network';
import type { Store } from '../store/store';
import type { Network } from './network';

/** Enters a carrier that the operator connects. Its information is stale until its link has been up. */
export async function enterCarrier(store: Store, { view, graph }: Network, carrier: Carrier, atMs: number): Promise<void> {
  // What is said of one that is known only from a file holds no longer.
  const known = view.fileSources.has(carrier.id) ? undefined : view.linkStates.get(carrier.id);
  const state: LinkState = known ?? {
    carrierId: carrier.id,
    isUp: false,
    reason: 'not connected yet',
    sinceMs: atMs,
    heardAtMs: null,
  };
  await store.transaction(async (tx) => {
    await tx.network.putCarrier(carrier);
    await tx.network.putLinkState(state);
  });
  view.carriers.set(carrier.id, carrier);
  view.linkStates.set(carrier.id, state);
  graph.reshape();
  graph.settle();
}

/** Marks a carrier's information fresh or stale (N4). */
export async function markLink(
  store: Store,
  { view, graph }: Network,
  carrierId: string,
  isUp: boolean,
  reason: string,
  atMs: number,
): Promise<void> {
  const known = view.linkStates.get(carrierId);
  const state: LinkState = {
    carrierId,
    isUp,
    reason,
    sinceMs: known && known.isUp === isUp ? known.sinceMs : atMs,
    heardAtMs: isUp ? atMs : (known?.heardAtMs ?? null),
  };
  await store.transaction(async (tx) => {
    await tx.network.putLinkState(state);
    if (known?.isUp !== isUp || known.reason !== reason) {
      await tx.history.add({
        atMs,
        actor: 'carrier',
        event: isUp ? 'link.up' : 'link.down',
        subject: carrierId,
        text: isUp ? 'resynchronised in full' : reason,
      });
    }
  });
  view.linkStates.set(carrierId, state);
  if (known?.isUp === isUp) return;
  graph.touchCarrier(carrierId);
  graph.settle();
}
