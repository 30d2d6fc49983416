import type { Command } from 'commander';
import { z } from 'zod';
import type { InputOf } from '../../../core/contract/procedures';
import type { Handling } from '../../../core/model/impairment';
import { define, noOptions } from '../define';
import { Failure } from '../exit-codes';
import { readTime } from '../values';
import { shortId, timeOr } from '../words';
import { formatTime } from '../../../core/model/clock';

type Step = InputOf<'impairments.handle'>['step'];

export function impairmentCommands(program: Command): void {
  const impairments = program
    .command('impairments')
    .description('What is down, degraded or too slow, whom it hit, and who looks after it.');
  define(impairments, {
    usage: 'list',
    does: 'Lists the impairments that are open, with what became of the orders that they hit.',
    examples: ['longlines impairments list', 'longlines impairments list --all --json'],
    flags: [['--all', 'those that were cleared too']],
    asks: ['impairments.list'],
    options: z.object({ all: z.boolean().default(false) }),
    async run({ session }, _, { all }) {
      const list = await session.call('impairments.list', { all });
      return {
        data: list,
        show(screen) {
          if (list.length === 0) {
            screen.line('No impairment is open.');
            return;
          }
          screen.table(
            ['id', 'raised', 'cleared', 'what', 'handled', 'orders'],
            list.map(({ id, text, raisedAtMs, clearedAtMs, handling, hits }) => [
              ...[shortId(id), formatTime(raisedAtMs), timeOr(clearedAtMs, ''), text, handlingWords(handling)],
              hits.map(({ orderId, outcome }) => `${orderId} ${outcome}`).join(', '),
            ]),
          );
        },
      };
    },
  });
  const handle = (usage: string, does: string, example: string, stepFrom: (words: readonly string[]) => Step): void => {
    define(impairments, {
      ...{ usage, does, examples: [example], options: noOptions },
      asks: ['impairments.handle'],
      async run({ session, by }, [impairmentId = '', ...words]) {
        const handling = await session.call('impairments.handle', { impairmentId, by, step: stepFrom(words) });
        return {
          data: { impairmentId, handling },
          show: (screen) => {
            screen.line(`impairment ${impairmentId}: ${handlingWords(handling) || 'nobody looks after it'}`);
          },
        };
      },
    });
  };
  handle('acknowledge <impairment>', 'Says that an impairment has been seen.', 'longlines impairments acknowledge 3f2a', () => ({
    kind: 'acknowledge',
  }));
  handle(
    'own <impairment> [owner]',
    'Gives an impairment to an owner; without: to nobody.',
    'longlines impairments own 3f2a Ann',
    ([owner]) => ({ kind: 'own', owner: owner ?? null }),
  );
  handle('shelve <impairment> <until>', 'Puts an impairment aside until then.', 'longlines impairments shelve 3f2a +2h', ([until = '']) => {
    const untilMs = readTime(until, Date.now());
    if (untilMs.kind === 'wrong') throw new Failure('usage', untilMs.message);
    return { kind: 'shelve', untilMs: untilMs.value };
  });
  handle('unshelve <impairment>', 'Brings a shelved impairment back.', 'longlines impairments unshelve 3f2a', () => ({ kind: 'unshelve' }));
  handle(
    'ticket <impairment> [reference]',
    'Attaches a reference to a ticket elsewhere; without: takes it away.',
    'longlines impairments ticket 3f2a INC-4711',
    ([ticket]) => ({ kind: 'ticket', ticket: ticket ?? null }),
  );
}

const handlingWords = ({ acknowledgedBy, owner, shelvedUntilMs, ticket }: Handling): string =>
  [
    acknowledgedBy === null ? '' : `acknowledged by ${acknowledgedBy}`,
    owner === null ? '' : `owner ${owner}`,
    shelvedUntilMs === null ? '' : `shelved until ${formatTime(shelvedUntilMs)}`,
    ticket === null ? '' : `ticket ${ticket}`,
  ]
    .filter((words) => words !== '')
    .join(', ');
