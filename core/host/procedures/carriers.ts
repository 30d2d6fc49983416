import type { CarrierShown } from '../../contract/shapes';
import type { Carrier } from '../../model/network';
import type { NetworkView } from '../../network/network-view';
import { answer, done, failed, refused, type Handlers } from './serving';

export const carrierHandlers: Handlers<
  'carriers.list' | 'carriers.connect' | 'carriers.resynchronise' | 'recovery.pause' | 'recovery.resume' | 'recovery.pauses'
> = {
  async 'carriers.list'({ host }) {
    const { view } = host.network;
    const pauses = await host.pauses();
    const everywhere = pauses.find(({ carrierId }) => carrierId === null);
    return answer(
      [...view.carriers.values()].map((carrier) => {
        const pause = pauses.find(({ carrierId }) => carrierId === carrier.id) ?? everywhere;
        return { ...showCarrier(view, carrier), recoveryPausedBy: pause?.text ?? null };
      }),
    );
  },
  async 'carriers.connect'({ connect }, address) {
    const outcome = await connect?.(address);
    return outcome?.kind === 'refused' ? refused(outcome) : done;
  },
  async 'carriers.resynchronise'({ host }, { carrierId }) {
    const { view } = host.network;
    if (!view.carriers.has(carrierId)) return failed('not-found', unknownCarrier(view, carrierId));
    if (view.isStale(carrierId))
      return failed('needs-host', `the link to ${view.carrierName(carrierId)} is not up; it resynchronises by itself once it is`);
    host.resynchronise(carrierId);
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

function showCarrier(view: NetworkView, carrier: Carrier): Omit<CarrierShown, 'recoveryPausedBy'> {
  const state = view.linkStates.get(carrier.id);
  const fileWords = view.fileWords(carrier.id);
  const own = <T extends { readonly carrierId: string; readonly condition: string }>(things: ReadonlyMap<string, T>): readonly T[] =>
    [...things.values()].filter(({ carrierId, condition }) => carrierId === carrier.id && condition !== 'withdrawn');
  const resources = own(view.resources);
  const isUp = !view.isStale(carrier.id);
  return {
    ...carrier,
    link: isUp ? 'up' : fileWords === null ? 'down' : 'file',
    linkText: isUp ? '' : (fileWords ?? state?.reason ?? 'not connected yet'),
    sinceMs: state?.sinceMs ?? null,
    heardAtMs: state?.heardAtMs ?? null,
    nodes: own(view.nodes).length,
    resources: resources.length,
    dedicatedResources: resources.filter(({ isDedicated }) => isDedicated).length,
    clientPorts: own(view.ports).filter(({ plug }) => plug === null).length,
    warnings: [...(view.warnings.get(carrier.id) ?? [])],
  };
}

export const unknownCarrier = (view: NetworkView, carrierId: string): string =>
  `carrier ${carrierId} is not known; ${view.carriers.size > 0 ? `known are ${[...view.carriers.keys()].join(', ')}` : 'none is, connect one first'}`;
