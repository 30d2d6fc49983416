import type { CarriedOutShown } from '../../core/contract/recovery';
import type { RouteShown } from '../../core/contract/shapes';

/** A way as the host is asked for it. */
export const hopsAsked = ({ hops }: Pick<RouteShown, 'hops'>) => hops.map(({ kind, id }) => ({ kind, id }));

/** What became of a move that was asked for, in a sentence. */
export function outcomeWords({ kind, orderId, text }: CarriedOutShown): string {
  switch (kind) {
    case 'asked':
      return `${orderId} is being moved: ${text}.`;
    case 'changed':
      return `${orderId} was not moved: ${text}. Look at it again.`;
    case 'not-needed':
      return `${orderId} was not moved: ${text}. Nothing is left to do.`;
    case 'in-hand':
      return `${orderId} was not moved: ${text}. Nothing is done twice.`;
  }
}
