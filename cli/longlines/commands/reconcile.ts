import type { Command } from 'commander';
import type { StandingDiscrepancyShown } from '../../../core/contract/shapes';
import type { Screen } from '../../screen';
import { define, noOptions, reasonFlag, reasonOption } from '../define';
import { exitCodes, type ExitCode } from '../exit-codes';
import { shortId } from '../words';
import { z } from 'zod';

/** A carrier is given a minute to be read in full. */
const comparisonMs = 75_000;

export function reconcileCommands(program: Command): void {
  const reconcile = program.command('reconcile').description('In what the store and the carriers differ, and what is to be done about it.');
  define(reconcile, {
    usage: 'compare [carrier]',
    does: 'Reads a carrier, or each, in full, and compares what it holds with what the store says.',
    examples: ['longlines reconcile compare', 'longlines reconcile compare alder --json'],
    asks: ['reconciliation.compare'],
    options: noOptions,
    async run({ session, givenTimeoutMs }, [carrierId]) {
      const compared = await session.call('reconciliation.compare', carrierId === undefined ? {} : { carrierId }, {
        timeoutMs: givenTimeoutMs ?? comparisonMs,
      });
      const { carriers, discrepancies, groups } = compared;
      const silent = carriers.filter(({ kind }) => kind === 'not-heard').length;
      return {
        data: compared,
        show(screen) {
          for (const { text } of carriers) screen.line(text);
          for (const { text } of groups) screen.line(`  ${text}`);
          showDiscrepancies(screen, discrepancies);
        },
        exitCode: silent === 0 ? exitCodes.done : silent === carriers.length ? exitCodes.needsHost : exitCodes.partly,
      };
    },
  });
  define(reconcile, {
    usage: 'list',
    does: 'Lists what stood at the last comparison with each carrier, with what can be done about it.',
    examples: ['longlines reconcile list'],
    asks: ['reconciliation.list'],
    options: noOptions,
    async run({ session }) {
      const standing = await session.call('reconciliation.list', {});
      return {
        data: standing,
        show: (screen) => {
          showDiscrepancies(screen, standing);
        },
      };
    },
  });
  for (const [remedy, does] of [
    ['adopt', "Lets the carrier's side count."],
    ['remove', 'Gives up what the discrepancy is about.'],
    ['repair', 'Lets our side count.'],
  ] as const) {
    define(reconcile, {
      usage: `${remedy} <discrepancy>`,
      does: `${does} What that means for each kind, "reconcile list" says.`,
      examples: [`longlines reconcile ${remedy} 8e41b02d --reason "agreed with their NOC"`],
      flags: [reasonFlag],
      asks: ['reconciliation.settle'],
      options: z.object(reasonOption),
      async run({ session, by }, [discrepancyId = ''], { reason }) {
        const settled = await session.call('reconciliation.settle', { discrepancyId, remedy, by, reason });
        return {
          data: settled,
          show: (screen) => {
            screen.line(`${settled.kind}: ${settled.text}`);
          },
          exitCode: codes[settled.kind],
        };
      },
    });
  }
}

const codes: Readonly<Record<'done' | 'queued' | 'not-done', ExitCode>> = {
  done: exitCodes.done,
  queued: exitCodes.done,
  'not-done': exitCodes.refused,
};

function showDiscrepancies(screen: Screen, discrepancies: readonly StandingDiscrepancyShown[]): void {
  if (discrepancies.length === 0) {
    screen.line('No discrepancy stands.');
    return;
  }
  screen.table(
    ['id', 'kind', 'carrier', 'order', 'state', 'what', 'remedies'],
    discrepancies.map(({ id, kind, carrierId, orderId, state, text, outcome, remedies }) => [
      ...[shortId(id), kind, carrierId, orderId ?? '', state, outcome === '' ? text : `${text}; ${outcome}`],
      remedies.map((meaning) => `${meaning.remedy}: ${meaning.text}`).join('; '),
    ]),
  );
}
