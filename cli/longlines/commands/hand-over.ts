import type { Command } from 'commander';
import { z } from 'zod';
import { define } from '../define';
import { timeOption } from '../values';

export function handOverCommand(program: Command): void {
  define(program, {
    usage: 'handover',
    does: 'Draws up what one shift hands to the next.',
    examples: ['longlines handover --from -8h', 'longlines handover --from 2026-12-01T06:00Z --to 2026-12-01T14:00Z'],
    flags: [
      ['--from <time>', 'when the shift began (-8h)'],
      ['--to <time>', 'when it ends (now)'],
    ],
    asks: ['hand-over'],
    options: z.object({ from: timeOption.optional(), to: timeOption.optional() }),
    async run({ session }, _, { from, to }) {
      const nowMs = Date.now();
      const report = await session.call('hand-over', { fromMs: from ?? nowMs - 8 * 3_600_000, toMs: to ?? nowMs });
      return {
        data: report,
        show: (screen) => {
          screen.line(report.text.trimEnd());
        },
      };
    },
  });
}
