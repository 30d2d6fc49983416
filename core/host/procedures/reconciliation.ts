import type { ReconciliationShown, RemedyShown } from '../../contract/shapes';
import { byPartOfId } from './by-part-of-id';
import { answer, failed, refused, type Handlers } from './serving';

/** What the store says beside what carriers hold (N11). */
export const reconciliationHandlers: Handlers<'reconciliation.compare' | 'reconciliation.list' | 'reconciliation.settle'> = {
  async 'reconciliation.compare'({ host }, { carrierId }) {
    const outcome = await host.reconcile(carrierId ?? 'all');
    if (outcome.kind === 'refused') return refused(outcome);
    const { carriers, groups, discrepancies } = outcome;
    return answer<ReconciliationShown>({ carriers, groups, discrepancies });
  },
  'reconciliation.list': async ({ host }) => answer(await host.discrepancies()),
  async 'reconciliation.settle'({ host }, { discrepancyId, remedy, ...intervention }) {
    const found = byPartOfId(await host.discrepancies(), discrepancyId, 'discrepancies');
    if (found.kind === 'none') return failed('not-found', `discrepancy ${discrepancyId} does not stand; look at those that do`);
    if (found.kind === 'several') return refused(found);
    const outcome = await host.settleDiscrepancy(found.thing.id, remedy, intervention);
    return outcome.kind === 'refused' ? refused(outcome) : answer<RemedyShown>(outcome);
  },
};
