import type { Command } from 'commander';
import { z } from 'zod';
import { rangesText } from '../../../core/circuits/ranges';
import { define, defineAlone, noOptions, type GlobalOptions } from '../define';
import { removeSwitchEntry, switchAt, switchEntryIn, wordsOfIssue, writeSwitch } from '../../../shell/configuration/configuration';
import { exitCodes, Failure } from '../exit-codes';
import type { Output } from '../output';
import { switchAddressOf, switchEntry, type SwitchEntry } from '../../../shell/configuration/switch-entry';
import { wholeOption } from '../values';
import { age } from '../words';
import { operatorName } from '../../../shell/surroundings';
import { configurationToWrite, connectIfRunning, entryFailure, fileWithin, inStore, type ConfigurationToWrite } from '../write-entry';

export function switchCommands(program: Command): void {
  const switches = program.command('switches').description('Access switches: their links, and what they hold compared with the store.');
  define(switches, {
    usage: 'list',
    does: 'Lists the access switches with the state of their link, their paths and circuits.',
    examples: ['longlines switches list'],
    asks: ['switches.list'],
    options: noOptions,
    async run({ session }) {
      const known = await session.call('switches.list', {});
      const nowMs = Date.now();
      return {
        data: known,
        show(screen) {
          if (known.length === 0) {
            screen.line('No switch is known: "longlines switches add" adds one, "longlines run" connects it.');
            return;
          }
          screen.table(
            ['id', 'switch', 'link', 'since', 'paths', 'circuits', 'waiting', 'trunk VPI/VCI', 'line VPI/VCI', ''],
            known.map(({ id, name, link, sinceMs, paths, circuits, waiting, limits, linkText }) => [
              ...[id, name, link, age(sinceMs, nowMs), String(paths), String(circuits), String(waiting)],
              `${rangesText([limits.trunkVpi])} / ${rangesText([limits.trunkVci])}`,
              `${rangesText([limits.lineVpi])} / ${rangesText([limits.lineVci])}`,
              linkText,
            ]),
          );
        },
      };
    },
  });
  addCommand(switches);
  trustCommand(switches);
  removeCommand(switches);
  define(switches, {
    usage: 'connect <switch>',
    does: 'Connects a switch of the configuration in the running host, or connects it anew.',
    examples: ['longlines switches connect nyc-1'],
    asks: ['switches.connect'],
    options: noOptions,
    async run({ session, configuration, by }, [id = '']) {
      const address = configuration.switches.find((each) => each.id === id);
      if (!address)
        throw new Failure('not-found', `switch ${id} is not in ${configuration.file}; add it with "longlines switches add ${id}"`);
      await session.call('switches.connect', { ...address, by });
      return {
        data: { switchId: id },
        show: (screen) => {
          screen.line(`${address.name} is being connected; "longlines switches list" shows its link`);
        },
      };
    },
  });
  define(switches, {
    usage: 'compare <switch>',
    does: 'Has what a switch holds read again and compared with the store; what is missing is made again.',
    examples: ['longlines switches compare nyc-1'],
    asks: ['switches.compare'],
    options: noOptions,
    async run({ session, by }, [switchId = '']) {
      await session.call('switches.compare', { switchId, by });
      return {
        data: { switchId },
        show: (screen) => {
          screen.line(`${switchId} is being compared; "longlines history tail" tells what differed`);
        },
      };
    },
  });
}

const fileFlags = {
  passwordFile: '--password-file',
  ca: '--ca',
  cert: '--cert',
  key: '--key',
  keyFile: '--ssh-key',
} as const satisfies Partial<Record<keyof SwitchEntry, string>>;

function addCommand(switches: Command): void {
  const missing = (flag: string) => z.string({ error: `${flag} is missing; see "longlines switches add --help"` });
  defineAlone(switches, {
    usage: 'add <switch>',
    does: 'Adds a switch to the configuration, or replaces it there, and connects it if a host runs.',
    examples: [
      'longlines switches add nyc-1 --name "New York access 1" --transport ssh --host nyc-1.example --port 22 --user ops --password-file nyc-1-password --host-key SHA256:K7oZ0rFbF5eCkyhkg7S2xOBJQ8wB1vAZ2mFz5cQ8o0E',
      'longlines switches add lon-1 --name "London access 1" --transport tls --host lon-1.example --port 992 --user ops --password-file lon-1-password --ca lon-1-ca.pem',
    ],
    flags: [
      ['--name <name>', 'its name, for people (required)'],
      ['--transport <transport>', 'how its TL1 is reached: ssh, tls or tcp (required)'],
      ['--host <host>', 'its address (required)'],
      ['--port <port>', 'the port of its TL1 (required)'],
      ['--tid <tid>', 'the name by which it calls itself, sent with each command (none is sent)'],
      ['--user <user>', 'as whom (required)'],
      ['--password-file <file>', 'a file with the password and nothing else, for its owner alone: chmod 600 (required, or the next)'],
      ['--password-secret <name>', 'its password is a secret of this name that the host keeps (the console: Settings, Secrets)'],
      ['--host-key <fingerprint>', 'ssh: the key that it has to show, SHA256:…; any other is refused'],
      ['--ssh-key <file>', 'ssh: our private key; without: the password'],
      ['--ca <file>', 'tls: the authority that is trusted for it, PEM'],
      ['--cert <file>', 'tls: our certificate, PEM, where it wants one'],
      ['--key <file>', 'tls: its private key, PEM'],
      ['--server-name <name>', 'tls: the name in its certificate, where it is not the host'],
      ['--allow-plain', 'tcp: the password and all else may be read on the way'],
    ],
    options: z.object({
      name: missing('--name'),
      transport: missing('--transport'),
      host: missing('--host'),
      port: z.string({ error: '--port is missing; see "longlines switches add --help"' }).pipe(wholeOption(1, 65_535)),
      tid: z.string().optional(),
      user: missing('--user'),
      passwordFile: z.string().optional(),
      passwordSecret: z.string().optional(),
      hostKey: z.string().optional(),
      sshKey: z.string().optional(),
      ca: z.string().optional(),
      cert: z.string().optional(),
      key: z.string().optional(),
      serverName: z.string().optional(),
      allowPlain: z.boolean().optional(),
    }),
    async run(output, chosen, [id = ''], { sshKey, ...given }) {
      const place = configurationToWrite(chosen);
      const typed: Readonly<Record<string, unknown>> = { id, ...given, keyFile: sshKey };
      const entry = Object.fromEntries(
        Object.entries(typed)
          .filter(([, value]) => value !== undefined)
          .map(([field, value]) => {
            const flag = (fileFlags as Readonly<Record<string, string>>)[field];
            return [field, flag === undefined ? value : fileWithin(place.folder, flag, String(value))];
          }),
      );
      const checked = switchEntry.safeParse(entry, { error: wordsOfIssue });
      if (!checked.success) throw entryFailure(id, checked.error);
      const other = switchAt(place.file, checked.data);
      if (other) {
        const where = `${other.host} port ${other.port} is the address of switch ${other.id} (${other.name}) in ${place.file} already`;
        throw new Failure('refused', `${where}: correct --host or --port, or remove that one with "longlines switches remove ${other.id}"`);
      }
      return enter(output, place, checked.data, chosen);
    },
  });
}

function removeCommand(switches: Command): void {
  defineAlone(switches, {
    usage: 'remove <switch>',
    does: 'Takes a switch that has no virtual path out of the configuration and the store, and disconnects it if a host runs.',
    examples: ['longlines switches remove nyc-1'],
    options: noOptions,
    async run(output, chosen, [id = '']) {
      const { file, store } = configurationToWrite(chosen);
      const by = chosen.by ?? operatorName(process.env);
      const removedBy = await inStore(store, chosen.timeout * 1000, (session) => session.call('switches.remove', { switchId: id, by }));
      const wasInFile = removeSwitchEntry(file, id);
      if (removedBy === 'not-known' && !wasInFile)
        throw new Failure('not-found', `switch ${id} is neither in ${file} nor in ${store}; "longlines switches list" shows all`);
      output.result(
        {
          data: { switchId: id, configuration: file, wasInFile, wasInStore: removedBy !== 'not-known' },
          show: (screen) => {
            screen.line(`${id} is removed${removedBy === 'host' ? ' and disconnected' : ''}; what it holds stays there`);
          },
        },
        removedBy === 'not-known' ? 'file' : removedBy,
      );
      return exitCodes.done;
    },
  });
}

function trustCommand(switches: Command): void {
  defineAlone(switches, {
    usage: 'trust <switch> <fingerprint>',
    does: 'Enters the SSH host key that a switch has to show, in the configuration, and connects it anew if a host runs.',
    examples: ['longlines switches trust nyc-1 SHA256:K7oZ0rFbF5eCkyhkg7S2xOBJQ8wB1vAZ2mFz5cQ8o0E'],
    options: noOptions,
    async run(output, chosen, [id = '', hostKey = '']) {
      const place = configurationToWrite(chosen);
      const entry = switchEntryIn(place.file, id);
      if (!entry) throw new Failure('not-found', `switch ${id} is not in ${place.file}; add it with "longlines switches add ${id}"`);
      const { transport } = entry;
      if (transport !== 'ssh')
        throw new Failure('usage', `switch ${id} is reached by ${transport}: it has no host key; ${withoutHostKey[transport]}`);
      const checked = switchEntry.safeParse({ ...entry, hostKey }, { error: wordsOfIssue });
      if (!checked.success) throw entryFailure(id, checked.error);
      return enter(output, place, checked.data, chosen);
    },
  });
}

const withoutHostKey = {
  tls: 'its certificate is judged by its ca',
  tcp: 'nothing proves who it is',
} as const;

async function enter(output: Output, { file, folder, store }: ConfigurationToWrite, entry: SwitchEntry, { timeout, by }: GlobalOptions) {
  writeSwitch(file, entry);
  const isConnected = await connectIfRunning(store, timeout * 1000, (session) =>
    session.call('switches.connect', { ...switchAddressOf(entry, folder), by: by ?? operatorName(process.env) }),
  );
  output.result(
    {
      data: { switchId: entry.id, configuration: file, isConnected },
      show: (screen) => {
        screen.line(`${entry.name} is in ${file}${isConnected ? ', and is being connected' : '; it is connected once a host runs'}`);
      },
    },
    isConnected ? 'host' : 'file',
  );
  return exitCodes.done;
}
