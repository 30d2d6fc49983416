import { complianceCsv } from '../../latency-watch/compliance-csv';
import { complianceText } from '../../latency-watch/compliance-text';
import { answer, refused, type Handlers } from './serving';

/** Latency watch (N13). */
export const watchHandlers: Handlers<'latency.margins' | 'compliance'> = {
  'latency.margins': async ({ host }, { windowMs }) => answer(await host.margins(windowMs)),
  async compliance({ host }, { fromMs, toMs = null, orderId = null, customer = null }) {
    const drawn = await host.complianceReport({ fromMs, toMs, orderId, customer });
    if (drawn.kind === 'refused') return refused(drawn);
    const { report } = drawn;
    return answer({ report, text: complianceText(report), csv: complianceCsv(report) });
  },
};
