import type { ReconciliationShown, RemedyShown } from '../../contract/shapes';
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
    // The beginning of an id is enough where it is the only one.
    const [found, ...more] = (await host.discrepancies()).filter(({ id }) => id.startsWith(discrepancyId));
    if (!found) return failed('not-found', `discrepancy ${discrepancyId} does not stand; "reconcile list" shows those that do`);
    if (more.length > 0) return refused({ message: `${more.length + 1} discrepancies begin with ${discrepancyId}; give more of the id` });
    const outcome = await host.settleDiscrepancy(found.id, remedy, intervention);
    return outcome.kind === 'refused' ? refused(outcome) : answer<RemedyShown>(outcome);
  },
};
