import { apartWords } from '../identification/apart-from';
import { conflicts, whatIsShared } from '../identification/sharing';
import type { Order } from '../model/order';
import type { NetworkView } from '../network/network-view';
import type { Tx } from '../store/store';

/** Whether an order in service is apart from the other order, as it asks for. */
export interface DiversityKept {
  /** null: one of the two is not in service, so nothing can be said. */
  readonly isKept: boolean | null;
  /** In words, with what the two share. */
  readonly text: string;
}

/** By the routes that both are in service on; null: the order asks for none. */
export async function diversityKept(view: NetworkView, tx: Tx, { id, diversity }: Order): Promise<DiversityKept | null> {
  if (!diversity) return null;
  const inService = async (orderId: string) => (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active')?.route.hops;
  const [own, other] = [await inService(id), await inService(diversity.fromOrderId)];
  if (!own || !other) return { isKept: null, text: `to be ${apartWords(diversity)}${other ? '' : `, which is not in service`}` };
  const shared = conflicts(view, whatIsShared(view, own, [other]), diversity.by);
  const apart = apartWords(diversity);
  return shared.length === 0 ? { isKept: true, text: apart } : { isKept: false, text: `not ${apart}: shares ${shared.join(', ')}` };
}
