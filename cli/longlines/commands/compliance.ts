import type { Command } from 'commander';
import { z } from 'zod';
import { formatNs } from '../../../core/model/latency';
import { define } from '../define';
import { spanOption, timeOption } from '../values';
import { margin, orDash } from '../words';

export function complianceCommands(program: Command): void {
  define(program, {
    usage: 'compliance',
    does: 'Reports how orders kept to their limits over a period: time within, over and down, worst latency, restorations.',
    examples: [
      'longlines compliance --from -30d --customer "Quay Bank"',
      'longlines compliance --from 2026-11-01T00:00Z --to 2026-12-01T00:00Z --csv > november.csv',
    ],
    flags: [
      ['--from <time>', 'when the period begins (-30d)'],
      ['--to <time>', 'when it ends (now)'],
      ['--order <order>', 'of this order only'],
      ['--customer <name>', 'of this customer only'],
      ['--csv', 'as CSV, for a spreadsheet'],
    ],
    asks: ['compliance'],
    options: z.object({
      from: timeOption.optional(),
      to: timeOption.optional(),
      order: z.string().optional(),
      customer: z.string().optional(),
      csv: z.boolean().default(false),
    }),
    async run({ session }, _, { from = Date.now() - 30 * 86_400_000, to, order, customer, csv: asCsv }) {
      const { report, text, csv } = await session.call('compliance', {
        fromMs: from,
        ...(to === undefined ? {} : { toMs: to }),
        ...(order === undefined ? {} : { orderId: order }),
        ...(customer === undefined ? {} : { customer }),
      });
      return {
        data: report,
        show(screen) {
          if (asCsv) process.stdout.write(csv);
          else screen.line(text.trimEnd());
        },
      };
    },
  });
  define(program, {
    usage: 'margins',
    does: 'Lists what is left to each order in service until its limit, the least first, and where it is going.',
    examples: ['longlines margins --window 7d'],
    flags: [['--window <span>', 'over how long trends are told, such as 6h or 7d (1d)']],
    asks: ['latency.margins'],
    options: z.object({ window: spanOption.optional() }),
    async run({ session }, _, { window }) {
      const margins = await session.call('latency.margins', window === undefined ? {} : { windowMs: window });
      return {
        data: margins,
        show(screen) {
          if (margins.length === 0) {
            screen.line('No order is in service.');
            return;
          }
          screen.table(
            ['order', 'customer', 'state', 'latency', 'limit', 'left', 'margin', '', 'trend'],
            margins.map(({ order, state, totalNs, marginNs, isLow, overForMs, trend }) => [
              ...[order.id, order.customer, state, orDash(totalNs), formatNs(order.limit.oneWayNs), orDash(marginNs)],
              margin(marginNs, order.limit.oneWayNs),
              overForMs > 0 ? 'OVER' : isLow ? 'low' : '',
              trend.text,
            ]),
          );
        },
      };
    },
  });
}
