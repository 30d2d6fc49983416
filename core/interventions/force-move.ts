import { commit, type Engine, type Recording } from '../engine';
import { assertNever } from '../model/assert-never';
import type { Connection } from '../model/connection';
import type { MoveRequest } from '../model/move';
import type { Order } from '../model/order';
import { isSameRoute, type Route } from '../model/route';
import { partsOf } from '../recovery/examine';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from './intervention';
import { settleOrder } from './windows/window-orders';

/** Where an order is forced to. */
export type ForcedTarget =
  /** One that was found beforehand for it. */
  { readonly kind: 'alternative'; readonly id: string } | { readonly kind: 'route'; readonly route: Route };

export type ForceAnswer = { readonly kind: 'received'; readonly order: Order; readonly route: Route | null } | Refused;

/**
 * Asks for the order to be moved, frozen or not (N12): onto the target, or (null) wherever its limit is met. Whether what is on the way is free and fast enough
 * is judged when it is moved.
 */
export async function forceMove(
  engine: Engine,
  orderId: string,
  to: ForcedTarget | null,
  intervention: Intervention,
): Promise<ForceAnswer> {
  return request(engine, orderId, intervention, 'forced', (record, order) => targetRoute(record, order, to));
}

/**
 * Asks for the order to be moved onto the route by exactly the plan that the digest names; once it is its turn and the plan would be another, it is not
 * moved. Refused where a move of it by hand stands already. `afterOrders`: it waits until these are moved.
 */
export async function moveAsPlanned(
  engine: Engine,
  orderId: string,
  route: Route,
  planDigest: string,
  intervention: Intervention,
  afterOrders: readonly string[] = [],
): Promise<ForceAnswer> {
  return request(engine, orderId, intervention, 'forced', async ({ tx }) => {
    const standing = await tx.interventions.move(orderId);
    return standing?.cause === 'forced'
      ? refused(`a move of it stands: ${standing.text}`)
      : { kind: 'route', route, planDigest, afterOrders };
  });
}

/** Asks for the order to be moved back to its home route, whatever its revert rule. */
export async function revertByHand(engine: Engine, orderId: string, intervention: Intervention): Promise<ForceAnswer> {
  return request(engine, orderId, intervention, 'revert', async ({ tx }, { isFrozen }) => {
    if (isFrozen) return refused(`order ${orderId} is frozen; unfreeze it first, or force it onto the route`);
    const home = await tx.orders.homeRoute(orderId);
    return home ? { kind: 'route', route: home } : refused(`order ${orderId} has no home route; force it onto a route instead`);
  });
}

type Target =
  | { readonly kind: 'route'; readonly route: Route | null; readonly planDigest?: string; readonly afterOrders?: readonly string[] }
  | Refused;

async function request(
  engine: Engine,
  orderId: string,
  intervention: Intervention,
  cause: MoveRequest['cause'],
  find: (record: Recording, order: Order) => Promise<Target>,
): Promise<ForceAnswer> {
  const missing = whatIsMissing(intervention);
  if (missing !== null) return refused(missing);
  return commit(engine, async (record): Promise<ForceAnswer> => {
    const { tx } = record;
    const order = await tx.orders.get(orderId);
    if (!order) return refused(`order ${orderId} is not known; check its id`);
    if (order.state !== 'active' && order.state !== 'impaired') {
      return refused(`order ${orderId} is ${order.state}; only an order that is active or impaired can be moved`);
    }
    const current = (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active');
    const target = await find(record, order);
    if (target.kind === 'refused') return target;
    const amiss = target.route && current && routeAmiss(engine, order, current, target.route);
    if (amiss) return refused(amiss);
    const text = `${cause === 'forced' ? 'forced' : 'reverted'} by ${wordsOf(intervention)}`;
    const { route, planDigest, afterOrders = [] } = target;
    const asked = { orderId, cause, route, text, actor: 'operator', requestedAtMs: record.atMs } as const;
    const planned = planDigest === undefined ? asked : { ...asked, planDigest };
    await tx.interventions.putMove(afterOrders.length === 0 ? planned : { ...planned, afterOrders });
    // Where the operator puts it, it stays: windows do not move it back.
    for (const entry of await tx.windows.orders()) {
      if (entry.orderId === orderId && entry.state !== 'left' && entry.state !== 'back') await settleOrder(record, entry, 'left', text);
    }
    await record.note('order.move-requested', orderId, text, 'operator');
    return { kind: 'received', order, route: target.route };
  });
}

async function targetRoute({ tx }: Recording, order: Order, to: ForcedTarget | null): Promise<Target> {
  switch (to?.kind) {
    case undefined:
      return { kind: 'route', route: null };
    case 'route':
      return to;
    case 'alternative': {
      const alternatives = await tx.alternatives.ofOrder(order.id);
      const found = alternatives.find(({ id }) => id === to.id);
      if (!found) {
        const known = alternatives.map(({ id, rank }) => `${id} (${rank})`).join(', ');
        return refused(`order ${order.id} has no alternative ${to.id}; ${known === '' ? 'none is stored for it' : `stored are ${known}`}`);
      }
      if (found.fault !== '') return refused(`alternative ${to.id} of order ${order.id} holds no longer: ${found.fault}`);
      return { kind: 'route', route: found.route };
    }
    default:
      return assertNever(to);
  }
}

/** What is plainly wrong with the route for this order, in words; null: nothing. */
function routeAmiss({ network: { view } }: Engine, order: Order, current: Connection, route: Route): string | null {
  const portName = (id: string): string => view.nameOf({ kind: 'port', id });
  for (const side of ['aPortId', 'zPortId'] as const) {
    if (route[side] === current.route[side]) continue;
    const end = side === 'aPortId' ? 'A' : 'Z';
    return `the route's ${end} end is port ${portName(route[side])}, but order ${order.id} is plugged in at ${portName(current.route[side])}; choose a route between its own ends`;
  }
  const isAtEnds =
    route.hops[0]?.id === view.ports.get(route.aPortId)?.nodeId && route.hops.at(-1)?.id === view.ports.get(route.zPortId)?.nodeId;
  if (!isAtEnds) return `the route does not lead from one end of order ${order.id} to the other`;
  if (isSameRoute(route, current.route)) return `order ${order.id} runs on that route already`;
  for (const part of partsOf(view, { ...current, route })) {
    const { condition, text } = view.health(part);
    if (condition !== 'up') return `${view.nameOf(part)} on the route is ${condition}${text ? `: ${text}` : ''}; choose another`;
    const heldOut = view.heldOut(part);
    if (heldOut) return `${view.nameOf(part)} on the route is kept from new routes, ${heldOut.text}; release it or choose another`;
  }
  return null;
}
