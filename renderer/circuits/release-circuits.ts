import type { ConsoleClient } from '../client/console-client';

export interface Released {
  readonly received: number;
  /** With the host's own words. */
  readonly refused: readonly { readonly orderId: string; readonly message: string }[];
  /** Not asked: it was stopped before, or no answer came before. */
  readonly left: readonly string[];
  /** Why the rest was not asked; empty: all was, or it was stopped. */
  readonly why: string;
}

/** So many in one call: progress is seen, and it can be stopped between. */
const atOnce = 100;

/** Releases circuits, a hundred at a time. Without an answer nothing more is asked; who is asked again and is released already, stays so. */
export async function releaseCircuits(
  client: Pick<ConsoleClient, 'call'>,
  orderIds: readonly string[],
  by: string,
  signal: AbortSignal,
  tell: (done: number) => void,
): Promise<Released> {
  const refused: { orderId: string; message: string }[] = [];
  let received = 0;
  for (let at = 0; at < orderIds.length; at += atOnce) {
    if (signal.aborted) return { received, refused, left: orderIds.slice(at), why: '' };
    const outcome = await client.call('circuits.release', { orderIds: orderIds.slice(at, at + atOnce), by });
    if (outcome.kind !== 'answer')
      return { received, refused, left: orderIds.slice(at), why: outcome.kind === 'error' ? outcome.error.message : outcome.message };
    for (const each of outcome.output)
      if (each.kind === 'refused') refused.push(each);
      else received += 1;
    tell(Math.min(orderIds.length, at + atOnce));
  }
  return { received, refused, left: [], why: '' };
}
