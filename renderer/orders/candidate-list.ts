import type {
  AlternativeShown,
  CandidateShown,
  DecisionShown,
  DossierShown,
  ExplanationShown,
  RouteShown,
} from '../../core/contract/shapes';
import { inCommonWords } from '../../core/model/alternative';
import type { Mark } from '../ui/severity';
import type { WaterfallHop } from './waterfall';
import { hopsOf } from './waterfall';

/** One way that an order goes, could go, or could not. */
export interface Way {
  readonly key: string;
  readonly hops: CandidateShown['hops'];
  /** With their latencies, where the host tells them; null: they are as in force now. */
  readonly detail: readonly WaterfallHop[] | null;
  readonly oneWayNs: number | null;
  /** Minor currency units per month. */
  readonly price: number;
  readonly mark: Mark;
  /** In a word: `taken`, `kept`, `latency`. */
  readonly verdict: string;
  readonly why: string;
  /** Known at all to be the way that it goes now. */
  readonly isServing: boolean;
}

const keyOf = (hops: CandidateShown['hops']): string => hops.map(({ id }) => id).join(' ');

/**
 * The ways of an order: the one that serves it, those that are kept, those that the decision was about, and those that it could be moved to. A way that
 * is in several of these is told once, by the first that names it.
 */
export function waysOf(
  { alternatives }: Pick<DossierShown, 'alternatives'>,
  serving: RouteShown | null,
  decision: DecisionShown | null,
  otherRoutes: ExplanationShown['otherRoutes'],
  isCarrying = true,
): readonly Way[] {
  const ways = new Map<string, Way>();
  const add = (way: Way): void => {
    if (!ways.has(way.key)) ways.set(way.key, way);
  };
  const chosen = decision?.candidates.find(({ isChosen }) => isChosen);
  if (serving)
    add(
      servingWay(
        serving,
        decision !== null && chosen !== undefined && keyOf(chosen.hops) === keyOf(serving.hops) ? decision.summary : '',
        isCarrying,
      ),
    );
  for (const alternative of alternatives) add(keptWay(alternative));
  for (const candidate of decision?.candidates ?? []) add(consideredWay(candidate, decision));
  for (const candidate of otherRoutes ?? []) add(possibleWay(candidate));
  return [...ways.values()];
}

const servingWay = (route: RouteShown, why: string, isCarrying: boolean): Way => ({
  ...routed(route),
  mark: isCarrying ? { shape: 'dot' } : { severity: 'critical' },
  verdict: isCarrying ? 'in service' : 'its route, carries nothing',
  ...{ why: isCarrying ? why : '', isServing: true },
});

const keptWay = ({ rank, route, shared, fault }: AlternativeShown): Way => {
  const common = inCommonWords(shared);
  return {
    ...routed(route),
    mark: fault === '' ? { shape: 'circle' } : { severity: 'major' },
    verdict: fault === '' ? `kept, alternative ${rank}` : `alternative ${rank} holds no longer`,
    why: fault === '' ? `shares ${common} with the route in service` : fault,
    isServing: false,
  };
};

const routed = (route: RouteShown) => ({
  key: keyOf(route.hops),
  hops: route.hops,
  detail: hopsOf(route),
  oneWayNs: route.oneWayNs,
  price: route.price,
});

function consideredWay(candidate: CandidateShown, decision: DecisionShown | null): Way {
  const [first] = candidate.reasons;
  const isBroken = first?.kind === 'state';
  return {
    ...considered(candidate),
    mark: candidate.isChosen ? { shape: 'dot' } : isBroken ? { severity: 'critical' } : { shape: 'cross' },
    verdict: candidate.isChosen ? 'taken' : (first?.kind.replaceAll('-', ' ') ?? 'not taken'),
    why: candidate.isChosen ? (decision?.summary ?? '') : candidate.reasons.map(({ text }) => text).join('; '),
  };
}

const possibleWay = (candidate: CandidateShown): Way => ({
  ...considered(candidate),
  mark: { shape: 'dotted' },
  verdict: 'could be moved to',
  why: candidate.reasons.map(({ text }) => text).join('; '),
});

const considered = (candidate: CandidateShown) => ({
  key: keyOf(candidate.hops),
  hops: candidate.hops,
  detail: null,
  oneWayNs: candidate.oneWayNs,
  price: candidate.price,
  isServing: false,
});
