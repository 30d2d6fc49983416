import type { Command } from 'commander';
import { z } from 'zod';
import type { InputOf } from '../../../core/contract/procedures';
import type { Handling } from '../../../core/model/impairment';
import { define, noOptions, type Cli } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import { readTime } from '../values';
import { handlingWords, partsOf, showImpairment, showImpairments } from '../show-impairments';

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
        show: (screen) => {
          showImpairments(screen, list);
        },
      };
    },
  });
  define(impairments, {
    usage: 'show <impairment>',
    does: 'Shows everything that is known of one impairment, also once it is cleared: what, since when, whom it hit, and who looks after it.',
    examples: ['longlines impairments show 8e41b02d'],
    asks: ['impairments.show'],
    options: noOptions,
    async run({ session }, [impairmentId = '']) {
      const impairment = await session.call('impairments.show', { impairmentId });
      return {
        data: impairment,
        show: (screen) => {
          showImpairment(screen, impairment);
        },
      };
    },
  });
  const handle = (usage: string, does: string, examples: readonly string[], stepFrom: (words: readonly string[]) => Step): void => {
    define(impairments, {
      ...{ usage, does, examples, options: noOptions },
      asks: ['impairments.list', 'impairments.handle'],
      async run(cli, [named = '', ...words]) {
        const step = stepFrom(words);
        const parts = partsOf(await cli.session.call('impairments.list', {}), named);
        const { handled, refused } = await handleEach(cli, parts.length === 0 ? [named] : parts.map(({ id }) => id), step);
        return {
          data: { impairmentId: named, handling: handled[0]?.handling, handled, refused },
          show(screen) {
            for (const { impairmentId, handling } of handled)
              screen.line(`impairment ${impairmentId}: ${handlingWords(handling) || 'nobody looks after it'}`);
            for (const { message } of refused) screen.line(message);
          },
          exitCode: refused.length === 0 ? exitCodes.done : exitCodes.partly,
        };
      },
    });
  };
  const acknowledged = ['longlines impairments acknowledge 8e41b02d', 'longlines impairments acknowledge duct-BOS-NYC'];
  handle(
    'acknowledge <impairment>',
    'Says that an impairment has been seen, or all of an event by the shared risk that it is listed by.',
    acknowledged,
    () => ({ kind: 'acknowledge' }),
  );
  handle(
    'own <impairment> [owner]',
    'Gives an impairment to an owner; without: to nobody.',
    ['longlines impairments own 8e41b02d Ann'],
    ([owner]) => ({ kind: 'own', owner: owner ?? null }),
  );
  handle(
    'shelve <impairment> <until>',
    'Puts an impairment aside until then.',
    ['longlines impairments shelve 8e41b02d +2h'],
    ([until = '']) => {
      const untilMs = readTime(until, Date.now());
      if (untilMs.kind === 'wrong') throw new Failure('usage', untilMs.message);
      return { kind: 'shelve', untilMs: untilMs.value };
    },
  );
  handle('unshelve <impairment>', 'Brings a shelved impairment back.', ['longlines impairments unshelve 8e41b02d'], () => ({
    kind: 'unshelve',
  }));
  handle(
    'ticket <impairment> [reference]',
    'Attaches a reference to a ticket elsewhere; without: takes it away.',
    ['longlines impairments ticket 8e41b02d INC-4711'],
    ([ticket]) => ({ kind: 'ticket', ticket: ticket ?? null }),
  );
}

/** One after another. What has been done to some of several already is told, and keeps nothing from the others; throws where it can be done to none. */
async function handleEach({ session, by }: Cli, ids: readonly string[], step: Step) {
  const handled: { readonly impairmentId: string; readonly handling: Handling }[] = [];
  const refusals: { readonly impairmentId: string; readonly failure: Failure }[] = [];
  for (const impairmentId of ids)
    try {
      handled.push({ impairmentId, handling: await session.call('impairments.handle', { impairmentId, by, step }) });
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'refused') throw error;
      refusals.push({ impairmentId, failure: error });
    }
  const [first] = refusals;
  if (first && handled.length === 0) throw first.failure;
  return { handled, refused: refusals.map(({ impairmentId, failure }) => ({ impairmentId, message: failure.message })) };
}
