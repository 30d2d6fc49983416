import type { Command } from 'commander';
import { z } from 'zod';
import type { WindowPlannedShown } from '../../../core/contract/shapes';
import { formatTime } from '../../../core/model/clock';
import { define, noOptions, reasonFlag, reasonOption } from '../define';
import type { Result } from '../output';
import { timeOption } from '../values';
import { counted, shortId } from '../words';
import { subjectFrom } from './lock-outs';

const timeWords = '2026-12-01T22:00Z, now, or +90m';

export function windowCommands(program: Command): void {
  const windows = program.command('windows').description('Maintenance windows: orders are moved away before, and back after.');
  define(windows, {
    usage: 'list',
    does: 'Lists maintenance windows, with what became of the orders that they hit.',
    examples: ['longlines windows list'],
    asks: ['windows.list'],
    options: noOptions,
    async run({ session }) {
      const list = await session.call('windows.list', {});
      return {
        data: list,
        show(screen) {
          if (list.length === 0) {
            screen.line('No maintenance window is known.');
            return;
          }
          screen.table(
            ['id', 'state', 'from', 'to', 'subjects', 'what', 'orders'],
            list.map(({ id, state, fromMs, toMs, subjects, text, orders }) => [
              ...[
                shortId(id),
                state,
                formatTime(fromMs),
                formatTime(toMs),
                subjects.map((subject) => `${subject.kind} ${subject.id}`).join(', '),
                text,
              ],
              orders.map((order) => `${order.orderId} ${order.state}`).join(', '),
            ]),
          );
        },
      };
    },
  });
  define(windows, {
    usage: 'plan <subjects...>',
    does: 'Plans maintenance of something from one time to another.',
    examples: ['longlines windows plan duct:cable-irish-sea-2 --from 2026-12-01T22:00Z --to 2026-12-02T04:00Z --text "splicing"'],
    flags: [
      ['--from <time>', `when it begins: ${timeWords} (required)`],
      ['--to <time>', 'when it ends (required)'],
      ['--text <words>', 'what is done (required)'],
    ],
    asks: ['windows.plan'],
    options: z.object({
      from: required(timeOption, '--from'),
      to: required(timeOption, '--to'),
      text: z.string({ error: '--text is missing: say what is done' }),
    }),
    async run({ session, by }, subjects, { from, to, text }) {
      return planned(await session.call('windows.plan', { subjects: subjects.map(subjectFrom), fromMs: from, toMs: to, text, by }));
    },
  });
  define(windows, {
    usage: 'change <window>',
    does: 'Shortens, extends or shifts a window.',
    examples: ['longlines windows change 8e41b02d --to +90m'],
    flags: [
      ['--from <time>', 'when it begins'],
      ['--to <time>', 'when it ends'],
      ['--text <words>', 'what is done'],
    ],
    asks: ['windows.change'],
    options: z.object({ from: timeOption.optional(), to: timeOption.optional(), text: z.string().optional() }),
    async run({ session, by }, [windowId = ''], { from, to, text }) {
      const change = {
        ...(from === undefined ? {} : { fromMs: from }),
        ...(to === undefined ? {} : { toMs: to }),
        ...(text === undefined ? {} : { text }),
      };
      return planned(await session.call('windows.change', { windowId, by, ...change }));
    },
  });
  define(windows, {
    usage: 'cancel <window>',
    does: 'Calls a window off, or ends the one that is open; orders that were moved away return.',
    examples: ['longlines windows cancel 8e41b02d --reason "weather"'],
    flags: [reasonFlag],
    asks: ['windows.cancel'],
    options: z.object(reasonOption),
    async run({ session, by }, [windowId = ''], { reason }) {
      const answer = await session.call('windows.cancel', { windowId, by, reason });
      const { id, fromMs, toMs, text, state } = answer.window;
      return {
        data: { window: answer.window, overlapping: answer.overlapping },
        show(screen) {
          const ended = state === 'open' || state === 'moving-back' ? 'is ended' : 'is cancelled';
          screen.line(`window ${id} ${ended}: ${formatTime(fromMs)} – ${formatTime(toMs)}, ${text}; orders that were moved away return`);
        },
      };
    },
  });
  define(windows, {
    usage: 'preview <subjects...>',
    does: 'Says which orders maintenance of something would move, and how; nothing is planned.',
    examples: ['longlines windows preview site:LON'],
    asks: ['windows.preview'],
    options: noOptions,
    async run({ session }, subjects) {
      const preview = await session.call('windows.preview', { subjects: subjects.map(subjectFrom) });
      return {
        data: preview,
        show(screen) {
          screen.line(`${counted(preview.orders.length, 'order')} hit, ${preview.unhit} not`);
          if (preview.orders.length > 0)
            screen.table(
              ['order', 'customer', 'what'],
              preview.orders.map(({ orderId, customer, how, heldBack, text }) => [orderId, customer, heldBack ?? how ?? text]),
            );
        },
      };
    },
  });
}

const required = <Schema extends z.ZodType>(schema: Schema, flag: string) =>
  z
    .string({ error: `${flag} is missing: give a time, such as ${timeWords}` })
    .pipe(schema as unknown as z.ZodType<z.output<Schema>, string>);

function planned({ window, overlapping }: WindowPlannedShown): Result {
  return {
    data: { window, overlapping },
    show(screen) {
      screen.line(`window ${window.id}, ${window.state}: ${formatTime(window.fromMs)} – ${formatTime(window.toMs)}, ${window.text}`);
      if (overlapping.length > 0)
        screen.line(`  overlaps ${overlapping.join(', ')}: what both work on stays held out until the last of them ends`);
    },
  };
}
