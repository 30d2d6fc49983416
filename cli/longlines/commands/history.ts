import type { Command } from 'commander';
import { z } from 'zod';
import type { HistoryVerdict } from '../../../core/model/history';
import { formatTime } from '../../../core/model/clock';
import { systemPause } from '../../../core/host/system-clock';
import { parseHeadLine } from '../../../core/store/history-chain';
import { StoreError } from '../../../core/store/store-error';
import { define, defineAlone, noOptions } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import type { Result } from '../output';
import { wholeOption } from '../values';
import { counted } from '../words';
import { read } from './inventory';

const checkFlags = [
  ['--head <file>', 'a file with a line of "history export-head": is the history still the one that it was taken of?'],
  ['--key <id>', 'the key id that the history has to be signed with'],
] as const;
const checkOptions = { head: z.string().optional(), key: z.string().optional() };

export function historyCommands(program: Command): void {
  const history = program
    .command('history')
    .description('The record of what was done, by whom, or by which rule: append-only, chained and signed.');
  define(history, {
    usage: 'tail',
    does: 'Shows the latest entries, oldest first.',
    examples: ['longlines history tail --count 50'],
    flags: [['--count <n>', 'how many (20)']],
    asks: ['history.tail'],
    options: z.object({ count: wholeOption(1, 100_000).default(20) }),
    async run({ session }, _, { count }) {
      const entries = await session.call('history.tail', { count });
      return {
        data: entries,
        show(screen) {
          if (entries.length === 0) {
            screen.line('The history is empty.');
            return;
          }
          screen.table(
            ['when', 'by', 'event', 'subject', ''],
            entries.map(({ atMs, actor, event, subject, text }) => [formatTime(atMs), actor, event, subject, text]),
          );
        },
      };
    },
  });
  define(history, {
    usage: 'verify',
    does: 'Checks every record of the history, and says which is the first that is wrong.',
    examples: ['longlines history verify', 'longlines history verify --head kept-head.txt'],
    flags: checkFlags,
    asks: ['history.verify'],
    options: z.object(checkOptions),
    async run({ session, output }, _, { head, key }) {
      const verdict = await session.call('history.verify', await checkFrom(head, key), {
        onProgress: ({ text, done, total }) => {
          output.progress(`${done} of ${total ?? '?'} ${text}`);
        },
      });
      return verdictResult(verdict);
    },
  });
  defineAlone(history, {
    usage: 'verify-file <file>',
    does: 'Checks the history of a backup, or of a store that no host has open, without changing it.',
    examples: ['longlines history verify-file backup.db --head kept-head.txt'],
    flags: checkFlags,
    options: z.object(checkOptions),
    async run(output, _, [file = ''], { head, key }) {
      try {
        const { verifyHistoryFile } = await import('../../../core/store/verify-history-file');
        const result = verdictResult(await verifyHistoryFile(file, { pause: systemPause, ...(await checkFrom(head, key)) }));
        output.result(result, 'file');
        return result.exitCode ?? exitCodes.done;
      } catch (error) {
        if (error instanceof StoreError) throw new Failure('store-unusable', error.message);
        throw error;
      }
    },
  });
  define(history, {
    usage: 'export-head',
    does: 'Prints the end of the history as one line, to be kept elsewhere: later "verify --head" tells whether the history still contains it.',
    examples: ['longlines history export-head > kept-head.txt'],
    asks: ['history.export-head'],
    options: noOptions,
    async run({ session }) {
      const { head } = await session.call('history.export-head', {});
      return {
        data: { head },
        show: (screen) => {
          screen.line(head);
        },
      };
    },
  });
}

async function checkFrom(head: string | undefined, publicKey: string | undefined): Promise<{ keptHead?: string; publicKey?: string }> {
  const keptHead = head === undefined ? undefined : (await read(head)).toString('utf8').trim();
  if (keptHead !== undefined && !parseHeadLine(keptHead))
    throw new Failure('usage', `${head ?? ''} holds no head of a history: it has to be a line of "history export-head"`);
  if (publicKey !== undefined && !/^ed25519:[\w-]{43}$/.test(publicKey))
    throw new Failure('usage', `"${publicKey}" is no key id: it is "ed25519:" and 43 characters, as "history verify" shows it`);
  return { ...(keptHead === undefined ? {} : { keptHead }), ...(publicKey === undefined ? {} : { publicKey }) };
}

function verdictResult(verdict: HistoryVerdict): Result {
  const { checked, head, problems, remarks, isKeyCompared } = verdict;
  return {
    data: verdict,
    show(screen) {
      screen.line(
        problems.length === 0
          ? `The history is as it was recorded: ${counted(checked, 'record')} checked`
          : `The history is not as it was recorded; ${counted(checked, 'record')} before the first that is wrong`,
      );
      for (const { seq, text } of problems) screen.line(`  record ${seq}: ${text}`);
      for (const { atMs, text } of remarks) screen.line(`  ${formatTime(atMs)}: ${text}`);
      if (head)
        screen.line(`  signed by ${head.keyId}${isKeyCompared ? '' : ' (compared with no key: --key, or a kept head, proves more)'}`);
    },
    ...(problems.length === 0 ? {} : { exitCode: exitCodes.notInService }),
  };
}
