import { candidateFrom } from '../identification/candidate';
import { decisionOf, identifyRoute, type Identification } from '../identification/identify-route';
import { qualifyRoute, type Qualification } from '../identification/qualify-route';
import type { Purpose } from '../identification/question';
import type { Alternative } from '../model/alternative';
import type { Connection, Segment } from '../model/connection';
import type { Candidate } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { Network } from '../network/network';

/** What an order holds, as far as the choice of another route needs it. */
export interface Held {
  readonly order: Order;
  readonly active: { readonly connection: Connection } | null;
  readonly segments: readonly Segment[];
  readonly connections: readonly Connection[];
}

/** What the order may use again: its carriers have confirmed its deletion, or will have to. */
export const reusable = ({ segments }: Held): readonly Segment[] => segments.filter(({ state }) => state === 'held' || state === 'cleared');

/**
 * The route to restore an order onto (N8, N9): the first of its stored alternatives that holds at this moment, by its state, capacity and total
 * latency now; if none holds, what is identified now, as with the policy `after`. The decision says which, and why not the others.
 */
export function chooseAlternative(
  network: Network,
  held: Held,
  alternatives: readonly Alternative[],
  given: Pick<Purpose, 'refusals' | 'atMs' | 'budgets' | 'detail'>,
): Identification {
  const { order } = held;
  const route = (held.active?.connection ?? held.connections.at(-1))?.route ?? null;
  const purpose: Purpose = {
    ...given,
    occasion: 'restoration',
    ownSegments: reusable(held),
    ends: route && { aPortId: route.aPortId, zPortId: route.zPortId },
  };
  const judged = alternatives.map((alternative) => ({
    alternative,
    qualification: qualifyRoute(network, order, alternative.route, purpose),
  }));
  const first = judged.findIndex(({ qualification }) => qualification.kind === 'holds');
  const chosen = judged[first];
  if (chosen?.qualification.kind === 'holds') {
    const { route: now } = chosen.qualification;
    const rank = `alternative ${first + 1} of ${alternatives.length}, found ${chosen.alternative.foundBy === 'before' ? 'before' : 'together with the primary'}`;
    const limit = `limit ${formatNs(order.limit.oneWayNs)}`;
    const passedOver = wordsFor(numbersByFault(judged.slice(0, first)));
    const summary = `${rank}, still holds: ${formatNs(worseNs(now))} one way, ${limit}${passedOver === '' ? '' : `; before it ${passedOver}`}`;
    const candidates = judged.map(({ alternative, qualification }, index) =>
      index === first
        ? candidateFrom(order, now, null)
        : candidateOf(alternative.route, qualification, `alternative ${index + 1} comes after the one that was taken`),
    );
    return { kind: 'route', route: now, decision: decisionOf(order, purpose)('chosen', summary, worseNs(now), candidates) };
  }
  const identified = identifyRoute(network, order, purpose);
  if (judged.length === 0) return identified;
  const { decision } = identified;
  return {
    ...identified,
    decision: {
      ...decision,
      summary: withNoneOf(judged, decision.summary),
      candidates: [
        ...decision.candidates,
        ...judged.map(({ alternative, qualification }) => candidateOf(alternative.route, qualification, '')),
      ],
    },
  };
}

interface Judged {
  readonly alternative: Alternative;
  readonly qualification: Qualification;
}

/** Why what is identified now was needed, before its own summary; what hinders everything is told once. */
function withNoneOf(judged: readonly Judged[], summary: string): string {
  const numbers = numbersByFault(judged);
  const faults = [...numbers.keys()];
  const none =
    judged.length === 1 ? 'the alternative found before does not hold' : `none of the ${judged.length} alternatives found before holds`;
  if (faults.length > 1) return `${none} (${wordsFor(numbers)}); ${summary}`;
  return faults[0] === summary ? `${summary}; for that reason ${none}` : `${none} (${faults.join('')}); ${summary}`;
}

const wordsFor = (numbersOfFaults: ReadonlyMap<string, readonly number[]>): string =>
  [...numbersOfFaults].map(([fault, numbers]) => `${numbers.join(', ')}: ${fault}`).join('; ');

/** The alternatives that do not hold, as they are numbered from 1, by why. */
function numbersByFault(judged: readonly Judged[]): ReadonlyMap<string, readonly number[]> {
  const numbers = new Map<string, number[]>();
  for (const [index, { qualification }] of judged.entries()) {
    if (qualification.kind !== 'fails') continue;
    const fault = faultOf(qualification);
    numbers.set(fault, [...(numbers.get(fault) ?? []), index + 1]);
  }
  return numbers;
}

/** Why it does not hold, in words. */
export const faultOf = ({ reasons }: Extract<Qualification, { kind: 'fails' }>): string => reasons[0]?.text ?? 'it does not hold';

function candidateOf(route: Route, qualification: Qualification, otherwise: string): Candidate {
  const isUnknown = qualification.kind === 'fails' && qualification.reasons.some(({ kind }) => kind === 'unknown-latency');
  return {
    hops: route.hops.map(({ kind, id }) => ({ kind, id })),
    oneWayNs: isUnknown ? null : worseNs(qualification.kind === 'holds' ? qualification.route : route),
    price: route.price,
    isChosen: false,
    reasons: qualification.kind === 'fails' ? qualification.reasons : [{ kind: 'not-best', text: otherwise }],
  };
}
