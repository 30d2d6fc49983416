import type { NetworkView } from '../../network/network-view';
import { answer, done, failed, refused, type Handlers } from './serving';
import { showCarrier } from './show-carrier';

export const carrierHandlers: Handlers<
  'carriers.list' | 'carriers.connect' | 'carriers.resynchronise' | 'recovery.pause' | 'recovery.resume' | 'recovery.pauses'
> = {
  async 'carriers.list'({ host }) {
    const { view } = host.network;
    const pauses = await host.pauses();
    return answer([...view.carriers.values()].map((carrier) => showCarrier(view, carrier, pauses)));
  },
  async 'carriers.connect'({ host, connect }, { by, ...address }) {
    const outcome = await connect?.(address);
    if (outcome?.kind === 'refused') return refused(outcome);
    await host.recordAct('carrier.connect-asked', address.id, by, address.url);
    return done;
  },
  async 'carriers.resynchronise'({ host }, { carrierId, by }) {
    const { view } = host.network;
    if (!view.carriers.has(carrierId)) return failed('not-found', unknownCarrier(view, carrierId));
    if (view.isStale(carrierId))
      return failed('needs-host', `the link to ${view.carrierName(carrierId)} is not up; it resynchronises by itself once it is`);
    host.resynchronise(carrierId);
    await host.recordAct('carrier.resynchronise-asked', carrierId, by, '');
    return done;
  },
  async 'recovery.pause'({ host }, { carrierId, ...intervention }) {
    const submission = await host.pauseRecovery(carrierId, intervention);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  async 'recovery.resume'({ host }, { carrierId, ...intervention }) {
    const submission = await host.resumeRecovery(carrierId, intervention);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  'recovery.pauses': async ({ host }) => answer(await host.pauses()),
};

export const unknownCarrier = (view: NetworkView, carrierId: string): string =>
  `carrier ${carrierId} is not known; ${view.carriers.size > 0 ? `known are ${[...view.carriers.keys()].join(', ')}` : 'none is, connect one first'}`;
