import type { Channel, NetworkKind, Purpose } from '../core/contract/channel';
import { serveConsole } from '../core/host/peers/serve-console';
import { serveTerminal } from '../core/host/peers/serve-terminal';
import type { RunningNetwork } from './start-network';
import { operatorName } from './surroundings';

/** The networks that a shell serves now. */
export interface Networks {
  /** null: it is not started. */
  get(kind: NetworkKind): RunningNetwork | null;
}

/** Serves a window's channel until it closes or `ending` is aborted; in both shells. */
export async function openChannel(
  networks: Networks,
  { purpose, kind }: { readonly purpose: Purpose; readonly kind: NetworkKind },
  channel: Channel,
  ending: AbortSignal,
): Promise<void> {
  const network = networks.get(kind);
  if (network === null) {
    channel.close(`the ${kind} network is not started`);
    return;
  }
  switch (purpose) {
    case 'console':
      await serveConsole(network.serving, channel, { network: kind, user: operatorName(process.env) }, ending);
      return;
    case 'terminal':
      await serveTerminal(channel, network.serving, ending);
      return;
  }
}
