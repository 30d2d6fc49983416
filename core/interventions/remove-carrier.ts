import { commit, type Engine, type Recording } from '../engine';
import { ordersOver } from './orders-over';
import { refused, type Refused } from './intervention';
import { removeHoldOut } from './lock-out';
import type { HoldOutSubject } from '../model/hold-out';
import { assertNever } from '../model/assert-never';
import { carrierOf } from '../model/network';
import { orderStates, isFinal, type Order, type OrderEnd } from '../model/order';
import type { NetworkView } from '../network/network-view';

/** Orders that are named in a refusal. */
const named = 5;

const notEnded = orderStates.filter((state) => !isFinal(state));

/**
 * Takes a carrier out of the network: it is neither read nor shown any more, and its interconnects are parted. Refused with what runs over it, begins or ends at it, or is
 * not confirmed to be deleted there. Call it in a turn.
 */
export async function removeCarrier(engine: Engine, carrierId: string, text: string): Promise<{ readonly kind: 'removed' } | Refused> {
  const { network, clock } = engine;
  return commit(engine, async (record): Promise<{ readonly kind: 'removed' } | Refused> => {
    const inTheWay = await whatUses(engine, record, carrierId);
    if (inTheWay !== null) return refused(`${network.view.carrierName(carrierId)} is not removed: ${inTheWay}`);
    const { tx, note, afterCommit } = record;
    const joins = [...network.view.interconnects.values()].filter(({ aPortId, zPortId }) =>
      [aPortId, zPortId].some((id) => carrierOf(id) === carrierId),
    );
    for (const { id } of joins) await tx.network.removeInterconnect(id);
    await tx.carriers.remove(carrierId, clock.now());
    await letGo(engine, record, carrierId, new Set(joins.map(({ id }) => id)));
    await note('carrier.removed', carrierId, text, 'operator');
    afterCommit(() => {
      for (const { id } of joins) network.view.interconnects.delete(id);
      forget(network.view, carrierId);
      network.graph.reshape();
      network.graph.settle();
    });
    return { kind: 'removed' };
  });
}

/** What operators and flaps keep away of it; windows let go of theirs when they are over. */
async function letGo(engine: Engine, record: Recording, carrierId: string, joins: ReadonlySet<string>): Promise<void> {
  const { tx, note } = record;
  const isOfIt = ({ kind, id }: HoldOutSubject): boolean => {
    switch (kind) {
      case 'carrier':
        return id === carrierId;
      case 'resource':
      case 'node':
      case 'port':
        return carrierOf(id) === carrierId;
      case 'interconnect':
        return joins.has(id);
      case 'site':
      case 'shared-risk':
        return false;
      default:
        return assertNever(kind);
    }
  };
  for (const { subject, cause, text } of await tx.interventions.holdOuts()) {
    if (cause === 'maintenance' || !isOfIt(subject)) continue;
    await removeHoldOut(engine, record, subject, cause);
    await note(
      'hold-out.released',
      subject.id,
      `${subject.kind} ${subject.id} is held out no more, for its carrier is removed; it was ${text}`,
    );
  }
  const pause = (await tx.interventions.pauses()).find((standing) => standing.carrierId === carrierId);
  if (!pause) return;
  await tx.interventions.removePause(carrierId);
  await note('recovery.resumed', carrierId, `recovery is no longer paused there, for the carrier is removed; it was ${pause.text}`);
}

async function whatUses({ network: { view } }: Engine, { tx }: Recording, carrierId: string): Promise<string | null> {
  const list = (ids: readonly string[]): string =>
    `${ids.slice(0, named).join(', ')}${ids.length > named ? ` and ${ids.length - named} more` : ''}`;
  const running = (await ordersOver(view, tx, [{ kind: 'carrier', id: carrierId }])).map(({ orderId }) => orderId);
  if (running.length > 0)
    return `${running.length === 1 ? 'a connection runs' : `${running.length} connections run`} over it (${list(running)}): move or cancel ${running.length === 1 ? 'that' : 'them'} first`;
  const naming = (await tx.orders.inState(notEnded)).filter((order) => namesCarrier(order, carrierId)).map(({ id }) => id);
  if (naming.length > 0)
    return `${naming.length === 1 ? 'an order begins or ends' : `${naming.length} orders begin or end`} at it (${list(naming)}): cancel ${naming.length === 1 ? 'that' : 'them'} first`;
  const held = (await tx.connections.segmentsInState(['booked', 'creating', 'held', 'deleting'])).filter(
    (segment) => segment.carrierId === carrierId,
  );
  if (held.length > 0) {
    const orders = [...new Set(held.map(({ orderId }) => orderId))];
    return `it has not confirmed that what it held for ${list(orders)} is deleted: wait for it, or settle it in the reconciliation`;
  }
  return null;
}

const namesCarrier = ({ a, z, accessingCarrierId }: Order, carrierId: string): boolean =>
  accessingCarrierId === carrierId || [a, z].some((end: OrderEnd) => end.kind !== 'site' && carrierOf(end.id) === carrierId);

/** What is in memory of it; sites where nobody else stands go with it. */
function forget(view: NetworkView, carrierId: string): void {
  const without = <T extends { readonly carrierId: string }>(things: Map<string, T>): void => {
    for (const [id, thing] of things) if (thing.carrierId === carrierId) things.delete(id);
  };
  const sites = new Set([...view.nodes.values()].flatMap((node) => (node.carrierId === carrierId ? (node.siteId ?? []) : [])));
  without(view.nodes);
  without(view.ports);
  without(view.resources);
  for (const { siteId } of view.nodes.values()) if (siteId !== null) sites.delete(siteId);
  for (const id of sites) view.sites.delete(id);
  view.carriers.delete(carrierId);
  view.linkStates.delete(carrierId);
  view.fileSources.delete(carrierId);
  view.linkHolds.delete(carrierId);
  view.warnings.delete(carrierId);
}
