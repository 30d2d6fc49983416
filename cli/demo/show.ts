import type { Host } from '../../core/host/create-host';
import { showCandidate, showRoute } from '../../core/host/procedures/show-route';
import { formatNs, worseNs } from '../../core/model/latency';
import type { Order } from '../../core/model/order';
import type { Screen } from '../screen';
import { showCandidates, showWaterfall as waterfall } from '../show-route';

/** More rows than this are read by nobody. */
const shownRows = 80;

/** A row per order: what became of it and why. Of many, what did not become active, and some that did. */
export async function showOrders(host: Host, screen: Screen, orders: readonly Order[]): Promise<void> {
  const chosen = orders.length <= shownRows ? orders : abridged(orders);
  const dossiers = await Promise.all(chosen.map((order) => host.dossier(order.id)));
  screen.table(
    ['order', 'A–Z', 'signal', 'state', 'latency', 'limit', 'margin', 'carriers', 'why'],
    dossiers.flatMap((dossier) => {
      if (!dossier) return [];
      const { order, connections, segments } = dossier;
      const route = connections.find(({ state }) => state === 'active')?.route;
      const carriers = segments.filter(({ state }) => state === 'held').map(({ carrierId }) => carrierId);
      return [
        [
          order.id,
          `${order.a.id}–${order.z.id}`,
          order.signal,
          order.state,
          route ? formatNs(worseNs(route)) : '–',
          formatNs(order.limit.oneWayNs),
          route ? `${Math.round((100 * (order.limit.oneWayNs - worseNs(route))) / order.limit.oneWayNs)} %` : '–',
          carriers.join(' ') || '–',
          whyOf(
            order,
            dossier.transitions.filter(({ from, to }) => from === 'provisioning' && to === 'identifying').map(({ cause }) => cause),
          ),
        ],
      ];
    }),
  );
  if (chosen.length < orders.length) screen.line(`  and ${orders.length - chosen.length} more`);
}

/** Some of each state, those that were made impossible on purpose among them. */
function abridged(orders: readonly Order[]): readonly Order[] {
  const shown = new Map<string, number>();
  return orders.filter(({ id, state }) => {
    const count = (shown.get(state) ?? 0) + 1;
    shown.set(state, count);
    return count <= shownRows / 4 || id.startsWith('BAD-');
  });
}

function whyOf(order: Order, crankbacks: readonly string[]): string {
  const crankback = crankbacks.length > 0 ? `after crankback: ${crankbacks[0] ?? ''}` : '';
  return order.state === 'active' ? crankback : order.cause;
}

/** The route with most hops, as it adds up. */
export async function showWaterfall(host: Host, screen: Screen): Promise<void> {
  const dossiers = await Promise.all((await host.orders()).filter(({ state }) => state === 'active').map(({ id }) => host.dossier(id)));
  const routes = dossiers.flatMap((dossier) => {
    const route = dossier?.connections.find(({ state }) => state === 'active')?.route;
    const segments = new Set(dossier?.segments.filter(({ state }) => state === 'held').map(({ carrierId }) => carrierId)).size;
    return dossier && route ? [{ order: dossier.order, route, weight: segments * 100 + route.hops.length }] : [];
  });
  const [shown] = routes.sort((one, other) => other.weight - one.weight);
  if (!shown) return;
  const { order, route } = shown;
  screen.heading(`How the latency of ${order.id} adds up, ${order.a.id}–${order.z.id}`);
  waterfall(screen, showRoute(host.network.view, route), order.limit.oneWayNs);
}

/** What an order's last decision was based on. */
export async function showExplanation(host: Host, screen: Screen, orderId: string): Promise<void> {
  const { view } = host.network;
  const decision = (await host.dossier(orderId))?.decisions[0];
  if (!decision) return;
  screen.heading(`Why ${orderId} was rejected: ${decision.summary}`);
  const candidates = decision.candidates.map((candidate) => showCandidate(view, candidate));
  showCandidates(screen, 'why it was not taken', candidates);
}
