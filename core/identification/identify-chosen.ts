import type { CandidateReason } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import { waitsForLink } from '../model/queued-order';
import type { RouteChoice } from '../model/route-choice';
import type { Network } from '../network/network';
import { candidateFrom } from './candidate';
import { decisionOf, identifyRoute, staleCarriers, waitedFor, type Identification } from './identify-route';
import { qualifyRoute } from './qualify-route';
import type { Purpose } from './question';

/** How the words begin where an order whose chosen route cannot be taken waits for the operator. */
export const asksForDecision = 'asks for a decision';

/**
 * The route that an operator chose, exactly, if it can be taken at this moment. If not, the order never takes another unasked: it waits and says what
 * moved, or, where the operator said so, takes the best that there is.
 */
export function identifyChosen(network: Network, order: Order, { route, otherwise, by }: RouteChoice, purpose: Purpose): Identification {
  const decide = decisionOf(order, purpose);
  const qualified = qualifyRoute(network, order, route, purpose);
  if (qualified.kind === 'holds') {
    const words = `${formatNs(worseNs(qualified.route))} one way, limit ${formatNs(order.limit.oneWayNs)}, chosen by ${by}`;
    const candidates = [candidateFrom(order, qualified.route, null)];
    return {
      kind: 'route',
      route: qualified.route,
      isChosen: true,
      decision: decide('chosen', words, worseNs(qualified.route), candidates),
    };
  }
  // Nothing stands against it but that it is known from links that are down: it may still be just what was chosen.
  if (otherwise === 'ask' && qualified.reasons.every(({ kind }) => kind === 'stale')) {
    const carrierIds = staleCarriers(network, route);
    const words = `${formatNs(worseNs(route))} one way, limit ${formatNs(order.limit.oneWayNs)}, chosen by ${by}`;
    const summary = `${waitsForLink} ${carrierIds.map((id) => waitedFor(network, id)).join(', ')}: ${words}`;
    return { kind: 'waits', carrierIds, route, decision: decide('waits', summary, worseNs(route), [candidateFrom(order, route, null)]) };
  }
  const why = reasonWords(qualified.reasons);
  if (otherwise === 'best') {
    const best = identifyRoute(network, order, purpose);
    const summary = `${best.decision.summary}; the route that ${by} chose cannot be taken: ${why}`;
    return { ...best, decision: { ...best.decision, summary } };
  }
  const summary = `${asksForDecision}: the route that ${by} chose cannot be taken: ${why}; choose another, or let it take the best`;
  const hops = route.hops.map(({ kind, id }) => ({ kind, id }));
  const candidate = { hops, oneWayNs: worseNs(route), price: route.price, isChosen: false, reasons: qualified.reasons };
  return { kind: 'waits', carrierIds: [], decision: decide('waits', summary, null, [candidate]) };
}

export const reasonWords = (reasons: readonly CandidateReason[]): string => reasons.map(({ text }) => text).join('; ');
