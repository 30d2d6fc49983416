import type { Command } from 'commander';
import { systemClock } from '../../../core/host/system-clock';
import { accountsFile, accountsIn } from '../../../shell/accounts/accounts';
import { secretsOfHost } from '../../../shell/secrets/open-secrets';
import { readConfiguration } from '../../../shell/configuration/configuration';
import { version } from '../../../shell/version';
import { defineAlone, noOptions } from '../define';
import { exitCodes } from '../exit-codes';
import { becomeHost, interruption } from '../manners';
import { tellEvent } from '../tell-event';
import { counted } from '../words';

export function runCommand(program: Command): void {
  defineAlone(program, {
    usage: 'run',
    does: 'Runs the host in the foreground: connects the carriers and switches of the configuration and works on orders until Ctrl-C.',
    examples: ['longlines run --config practice/longlines.json'],
    options: noOptions,
    async run(output, chosen) {
      // Before anything that takes its time: who ends it now ends it in good order.
      becomeHost();
      const interrupted = interruption();
      const configuration = readConfiguration({ ...chosen, environment: process.env });
      const { startNetwork } = await import('../../../shell/start-network');
      const network = await startNetwork({
        kind: 'live',
        configuration,
        accounts: accountsIn(accountsFile(configuration.file), systemClock),
        secrets: secretsOfHost(process.env),
        patienceMs: chosen.timeout * 1000,
        note: (text) => {
          output.note(`longlines: ${text}`);
        },
        ...(!output.isJson && { onEvent: tellEvent(process.stdout) }),
      });
      try {
        output.result(
          {
            data: { ready: true, pid: process.pid, store: network.serving.store, socket: network.socket },
            show: (screen) => {
              screen.line(
                `Longlines ${version} runs on ${network.serving.store} with ${counted(configuration.carriers.length, 'carrier')} and ${counted(configuration.switches.length, 'switch', 'switches')} of ${configuration.file}; Ctrl-C ends it`,
              );
            },
          },
          'host',
        );
        await Promise.race([network.resumed, interrupted]);
        await interrupted;
        output.note('ending; what is under way is taken up at the next start');
      } finally {
        await network.close();
      }
      return exitCodes.done;
    },
  });
}
