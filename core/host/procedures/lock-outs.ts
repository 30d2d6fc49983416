import { findSubject } from '../../network/find-subject';
import { namedSubject } from './named-subject';
import { answer, done, failed, refused, type Handlers } from './serving';

export const lockOutHandlers: Handlers<'lock-outs.list' | 'lock-outs.add' | 'lock-outs.release'> = {
  async 'lock-outs.list'({ host }) {
    const { view } = host.network;
    return answer(
      view.everyHoldOut().map((holdOut) => {
        const found = findSubject(view, holdOut.subject);
        return { ...holdOut, name: found.kind === 'known' ? found.name : `${holdOut.subject.kind} ${holdOut.subject.id}` };
      }),
    );
  },
  async 'lock-outs.add'({ host }, { subject, ...intervention }) {
    const named = namedSubject(host.network.view, subject);
    if (named.kind === 'refused') return failed('not-found', named.message);
    const outcome = await host.lockOut(named.subject, intervention);
    if (outcome.kind === 'refused') return refused(outcome);
    return answer({ runningOver: outcome.runningOver.map(({ orderId, customer }) => ({ orderId, customer })) });
  },
  async 'lock-outs.release'({ host }, { subject, ...intervention }) {
    // What is locked out may be known no longer: its id is enough.
    const named = namedSubject(host.network.view, subject);
    const outcome = await host.releaseLockOut(named.kind === 'subject' ? named.subject : subject, intervention);
    return outcome.kind === 'refused' ? refused(outcome) : done;
  },
};
