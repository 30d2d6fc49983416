import type { Order } from '../model/order';
import type { Store, Tx } from '../store/store';

/** A slice ends with the order that comes to so many records: a few milliseconds. An order of itself counts as some of them. */
const sliceRecords = 500;
const perOrder = 20;

/**
 * Reads order by order, in transactions between which others have their turn, so that no report holds up recovery. `read` tells how many records
 * it read.
 */
export async function readInSlices(store: Store, orders: readonly Order[], read: (tx: Tx, order: Order) => Promise<number>): Promise<void> {
  const left = orders.values();
  for (let isOver = orders.length === 0; !isOver;) {
    await store.transaction(async (tx) => {
      for (let records = 0; records < sliceRecords && !isOver;) {
        const { value: order, done } = left.next();
        if (done === true) isOver = true;
        else records += perOrder + (await read(tx, order));
      }
    });
    await store.pause();
  }
}
