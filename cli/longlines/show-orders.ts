import type { DossierShown, ExplanationShown, OrderShown } from '../../core/contract/shapes';
import { formatTime } from '../../core/model/clock';
import { formatNs } from '../../core/model/latency';
import { listedCells } from '../../core/model/order-cells';
import { orderFields, orderListColumns } from '../../core/model/order-fields';
import type { Screen } from '../screen';
import { showCandidates, showWaterfall, wayOf } from '../show-route';
import { csvText } from './csv';
import { margin, orDash, timeOr } from './words';

export function showOrders(screen: Screen, orders: readonly OrderShown[]): void {
  screen.table(
    ['order', 'customer', 'A–Z', 'signal', 'state', 'latency', 'limit', 'margin', 'why'],
    orders.map((order) => [
      ...[order.id, order.customer, `${order.a.id}–${order.z.id}`, order.signal],
      order.isFrozen ? `${order.state}, frozen` : order.state,
      ...[orDash(order.latencyNs), formatNs(order.limit.oneWayNs), margin(order.marginNs, order.limit.oneWayNs)],
      order.cause,
    ]),
  );
}

/** In the columns that an order is read from, and how it stands: what `orders import` reads again. */
export const ordersCsv = (orders: readonly OrderShown[]): string =>
  csvText([[...orderFields, ...orderListColumns], ...orders.map(listedCells)]);

function showHead(screen: Screen, order: OrderShown): void {
  const { oneWayNs, enteredAs } = order.limit;
  screen.heading(`${order.id}, ${order.customer}: ${order.a.id}–${order.z.id}, ${order.signal}, ${order.state}`);
  screen.line(`  ${order.cause} (since ${formatTime(order.stateSinceMs)})`);
  screen.line(
    `  limit ${formatNs(oneWayNs)} one way, ${formatNs(2 * oneWayNs)} round trip (entered ${enteredAs}); priority ${order.priority}; by ${order.objective}`,
  );
  const served =
    order.latencyNs === null
      ? 'not in service'
      : `${formatNs(order.latencyNs)} one way, ${formatNs(order.marginNs ?? 0)} (${margin(order.marginNs, oneWayNs)}) to spare`;
  screen.line(
    `  ${served}; accessing carrier ${order.accessingCarrierId}; recovery ${order.recovery}; revert ${order.revert}${order.isFrozen ? '; frozen' : ''}`,
  );
  if (order.startMs !== null || order.endMs !== null)
    screen.line(`  from ${timeOr(order.startMs, 'at once')} to ${timeOr(order.endMs, 'its cancellation')}`);
}

export function showDossier(screen: Screen, dossier: DossierShown): void {
  const { order, connections, segments, alternatives, homeRoute, diversity, transitions } = dossier;
  showHead(screen, order);
  if (diversity) screen.line(`  ${diversity.text}`);
  for (const { state, route, createdAtMs } of connections.filter((connection) => connection.state !== 'ended')) {
    // While the order is impaired its connection is there, and carries nothing.
    const words = state === 'active' && order.latencyNs === null ? `impaired` : state;
    screen.heading(`Connection, ${words}, made ${formatTime(createdAtMs)}: ${route.aPort} to ${route.zPort}`);
    showWaterfall(screen, route, order.limit.oneWayNs);
  }
  const standing = segments.filter(({ state }) => state !== 'ended');
  if (standing.length > 0) {
    screen.heading('Segments');
    screen.table(
      ['carrier', 'state', 'slots', 'service', ''],
      standing.map(({ carrierName, state, slots, id, detail }) => [carrierName, state, String(slots), id, detail]),
    );
  }
  showAlternatives(screen, alternatives);
  if (homeRoute) screen.line(`\n  first route: ${wayOf(homeRoute.hops)}, ${formatNs(homeRoute.oneWayNs)}`);
  screen.heading('What happened');
  screen.table(
    ['when', 'state', 'why', 'by'],
    transitions.map(({ atMs, to, cause, actor }) => [formatTime(atMs), to, cause, actor]),
  );
}

function showAlternatives(screen: Screen, alternatives: DossierShown['alternatives']): void {
  if (alternatives.length === 0) return;
  screen.heading('Alternatives in store');
  screen.table(
    ['rank', 'way', 'one way', 'margin', 'shares with the route', 'holds'],
    alternatives.map(({ rank, route, marginNs, shared, fault }) => [
      ...[String(rank), wayOf(route.hops), formatNs(route.oneWayNs), formatNs(marginNs)],
      `${shared.edges} edges, ${shared.nodes} nodes, ${shared.risks} risks`,
      fault === '' ? 'yes' : `no: ${fault}`,
    ]),
  );
}

export function showExplanation(screen: Screen, explanation: ExplanationShown): void {
  const { order, recoveryWords, route, decision, alternatives, otherRoutes, diversity } = explanation;
  showHead(screen, order);
  screen.line(`  recovery policy ${order.recovery}: ${recoveryWords}`);
  if (diversity) screen.line(`  ${diversity.text}`);
  if (decision) {
    screen.heading(`Last decision, ${decision.occasion}, ${formatTime(decision.atMs)}: ${decision.outcome}`);
    screen.line(`  ${decision.summary}`);
    if (decision.candidates.length > 0) showCandidates(screen, 'why, or why not', decision.candidates);
  } else screen.line('  no decision about it has been taken yet');
  if (route) {
    screen.heading('How its latency adds up');
    showWaterfall(screen, route, order.limit.oneWayNs);
  }
  showAlternatives(screen, alternatives);
  if (otherRoutes && otherRoutes.length > 0) {
    screen.heading('Other ways that it could be moved to');
    showCandidates(screen, 'beside the route that it has', otherRoutes);
  }
}
