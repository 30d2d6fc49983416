import type { Command } from 'commander';
import { z } from 'zod';
import { createAccess } from '../../../server/access';
import { webLimits } from '../../../server/limits';
import { readStaticFiles } from '../../../server/static-files';
import { startWebServer, type WebServer } from '../../../server/start-web-server';
import { readConfiguration } from '../../../shell/configuration/configuration';
import { openChannel } from '../../../shell/open-channel';
import { rendererFolder } from '../../../shell/places';
import { ShellError } from '../../../shell/shell-error';
import { startNetwork } from '../../../shell/start-network';
import { defineAlone } from '../define';
import { exitCodes } from '../exit-codes';
import { becomeHost, interruption } from '../manners';
import { wholeOption } from '../values';

const options = z.object({ port: wholeOption(0, 65_535).optional() });

export function serveCommand(program: Command): void {
  defineAlone(program, {
    usage: 'serve',
    does: 'Runs the host and serves the console to browsers on this machine, at the address that it prints, until Ctrl-C.',
    examples: ['longlines serve --config practice/longlines.json'],
    flags: [['--port <number>', `where to listen (${usualPort}, or any that is free; 0: any that is free)`]],
    options,
    async run(output, chosen, _, { port }) {
      // Before anything that takes its time: who ends it now ends it in good order.
      becomeHost();
      const interrupted = interruption();
      const configuration = readConfiguration({ ...chosen, environment: process.env });
      const files = readStaticFiles(rendererFolder());
      const note = (text: string): void => {
        output.note(`longlines: ${text}`);
      };
      const live = await startNetwork({ kind: 'live', configuration, patienceMs: chosen.timeout * 1000, note });
      try {
        const access = createAccess({ now: Date.now, limits: webLimits, isPassword: null });
        const web = await listenSomewhere(port, (at) =>
          startWebServer({
            ...{ host: '127.0.0.1', port: at, tls: null, name: null, files, access, limits: webLimits },
            open: (purpose, kind, channel, ending) =>
              openChannel({ get: (one) => (one === 'live' ? live : null) }, { purpose, kind }, channel, ending),
            onFault: (error) => {
              note(error instanceof Error ? (error.stack ?? error.message) : String(error));
            },
          }),
        );
        try {
          const url = `${web.origin}/#token=${access.token}`;
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
          await Promise.race([live.resumed, interrupted]);
          await interrupted;
          output.note('ending; what is under way is taken up at the next start');
        } finally {
          await web.close();
        }
      } finally {
        await live.close();
      }
      return exitCodes.done;
    },
  });
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
