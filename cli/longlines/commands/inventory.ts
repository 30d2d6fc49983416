import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import type { InputOf } from '../../../core/contract/procedures';
import type { ImportShown, InventoryShown, LatencyShown } from '../../../core/contract/shapes';
import { assertNever } from '../../../core/model/assert-never';
import { formatNs } from '../../../core/model/latency';
import type { Screen } from '../../screen';
import { define, type Cli } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import type { Result } from '../output';
import { wholeOption } from '../values';
import { counted } from '../words';

const kinds = ['nodes', 'resources', 'ports', 'interconnects', 'sites', 'ducts'] as const;

export function inventoryCommands(program: Command): void {
  const inventory = program.command('inventory').description('What the network consists of: shown, or imported from files.');
  define(inventory, {
    usage: 'show [what]',
    does: `Lists ${kinds.join(', ')}; without: the sites.`,
    examples: ['longlines inventory show resources --carrier alder', 'longlines inventory show ports --site LON --json'],
    flags: [
      ['--carrier <carrier>', 'of this carrier only'],
      ['--site <site>', 'at this site only'],
    ],
    asks: ['inventory.list'],
    options: z.object({ carrier: z.string().optional(), site: z.string().optional() }),
    async run({ session }, [asked = 'sites'], { carrier, site }) {
      const what = kinds.find((kind) => kind === asked);
      if (what === undefined) throw new Failure('usage', `"${asked}" cannot be shown; there are ${kinds.join(', ')}`);
      const shown = await session.call('inventory.list', {
        what,
        ...(carrier === undefined ? {} : { carrierId: carrier }),
        ...(site === undefined ? {} : { siteId: site }),
      });
      return {
        data: shown,
        show: (screen) => {
          showInventory(screen, shown);
        },
      };
    },
  });
  const importText = {
    flags: [
      ['--carrier <id>', 'the carrier that the files are of (required)'],
      ['--name <name>', 'its name, for people (its id)'],
      ['--role <role>', 'dedicating, accessing or both (both)'],
      ['--mapping <file>', "for TAPI JSON: the carrier's mapping table"],
      ['--client-ports <n>', 'for GraphML: client ports at each node (8)'],
      ['--slots <n>', 'for GraphML: slots of a link without a speed (80)'],
      ['--sites-as-proposed', 'takes sites within 15 km of known ones to be those'],
      ['--site <file=known>', 'takes a site of the files to be a known one…'],
    ],
    asks: ['inventory.preview', 'inventory.import'],
    mayCreate: true,
  } as const;
  define(inventory, {
    ...importText,
    usage: 'preview <files...>',
    does: 'Shows what importing a carrier from files (GraphML, TAPI JSON, CSV) would do; nothing is done.',
    examples: ['longlines inventory preview --carrier elm elm-nodes.csv elm-links.csv'],
    options: importOptions,
    async run({ session }, files, options) {
      const preview = await session.call('inventory.preview', await requestFrom(files, options));
      return {
        data: { kind: 'preview', preview },
        show: (screen) => {
          showImport(screen, preview);
        },
      };
    },
  });
  define(inventory, {
    ...importText,
    flags: [...importText.flags, ['--yes', 'without asking']],
    usage: 'import <files...>',
    does: 'Imports a carrier from files to plan with: shows what it would do, asks, then does exactly that.',
    examples: ['longlines inventory import --carrier darkstrand Darkstrand.graphml --sites-as-proposed --yes'],
    options: importOptions.extend({ yes: z.boolean().default(false) }),
    run: importFiles,
  });
}

const importOptions = z.object({
  carrier: z.string({ error: '--carrier is missing: say which carrier the files are of' }),
  name: z.string().optional(),
  role: z.enum(['dedicating', 'accessing', 'both'], { error: 'a role is dedicating, accessing or both' }).default('both'),
  mapping: z.string().optional(),
  clientPorts: wholeOption(0, 100).optional(),
  slots: wholeOption(0, 1_000_000).optional(),
  sitesAsProposed: z.boolean().default(false),
  site: z.array(z.string()).default([]),
});

/** Known sites by the sites of the files, as `--site` says each. */
export function knownSites(pairs: readonly string[]): Readonly<Record<string, string>> {
  const sites = new Map<string, string>();
  for (const pair of pairs) {
    const [from = '', to = '', ...more] = pair.split('=');
    if (from === '' || to === '' || more.length > 0)
      throw new Failure('usage', `--site ${pair}: write the site of the file, one =, and the known site, such as elm-n1=LON`);
    if (sites.has(from)) throw new Failure('usage', `--site ${pair}: ${from} is given twice; say once which known site it is`);
    sites.set(from, to);
  }
  return Object.fromEntries(sites);
}

async function requestFrom(files: readonly string[], options: z.output<typeof importOptions>): Promise<InputOf<'inventory.preview'>> {
  const { carrier: id, name = id, role, mapping, clientPorts, slots, sitesAsProposed, site } = options;
  const sites = knownSites(site);
  return {
    carrier: { id, name, role },
    files: await Promise.all(files.map(async (file) => ({ name: basename(file), base64: (await read(file)).toString('base64') }))),
    ...(mapping === undefined ? {} : { mapping: parsed(mapping, (await read(mapping)).toString('utf8')) }),
    ...(clientPorts === undefined ? {} : { clientPortsPerNode: clientPorts }),
    ...(slots === undefined ? {} : { slotsPerLink: slots }),
    ...(sitesAsProposed ? { sites: 'as-proposed' as const } : site.length > 0 ? { sites } : {}),
  };
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('usage', `${file} is no JSON (${String(error)}): correct it`);
  }
}

export async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (/^(ENOENT|ENOTDIR)/.test(why)) throw new Failure('usage', `${file} cannot be read: there is no such file; correct its name`);
    throw new Failure('usage', `${file} cannot be read (${why}): correct its name, or its rights`);
  }
}

async function importFiles(
  { session, output, by }: Cli,
  files: readonly string[],
  options: z.output<typeof importOptions> & { readonly yes: boolean },
): Promise<Result> {
  const request = await requestFrom(files, options);
  const preview = await session.call('inventory.preview', request);
  if (!options.yes && !(await isConfirmed(output.isJson, preview))) {
    return {
      data: { kind: 'preview', preview },
      show(screen) {
        if (!process.stdin.isTTY) showImport(screen, preview);
        screen.line('Nothing is imported: say --yes to import exactly this.');
      },
      exitCode: exitCodes.refused,
    };
  }
  const outcome = await session.call('inventory.import', { request, digest: preview.digest, by });
  return {
    data: outcome,
    show(screen) {
      showImport(screen, outcome.preview);
      screen.line(outcome.kind === 'imported' ? 'Imported.' : `Nothing is imported: ${outcome.message}`);
    },
    ...(outcome.kind === 'imported' ? {} : { exitCode: exitCodes.refused }),
  };
}

/** Asked on a terminal alone; what is asked goes to standard error, since standard output is the result's. */
async function isConfirmed(isJson: boolean, preview: ImportShown): Promise<boolean> {
  if (isJson || !process.stdin.isTTY || !process.stderr.isTTY) return false;
  const { createScreen } = await import('../../screen');
  showImport(createScreen(process.stderr), preview);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question('Import this? [y/N] ')).trim());
  } finally {
    lines.close();
  }
}

const shownProblems = 20;

export function showImport(screen: Screen, { carrier, counts, problems, sites, ordersHit, unknownLatency }: ImportShown): void {
  screen.heading(`${carrier.name} (${carrier.id}, ${carrier.role})`);
  screen.table(
    ['', 'new', 'changed', 'withdrawn', 'unchanged'],
    (['node', 'port', 'resource', 'interconnect'] as const).map((kind) => {
      const { new: added, changed, withdrawn, unchanged } = counts[kind];
      return [`${kind}s`, ...[added, changed, withdrawn, unchanged].map(String)];
    }),
  );
  if (unknownLatency.nodes + unknownLatency.resources > 0)
    screen.line(
      `  unknown latency: ${counted(unknownLatency.nodes, 'node')}, ${counted(unknownLatency.resources, 'resource')}: orders with a limit do not pass there until it is entered`,
    );
  for (const { siteId, siteName, knownSiteId, knownSiteName, distanceKm } of sites.proposals)
    screen.line(
      `  site ${siteId} (${siteName}) may be ${knownSiteId} (${knownSiteName}), ${distanceKm.toFixed(1)} km away: --site ${siteId}=${knownSiteId}`,
    );
  for (const { file, where, severity, message } of problems.slice(0, shownProblems))
    screen.line(`  ${[file, where].filter((words) => words !== '').join(', ')} (${severity}): ${message}`);
  if (problems.length > shownProblems) screen.line(`  and ${problems.length - shownProblems} more; --json tells all`);
  for (const { orderId, state, text } of ordersHit) screen.line(`  order ${orderId} (${state}): ${text}`);
}

function showInventory(screen: Screen, shown: InventoryShown): void {
  if (shown.rows.length === 0) {
    screen.line(`No ${shown.what}: "longlines carriers list" shows which carriers are known.`);
    return;
  }
  const latency = ({ azNs, zaNs, provenance, isDefault }: LatencyShown): readonly string[] => {
    if (azNs === null || zaNs === null) return ['unknown', ''];
    return [
      azNs === zaNs ? formatNs(azNs) : `${formatNs(azNs)}, ${formatNs(zaNs)} back`,
      `${provenance ?? ''}${isDefault ? ', default' : ''}`,
    ];
  };
  const state = (part: { readonly condition: string; readonly conditionText: string; readonly heldOutBy: string | null }): string =>
    [part.condition, part.conditionText, part.heldOutBy ?? ''].filter((words) => words !== '').join('; ');
  switch (shown.what) {
    case 'nodes': {
      screen.table(
        ['node', 'site', 'transit', 'provenance', 'state', 'id'],
        shown.rows.map((node) => [node.name, node.siteId ?? '', ...latency(node), state(node), node.id]),
      );
      return;
    }
    case 'resources': {
      screen.table(
        ['resource', 'A', 'Z', 'latency', 'provenance', 'free', 'slots', 'state', 'id'],
        shown.rows.map((one) => [one.name, one.a, one.z, ...latency(one), String(one.freeSlots), String(one.slots), state(one), one.id]),
      );
      return;
    }
    case 'ports': {
      screen.table(
        ['port', 'node', 'site', 'order', 'state', 'id'],
        shown.rows.map((port) => [port.name, port.node, port.siteId ?? '', port.orderId ?? '', state(port), port.id]),
      );
      return;
    }
    case 'interconnects': {
      screen.table(
        ['interconnect', 'site', 'carriers', 'latency', 'provenance', 'order', 'state'],
        shown.rows.map((one) => [one.id, one.siteId ?? '', `${one.a} – ${one.z}`, ...latency(one), one.orderId ?? '', state(one)]),
      );
      return;
    }
    case 'sites': {
      screen.table(
        ['site', 'name', 'latitude', 'longitude', 'carriers'],
        shown.rows.map(({ id, name, latitudeDeg, longitudeDeg, carriers }) => [
          id,
          name,
          latitudeDeg?.toFixed(4) ?? '',
          longitudeDeg?.toFixed(4) ?? '',
          carriers.join(' '),
        ]),
      );
      return;
    }
    case 'ducts': {
      screen.table(
        ['duct', 'resources', 'carriers'],
        shown.rows.map(({ id, resources, carriers }) => [id, String(resources), carriers.join(' ')]),
      );
      return;
    }
    default:
      return assertNever(shown);
  }
}
