import type { PathShown } from '../../core/contract/circuit-shapes';
import { formatUtcTime } from '../ui/numbers';
import { hasNoMore } from './path-standing';

/** With which order more are asked for, and about when, unless there are no more: `the 7th order from now asks for more, about 22:34`. */
export function tippingWords(path: Pick<PathShown, 'asksForMore' | 'rate' | 'status' | 'lastVci' | 'vcis'>, nowMs: number): string {
  if (hasNoMore(path)) return 'no more identifiers exist';
  const { asksForMore, rate, status } = path;
  switch (asksForMore.kind) {
    case 'reached':
      return status === 'SUCCESS' ? 'the next order asks for more' : '';
    case 'waiting':
      return `order ${asksForMore.orderId}, which waits, tips it`;
    case 'to-come': {
      const { number } = asksForMore;
      const which = number === 1 ? 'the next order tips it' : `${number} more orders tip it`;
      const inMs = rate.kind === 'rate' && rate.perHour > 0 ? (number / rate.perHour) * 3_600_000 : null;
      return inMs === null || inMs > 86_400_000 ? which : `${which}, about ${formatUtcTime(nowMs + inMs).slice(0, 5)}`;
    }
  }
}
