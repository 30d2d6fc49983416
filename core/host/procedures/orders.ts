import type { OrderCheck } from '../../contract/shapes';
import { sleep } from '../../model/clock';
import { isFinal, type Order, type RecoveryPolicy } from '../../model/order';
import { orderFields as columns } from '../../model/order-fields';
import { readOrder, type Intake } from '../../orders/intake';
import type { Host } from '../create-host';
import type { Call, Handlers, Serving } from './serving';
import { answer, done, failed, refused } from './serving';
import { showCandidates } from './show-candidates';
import { isServed, showAlternative, showCandidate, showDecision, showOrder, showRoute, showSegment } from './show-route';

export const orderHandlers: Handlers<
  | 'orders.list'
  | 'orders.check'
  | 'orders.candidates'
  | 'orders.submit'
  | 'orders.choose'
  | 'orders.await'
  | 'orders.show'
  | 'orders.explain'
  | 'orders.cancel'
> = {
  async 'orders.list'({ host }, { states, customer, carrierId }) {
    const routes = await host.routes();
    const isAsked = (order: Order): boolean =>
      (states === undefined || states.includes(order.state)) &&
      (customer === undefined || order.customer.toLowerCase().includes(customer.toLowerCase())) &&
      (carrierId === undefined || order.accessingCarrierId === carrierId);
    return answer((await host.orders()).filter(isAsked).map((order) => showOrder(order, routes.get(order.id))));
  },
  async 'orders.check'({ host }, fields) {
    const intake = readFields(fields);
    return answer(intake.kind === 'malformed' ? intake : await checked(host, intake.request));
  },
  async 'orders.candidates'({ host, clock }, { fields, chosen }) {
    const intake = readFields(fields);
    return answer(intake.kind === 'malformed' ? intake : await showCandidates(host, clock, intake.request, chosen));
  },
  async 'orders.choose'({ host }, { orderId, choice, by }) {
    const submission = await host.chooseRoute(orderId, choice && { ...choice, by }, by);
    return submission.kind === 'received' ? done : refused(submission);
  },
  async 'orders.submit'({ host }, { fields, choice, whenHeard, by }) {
    const intake = readFields(fields);
    if (intake.kind === 'malformed') return failed('invalid-input', intake.problems.map(({ message }) => message).join('; '));
    const submission = await host.submitOrder(intake.request, by, choice && { ...choice, by }, whenHeard);
    return submission.kind === 'refused' ? refused(submission) : answer({ orderId: intake.request.id });
  },
  async 'orders.await'(serving, { orderIds, timeoutMs }, call) {
    const isAtRest = await awaitRest(serving, new Set(orderIds), timeoutMs, call);
    const [orders, routes] = [await serving.host.orders(), await serving.host.routes()];
    const awaited = new Set(orderIds);
    return answer({ isAtRest, orders: orders.filter(({ id }) => awaited.has(id)).map((order) => showOrder(order, routes.get(order.id))) });
  },
  async 'orders.show'({ host }, { orderId }) {
    const dossier = await host.dossier(orderId);
    if (!dossier) return failed('not-found', unknownOrder(orderId));
    const { view } = host.network;
    const { order, connections, segments, alternatives, homeRoute, choice, diversity, transitions, decisions } = dossier;
    const serving = connections.find(({ state }) => state === 'active');
    return answer({
      order: showOrder(order, serving?.route),
      connections: connections.map((connection) => ({ ...connection, route: showRoute(view, connection.route) })),
      segments: segments.map((segment) => showSegment(view, segment)),
      alternatives: alternatives.map((alternative) => showAlternative(view, order, alternative)),
      homeRoute: homeRoute && showRoute(view, homeRoute),
      choice: choice && { ...choice, route: showRoute(view, choice.route) },
      ...{ diversity, transitions },
      decisions: decisions.map((decision) => showDecision(view, decision)),
    });
  },
  async 'orders.explain'({ host }, { orderId }) {
    const dossier = await host.dossier(orderId);
    if (!dossier) return failed('not-found', unknownOrder(orderId));
    const { view } = host.network;
    const { order, connections, alternatives, diversity, decisions } = dossier;
    const route = connections.find(({ state }) => state === 'active')?.route ?? null;
    const others = await host.otherRoutes(orderId, toldRoutes);
    return answer({
      order: showOrder(order, route),
      recoveryWords: recoveryWords[order.recovery],
      route: route && isServed(order) ? showRoute(view, route) : null,
      decision: decisions[0] ? showDecision(view, decisions[0]) : null,
      alternatives: alternatives.map((alternative) => showAlternative(view, order, alternative)),
      otherRoutes: others?.map((candidate) => showCandidate(view, candidate)) ?? null,
      diversity,
    });
  },
  async 'orders.cancel'({ host }, { orderId, by }) {
    const submission = await host.cancelOrder(orderId, by);
    if (submission.kind === 'received') return done;
    return (await host.dossier(orderId)) ? refused(submission) : failed('not-found', unknownOrder(orderId));
  },
};

const toldRoutes = 5;

const recoveryWords: Readonly<Record<RecoveryPolicy, string>> = {
  after: 'an alternative is found when something happens to its route',
  before: 'alternatives are found and qualified before its route is provisioned, and kept true',
  together: 'alternatives are found and qualified together with its route, and kept true',
};

export const unknownOrder = (orderId: string): string => `order ${orderId} is not known; check its id`;

/** What is no column is a problem of its own: a misspelt option would otherwise be passed over. */
function readFields(fields: Readonly<Record<string, string>>): Intake {
  const unknown = Object.keys(fields).filter((field) => !(columns as readonly string[]).includes(field));
  if (unknown.length === 0) return readOrder(fields);
  const message = `${unknown.join(', ')} is no field of an order; there are ${columns.join(', ')}`;
  return { kind: 'malformed', problems: [{ field: 'order', message }] };
}

async function checked(host: Host, request: Extract<Intake, { kind: 'request' }>['request']): Promise<OrderCheck> {
  const found = await host.checkOrder(request);
  const limitNs = request.limit.oneWayNs;
  if (found.kind === 'refused') return found;
  const { decision } = found;
  const outcomes = { route: 'served', waits: 'waits', none: decision.outcome === 'budget-spent' ? 'undecided' : 'rejected' } as const;
  return { kind: outcomes[found.kind], message: decision.summary, oneWayNs: decision.bestAchievableNs, limitNs };
}

/** The end of work on an order is no event: it is looked at now and then beside. */
const lookAgainMs = 100;

/** Until each is active, waits for something, or has ended; false: the time was over before. Tells of every change meanwhile. */
async function awaitRest({ host, clock }: Serving, orderIds: ReadonlySet<string>, timeoutMs: number, call: Call): Promise<boolean> {
  const deadlineMs = clock.now() + timeoutMs;
  let wake = (): void => undefined;
  let atRest = 0;
  const stop = host.onEvent((event) => {
    if (event.kind !== 'order.changed' || !orderIds.has(event.orderId)) return;
    call.onProgress({ text: `${event.orderId} ${event.to}: ${event.cause}`, done: atRest, total: orderIds.size });
    wake();
  });
  try {
    for (;;) {
      const orders = (await host.orders()).filter(({ id }) => orderIds.has(id));
      atRest = orders.filter((order) => isAtRest(host, order)).length;
      if (atRest === orders.length) return true;
      if (call.signal.aborted || clock.now() >= deadlineMs) return false;
      await Promise.race([sleep(clock, lookAgainMs), new Promise<void>((resolve) => (wake = resolve))]);
    }
  } finally {
    stop();
  }
}

const isAtRest = (host: Host, { id, state, isCancelRequested }: Order): boolean =>
  isFinal(state) ||
  (!host.isUnderWay(id) && !(isCancelRequested && state === 'active') && ['active', 'impaired', 'planned', 'releasing'].includes(state));
