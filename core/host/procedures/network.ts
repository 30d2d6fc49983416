import type { CarriedOrder, OutgoingShown } from '../../contract/network-shapes';
import type { OrderShown } from '../../contract/shapes';
import { bestBetween } from '../../identification/best-between';
import type { HoldOutSubject } from '../../model/hold-out';
import { worseNs } from '../../model/latency';
import { signalSlots } from '../../model/signal';
import type { NetworkView } from '../../network/network-view';
import type { Host } from '../create-host';
import { namedSubject } from './named-subject';
import { answer, failed, type Handlers } from './serving';
import { showHop, showOrder } from './show-route';
import { showSubject, subjectsUnder } from './show-subject';

/** What the map asks for. */
export const networkHandlers: Handlers<'network.subject' | 'network.best' | 'orders.over' | 'connections.list'> = {
  async 'network.subject'({ host }, { subject: asked }) {
    const { view } = host.network;
    const named = namedSubject<HoldOutSubject>(view, asked);
    if (named.kind === 'refused') return failed('not-found', named.message);
    const { subject } = named;
    const shown = showSubject(view, subject);
    const isUnder = isOneOf(view, subject);
    const impairments = (await host.openImpairments())
      .filter((impairment) => impairment.subject.kind !== 'service' && isUnder(impairment.subject))
      .map(({ id, cause, text, raisedAtMs }) => ({ id, cause, text, raisedAtMs }));
    return answer({ ...shown, name: nameOf(view, subject), orders: await ordersCrossing(host, subject), impairments });
  },
  async 'network.best'({ host }, { aSiteId, zSiteId, signal = null }) {
    const { view } = host.network;
    for (const siteId of [aSiteId, zSiteId])
      if (!view.sites.has(siteId)) return failed('not-found', `site ${siteId} is not known; check its code`);
    const found = bestBetween(host.network, aSiteId, zSiteId, signal);
    if (found.kind === 'none') return answer(found);
    const { hops, azNs, zaNs, accessingCarrierId } = found;
    return answer({
      kind: 'route',
      hops: hops.map((hop) => showHop(view, hop)),
      ...{ azNs, zaNs, oneWayNs: worseNs({ azNs, zaNs }) },
      accessingCarrierName: accessingCarrierId === null ? null : view.carrierName(accessingCarrierId),
    });
  },
  async 'connections.list'({ host }) {
    const { view } = host.network;
    const switches = new Map((await host.switches()).map(({ id, link }) => [id, link]));
    return answer(
      host.outgoing.list().map((connection): OutgoingShown => {
        const { kind, id, endedMs } = connection;
        if (endedMs !== null) return { ...connection, state: 'closed', text: 'it ended' };
        if (kind === 'session') return { ...connection, state: 'up', text: '' };
        const link = kind === 'carrier' ? view.linkStates.get(id) : switches.get(id);
        if (link?.isUp) return { ...connection, state: 'up', text: '' };
        const why = link === undefined ? 'it was removed' : 'reason' in link ? link.reason : link.detail;
        return { ...connection, state: link === undefined ? 'closed' : 'down', text: why };
      }),
    );
  },
  async 'orders.over'({ host }, { subject: asked }) {
    const { view } = host.network;
    const named = namedSubject<HoldOutSubject>(view, asked);
    if (named.kind === 'refused') return failed('not-found', named.message);
    const orders = await ordersCrossing(host, named.subject);
    const crossing = new Set(orders.map(({ id }) => id));
    const { byAlternative } = await host.ordersUsing(subjectsUnder(view, named.subject));
    const others = byAlternative.filter((id) => !crossing.has(id));
    return answer({ orders, byAlternative: await shown(host, others) });
  },
};

async function ordersCrossing(host: Host, subject: HoldOutSubject): Promise<readonly CarriedOrder[]> {
  const { view } = host.network;
  const orders = await shown(host, (await host.ordersUsing(subjectsUnder(view, subject))).now);
  return orders.map((order) => ({ ...order, slots: subject.kind === 'resource' ? signalSlots[order.signal] : null }));
}

async function shown(host: Host, orderIds: readonly string[]): Promise<readonly OrderShown[]> {
  const { orders, latencies } = await host.someOrders(orderIds);
  return orders.map((order) => showOrder(order, latencies.get(order.id)));
}

function isOneOf(view: NetworkView, subject: HoldOutSubject) {
  const ids = new Set(subjectsUnder(view, subject).map(({ kind, id }) => `${kind} ${id}`));
  return ({ kind, id }: { readonly kind: string; readonly id: string }): boolean => ids.has(`${kind} ${id}`);
}

function nameOf(view: NetworkView, { kind, id }: HoldOutSubject): string {
  if (kind === 'site') return view.sites.get(id)?.name ?? id;
  if (kind === 'carrier') return view.carrierName(id);
  return kind === 'shared-risk' ? id : view.nameOf({ kind, id });
}
