import { commit, type Engine } from '../engine';
import { refused, wordsOf, type Intervention, type Refused } from '../interventions/intervention';
import type { Discrepancy } from '../model/discrepancy';
import type { ServiceCheck } from '../recovery/check-service';
import { close } from './record-comparison';

/**
 * What an operator's wish to have a carrier's own way adopted came to, after it was read back and judged once more: it was entered if what it uses is free and
 * within the limit.
 */
export async function judgeAgain(
  engine: Engine,
  discrepancy: Discrepancy,
  check: ServiceCheck,
  intervention: Intervention,
): Promise<{ readonly kind: 'done'; readonly discrepancy: Discrepancy; readonly text: string } | Refused> {
  const carrier = engine.network.view.carrierName(discrepancy.carrierId);
  if (check.kind === 'unclear')
    return refused(`${carrier} is not heard, or does not say which way it takes; it is judged again when it is read the next time`);
  if (check.kind === 'under-way') return refused(`order ${discrepancy.orderId ?? ''} is on the move; wait until it has arrived`);
  const { difference } = check;
  if (difference?.settled === null) return refused(`it cannot be adopted: ${difference.text}; repair it, or let the order be moved`);
  return commit(engine, async (record) => {
    // That its order is whole again may have closed it a moment ago.
    const known = (await record.tx.discrepancies.get(discrepancy.id)) ?? discrepancy;
    const text = 'adopted: what its carrier uses is booked';
    const asked = { remedy: 'adopt', by: wordsOf(intervention), actor: 'operator', atMs: record.atMs } as const;
    const closed = await close(record, { ...known, asked }, text);
    await record.note('discrepancy.adopted', known.subjectId, `${known.text}: ${text}, by ${wordsOf(intervention)}`, 'operator');
    return { kind: 'done', discrepancy: closed, text };
  });
}
