import type { CandidateShown, RouteShown } from '../core/contract/shapes';
import { formatNs } from '../core/model/latency';
import type { Screen } from './screen';

/** The route as its latency adds up, in the worse direction. */
export function showWaterfall(screen: Screen, route: RouteShown, limitNs: number): void {
  const direction = route.zaNs > route.azNs ? 'zaNs' : 'azNs';
  let totalNs = 0;
  screen.table(
    ['', 'carrier', 'adds', 'total', 'provenance'],
    route.hops.map((hop) => {
      totalNs += hop[direction];
      const provenance = hop.provenance === null ? 'unknown' : `${hop.provenance}${hop.isDefault ? ', default' : ''}`;
      return [hop.name, hop.carrierName ?? 'between carriers', formatNs(hop[direction]), formatNs(totalNs), provenance];
    }),
  );
  screen.line(
    `  ${formatNs(route.oneWayNs)} one way in the worse direction (${formatNs(2 * route.oneWayNs)} round trip), limit ${formatNs(limitNs)}`,
  );
}

/** Candidates with why each was, or was not, taken. */
export function showCandidates(screen: Screen, why: string, candidates: readonly CandidateShown[]): void {
  const ways = tellingWays(candidates);
  screen.table(
    ['candidate', 'one way', why],
    candidates.map(({ oneWayNs, reasons, isChosen }, at) => [
      ways[at] ?? '',
      oneWayNs === null ? 'unknown' : formatNs(oneWayNs),
      isChosen ? 'chosen' : reasons.map(({ text }) => text).join('; '),
    ]),
  );
}

type Hops = CandidateShown['hops'];

/** The nodes of each; where several pass the same ones, the lines and interconnects besides by which it differs from the others. */
function tellingWays(candidates: readonly { readonly hops: Hops }[]): readonly string[] {
  const ways = candidates.map(({ hops }) => wayOf(hops));
  return candidates.map(({ hops }, at) => {
    const alike = candidates.filter((_, other) => ways[other] === ways[at]);
    const isInAll = (id: string): boolean => alike.every((each) => each.hops.some((hop) => hop.id === id));
    const own = hops.flatMap(({ kind, id, name }) => (kind === 'node' || isInAll(id) ? [] : [name]));
    return own.length === 0 ? (ways[at] ?? '') : `${ways[at] ?? ''}, over ${own.join(', ')}`;
  });
}

/** The nodes on the way. */
export const wayOf = (hops: readonly { readonly kind: string; readonly name: string }[]): string =>
  hops
    .filter(({ kind }) => kind === 'node')
    .map(({ name }) => name)
    .join(' – ');
