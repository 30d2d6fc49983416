import type { Engine } from '../../engine';
import { identifyRoute } from '../../identification/identify-route';
import { formatNs } from '../../model/latency';
import type { Order, OrderRequest } from '../../model/order';
import { readOrder } from '../../orders/intake';
import { diversityAmiss, notTaken, orderFrom } from '../order-commands';
import { differenceWords, orderDifferences } from './differences';
import { fastestDrawn } from './fastest-drawn';
import { amissIn, columnsOf, type Judged, type TryRows } from './row-trial';

/** Routes are searched for so long for the rows of one file; then what no route can be below has to do, which is reckoned so long. */
const searchMs = 2_000;
const reckonMs = 1_000;
/** So long one has the host without a break. */
const turnMs = 12;

/**
 * What each row would be, were it submitted now and alone. Rows that ask the same of the network are searched for once; when the time for searching is
 * spent, a row is still refused where not even an empty network would be fast enough, and is else said not to have been searched for.
 */
export function orderTrial(engine: Engine): TryRows {
  const { store, clock } = engine;
  const judgeRoute = routeTrial(engine);
  return async (rows) => {
    const read = rows.map((row) => ({ row, intake: row.amiss === '' ? readOrder(row.fields) : null }));
    const requests = read.flatMap(({ intake }) => (intake?.kind === 'request' ? [intake.request] : []));
    const { there, unmet } = await store.transaction(async (tx) => {
      const known = new Map((await tx.orders.some(requests.map(({ id }) => id))).map((order) => [order.id, order]));
      const amiss = new Map<string, string>();
      for (const request of requests) {
        const why = request.diversity && !known.has(request.id) ? await diversityAmiss(tx, request) : null;
        if (why !== null) amiss.set(request.id, why);
      }
      return { there: known, unmet: amiss };
    });
    let turnBeganMs = clock.now();
    const results = [];
    for (const { row, intake } of read) {
      const { line, fields, amiss } = row;
      const judged = (): Judged => {
        if (intake === null) return { outcome: 'malformed', column: '', why: amiss };
        if (intake.kind === 'malformed') return amissIn('malformed', intake.problems);
        const { request } = intake;
        const known = there.get(request.id);
        if (known) return compared(fields, request, known);
        const problems = notTaken(engine, request, clock.now());
        if (problems.length > 0) return amissIn('refused', problems);
        const message = unmet.get(request.id);
        return message === undefined ? judgeRoute(request) : amissIn('refused', [{ field: 'diverse-from', message }]);
      };
      results.push({ line, fields, ...judged() });
      if (clock.now() - turnBeganMs < turnMs) continue;
      await store.pause();
      turnBeganMs = clock.now();
    }
    return results;
  };
}

function compared(row: Readonly<Record<string, string>>, request: OrderRequest, known: Order): Judged {
  const differences = orderDifferences(row, request, known);
  if (differences.length === 0) return { outcome: 'same', column: '', why: `it is there, and ${known.state}` };
  return {
    ...{ outcome: 'differs', column: columnsOf(differences.map(({ column }) => column)) },
    why: `${differenceWords(differences)}; what is there stays: to change it, cancel it and order anew under another id`,
  };
}

function routeTrial({ network, clock, settings }: Engine): (request: OrderRequest) => Judged {
  const drawn = fastestDrawn(network);
  const searched = new Map<string, Judged>();
  let [spentMs, reckonedMs] = [0, 0];
  return (request) => {
    const key = JSON.stringify({ ...request, id: '', customer: '', priority: 0, recovery: '', revert: '' });
    const known = searched.get(key);
    if (known) return known;
    const beganMs = clock.now();
    if (spentMs >= searchMs) {
      const fastestNs = drawn(request.a, request.z, reckonedMs < reckonMs);
      reckonedMs += clock.now() - beganMs;
      return unsearched(request, fastestNs);
    }
    const purpose = { occasion: 'provisioning', ownSegments: [], ends: null, refusals: [], detail: 'brief', atMs: beganMs } as const;
    const found = identifyRoute(network, orderFrom(request, beganMs, 'checked'), { ...purpose, budgets: settings.searchBudgets });
    spentMs += clock.now() - beganMs;
    const isProved = found.kind === 'none' && found.decision.outcome !== 'budget-spent';
    const { summary, bestAchievableNs } = found.decision;
    const isTooSlow = bestAchievableNs !== null && bestAchievableNs > request.limit.oneWayNs;
    const judged: Judged = { outcome: isProved ? 'no-route' : 'new', column: isProved && isTooSlow ? 'limit' : '', why: summary };
    searched.set(key, judged);
    return judged;
  };
}

function unsearched({ limit }: OrderRequest, fastestNs: number | null): Judged {
  const limitNs = limit.oneWayNs;
  if (fastestNs !== null && fastestNs > limitNs)
    return {
      ...{ outcome: 'no-route', column: 'limit' },
      why: `no way is faster than ${formatNs(fastestNs)} one way, whatever is free; the limit is ${formatNs(limitNs)}: raise it, or leave the row out`,
    };
  const bound = fastestNs === null ? '' : `not below ${formatNs(fastestNs)} one way; `;
  return { outcome: 'new', column: '', why: `${bound}what is free was not searched, since the file asks for too many ways` };
}
