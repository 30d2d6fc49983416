import { commit, type Engine } from '../engine';
import type { Discrepancy } from '../model/discrepancy';
import { close } from './record-comparison';

/** Services that are to be deleted at their carriers by an operator's wish, and are not confirmed to be: no order asks for that. */
export const isOrphanToRemove = ({ kind, state, asked, orderId }: Discrepancy): boolean =>
  kind === 'orphan' && state === 'under-way' && asked?.remedy === 'remove' && orderId === null;

/**
 * Has the carrier delete a service that no order wants. That it is to be was recorded; asking again is harmless. `not-heard`: its link is down, it is asked
 * when that is back; `unconfirmed`: it was heard and did not confirm.
 */
export async function removeOrphan(engine: Engine, id: string): Promise<'settled' | 'not-heard' | 'unconfirmed'> {
  const discrepancy = await engine.store.transaction((tx) => tx.discrepancies.get(id));
  if (!discrepancy || !isOrphanToRemove(discrepancy)) return 'settled';
  const { carrierId, subjectId } = discrepancy;
  const outcome = await engine.links.get(carrierId)?.deleteService(subjectId);
  const said = outcome?.kind === 'refused' ? outcome.message : outcome?.kind === 'unsettled' ? outcome.reason : 'it is not connected';
  const carrier = engine.network.view.carrierName(carrierId);
  return commit(engine, async (record) => {
    const known = await record.tx.discrepancies.get(id);
    if (!known || !isOrphanToRemove(known)) return 'settled';
    if (outcome?.kind === 'deleted') {
      await close(record, known, 'removed: its carrier has deleted it');
      await record.note('discrepancy.removed', subjectId, `${carrier} has deleted service ${subjectId}`);
      return 'settled';
    }
    const words = `${carrier} has not confirmed the deletion: ${said}; it is asked again`;
    if (known.outcome !== words) {
      await record.tx.discrepancies.put({ ...known, outcome: words });
      await record.note('discrepancy.remove-unconfirmed', subjectId, words);
    }
    const isHeard = outcome?.kind === 'refused' || (outcome?.kind === 'unsettled' && outcome.isLinkLost !== true);
    return isHeard ? 'unconfirmed' : 'not-heard';
  });
}
