import type { Command } from 'commander';
import { z } from 'zod';
import { carrierAddress } from '../../../core/contract/inputs';
import { define, defineAlone, noOptions, reasonFlag, reasonOption } from '../define';
import { addressOf, wordsOfIssue, writeCarrier, type CarrierEntry } from '../../../shell/configuration/configuration';
import { operatorName } from '../../../shell/surroundings';
import { exitCodes, Failure } from '../exit-codes';
import { age } from '../words';
import { configurationToWrite, connectIfRunning, entryFailure, fileWithin } from '../write-entry';

export function carrierCommands(program: Command): void {
  const carriers = program
    .command('carriers')
    .description('Carriers: their links, and whether recovery is paused where they are on the way.');
  define(carriers, {
    usage: 'list',
    does: 'Lists the carriers with the state of their dedicated link and its age.',
    examples: ['longlines carriers list'],
    asks: ['carriers.list'],
    options: noOptions,
    async run({ session }) {
      const known = await session.call('carriers.list', {});
      const nowMs = Date.now();
      return {
        data: known,
        show(screen) {
          if (known.length === 0) {
            screen.line('No carrier is known: "longlines carriers add" adds one, "longlines inventory import" imports one from files.');
            return;
          }
          screen.table(
            ['id', 'carrier', 'role', 'link', 'heard', 'nodes', 'resources', 'dedicated', 'client ports', ''],
            known.map((carrier) => [
              ...[carrier.id, carrier.name, carrier.role, carrier.link],
              carrier.link === 'up' ? 'now' : age(carrier.heardAtMs, nowMs),
              ...[carrier.nodes, carrier.resources, carrier.dedicatedResources, carrier.clientPorts].map(String),
              [carrier.linkText, carrier.recoveryPausedBy === null ? '' : `recovery ${carrier.recoveryPausedBy}`]
                .filter((words) => words !== '')
                .join('; '),
            ]),
          );
          for (const { id, warnings } of known) for (const warning of warnings) screen.line(`  ${id}: ${warning}`);
        },
      };
    },
  });
  addCommand(carriers);
  define(carriers, {
    usage: 'connect <carrier>',
    does: 'Connects a carrier of the configuration in the running host, or connects it anew.',
    examples: ['longlines carriers connect alder'],
    asks: ['carriers.connect'],
    options: noOptions,
    async run({ session, configuration, by }, [id = '']) {
      const address = configuration.carriers.find((carrier) => carrier.id === id);
      if (!address)
        throw new Failure('not-found', `carrier ${id} is not in ${configuration.file}; add it with "longlines carriers add ${id}"`);
      await session.call('carriers.connect', { ...address, by });
      return {
        data: { carrierId: id },
        show: (screen) => {
          screen.line(`${address.name} is being connected; "longlines carriers list" shows its link`);
        },
      };
    },
  });
  define(carriers, {
    usage: 'resynchronise <carrier>',
    does: 'Has everything that a carrier has read again.',
    examples: ['longlines carriers resynchronise alder'],
    asks: ['carriers.resynchronise'],
    options: noOptions,
    async run({ session, by }, [carrierId = '']) {
      await session.call('carriers.resynchronise', { carrierId, by });
      return {
        data: { carrierId },
        show: (screen) => {
          screen.line(`${carrierId} is being read again`);
        },
      };
    },
  });
  for (const [usage, name, does, words] of [
    ['pause', 'recovery.pause', 'Pauses automatic moves where a carrier is on the way, or (--all) everywhere.', 'is paused'],
    ['resume', 'recovery.resume', 'Ends such a pause; orders that were held back are taken up.', 'goes on'],
  ] as const) {
    define(carriers, {
      usage: `${usage} [carrier]`,
      does,
      examples: [`longlines carriers ${usage} alder --reason "ring test"`, `longlines carriers ${usage} --all --reason "storm"`],
      flags: [['--all', 'everywhere'], reasonFlag],
      asks: [name],
      options: z.object({ all: z.boolean().default(false), ...reasonOption }),
      async run({ session, by }, [carrier], { all, reason }) {
        if ((carrier !== undefined) === all) throw new Failure('usage', `name a carrier, or --all for everywhere`);
        await session.call(name, { carrierId: carrier ?? null, by, reason });
        return {
          data: { carrierId: carrier ?? null },
          show: (screen) => {
            screen.line(`automatic recovery ${words} ${carrier === undefined ? 'everywhere' : `where ${carrier} is on the way`}`);
          },
        };
      },
    });
  }
}

function addCommand(carriers: Command): void {
  defineAlone(carriers, {
    usage: 'add <carrier>',
    does: 'Adds a carrier to the configuration, or replaces it there, and connects it if a host runs.',
    examples: [
      'longlines carriers add alder --name "Alder Longhaul" --role dedicating --url https://tapi.alder.example:8443 --ca alder-ca.pem --cert ours.pem --key ours-key.pem',
    ],
    flags: [
      ['--name <name>', 'its name, for people (required)'],
      ['--role <role>', 'dedicating, accessing or both (required)'],
      ['--url <url>', "its manager's address, https://host:port (required)"],
      ['--ca <file>', 'the authority that is trusted for it, PEM (required)'],
      ['--cert <file>', 'our certificate for this link, PEM (required)'],
      ['--key <file>', 'its private key, PEM (required)'],
      ['--server-name <name>', "the name in the manager's certificate, where it is not the address's host"],
      ['--mapping <file>', "the carrier's mapping table, JSON"],
    ],
    options: z.object({
      name: required('--name'),
      role: required('--role'),
      url: required('--url'),
      ca: required('--ca'),
      cert: required('--cert'),
      key: required('--key'),
      serverName: z.string().optional(),
      mapping: z.string().optional(),
    }),
    async run(output, chosen, [id = ''], { serverName, mapping, ca, cert, key, name, role, url }) {
      const { file, folder, store } = configurationToWrite(chosen);
      const within = (flag: string, path: string): string => fileWithin(folder, flag, path);
      const entry = {
        ...{
          id,
          name,
          role: role as CarrierEntry['role'],
          url,
          ca: within('--ca', ca),
          cert: within('--cert', cert),
          key: within('--key', key),
        },
        ...(serverName === undefined ? {} : { serverName }),
        ...(mapping === undefined ? {} : { mapping: within('--mapping', mapping) }),
      };
      const checked = carrierAddress.safeParse(addressOf(entry, folder), { error: wordsOfIssue });
      if (!checked.success) throw entryFailure(id, checked.error);
      writeCarrier(file, entry);
      const isConnected = await connectIfRunning(store, chosen.timeout * 1000, (session) =>
        session.call('carriers.connect', { ...checked.data, by: chosen.by ?? operatorName(process.env) }),
      );
      output.result(
        {
          data: { carrierId: id, configuration: file, isConnected },
          show: (screen) => {
            screen.line(`${name} is in ${file}${isConnected ? ', and is being connected' : '; it is connected once a host runs'}`);
          },
        },
        isConnected ? 'host' : 'file',
      );
      return exitCodes.done;
    },
  });
}

const required = (flag: string) =>
  z
    .string({ error: `${flag} is missing; see "longlines carriers add --help"` })
    .trim()
    .min(1);
