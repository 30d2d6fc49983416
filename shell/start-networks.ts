import { join } from 'node:path';
import { systemClock } from '../core/host/system-clock';
import { assertNever } from '../core/model/assert-never';
import { accountsFile, accountsIn, type KeptAccounts } from './accounts/accounts';
import { dataFolder } from './configuration/configuration';
import type { Networks } from './open-channel';
import { fieldNetworksIn, type KeptFieldNetworks } from './field/field-networks';
import { createPractice, type Practice } from './practice/create-practice';
import type { LaunchLab } from './practice/launch-lab';
import { startNetwork, type NetworkStart, type RunningNetwork } from './start-network';

export interface ConsoleStart extends Omit<NetworkStart, 'kind' | 'practice' | 'field' | 'accounts'> {
  /** Of the process: the practice network is kept in the data folder that it names. */
  readonly environment: NodeJS.ProcessEnv;
  readonly launchLab?: LaunchLab;
}

/** The operator's own network, the one to practise on, and that of a field pack. */
export interface ConsoleNetworks extends Networks {
  readonly live: RunningNetwork;
  readonly practice: Practice;
  readonly field: KeptFieldNetworks;
  readonly accounts: KeptAccounts;
  close(): Promise<void>;
}

/** What a console has behind it: its host, and a practice network that runs once somebody starts it. Throws a ShellError. */
export async function startNetworks({ environment, launchLab, ...start }: ConsoleStart): Promise<ConsoleNetworks> {
  const practice = createPractice({
    folder: join(dataFolder(environment), 'practice'),
    note: start.note,
    ...(launchLab && { launch: launchLab }),
  });
  const accounts = accountsIn(accountsFile(start.configuration.file), systemClock);
  const field = fieldNetworksIn(join(dataFolder(environment), 'field'), start.note);
  const live = await startNetwork({ ...start, kind: 'live', practice, field, accounts });
  return {
    ...{ live, practice, field, accounts },
    get(kind) {
      switch (kind) {
        case 'live':
          return live;
        case 'practice':
          return practice.network();
        case 'field':
          return field.network();
        default:
          return assertNever(kind);
      }
    },
    async close() {
      await practice.close();
      await field.end();
      await live.close();
    },
  };
}
