import type { Engine } from '../engine';
import { unknownEnd } from '../identification/end-ports';
import { findCandidates, type FoundCandidates } from '../identification/find-candidates';
import { reasonWords } from '../identification/identify-chosen';
import { identifyRoute, type Identification } from '../identification/identify-route';
import { qualifyRoute } from '../identification/qualify-route';
import { formatTime } from '../model/clock';
import { formatNs, worseNs } from '../model/latency';
import { isFinal, type Order, type OrderEnd, type OrderRequest } from '../model/order';
import { endText } from '../model/order-cells';
import type { WhenHeard } from '../model/queued-order';
import type { Route } from '../model/route';
import { movedSince, type RouteChoice } from '../model/route-choice';
import { nearTo } from '../network/find-subject';
import type { NetworkView } from '../network/network-view';
import type { IntakeProblem } from '../orders/intake';
import { carriedAmiss } from '../pools/carriage';
import type { HostParts } from './host-parts';
import type { Tx } from '../store/store';
import { refused, type Submission } from './submission';

export interface OrderCommands {
  /**
   * `by`: the operator's name, for the history; here and below. `whenHeard`: what becomes of it if it has to wait for carriers to be heard; without, it is
   * sent with what it gets then.
   */
  submitOrder(request: OrderRequest, by?: string, choice?: RouteChoice, whenHeard?: WhenHeard): Promise<Submission>;
  /** Another route for an order that waits, or with null the engine's own choice. */
  chooseRoute(id: string, choice: RouteChoice | null, by: string): Promise<Submission>;
  cancelOrder(id: string, by?: string): Promise<Submission>;
  /** What would become of the order, were it submitted now: refused, or what identification gives. Nothing is entered or booked. */
  checkOrder(request: OrderRequest): Promise<Extract<Submission, { kind: 'refused' }> | Identification>;
  /**
   * Ways that it could be given, to choose from, and what keeps one that was chosen before from being taken as it was seen, in words. Nothing is entered
   * or booked.
   */
  orderCandidates(
    request: OrderRequest,
    chosen?: Route,
  ): Promise<Extract<Submission, { kind: 'refused' }> | (FoundCandidates & { readonly chosenAmiss: string | null })>;
  /** Whether a flow is at work on it, or about to be. */
  isUnderWay(id: string): boolean;
}

export function orderCommands({ engine, calls }: HostParts): OrderCommands {
  const { store, network, clock, settings } = engine;
  return {
    async submitOrder(request, by, choice, whenHeard) {
      const atMs = clock.now();
      const amiss = refusalOf(engine, request, atMs);
      if (amiss !== null) return refused(amiss);
      const submitted = by === undefined ? 'submitted' : `submitted by ${by}`;
      const order = orderFrom(
        request,
        atMs,
        choice ? `${submitted}, with a route of ${formatNs(worseNs(choice.route))} one way chosen` : submitted,
      );
      const moved = choice ? choiceAmiss(engine, order, choice.route) : null;
      if (moved !== null) return refused(`${moved}; nothing was entered: look at the routes again`);
      const refusal = await store.transaction(async (tx) => {
        const unmet = await diversityAmiss(tx, request);
        if (unmet !== null) return unmet;
        if (!(await tx.orders.insert(order))) return existsAlready(request.id);
        if (choice) await tx.orders.putChoice(order.id, choice);
        if (whenHeard) await tx.orders.putQueued(order.id, { whenHeard, plan: null, queuedAtMs: null });
        return null;
      });
      if (refusal !== null) return refused(refusal);
      engine.announce({ kind: 'order.changed', orderId: order.id, from: null, to: 'received', cause: order.cause });
      calls.call(order.id, order.priority);
      return { kind: 'received' };
    },
    async chooseRoute(id, choice, by) {
      const order = await store.transaction(async (tx) => {
        const known = await tx.orders.get(id);
        if (!known) return `order ${id} is not known; check its id`;
        if (!isUnbooked(known.state))
          return `order ${id} is ${known.state}; a route is chosen before it is booked: move it, or cancel it and order anew`;
        const moved = choice ? choiceAmiss(engine, known, choice.route) : null;
        if (moved !== null) return `${moved}; nothing was changed: look at the routes again`;
        await tx.orders.putChoice(id, choice);
        // What he says now counts for more than what he saw when it was queued.
        const queued = await tx.orders.queued(id);
        if (queued?.plan) await tx.orders.putQueued(id, choice && { ...queued, plan: choice.route });
        const text = choice ? `${formatNs(worseNs(choice.route))} one way, chosen by ${by}` : `the best that there is, by ${by}`;
        await tx.history.add({ atMs: clock.now(), actor: 'operator', event: 'order.route-chosen', subject: id, text });
        return known;
      });
      if (typeof order === 'string') return refused(order);
      calls.call(id, order.priority);
      return { kind: 'received' };
    },
    async cancelOrder(id, by) {
      const refusal = await store.transaction((tx) => cancelWithin(tx, id, by, clock.now()));
      if (refusal !== null) return refused(refusal);
      calls.call(id, 1);
      return { kind: 'received' };
    },
    async checkOrder(request) {
      const atMs = clock.now();
      const amiss = refusalOf(engine, request, atMs);
      if (amiss !== null) return { kind: 'refused', message: amiss };
      const refusal = await store.transaction(async (tx) =>
        (await tx.orders.get(request.id)) ? existsAlready(request.id) : diversityAmiss(tx, request),
      );
      if (refusal !== null) return { kind: 'refused', message: refusal };
      const purpose = { occasion: 'provisioning', ownSegments: [], ends: null, refusals: [], detail: 'brief' } as const;
      return identifyRoute(network, orderFrom(request, atMs, 'checked'), { ...purpose, atMs, budgets: settings.searchBudgets });
    },
    async orderCandidates(request, chosen) {
      const atMs = clock.now();
      const amiss = refusalOf(engine, request, atMs);
      if (amiss !== null) return { kind: 'refused', message: amiss };
      const refusal = await store.transaction((tx) => diversityAmiss(tx, request));
      if (refusal !== null) return { kind: 'refused', message: refusal };
      const purpose = { occasion: 'provisioning', ownSegments: [], ends: null, refusals: [] } as const;
      const order = orderFrom(request, atMs, 'checked');
      const found = findCandidates(network, order, { ...purpose, atMs, budgets: settings.searchBudgets }, toldCandidates, chosen);
      return { ...found, chosenAmiss: chosen ? choiceAmiss(engine, order, chosen) : null };
    },
    isUnderWay: (id) => calls.isUnderWay(id),
  };
}

export const orderFrom = (request: OrderRequest, atMs: number, cause: string): Order => ({
  ...request,
  state: 'received',
  cause,
  receivedAtMs: atMs,
  stateSinceMs: atMs,
  isCancelRequested: false,
  isFrozen: false,
});

/** Writes that it is to end; its flow is to be called then. Why not, in words; null: it is written. */
export async function cancelWithin(tx: Tx, id: string, by: string | undefined, atMs: number): Promise<string | null> {
  const known = await tx.orders.get(id);
  if (!known) return `order ${id} is not known; check its id`;
  if (isFinal(known.state)) return `order ${id} is ${known.state} already; nothing is held for it`;
  const carried = await carriedAmiss(tx, id);
  if (carried !== null) return carried;
  await tx.orders.requestCancel(id);
  const entry = { atMs, actor: 'operator', event: 'order.cancel-asked', subject: id } as const;
  if (by !== undefined) await tx.history.add({ ...entry, text: `cancelled by ${by}` });
  return null;
}

/** As many as one can compare. */
const toldCandidates = 8;

const isUnbooked = (state: Order['state']): boolean => state === 'received' || state === 'identifying' || state === 'planned';

/** What keeps the chosen route from being taken as it was seen, in words; null: nothing. One that waits for a link to come back may be chosen. */
function choiceAmiss({ network, clock, settings }: Engine, order: Order, route: Route): string | null {
  const purpose = { occasion: 'provisioning', ownSegments: [], refusals: [], atMs: clock.now() } as const;
  const qualified = qualifyRoute(network, order, route, purpose);
  if (qualified.kind === 'fails')
    return qualified.reasons.every(({ kind }) => kind === 'stale')
      ? null
      : `the chosen route cannot be taken any more: ${reasonWords(qualified.reasons)}`;
  const moved = movedSince(route, qualified.route, (hop) => network.view.nameOf(hop), settings.latencyDriftNs);
  return moved.length === 0 ? null : `the chosen route is not as it was seen: ${moved.join('; ')}`;
}

export const existsAlready = (id: string): string => `order ${id} exists already; give the new one another id`;

/** Why it is not taken as an order, with the field of each reason; none: it is. */
export function notTaken({ network: { view } }: Pick<Engine, 'network'>, request: OrderRequest, nowMs: number): readonly IntakeProblem[] {
  const problems: IntakeProblem[] = [];
  const carrier = view.carriers.get(request.accessingCarrierId);
  if (!carrier)
    problems.push({
      field: 'accessing',
      message: `accessing carrier ${request.accessingCarrierId} is not known; connect it first, or correct its id`,
    });
  else if (carrier.role === 'dedicating')
    problems.push({ field: 'accessing', message: `${carrier.name} dedicates resources but may not order; name an accessing carrier` });
  for (const field of ['a', 'z'] as const) {
    const message = unknownEnd(view, request[field]);
    if (message !== null) problems.push({ field, message });
  }
  const dates = datesAmiss(request, nowMs);
  return dates ? [...problems, dates] : problems;
}

/** The same in words, with what is near to an end that is not known: too dear for the rows of a file. null: it is taken. */
function refusalOf({ network }: Engine, request: OrderRequest, nowMs: number): string | null {
  const problems = notTaken({ network }, request, nowMs);
  if (problems.length === 0) return null;
  return problems
    .map(({ field, message }) => (field === 'a' || field === 'z' ? `${message}${nearHint(network.view, request[field])}` : message))
    .join('; ');
}

function nearHint(view: NetworkView, end: OrderEnd): string {
  const near = nearTo(view, end).flatMap(({ kind, id }) =>
    kind === 'site' || kind === 'node' || kind === 'port' ? [endText({ kind, id })] : [],
  );
  return near.length === 0 ? '' : `; near: ${near.join(', ')}`;
}

/** What is wrong with the order that it is to be apart from, in words; null: nothing. */
export async function diversityAmiss(tx: Tx, { id, diversity }: OrderRequest): Promise<string | null> {
  if (!diversity) return null;
  // One that is not known may come: two orders can be apart from each other. What is decided says that it has no route.
  const other = await tx.orders.get(diversity.fromOrderId);
  if (!other || !isFinal(other.state)) return null;
  return `order ${id} is to be apart from order ${other.id}, which is ${other.state}; name one that is served or waits, or leave it out`;
}

/** What is wrong with its dates; null: nothing. A start that is past means at once. */
function datesAmiss({ id, startMs, endMs }: OrderRequest, nowMs: number): IntakeProblem | null {
  const none = (
    [
      ['start', startMs],
      ['end', endMs],
    ] as const
  ).find(([, atMs]) => atMs !== null && !Number.isSafeInteger(atMs));
  if (none) return { field: none[0], message: `order ${id} has a date that is none; correct it` };
  if (endMs === null) return null;
  const end = (message: string): IntakeProblem => ({ field: 'end', message: `order ${id} would end ${formatTime(endMs)}, ${message}` });
  if (endMs <= nowMs) return end('which is past; give an end to come, or none');
  return startMs !== null && endMs <= startMs ? end(`not after its start ${formatTime(startMs)}; correct one of the two dates`) : null;
}
