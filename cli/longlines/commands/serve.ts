import type { Command } from 'commander';
import { z } from 'zod';
import { systemClock } from '../../../core/host/system-clock';
import { createAccess } from '../../../server/access';
import { webLimits } from '../../../server/limits';
import { whyNotServed } from '../../../server/judge-listening';
import { openBrowser } from '../../../server/open-browser';
import { readStaticFiles } from '../../../server/static-files';
import type { WebServer } from '../../../server/start-web-server';
import { accountsFile, accountsIn } from '../../../shell/accounts/accounts';
import { readConfiguration } from '../../../shell/configuration/configuration';
import { rendererFolder } from '../../../shell/places';
import { secretsOfHost } from '../../../shell/secrets/open-secrets';
import { ShellError } from '../../../shell/shell-error';
import type { ConsoleNetworks } from '../../../shell/start-networks';
import { operatorName } from '../../../shell/surroundings';
import { defineAlone } from '../define';
import { exitCodes, Failure } from '../exit-codes';
import { becomeHost, interruption } from '../manners';
import type { Output } from '../output';
import { wholeOption } from '../values';

const file = z.string().min(1);
const options = z.object({
  port: wholeOption(0, 65_535).optional(),
  host: z.string().trim().min(1).default('127.0.0.1'),
  name: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, '--name: name the machine as browsers call it, such as console.example')
    .optional(),
  cert: file.optional(),
  key: file.optional(),
  practice: z.boolean().default(false),
  open: z.boolean().default(false),
});

export function serveCommand(program: Command): void {
  defineAlone(program, {
    usage: 'serve',
    does: 'Runs the host and serves the console to browsers on this machine, at the address that it prints, until Ctrl-C.',
    examples: [
      'longlines serve --config practice/longlines.json',
      'longlines serve --host 192.0.2.10 --name console.example --cert cert.pem --key key.pem',
    ],
    flags: [
      ['--port <number>', `where to listen (${usualPort}, or any that is free; 0: any that is free)`],
      ['--host <address>', 'on which address of this machine (127.0.0.1); beyond this machine only with --cert, --key and an account'],
      ['--name <name>', 'how browsers call this machine, where that is not --host'],
      ['--cert <file>', 'the certificate for HTTPS (PEM, with its chain)'],
      ['--key <file>', 'its key (PEM)'],
      ['--practice', 'starts the practice network too, and prints the address that shows it'],
      ['--open', 'opens the console in the browser of this machine'],
    ],
    options,
    async run(output, chosen, _, { port, host, name = null, cert, key, practice, open }) {
      if ((cert === undefined) !== (key === undefined)) throw new Failure('usage', 'a certificate has a key: give --cert and --key both');
      const tls = cert !== undefined && key !== undefined ? { certFile: cert, keyFile: key } : null;
      // Before anything that takes its time: who ends it now ends it in good order.
      becomeHost();
      const interrupted = interruption();
      const configuration = readConfiguration({ ...chosen, environment: process.env });
      const hasAccounts = accountsIn(accountsFile(configuration.file), systemClock).list().length > 0;
      const reason = whyNotServed({ host, name, hasTls: tls !== null, hasAccounts });
      if (reason !== null) throw new Failure('usage', reason);
      const files = readStaticFiles(rendererFolder());
      const note = (text: string): void => {
        output.note(`longlines: ${text}`);
      };
      const user = operatorName(process.env);
      const { openChannel } = await import('../../../shell/open-channel');
      const { startNetworks } = await import('../../../shell/start-networks');
      const networks = await startNetworks({
        configuration,
        environment: process.env,
        patienceMs: chosen.timeout * 1000,
        note,
        secrets: secretsOfHost(process.env),
      });
      const { live, accounts } = networks;
      try {
        const access = createAccess({ now: () => performance.now(), limits: webLimits, user, accounts });
        const { addressOf, startWebServer } = await import('../../../server/start-web-server');
        const web = await listenSomewhere(port, (at) =>
          startWebServer({
            ...{ host, port: at, tls, name, files, access, limits: webLimits },
            open: ({ purpose, network, peer }, channel, ending) => openChannel(networks, { purpose, kind: network }, channel, peer, ending),
            onFault: (error) => {
              note(error instanceof Error ? (error.stack ?? error.message) : String(error));
            },
          }),
        );
        try {
          if (practice) await Promise.race([startPractice(networks, output), interrupted]);
          const network = practice ? 'practice' : 'live';
          const url = `${web.origin}${addressOf(access.token, network)}`;
          output.result(
            {
              data: { ready: true, pid: process.pid, store: live.serving.store, socket: live.socket, url },
              show: (screen) => {
                screen.line(`The console of ${live.serving.store} is at ${url}`);
                screen.line('The address is for you alone: who has it can work the network. Ctrl-C ends it.');
              },
            },
            'host',
          );
          // Others can read a command line: the token is not on it.
          if (open && !(await openBrowser(`${web.origin}/open?once=${access.once()}&network=${network}`)))
            output.note('no browser can be opened here: open the address in yours');
          await Promise.race([live.resumed, interrupted]);
          await interrupted;
          output.note('ending; what is under way is taken up at the next start');
        } finally {
          await web.close();
        }
      } finally {
        await networks.close();
      }
      return exitCodes.done;
    },
  });
}

async function startPractice({ practice }: ConsoleNetworks, output: Output): Promise<void> {
  const outcome = await practice.start(false, ({ text }) => {
    output.progress(text);
  });
  if (outcome.kind === 'refused') throw new Failure('refused', outcome.message);
}

const usualPort = 7171;

/** Where nobody chose, the usual port, so that the address stays the same; taken, any other will do. */
async function listenSomewhere(port: number | undefined, start: (port: number) => Promise<WebServer>): Promise<WebServer> {
  if (port !== undefined) return start(port);
  try {
    return await start(usualPort);
  } catch (error) {
    if (!(error instanceof ShellError && error.code === 'refused')) throw error;
    return start(0);
  }
}
