import type { OrderRow } from '../../core/contract/live';
import { listedCells } from '../../core/model/order-cells';
import { orderFields, orderListColumns } from '../../core/model/order-fields';
import type { FileInPieces } from '../app/shell-context';
import { nextTurn } from '../imports/next-turn';
import { csvLines } from '../ui/csv';

/** So many that each is written at once. */
const rowsAtOnce = 1_000;

/**
 * Writes orders as a CSV file that can be read again: the fields they were ordered with, and how they stand. Piece by piece, so that the window goes on
 * drawing. False: it was stopped, or not put in its place; nothing is left behind.
 */
export async function writeOrders(
  orders: readonly OrderRow[],
  file: FileInPieces,
  signal: AbortSignal,
  tell: (done: number) => void = () => undefined,
): Promise<boolean> {
  await file.add(csvLines([[...orderFields, ...orderListColumns]]));
  for (let at = 0; at < orders.length; at += rowsAtOnce) {
    if (signal.aborted) {
      file.giveUp();
      return false;
    }
    await file.add(csvLines(orders.slice(at, at + rowsAtOnce).map(listedCells)));
    tell(Math.min(orders.length, at + rowsAtOnce));
    await nextTurn();
  }
  return file.finish();
}
