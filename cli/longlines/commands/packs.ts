import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { mostPackBytes, type PackCounts, type ProposalShown, type ReviewedChangeShown } from '../../../core/contract/field-pack';
import { openPack } from '../../../core/field/pack-text';
import { formatTime } from '../../../core/model/clock';
import type { PackContent, PackOrigin } from '../../../core/model/field-pack';
import { wordsOfError } from '../../../core/model/words-of-error';
import { replaceFile } from '../../../shell/configuration/replace-file';
import { define, defineAlone, noOptions } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import { passphraseFlag, passphraseFor, passphraseOption } from '../passphrase';
import type { Screen } from '../../screen';

const ids = z.array(z.string().min(1)).default([]);

export function packCommands(program: Command): void {
  const packs = program
    .command('pack')
    .description('Field packs: a part of the network in one sealed file, and the changes made with it brought back.');
  define(packs, {
    usage: 'make <file>',
    does: 'Writes a part of the network, its orders and pools into a file that only a passphrase opens; without a choice, all of it.',
    examples: [
      'longlines pack make vienna.llpack --site VIE --site BUD --title "Survey in Vienna"',
      'longlines pack make order.llpack --order ORD-7',
    ],
    flags: [
      ['--carrier <carrier>', 'what this carrier has…'],
      ['--site <site>', 'what is at this site…'],
      ['--order <order>', 'what this order touches…'],
      ['--without-pools', 'without access switches, paths and circuits'],
      ['--title <words>', 'what it is for'],
      passphraseFlag,
    ],
    asks: ['field-pack.make'],
    options: z.object({
      ...{ carrier: ids, site: ids, order: ids },
      withoutPools: z.boolean().default(false),
      title: z.string().max(200).default(''),
      ...passphraseOption,
    }),
    async run({ session, by }, [file = ''], { carrier, site, order, withoutPools, title, passphraseFile }) {
      const passphrase = await passphraseFor(passphraseFile, true);
      const part = { carrierIds: carrier, siteIds: site, orderIds: order, hasPools: !withoutPools };
      const { base64, ...made } = await session.call('field-pack.make', { part, title, passphrase, by });
      const written = save(file, base64);
      return {
        data: { ...made, file: written },
        show: (screen) => {
          screen.line(`${written}, ${made.bytes} bytes: ${countWords(made.counts)}`);
        },
      };
    },
  });
  defineAlone(packs, {
    usage: 'show <file>',
    does: 'Opens a field pack and tells what is in it; nothing is kept.',
    examples: ['longlines pack show vienna.llpack'],
    flags: [passphraseFlag],
    options: z.object(passphraseOption),
    async run(output, _chosen, [file = ''], { passphraseFile }) {
      const content = await opened(file, passphraseFile);
      const counts = countsOf(content);
      output.result({ data: { ...originOf(content), part: content.part, counts }, show: showPack(content, counts) }, 'file');
      return exitCodes.done;
    },
  });
  defineAlone(packs, {
    usage: 'open <file> <folder>',
    does: 'Makes a store of a field pack, in a folder: a network of its own, without links, to plan with.',
    examples: ['longlines pack open vienna.llpack vienna'],
    flags: [passphraseFlag],
    options: z.object(passphraseOption),
    async run(output, _chosen, [file = '', folder = ''], { passphraseFile }) {
      const content = await opened(file, passphraseFile);
      const store = join(resolve(folder), 'longlines.db');
      try {
        mkdirSync(resolve(folder), { recursive: true, mode: 0o700 });
        const { makeFieldStore } = await import('../../../shell/field/field-networks');
        await makeFieldStore(store, content);
      } catch (error) {
        throw new Failure('refused', wordsOfError(error));
      }
      output.result(
        {
          data: { ...originOf(content), store },
          show(screen) {
            showPack(content, countsOf(content))(screen);
            screen.line(`opened: name it with --store ${store}, or set LONGLINES_STORE to it`);
          },
        },
        'file',
      );
      return exitCodes.done;
    },
  });
  define(packs, {
    usage: 'note <subject> <words>',
    does: 'Notes something on a site, an order or a part of the network; in a field pack it is brought back with the changes.',
    examples: ['longlines pack note VIE "rack 4 has no free power"'],
    asks: ['field-pack.note'],
    options: noOptions,
    async run({ session, by }, [subject = '', text = '']) {
      await session.call('field-pack.note', { subject, text, by });
      return {
        data: { subject, text },
        show: (screen) => {
          screen.line(`noted on ${subject}`);
        },
      };
    },
  });
  define(packs, {
    usage: 'changes',
    does: 'Lists what was changed in a network from a field pack since it was opened.',
    examples: ['longlines pack changes --store vienna/longlines.db'],
    asks: ['field-pack.changes'],
    options: noOptions,
    async run({ session }) {
      const changes = await session.call('field-pack.changes', {});
      return {
        data: changes,
        show(screen) {
          if (changes.length === 0) screen.line('Nothing was changed.');
          else
            screen.table(
              ['when', 'by', 'what'],
              changes.map(({ atMs, by, words }) => [formatTime(atMs), by, words]),
            );
        },
      };
    },
  });
  define(packs, {
    usage: 'propose <file>',
    does: 'Writes what was changed in a network from a field pack, and what it was based on, into a sealed file for the desk.',
    examples: ['longlines pack propose vienna-back.llpack --store vienna/longlines.db'],
    flags: [passphraseFlag],
    asks: ['field-pack.propose'],
    options: z.object(passphraseOption),
    async run({ session, by }, [file = ''], { passphraseFile }) {
      const passphrase = await passphraseFor(passphraseFile, true);
      const { base64, bytes } = await session.call('field-pack.propose', { passphrase, by });
      const written = save(file, base64);
      return {
        data: { file: written, bytes },
        show: (screen) => {
          screen.line(`${written}, ${bytes} bytes: open it at the desk with "longlines pack apply ${file}"`);
        },
      };
    },
  });
  define(packs, {
    usage: 'apply <file>',
    does: 'Shows the changes of a proposal beside what has moved since; carries out those that are chosen, each checked again, none twice.',
    examples: [
      'longlines pack apply vienna-back.llpack',
      'longlines pack apply vienna-back.llpack --same',
      'longlines pack apply vienna-back.llpack --change 3',
    ],
    flags: [
      ['--same', 'carries out all whose basis is as it was'],
      ['--change <number>', 'carries out this one, as it is shown…'],
      ['--again', 'also what was begun before and is not known to be done'],
      passphraseFlag,
    ],
    asks: ['field-pack.review', 'field-pack.apply'],
    options: z.object({
      same: z.boolean().default(false),
      change: z.array(z.coerce.number().int().min(1)).default([]),
      again: z.boolean().default(false),
      ...passphraseOption,
    }),
    async run({ session, by }, [file = ''], { same, change, again, passphraseFile }) {
      const base64 = read(file).toString('base64');
      const passphrase = await passphraseFor(passphraseFile, false);
      const proposal = await session.call('field-pack.review', { base64, passphrase, by });
      const beyond = change.find((number) => number > proposal.changes.length);
      if (beyond !== undefined) throw new Failure('usage', `--change ${beyond}: the proposal has ${proposal.changes.length} changes`);
      const chosen = proposal.changes
        .filter(({ standing }, at) => (same && standing === 'same') || change.includes(at + 1))
        .map(({ id, seen }) => ({ changeId: id, seen, again }));
      if (chosen.length === 0) return { data: proposal, show: showProposal(proposal), leavesWork: false };
      const outcomes = await session.call('field-pack.apply', { base64, passphrase, chosen, by });
      const words = new Map(proposal.changes.map((each) => [each.id, each.words]));
      return {
        data: outcomes,
        exitCode: outcomes.every(({ kind }) => kind === 'applied' || kind === 'already') ? exitCodes.done : exitCodes.partly,
        show(screen) {
          screen.table(
            ['what became of it', 'change', 'words'],
            outcomes.map(({ changeId, kind, message }) => [kind, words.get(changeId) ?? changeId, message]),
          );
        },
      };
    },
  });
}

function read(file: string): Buffer {
  try {
    const bytes = readFileSync(resolve(file));
    if (bytes.length > mostPackBytes)
      throw new Failure('usage', `${file} is larger than ${mostPackBytes / 2 ** 20} MB: it is no field pack`);
    return bytes;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', `${file} cannot be read (${wordsOfError(error)})`);
  }
}

function save(file: string, base64: string): string {
  const path = resolve(file);
  try {
    replaceFile(path, Buffer.from(base64, 'base64'));
  } catch (error) {
    throw new Failure('usage', `${path} cannot be written (${wordsOfError(error)}): name another file`);
  }
  return path;
}

async function opened(file: string, passphraseFile: string | undefined): Promise<PackContent> {
  const bytes = read(file);
  const outcome = await openPack(bytes, await passphraseFor(passphraseFile, false));
  if (outcome.kind === 'refused') throw new Failure('refused', `${file}: ${outcome.message}`);
  return outcome.content;
}

const originOf = ({ packId, title, madeAtMs, madeBy }: PackOrigin): PackOrigin => ({ packId, title, madeAtMs, madeBy });

const countsOf = ({ carriers, sites, nodes, resources, interconnects, orders, paths }: PackContent): PackCounts => ({
  ...{ carriers: carriers.length, sites: sites.length, nodes: nodes.length, resources: resources.length },
  ...{ interconnects: interconnects.length, orders: orders.length, paths: paths.length },
  circuitOrders: paths.reduce((sum, path) => sum + path.orders.length, 0),
});

const countWords = (counts: PackCounts): string =>
  `${counts.carriers} carriers, ${counts.sites} sites, ${counts.nodes} nodes, ${counts.resources} resources, ${counts.orders} orders, ${counts.paths} virtual paths`;

const showPack =
  ({ title, madeAtMs, madeBy }: PackOrigin, counts: PackCounts) =>
  (screen: Screen): void => {
    screen.line(`field pack${title === '' ? '' : ` "${title}"`} of ${formatTime(madeAtMs)}, by ${madeBy}`);
    screen.line(countWords(counts));
  };

const showProposal =
  ({ origin, proposedAtMs, proposedBy, changes }: ProposalShown) =>
  (screen: Screen): void => {
    screen.line(`proposed ${formatTime(proposedAtMs)} by ${proposedBy}, on the pack of ${formatTime(origin.madeAtMs)}`);
    screen.table(
      ['', 'now', 'change', 'what moved'],
      changes.map((change, at) => [String(at + 1), change.standing, change.words, movedWords(change)]),
    );
    screen.line('Nothing was carried out: choose with --same or --change.');
  };

const movedWords = ({ text, moved }: ReviewedChangeShown): string =>
  [...(text === '' ? [] : [text]), ...moved.map(({ what, before, now }) => `${what}: ${now}, was ${before}`)].join('; ');
