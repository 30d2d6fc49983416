import { shownHits, type CarriedOutShown, type RecoverySurveyShown } from '../../contract/recovery';
import { worseNs } from '../../model/latency';
import { recoveryPhases, type RecoveryPhase } from '../../model/recovery-phase';
import type { NetworkView } from '../../network/network-view';
import type { Survey } from '../../recovery/survey';
import type { CarriedOut } from '../recovery-commands';
import { unknownOrder } from './orders';
import { answer, failed, refused, type Handlers } from './serving';
import { showImpairment } from './show-impairment';
import { showPreviewed, showWay } from './show-move';
import { isServed, showOrder, showRoute } from './show-route';

export const recoveryHandlers: Handlers<'recovery.survey' | 'recovery.ways' | 'recovery.preview' | 'recovery.carry-out'> = {
  'recovery.survey': async ({ host }, { impairmentIds }) => answer(showSurvey(host.network.view, await host.surveyRecovery(impairmentIds))),
  async 'recovery.ways'({ host }, { orderId, count }) {
    const weighed = await host.weighWays(orderId, count);
    if (!weighed) return failed('not-found', unknownOrder(orderId));
    const { view } = host.network;
    const { holdings, former, ways, summary, heldBack, elapsedMs } = weighed;
    const { order, active } = holdings;
    return answer({
      order: showOrder(order, active?.connection.route),
      neededSlots: weighed.neededSlots,
      former: former && {
        route: showRoute(view, former),
        marginNs: order.limit.oneWayNs - worseNs(former),
        isCarrying: isServed(order),
        text: order.cause,
      },
      ways: ways.map((way) => showWay(view, order, way)),
      ...{ summary, heldBack, elapsedMs },
    });
  },
  async 'recovery.preview'({ host }, { choices }) {
    const { view } = host.network;
    return answer((await host.previewMoves(choices)).map((move) => showPreviewed(view, move)));
  },
  async 'recovery.carry-out'({ host }, { moves, ...intervention }) {
    const outcomes = await host.carryOutMoves(moves, intervention);
    if ('kind' in outcomes) return refused(outcomes);
    const { view } = host.network;
    return answer(outcomes.map((outcome) => showCarriedOut(view, outcome)));
  },
};

const showCarriedOut = (view: NetworkView, outcome: CarriedOut): CarriedOutShown =>
  outcome.kind === 'changed' ? { ...outcome, preview: showPreviewed(view, outcome.preview) } : outcome;

const minuteMs = 60_000;
/** No carrier is slow that needs less. */
const leastSlowMs = 1_000;

export function showSurvey(view: NetworkView, { impairments, hits, pauses, carriers, done, atMs }: Survey): RecoverySurveyShown {
  const counts = Object.fromEntries(recoveryPhases.map((phase) => [phase, hits.filter((hit) => hit.phase === phase).length])) as Readonly<
    Record<RecoveryPhase, number>
  >;
  const restored = hits.flatMap(({ phase, settledAtMs }) => (phase === 'restored' && settledAtMs !== null ? [settledAtMs] : []));
  const lately = restored.filter((settledMs) => atMs - settledMs < minuteMs).length;
  // Over less than a minute since the first was hit, over that.
  const overMs = Math.min(minuteMs, Math.max(1_000, atMs - Math.min(atMs, ...hits.map(({ hitAtMs }) => hitAtMs))));
  const restoredPerMinute = lately === 0 ? null : (lately / overMs) * minuteMs;
  const left = counts.queued + counts['in-hand'];
  return {
    ...{ atMs, counts, pauses, done, restoredPerMinute },
    impairments: impairments.map(({ impairment, hits: own }) => showImpairment(view, impairment, own)),
    hits: hits.slice(0, shownHits).map(({ order, ...hit }) => ({ ...hit, order: showOrder(order, undefined) })),
    leftMs: left === 0 || restoredPerMinute === null ? null : (left / restoredPerMinute) * minuteMs,
    carriers: carriers.map((carrier) => ({ ...carrier, name: view.carrierName(carrier.carrierId), isSlow: isSlow(carriers, carrier) })),
  };
}

/** Compared with the median of the others. */
function isSlow(carriers: Survey['carriers'], { carrierId, createMs }: Survey['carriers'][number]): boolean {
  const others = carriers
    .flatMap((other) => (other.carrierId === carrierId ? [] : (other.createMs ?? [])))
    .sort((one, other) => one - other);
  const median = others[Math.floor((others.length - 1) / 2)];
  return createMs !== null && median !== undefined && createMs >= leastSlowMs && createMs >= 2 * median;
}
