import type { ConsoleClient } from '../client/console-client';
import { assertNever } from '../../core/model/assert-never';
import type { BulkAct } from './bulk-plan';

export interface BulkResult {
  readonly orderId: string;
  /** `in-doubt`: no answer came, so that it may be done, or not; `not-asked`: it was stopped before. */
  readonly outcome: 'done' | 'refused' | 'in-doubt' | 'not-asked';
  /** The host's own words; of a move, how it goes. */
  readonly text: string;
}

export interface BulkHow {
  readonly by: string;
  readonly reason: string;
  /** Of a move: the id of the stored alternative; without, to the best that is free. */
  readonly alternative?: string;
}

/** Calls on their way at once: the host takes more, and others want their turn. */
const atOnce = 8;

/**
 * Does one thing to many orders, and tells of each as it is answered. What one is refused stops no other; without an answer nothing more is asked,
 * since nobody knows what became of it. Stopped by the signal, the rest is not asked.
 */
export async function runBulk(
  client: Pick<ConsoleClient, 'call' | 'state'>,
  act: BulkAct,
  orderIds: readonly string[],
  how: BulkHow,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (result: BulkResult) => void },
): Promise<void> {
  const left = [...orderIds];
  let isLost = false;
  const work = async (): Promise<void> => {
    for (let orderId = left.shift(); orderId !== undefined; orderId = left.shift()) {
      const isUp = client.state().kind === 'up';
      if (signal.aborted || isLost || !isUp) {
        const text = isLost
          ? 'the host did not answer before'
          : isUp
            ? 'stopped before'
            : 'the host is not connected: try again once it is';
        tell({ orderId, outcome: 'not-asked', text });
        continue;
      }
      // A command on its way is not cut off: what it did would not be known.
      const result = await ask(client, act, orderId, how);
      if (result.outcome === 'in-doubt') isLost = true;
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, orderIds.length) }, work));
}

async function ask(client: Pick<ConsoleClient, 'call' | 'state'>, act: BulkAct, orderId: string, how: BulkHow): Promise<BulkResult> {
  const outcome = await called(client, act, orderId, how);
  switch (outcome.kind) {
    case 'answer':
      return { orderId, outcome: 'done', text: 'text' in outcome.output ? outcome.output.text : '' };
    case 'error':
      return { orderId, outcome: 'refused', text: outcome.error.message };
    case 'unanswered':
      return { orderId, outcome: 'in-doubt', text: outcome.message };
    default:
      return assertNever(outcome);
  }
}

async function called(client: Pick<ConsoleClient, 'call' | 'state'>, act: BulkAct, orderId: string, { by, reason, alternative }: BulkHow) {
  switch (act) {
    case 'freeze':
      return client.call('orders.freeze', { orderId, by, reason });
    case 'unfreeze':
      return client.call('orders.unfreeze', { orderId, by, reason });
    case 'move':
      return client.call('orders.move', { orderId, by, reason, ...(alternative === undefined ? {} : { alternative }) });
    case 'revert':
      return client.call('orders.revert', { orderId, by, reason });
    case 'cancel':
      return client.call('orders.cancel', { orderId, by });
    default:
      return assertNever(act);
  }
}
