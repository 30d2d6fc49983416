import type { Command } from 'commander';
import { z } from 'zod';
import { formatTime } from '../../../core/model/clock';
import type { HoldOutSubject } from '../../../core/model/hold-out';
import { define, noOptions, reasonFlag, reasonOption } from '../define';
import { Failure } from '../exit-codes';
import { readSubject } from '../values';
import { counted, timeOr } from '../words';

export function lockOutCommands(program: Command): void {
  const lockOuts = program
    .command('lockouts')
    .description('What no new route may use: locked out by hand, under maintenance, or flapping.');
  define(lockOuts, {
    usage: 'list',
    does: 'Lists what is kept from new routes, and why.',
    examples: ['longlines lockouts list'],
    asks: ['lock-outs.list'],
    options: noOptions,
    async run({ session }) {
      const list = await session.call('lock-outs.list', {});
      return {
        data: list,
        show(screen) {
          if (list.length === 0) {
            screen.line('Nothing is kept from new routes.');
            return;
          }
          screen.table(
            ['what', 'why', '', 'since', 'until'],
            list.map(({ name, cause, text, sinceMs, untilMs }) => [
              name,
              cause,
              text,
              formatTime(sinceMs),
              timeOr(untilMs, 'somebody ends it'),
            ]),
          );
        },
      };
    },
  });
  define(lockOuts, {
    usage: 'add <subject>',
    does: 'Locks something out: no new route uses it, what runs over it goes on.',
    examples: [
      'longlines lockouts add site:LON --reason "air conditioning fails"',
      'longlines lockouts add duct:cable-irish-sea-2 --reason "anchor alarm"',
    ],
    flags: [reasonFlag],
    asks: ['lock-outs.add'],
    options: z.object(reasonOption),
    async run({ session, by }, [text = ''], { reason }) {
      const subject = subjectFrom(text);
      const { runningOver } = await session.call('lock-outs.add', { subject, by, reason });
      return {
        data: { subject, runningOver },
        show(screen) {
          screen.line(
            `${text} is locked out; ${counted(runningOver.length, 'order')} over it ${runningOver.length === 1 ? 'goes' : 'go'} on`,
          );
          if (runningOver.length > 0)
            screen.table(
              ['order', 'customer'],
              runningOver.map(({ orderId, customer }) => [orderId, customer]),
            );
        },
      };
    },
  });
  define(lockOuts, {
    usage: 'release <subject>',
    does: 'Ends a lock-out; orders that wait are tried again.',
    examples: ['longlines lockouts release site:LON --reason "repaired"'],
    flags: [reasonFlag],
    asks: ['lock-outs.release'],
    options: z.object(reasonOption),
    async run({ session, by }, [text = ''], { reason }) {
      const subject = subjectFrom(text);
      await session.call('lock-outs.release', { subject, by, reason });
      return {
        data: { subject },
        show: (screen) => {
          screen.line(`${text} is released`);
        },
      };
    },
  });
}

export function subjectFrom(text: string): HoldOutSubject {
  const subject = readSubject(text);
  if (subject.kind === 'wrong') throw new Failure('usage', subject.message);
  return subject.value;
}
