import type { Refusal } from '../model/connection';
import type { Candidate, CandidateReason } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import { carrierOf } from '../model/network';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { signalSlots } from '../model/signal';
import { priceText } from '../model/price';
import type { NetworkGraph } from '../network/network-graph';
import type { NetworkView } from '../network/network-view';
import type { Hop } from '../network/routes-in-use';
import type { Blocker } from '../routing/eligibility';
import { apartFrom, sharedReason, sharedWith } from './apart-from';

/** A candidate that could be had: chosen, or told beside the one that was. */
export function candidateFrom(order: Order, route: Route, chosen: Route | null): Candidate {
  const reasons: CandidateReason[] = [];
  if (chosen) {
    const text = `${comparedWords(route, chosen)}; the order asks for the ${order.objective === 'price' ? 'cheapest' : 'fastest'}`;
    reasons.push({ kind: 'not-best', text });
  }
  return {
    hops: route.hops.map(({ kind, id }) => ({ kind, id })),
    oneWayNs: worseNs(route),
    price: route.price,
    isChosen: !chosen,
    reasons,
  };
}

/** `1.76 ms slower, 138.88 dearer a month` */
export const comparedWords = (route: Route, other: Route): string =>
  `${comparedLatency(worseNs(route) - worseNs(other))}, ${comparedPrice(route.price - other.price)}`;

/** Where a tenth of a microsecond would say nothing, in nanoseconds. */
function comparedLatency(slowerNs: number): string {
  if (slowerNs === 0) return 'as fast';
  const differenceNs = Math.abs(slowerNs);
  return `${differenceNs < 100 ? `${differenceNs} ns` : formatNs(differenceNs)} ${slowerNs > 0 ? 'slower' : 'faster'}`;
}

/** Of minor units a month. */
const comparedPrice = (dearer: number): string =>
  dearer === 0 ? 'at the same price' : `${priceText(Math.abs(dearer))} ${dearer > 0 ? 'dearer' : 'cheaper'} a month`;

export function refusedCandidate(view: NetworkView, route: Route, refusal: Refusal): Candidate {
  return {
    hops: route.hops.map(({ kind, id }) => ({ kind, id })),
    oneWayNs: worseNs(route),
    price: route.price,
    isChosen: false,
    reasons: [refusalReason(view.carrierName(refusal.carrierId), refusal)],
  };
}

/** What is kept beside refusals is not always one: a carrier may also have been silent, or have done something else. */
export function refusalReason(carrier: string, { tag, message }: Refusal): CandidateReason {
  switch (tag) {
    case 'route-drift':
      return { kind: 'route-drift', text: `${carrier} realised another route: ${message}` };
    case 'no-answer':
      return { kind: 'refused-by-carrier', text: `${carrier} gave no answer: ${message}` };
    case 'service-fault':
      return { kind: 'refused-by-carrier', text: message };
    default:
      return { kind: 'refused-by-carrier', text: `${carrier} refused: ${message}` };
  }
}

/** Without those that pass the same nodes as one before, for reasons of the same kinds: they differ in parallel circuits alone. */
export function oncePerWay(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const way = [...nodesOf(candidate), ...candidate.reasons.map(({ kind }) => kind)].join(' ');
    return !seen.has(way) && seen.add(way);
  });
}

const nodesOf = ({ hops }: Candidate): readonly string[] => hops.flatMap(({ kind, id }) => (kind === 'node' ? [id] : []));

/** A blocker of the graph in the operator's words. */
export function reasonFrom(view: NetworkView, graph: NetworkGraph, order: Order, { at, reason }: Blocker): CandidateReason {
  const subject: Hop = at.kind === 'vertex' ? { kind: 'node', id: graph.nodeAt(at.index) } : graph.subjectAt(at.index);
  const name = view.nameOf(subject);
  const carrier = view.carrierName(carrierOf(subject.id));
  switch (reason) {
    case 'capacity': {
      const resource = view.resources.get(subject.id);
      if (!resource) return { kind: 'port', text: `${name}: its ports are taken` };
      const free = Math.max(0, view.freeSlots(resource));
      return { kind: 'capacity', text: `${name}: ${free} of ${resource.slots} slots are free, ${signalSlots[order.signal]} are needed` };
    }
    case 'signal':
      return { kind: 'signal', text: `${name} does not accept ${order.signal}` };
    case 'state': {
      const heldOut = view.heldOut(subject);
      if (heldOut) return { kind: 'held-out', text: `${name} is kept from new routes: ${heldOut.text}` };
      const { condition, text } = view.health(subject);
      return { kind: 'state', text: `${name} is ${condition}${text ? `: ${text}` : ''}` };
    }
    case 'owner':
      return { kind: 'not-eligible', text: `${name} is ${carrier}'s own and not dedicated to the virtual network` };
    case 'unknown-latency':
      return { kind: 'unknown-latency', text: `the latency of ${name} is not known; measure it or enter it` };
    case 'provenance':
      return {
        kind: 'provenance',
        text: `the latency of ${name} is ${view.latency(subject)?.provenance ?? 'not known'}; the order asks for ${order.minimumProvenance} or better`,
      };
    case 'stale':
      return { kind: 'stale', text: `${name} is ${view.fileWords(carrierOf(subject.id)) ?? 'known from a link that is down'}` };
    case 'excluded':
      return { kind: 'refused-by-carrier', text: `a carrier refused ${name} for this order` };
    case 'diversity': {
      const apart = apartFrom(view, order);
      const shared = apart ? sharedWith(view, apart, [subject]) : [];
      return apart && shared.length > 0
        ? sharedReason(apart, shared)
        : { kind: 'shared-risk', text: `${name} is used, or put at risk, by a route that this one has to be apart from` };
    }
  }
}
