import { complianceCsv } from '../../latency-watch/compliance-csv';
import { complianceText } from '../../latency-watch/compliance-text';
import type { OrderLatencyShown } from '../../contract/watch';
import { worseNs, type LatencySubject } from '../../model/latency';
import type { LatencyStep } from '../../model/latency-step';
import type { NetworkView } from '../../network/network-view';
import { answer, failed, refused, type Handlers } from './serving';
import { subjectName } from './show-impairment';

/** Latency watch (N13). */
export const watchHandlers: Handlers<'latency.margins' | 'latency.traces' | 'latency.of-order' | 'impairments.report' | 'compliance'> = {
  'latency.margins': async ({ host }, { windowMs }) => answer(await host.margins(windowMs)),
  'latency.traces': async ({ host }, { orderIds, fromMs }) => answer(await host.traces(orderIds, fromMs)),
  async 'latency.of-order'({ host }, { orderId, fromMs, toMs }) {
    const found = await host.orderLatency(orderId, fromMs, toMs);
    if (found === undefined) return failed('not-found', `there is no order ${orderId}; check its id`);
    const { order, spells, parts } = found;
    const changes = parts.flatMap(({ subject, steps }) => changesOf(host.network.view, subject, steps, found.fromMs, found.toMs));
    return answer({
      ...{ fromMs: found.fromMs, toMs: found.toMs, limitNs: order.limit.oneWayNs, spells },
      changes: changes.sort((a, b) => a.atMs - b.atMs),
    });
  },
  async 'impairments.report'({ host, clock }, { impairmentIds }) {
    const { impairments, hits, records, isCut } = await host.incident(impairmentIds);
    if (impairments.length === 0) return failed('not-found', `there is no impairment ${impairmentIds[0] ?? ''}; check its id`);
    return answer({
      ...{ atMs: clock.now(), records, isCut },
      impairments: impairments.map((impairment) => ({ ...impairment, subjectName: subjectName(host.network.view, impairment) })),
      hits: hits.map(({ order, hit, ...rest }) => ({
        ...{ orderId: order.id, customer: order.customer, priority: order.priority, limitNs: order.limit.oneWayNs },
        ...{ outcome: hit.outcome, text: hit.text, hitAtMs: hit.hitAtMs, settledAtMs: hit.settledAtMs, ...rest },
      })),
    });
  },
  async compliance({ host }, { fromMs, toMs = null, orderId = null, customer = null }) {
    const drawn = await host.complianceReport({ fromMs, toMs, orderId, customer });
    if (drawn.kind === 'refused') return refused(drawn);
    const { report } = drawn;
    const text = complianceText(report);
    await host.pause();
    return answer({ report, text, csv: complianceCsv(report) });
  },
};

/** The steps of a part within the period, each with what was before. */
function changesOf(
  view: NetworkView,
  subject: LatencySubject,
  steps: readonly LatencyStep[],
  fromMs: number,
  toMs: number,
): OrderLatencyShown['changes'] {
  const shown = ({ latency, provenance }: LatencyStep) => ({ oneWayNs: latency && worseNs(latency), provenance });
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    if (step.atMs < fromMs || step.atMs > toMs || before === undefined) return [];
    return [{ atMs: step.atMs, subject, name: view.nameOf(subject), ...shown(step), before: shown(before) }];
  });
}
