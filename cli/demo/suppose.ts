import type { ImpairmentHit } from '../../core/model/impairment';
import { formatNs, worseNs } from '../../core/model/latency';
import { isSameWay } from '../../core/model/route';
import type { SupposedHit } from '../../core/recovery/what-if';
import { counted, type Demo } from './demo';

/** What was supposed beside what came. Differences are no faults: carriers refuse in earnest, and orders are restored at the same time, not in turn. */
export interface SuppositionReport {
  readonly elapsedMs: number;
  readonly connections: number;
  /** Hit as supposed; hit in earnest only; supposed only. */
  readonly hitAsSupposed: number;
  readonly hitUnexpectedly: number;
  readonly notHit: number;
  /** Of those hit as supposed: restored or not, as supposed; and of those restored as supposed, by the very way. */
  readonly endedAsSupposed: number;
  readonly theSameWay: number;
  /** One line for each that ended otherwise. */
  readonly differences: readonly string[];
}

export interface Supposed {
  readonly hits: readonly SupposedHit[];
  readonly elapsedMs: number;
}

export async function supposeCut({ host, screen }: Demo, duct: string): Promise<Supposed> {
  const beganAtMs = performance.now();
  const outcome = await host.whatIf([{ kind: 'fails', subject: { kind: 'shared-risk', id: duct } }]);
  const elapsedMs = Math.round(performance.now() - beganAtMs);
  if (outcome.kind === 'refused') throw new Error(`supposing that ${duct} fails was refused: ${outcome.message}`);
  const restorable = outcome.hits.filter(({ route }) => route !== null).length;
  screen.line(
    `  supposed beforehand, in ${elapsedMs} ms: ${counted(outcome.hits.length, 'connection')} hit, ` +
      `${restorable} of them restored, ${outcome.hits.length - restorable} not`,
  );
  return { hits: outcome.hits, elapsedMs };
}

export async function compareWithSupposed(
  { host, screen }: Demo,
  { hits: supposed, elapsedMs }: Supposed,
  hits: readonly ImpairmentHit[],
): Promise<SuppositionReport> {
  const outcomes = new Map(hits.map((hit) => [hit.orderId, hit]));
  const expected = new Set(supposed.map(({ order }) => order.id));
  let [hitAsSupposed, endedAsSupposed, theSameWay] = [0, 0, 0];
  const differences: string[] = [];
  for (const { order, route, marginNs, decision } of supposed) {
    const hit = outcomes.get(order.id);
    if (!hit) {
      differences.push(`${order.id} was not hit`);
      continue;
    }
    hitAsSupposed += 1;
    if ((route !== null) !== (hit.outcome === 'restored')) {
      const words = route ? `restored with ${formatNs(marginNs ?? 0)} to spare` : `not restored (${decision.summary})`;
      differences.push(`${order.id} was supposed to be ${words}, and is ${hit.outcome}: ${hit.text}`);
      continue;
    }
    endedAsSupposed += 1;
    const really = (await host.dossier(order.id))?.connections.find(({ state }) => state === 'active')?.route;
    if (!route || !really) continue;
    if (isSameWay(route, really)) theSameWay += 1;
    else if (worseNs(route) !== worseNs(really)) {
      differences.push(`${order.id} was restored at ${formatNs(worseNs(really))}, supposed ${formatNs(worseNs(route))}`);
    }
  }
  const unexpected = hits.filter(({ orderId }) => !expected.has(orderId));
  for (const { orderId, outcome } of unexpected) differences.push(`${orderId} was not supposed to be hit, and is ${outcome}`);
  screen.line(
    `  as supposed: ${hitAsSupposed} of ${supposed.length} hit, ${endedAsSupposed} ended so, ${theSameWay} by the very same way; ` +
      `${unexpected.length} hit that were not supposed to be`,
  );
  for (const difference of differences.slice(0, shownDifferences)) screen.line(`    ${difference}`);
  if (differences.length > shownDifferences) screen.line(`    and ${differences.length - shownDifferences} more`);
  return {
    elapsedMs,
    connections: supposed.length,
    ...{ hitAsSupposed, hitUnexpectedly: unexpected.length, notHit: supposed.length - hitAsSupposed, endedAsSupposed, theSameWay },
    differences,
  };
}

const shownDifferences = 12;
