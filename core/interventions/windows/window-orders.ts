import type { Recording } from '../../engine';
import type { WindowOrder, WindowOrderState } from '../../model/maintenance-window';
import type { MoveRequest } from '../../model/move';

/** What became of an order in a window, told in the history where it is news. */
export async function settleOrder({ tx, note }: Recording, entry: WindowOrder, state: WindowOrderState, text: string): Promise<void> {
  if (entry.state === state && entry.text === text) return;
  await tx.windows.putOrder({ ...entry, state, text });
  await note(`window.order-${state}`, entry.orderId, `window ${entry.windowId}: ${text}`);
}

export async function requestMove({ tx, atMs }: Recording, move: Omit<MoveRequest, 'requestedAtMs'>): Promise<void> {
  await tx.interventions.putMove({ ...move, requestedAtMs: atMs });
}

/** History that may lie between a refused move and the look that follows it. */
const recentEntries = 1_000;

/** Why a move was not carried out, in the words of the history. */
export async function lastWords({ tx }: Recording, orderId: string): Promise<string> {
  const recent = await tx.history.tail(recentEntries);
  return (
    recent.findLast(({ event, subject }) => event === 'move.refused' && subject === orderId)?.text ??
    'its move was not carried out; see its history'
  );
}
