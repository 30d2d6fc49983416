import type { Engine } from '../engine';
import { identifyRoute, type Identification } from '../identification/identify-route';
import { formatTime } from '../model/clock';
import { isFinal, type Order, type OrderRequest } from '../model/order';
import { carriedAmiss } from '../pools/carriage';
import type { HostParts } from './host-parts';
import type { Tx } from '../store/store';
import { refused, type Submission } from './submission';

export interface OrderCommands {
  /** `by`: the operator's name, for the history; here and below. */
  submitOrder(request: OrderRequest, by?: string): Promise<Submission>;
  cancelOrder(id: string, by?: string): Promise<Submission>;
  /** What would become of the order, were it submitted now: refused, or what identification gives. Nothing is entered or booked. */
  checkOrder(request: OrderRequest): Promise<Extract<Submission, { kind: 'refused' }> | Identification>;
  /** Whether a flow is at work on it, or about to be. */
  isUnderWay(id: string): boolean;
}

export function orderCommands({ engine, calls }: HostParts): OrderCommands {
  const { store, network, clock, settings } = engine;
  return {
    async submitOrder(request, by) {
      const atMs = clock.now();
      const amiss = notTaken(engine, request, atMs);
      if (amiss !== null) return refused(amiss);
      const order = orderFrom(request, atMs, by === undefined ? 'submitted' : `submitted by ${by}`);
      const refusal = await store.transaction(async (tx) => {
        const unmet = await diversityAmiss(tx, request);
        if (unmet !== null) return unmet;
        return (await tx.orders.insert(order)) ? null : existsAlready(request.id);
      });
      if (refusal !== null) return refused(refusal);
      engine.announce({ kind: 'order.changed', orderId: order.id, from: null, to: 'received', cause: order.cause });
      calls.call(order.id, order.priority);
      return { kind: 'received' };
    },
    async cancelOrder(id, by) {
      const order = await store.transaction(async (tx) => {
        const known = await tx.orders.get(id);
        if (!known || isFinal(known.state)) return known;
        const carried = await carriedAmiss(tx, id);
        if (carried !== null) return carried;
        await tx.orders.requestCancel(id);
        const entry = { atMs: clock.now(), actor: 'operator', event: 'order.cancel-asked', subject: id } as const;
        if (by !== undefined) await tx.history.add({ ...entry, text: `cancelled by ${by}` });
        return known;
      });
      if (typeof order === 'string') return refused(order);
      if (!order) return refused(`order ${id} is not known; check its id`);
      if (isFinal(order.state)) return refused(`order ${id} is ${order.state} already; nothing is held for it`);
      calls.call(id, 1);
      return { kind: 'received' };
    },
    async checkOrder(request) {
      const atMs = clock.now();
      const amiss = notTaken(engine, request, atMs);
      if (amiss !== null) return { kind: 'refused', message: amiss };
      const refusal = await store.transaction(async (tx) =>
        (await tx.orders.get(request.id)) ? existsAlready(request.id) : diversityAmiss(tx, request),
      );
      if (refusal !== null) return { kind: 'refused', message: refusal };
      const purpose = { occasion: 'provisioning', ownSegments: [], ends: null, refusals: [], detail: 'brief' } as const;
      return identifyRoute(network, orderFrom(request, atMs, 'checked'), { ...purpose, atMs, budgets: settings.searchBudgets });
    },
    isUnderWay: (id) => calls.isUnderWay(id),
  };
}

const orderFrom = (request: OrderRequest, atMs: number, cause: string): Order => ({
  ...request,
  state: 'received',
  cause,
  receivedAtMs: atMs,
  stateSinceMs: atMs,
  isCancelRequested: false,
  isFrozen: false,
});

const existsAlready = (id: string): string => `order ${id} exists already; give the new one another id`;

/** Why it is not taken as an order, in words; null: it is. */
function notTaken({ network }: Engine, request: OrderRequest, nowMs: number): string | null {
  const carrier = network.view.carriers.get(request.accessingCarrierId);
  if (!carrier) return `accessing carrier ${request.accessingCarrierId} is not known; connect it first, or correct its id`;
  if (carrier.role === 'dedicating') return `${carrier.name} dedicates resources but may not order; name an accessing carrier`;
  return datesAmiss(request, nowMs);
}

/** What is wrong with the order that it is to be apart from, in words; null: nothing. */
async function diversityAmiss(tx: Tx, { id, diversity }: OrderRequest): Promise<string | null> {
  if (!diversity) return null;
  // One that is not known may come: two orders can be apart from each other. What is decided says that it has no route.
  const other = await tx.orders.get(diversity.fromOrderId);
  if (!other || !isFinal(other.state)) return null;
  return `order ${id} is to be apart from order ${other.id}, which is ${other.state}; name one that is served or waits, or leave it out`;
}

/** What is wrong with its dates, in words; null: nothing. A start that is past means at once. */
function datesAmiss({ id, startMs, endMs }: OrderRequest, nowMs: number): string | null {
  if ([startMs, endMs].some((atMs) => atMs !== null && !Number.isSafeInteger(atMs)))
    return `order ${id} has a date that is none; correct it`;
  if (endMs === null) return null;
  if (endMs <= nowMs) return `order ${id} would end ${formatTime(endMs)}, which is past; give an end to come, or none`;
  if (startMs !== null && endMs <= startMs) {
    return `order ${id} would end ${formatTime(endMs)}, not after its start ${formatTime(startMs)}; correct one of the two dates`;
  }
  return null;
}
