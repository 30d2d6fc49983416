import type { InterconnectKnown, InterconnectProposed, ProposedEnd } from '../../contract/links';
import type { NetworkView } from '../../network/network-view';
import { unknownCarrier } from './carriers';
import { answer, done, failed, refused, type Handlers } from './serving';

type LinkProcedures =
  | 'links.messages'
  | 'links.message'
  | 'links.show'
  | 'links.hold'
  | 'links.resume'
  | 'links.try-certificate'
  | 'links.renew-certificate'
  | 'carriers.remove'
  | 'interconnects.list'
  | 'interconnects.confirm'
  | 'interconnects.reject'
  | 'interconnects.allow'
  | 'interconnects.part';

export const linkHandlers: Handlers<LinkProcedures> = {
  'links.messages': async ({ host }, query) => answer(host.registry.messages.page(query)),
  async 'links.message'({ host }, { number }) {
    const found = host.registry.messages.find(number);
    return found ? answer(found) : failed('not-found', `message ${number} is not kept any more: the latest of each link are`);
  },
  async 'links.show'({ host }, { carrierId }) {
    if (!host.network.view.carriers.has(carrierId)) return failed('not-found', unknownCarrier(host.network.view, carrierId));
    return answer(host.showLink(carrierId));
  },
  async 'links.hold'({ host }, { carrierId, kind, ...intervention }) {
    const submission = await host.holdLink(carrierId, kind, intervention);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  async 'links.resume'({ host }, { carrierId, ...intervention }) {
    const submission = await host.resumeLink(carrierId, intervention);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  async 'links.try-certificate'({ host }, { carrierId, ...files }) {
    const tried = await host.tryCertificate(carrierId, files);
    if (tried.kind === 'refused') return refused(tried);
    const [certificate] = tried.manager.ours;
    if (!certificate) return failed('internal', 'a certificate that was tried has no facts');
    return answer({ certificate, protocol: tried.protocol, roundTripMs: tried.roundTripMs });
  },
  async 'links.renew-certificate'({ host }, { carrierId, certFile, keyFile, isAtOnce, by }) {
    const renewed = await host.renewCertificate(carrierId, { certFile, keyFile }, { isAtOnce, by });
    return renewed.kind === 'refused' ? refused(renewed) : answer({ text: renewed.text });
  },
  async 'carriers.remove'({ host, connecting }, { carrierId, ...intervention }) {
    const removed = await host.removeCarrier(carrierId, intervention);
    if (removed.kind === 'removed') await connecting?.sweep();
    return removed.kind === 'refused' ? refused(removed) : answer({ configuration: removed.configuration });
  },
  async 'interconnects.list'({ host }, { carrierId }) {
    const { view } = host.network;
    const isOf = (...ends: readonly ProposedEnd[]): boolean => carrierId === undefined || ends.some((end) => end.carrierId === carrierId);
    const known = [...view.interconnects.values()].map((each): InterconnectKnown => {
      const owner = view.portOwners.get(each.aPortId) ?? view.portOwners.get(each.zPortId);
      return {
        ...{
          id: each.id,
          siteId: each.siteId,
          siteName: siteName(view, each.siteId),
          origin: each.origin,
          orderId: owner?.orderId ?? null,
        },
        ...{
          a: endOf(view, each.aPortId),
          z: endOf(view, each.zPortId),
          condition: view.health({ kind: 'interconnect', id: each.id }).condition,
        },
      };
    });
    const proposed = (await host.proposedInterconnects()).map(
      ({ siteId, aPortId, zPortId, signals, why, freeA, freeZ }): InterconnectProposed => ({
        ...{ siteId, siteName: siteName(view, siteId), a: endOf(view, aPortId), z: endOf(view, zPortId), signals, why },
        ...{ freeA: freeA.map((id) => endOf(view, id)), freeZ: freeZ.map((id) => endOf(view, id)) },
      }),
    );
    const rejected = (await host.rejectedInterconnects())
      .filter(({ aPortId, zPortId }) => view.ports.has(aPortId) && view.ports.has(zPortId))
      .map(({ aPortId, zPortId, by, reason, atMs }) => ({ a: endOf(view, aPortId), z: endOf(view, zPortId), by, reason, atMs }));
    return answer({
      known: known.filter(({ a, z }) => isOf(a, z)),
      proposed: proposed.filter(({ a, z }) => isOf(a, z)),
      rejected: rejected.filter(({ a, z }) => isOf(a, z)),
    });
  },
  async 'interconnects.confirm'({ host }, { aPortId, zPortId, by }) {
    const submission = await host.confirmInterconnect(aPortId, zPortId, by);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  async 'interconnects.reject'({ host }, { aPortId, zPortId, ...intervention }) {
    const submission = await host.rejectInterconnect(aPortId, zPortId, intervention);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  async 'interconnects.allow'({ host }, { aPortId, zPortId, by }) {
    const submission = await host.allowInterconnect(aPortId, zPortId, by);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
  async 'interconnects.part'({ host }, { interconnectId, ...intervention }) {
    const submission = await host.partInterconnect(interconnectId, intervention);
    return submission.kind === 'refused' ? refused(submission) : done;
  },
};

function endOf(view: NetworkView, portId: string): ProposedEnd {
  const port = view.ports.get(portId);
  return {
    portId,
    carrierId: port?.carrierId ?? '',
    portName: port?.name ?? portId,
    nodeName: view.nodes.get(port?.nodeId ?? '')?.name ?? '',
  };
}

const siteName = (view: NetworkView, siteId: string | null): string => (siteId === null ? '' : (view.sites.get(siteId)?.name ?? siteId));
