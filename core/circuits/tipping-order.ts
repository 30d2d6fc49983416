import type { TippingOrder } from '../model/path-outlook';

export interface PathLoad {
  /** `lastVci − currentVci` (V3). */
  readonly remaining: number;
  readonly deltaThreshold: number;
  /** On the free list, which is given before what was never given. */
  readonly freeListed: number;
  /** How many orders more the path can serve in the end. */
  readonly left: number;
  /** Ids of the orders that wait, the first of them first. */
  readonly waiting: readonly string[];
}

/** After which not more than the delta threshold remain, so that more are asked for (V5). */
export function orderThatAsksForMore({ remaining, deltaThreshold, freeListed, waiting }: PathLoad): TippingOrder {
  const beyond = remaining - deltaThreshold;
  return tipping(beyond <= 0 ? 0 : beyond + freeListed, waiting, `not more than the delta threshold of ${deltaThreshold} remain`);
}

/** Which takes the path's last circuit, what is in quarantine and what can still be created included. */
export const orderThatExhausts = ({ left, waiting }: PathLoad): TippingOrder => tipping(left, waiting, 'no circuit is left');

function tipping(count: number, waiting: readonly string[], what: string): TippingOrder {
  if (count <= 0) return { kind: 'reached', text: what };
  const orderId = waiting[count - 1];
  if (orderId !== undefined) return { kind: 'waiting', orderId, text: `with order ${orderId}, which waits, ${what}` };
  const number = count - waiting.length;
  const which = number === 1 ? 'the next order' : `${number} more orders`;
  return { kind: 'to-come', number, text: `with ${which} ${what}` };
}
