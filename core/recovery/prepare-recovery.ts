import type { Engine, Recording } from '../engine';
import { candidateFrom } from '../identification/candidate';
import { findAlternatives, type FoundAlternatives } from '../identification/find-alternatives';
import { findTogether, type FoundTogether } from '../identification/find-together';
import { decisionOf, type Identification } from '../identification/identify-route';
import { qualifyRoute } from '../identification/qualify-route';
import { inCommonWords, type Alternative } from '../model/alternative';
import { assertNever } from '../model/assert-never';
import type { Refusal } from '../model/connection';
import type { Decision } from '../model/decision';
import { formatNs, worseNs } from '../model/latency';
import type { Order } from '../model/order';
import type { Route } from '../model/route';

/** What an order's recovery policy has found before any carrier is asked. */
export interface Prepared {
  readonly primary: Route;
  readonly decision: Decision;
  /** Those that are within the limit; they book nothing. */
  readonly alternatives: readonly Alternative[];
  /** In the order in which they were taken (N9). */
  readonly steps: readonly { readonly event: string; readonly text: string }[];
}

/**
 * Finds what the policy asks for before the first provisioning message (N9): `after` nothing; `before` alternatives by a search of their own, then
 * qualified; `together` primary and alternatives in one search, qualified in the same pass.
 */
export function prepareRecovery(
  engine: Engine,
  order: Order,
  { route, decision, isChosen = false }: Extract<Identification, { kind: 'route' }>,
  refusals: readonly Refusal[],
): Prepared {
  const { network, settings } = engine;
  const purpose = { ownSegments: [], refusals, atMs: decision.atMs };
  const primaryStep = { event: 'primary.identified', text: decision.summary };
  switch (order.recovery) {
    case 'after':
      return { primary: route, decision, alternatives: [], steps: [primaryStep] };
    case 'before': {
      const found = findAlternatives(network, order, route, purpose, settings.storedAlternatives);
      const identified = { event: 'alternatives.identified', text: `${count(found)}, by a search of their own` };
      const qualified = qualifyAlternatives(engine, order, found, refusals, 'before');
      const step = { event: 'alternatives.qualified', text: qualifiedWords(order, qualified, found) };
      return { primary: route, decision, alternatives: qualified, steps: [primaryStep, identified, step] };
    }
    case 'together': {
      const found: FoundTogether = isChosen
        ? { primary: route, passedOver: null, ...findAlternatives(network, order, route, purpose, settings.storedAlternatives) }
        : findTogether(network, order, route, purpose, settings.storedAlternatives);
      const identified = { event: 'routes.identified', text: `the primary and ${count(found)} in one search: ${decision.summary}` };
      const qualified = qualifyAlternatives(engine, order, found, refusals, 'together');
      const total = `primary ${formatNs(worseNs(found.primary))} one way`;
      const text = `${total}; ${qualifiedWords(order, qualified, found)}${passedOverWords(found)}`;
      const step = { event: 'routes.qualified', text };
      const primaryDecision = found.primary === route ? decision : withPrimary(order, decision, found.primary);
      return { primary: found.primary, decision: primaryDecision, alternatives: qualified, steps: [identified, step] };
    }
    default:
      return assertNever(order.recovery);
  }
}

/** Keeps with the order what was prepared, and tells of it step by step. In the transaction that plans the order. */
export async function recordPrepared({ tx, note }: Recording, order: Order, { decision, alternatives, steps }: Prepared): Promise<void> {
  await tx.orders.addDecision(decision);
  for (const { event, text } of steps) await note(event, order.id, text);
  if (order.recovery !== 'after') await tx.alternatives.replace(order.id, alternatives);
}

/** Determines each alternative's total latency at this moment and whether it exceeds the limit; those that do not hold are left out. */
export function qualifyAlternatives(
  { network, clock, newId }: Pick<Engine, 'network' | 'clock' | 'newId'>,
  order: Order,
  { found }: FoundAlternatives,
  refusals: readonly Refusal[],
  foundBy: Alternative['foundBy'],
  ownSegments: Parameters<typeof qualifyRoute>[3]['ownSegments'] = [],
): readonly Alternative[] {
  const atMs = clock.now();
  const holding = found.flatMap(({ route, shared }) => {
    const qualification = qualifyRoute(network, order, route, { occasion: 'alternative', ownSegments, refusals, atMs });
    return qualification.kind === 'holds' ? [{ route: qualification.route, shared }] : [];
  });
  return holding.map(({ route, shared }, index) => ({
    ...{ id: newId(), orderId: order.id, rank: index + 1, route, foundBy, foundAtMs: atMs, shared, checkedAtMs: atMs, fault: '' },
  }));
}

const count = ({ found, isCutShort }: FoundAlternatives): string =>
  `${found.length} alternative${found.length === 1 ? '' : 's'}${isCutShort ? ' (the search was cut off)' : ''}`;

function qualifiedWords(order: Order, alternatives: readonly Alternative[], { found }: FoundAlternatives): string {
  const each = alternatives.map(
    ({ route, shared }) => `${formatNs(worseNs(route))} one way, in common with the primary: ${inCommonWords(shared)}`,
  );
  const within = `${alternatives.length} of ${found.length} within ${formatNs(order.limit.oneWayNs)}`;
  return each.length === 0 ? within : `${within}: ${each.join('; ')}`;
}

/** A preference for diversity makes no primary slower or dearer; what it would have cost is told. */
function passedOverWords({ passedOver }: FoundTogether): string {
  if (!passedOver) return '';
  const pair = `${formatNs(passedOver.primaryNs)} and ${formatNs(passedOver.alternativeNs)} one way`;
  return `; two routes without a shared risk would take ${pair}: not taken, since the primary would be slower or dearer`;
}

/** Another primary than the first that was best, as good as that one. */
function withPrimary(order: Order, decision: Decision, primary: Route): Decision {
  const reason = { kind: 'not-best', text: 'as good as the one taken, which leaves a more diverse alternative' } as const;
  const wayOf = (hops: readonly { readonly id: string }[]): string => hops.map(({ id }) => id).join();
  const others = decision.candidates.filter(({ hops }) => wayOf(hops) !== wayOf(primary.hops));
  return {
    ...decisionOf(order, decision)(
      'chosen',
      `${decision.summary}; among equals the one with the more diverse alternative`,
      worseNs(primary),
      [
        candidateFrom(order, primary, null),
        ...others.map((candidate) => (candidate.isChosen ? { ...candidate, isChosen: false, reasons: [reason] } : candidate)),
      ],
    ),
  };
}
